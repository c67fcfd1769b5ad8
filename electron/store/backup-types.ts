import type { Result } from '@shared/errors'
import type { BACKUP_REASONS, Rehearsal } from '@shared/records/backup'
import type { Instant, Uuid } from '@shared/records/values'
import type { DocumentReads, DocumentWrites } from './record-types'

/** Backups as the rooms above may know them. Usual failures and what an answer is stand in types.ts. */

export interface Progress {
  /** Units of work done and in all (bytes). */
  readonly onProgress?: (done: number, of: number) => void
  readonly signal?: AbortSignal
}

export interface BackupReport {
  /** Folder of the new generation. */
  readonly path: string
  readonly name: string
  readonly createdAt: Instant
  readonly documents: number
  readonly images: number
  /** Pictures that are damaged here and of which the place holds no good copy either. */
  readonly missing: number
  readonly bytes: number
  /** What had to be copied; the other pictures were in the place already. */
  readonly copied: { readonly images: number; readonly bytes: number }
  /** Older generations that went. */
  readonly pruned: number
}

export type BackupReason = (typeof BACKUP_REASONS)[number]

export interface BackupOptions extends Progress {
  /** Default `asked`. */
  readonly why?: BackupReason
  /** Good generations of this laptop that stay. Default: all. */
  readonly keep?: number
  /** Device ids that this laptop had before a restore; their generations count as its own. */
  readonly formerDevices?: readonly Uuid[]
  /** Names of generations that a rehearsal could not open: they do not count as good. */
  readonly bad?: readonly string[]
  /** Pictures that a rehearsal found spoilt in the place: read back, and copied anew where they are. */
  readonly doubted?: readonly Uuid[]
}

/** A backup as it lies on a drive. Needs no key to be listed, and shows nothing that one would. */
export interface BackupGeneration {
  readonly name: string
  readonly path: string
  /** Its files are all there and as long as they should be. False too when its manifest does not read. */
  readonly whole: boolean
  readonly vaultId: string
  readonly deviceId: string
  readonly createdAt: string
  readonly why: BackupReason
  readonly documents: number
  readonly images: number
  readonly bytes: number
}

export interface Backups {
  /**
   * Writes a new generation into the vault's set inside `into`. Its name appears only when it is complete and read
   * back; an interrupted one is gone on with. `diskFull` before anything is written where the room is known to lack.
   */
  make(into: string, options?: BackupOptions): Promise<Result<BackupReport>>
  /** This vault's generations in a place, newest first. */
  list(into: string): Promise<Result<readonly BackupGeneration[]>>
  /** Tries a restore out beside the vault. What the backup lacks is in the answer. `notFound`: no backup there. */
  rehearse(generation: string, progress?: Progress): Promise<Result<Rehearsal>>
  /**
   * Makes a backup of this vault ready to take its place; `VaultFolder.replace` then does it. `write` adds what the
   * restored vault is to know. `otherVault`, `damaged`.
   */
  prepareRestore(
    generation: string,
    progress: Progress,
    write: (restored: RestoredVault) => Promise<Result<unknown>>,
  ): Promise<Result<void>>
  /** Takes the keys of erased patients out of the generations in a place; `left` names those that still hold one. */
  cleanse(into: string): Promise<Result<{ rewritten: number; left: readonly string[] }>>
}

/** The vault that is about to take the place of this one. */
export interface RestoredVault {
  readonly deviceId: Uuid
  readonly documents: DocumentReads & DocumentWrites
}
