import type { Result } from '@shared/errors'
import type { AuditEvent } from '@shared/records/audit'
import type { HealthCheckName, VaultHealth } from '@shared/records/health'
import type { Instant, Uuid } from '@shared/records/values'
import type { sealProof } from '@shared/ipc/contract'
import type { z } from 'zod'
import type { AuditLog } from './audit-types'
import type { BackupGeneration, Backups, Progress } from './backup-types'
import type { Keychain, Keyring, KeyringWrites } from './keyring-types'
import type { DocumentKind } from './kinds'
import type { DataPlace } from './place'
import type {
  BesideReads,
  BesideWrites,
  DocumentReads,
  DocumentWrites,
  DraftReads,
  DraftWrites,
  Images,
  ImageWrites,
  NewRevision,
} from './record-types'

export type * from './audit-types'
export type * from './backup-types'
export type * from './keyring-types'
export type * from './record-types'

/**
 * What the rooms above may know of the store. Every call answers a `Result`; it rejects only for a bug.
 * Usual failures of any call: `diskFull`, `readOnly`, `damaged`; of any call on an `OpenVault` after the lock:
 * `locked`. Only the others are named below.
 */

/** Cost of one scrypt run. Stored with each key slot, so that it can be raised later. */
export interface KdfParams {
  /** CPU and memory cost N, a power of two. */
  readonly cost: number
  readonly blockSize: number
  readonly parallel: number
}

export interface VaultOptions {
  /** Folder that holds `vault.db` and `images/`; made when missing. */
  readonly dataFolder: string
  /** The built index worker. Default: `index-worker.js` beside the running bundle. */
  readonly indexWorker?: string
  /** Cost for new key slots. Default N=2^17, r=8, p=1. */
  readonly kdf?: KdfParams
  readonly now?: () => Date
  /**
   * Folder of this user on this machine, outside the data folder, for the copy of the audit trail's seal. Without it
   * a data folder that was rolled back as a whole is not noticed.
   */
  readonly sealCopyFolder?: string
  /** For PINs; none are possible without. */
  readonly keychain?: Keychain
}

export type SealProof = z.infer<typeof sealProof>

/** What can be told before anybody unlocked: from the clear part of the keyring, never patient data. */
export interface FolderStatus {
  /** `new` also stands for a vault whose recovery code nobody confirmed: creating starts it afresh. */
  readonly state: 'new' | 'locked' | 'open' | 'newerVault' | 'damaged'
  /** `new`, and a vault was made here whose recovery code nobody confirmed: that code opens nothing any more. */
  readonly unfinished: boolean
  readonly clinicName: string
  readonly people: readonly {
    personId: Uuid
    name: string
    /** Their key was taken away: nothing opens. */
    suspended: boolean
    /** They have a PIN on this laptop. */
    pin: boolean
    retryAfterMs: number
  }[]
  /** The wait that the recovery code is under. */
  readonly retryAfterMs: number
  /** Where the folder lies; a new vault is made only on a disk of this machine. */
  readonly place: DataPlace
}

/** A data folder. Holds the connection for the life of the app; an `OpenVault` lives from unlock to lock. */
export interface VaultFolder {
  /** Opens and migrates at the first call (the first use of sqlite3), so call it after the first frame. */
  status(): Promise<Result<FolderStatus>>
  /** The open vault, if there is one. */
  current(): OpenVault | undefined
  /**
   * Makes a vault with its first person and opens it. Not in use until `confirmCreated`; until then `status`
   * says `new`. `recoveryCode`: eight groups of four, shown and printed once, kept nowhere.
   * `conflict` when the folder already holds a vault in use, `cloudFolder` or `networkFolder` where none may lie.
   */
  create(input: {
    clinicName: string
    personId: Uuid
    personName: string
    passphrase: string
  }): Promise<Result<{ vault: OpenVault; recoveryCode: readonly string[] }>>
  /** Puts the new vault in use. `validation` with `paths` = indexes of the groups that differ from the code. */
  confirmCreated(groups: readonly { index: number; text: string }[]): Promise<Result<void>>
  /**
   * `wrongSecret` with `retryAfterMs`; while the wait lasts no secret is tried at all. `suspended`, or `notFound`: no
   * such person.
   */
  unlock(input: { personId: Uuid; passphrase: string }): Promise<Result<OpenVault>>
  /** `wrongSecret` with `triesLeft`; `pinGone` when there is no PIN (any more); `noKeychain`; `suspended`. */
  unlockWithPin(input: { personId: Uuid; pin: string }): Promise<Result<OpenVault>>
  /**
   * Opens by the printed code and gives the person a new passphrase. `validation` with `paths` = indexes of
   * mistyped groups (their own check tells); `wrongSecret` when the code is well formed and not this vault's.
   */
  unlockWithRecovery(input: {
    code: string
    personId: Uuid
    newPassphrase: string
  }): Promise<Result<OpenVault>>
  /** The backups that a person may mean by a folder, newest first. Needs no key. */
  listBackups(chosen: string): Promise<Result<readonly BackupGeneration[]>>
  /**
   * Copies a backup into this empty folder, verifying every hash, and leaves it locked. `conflict` if a vault is in
   * use here. A damaged one is moved aside first, and nothing of it is deleted.
   */
  openBackup(backup: string, progress?: Progress): Promise<Result<void>>
  /** The restored vault that was made ready takes the place of the open one. Leaves it locked. */
  replace(): Promise<Result<void>>
  /** Reads the files raw and shows that they are sealed. Runs locked or open; needs no key. */
  prove(): Promise<SealProof>
  /** Locks if open and closes the files. */
  close(): Promise<void>
}

/** Search over the patients, in memory, in a worker that ends at the lock. Never authority. */
export interface SearchIndex {
  /**
   * As typed: names in any order and script, clinic number, phone digits, birth date in any common order. With
   * fewer than three hits also names one or two typos away. `indexing` is true while the index is still filling.
   */
  search(
    text: string,
    limit: number,
  ): Promise<Result<{ patientIds: readonly Uuid[]; total: number; indexing: boolean }>>
  /** Patients who may be the same person, likeliest first, without `except`. */
  similar(
    person: {
      given: string
      family: string
      preferred: string
      otherScript: string
      bornOn: string
      phone: string
    },
    limit: number,
    except?: Uuid,
  ): Promise<Result<readonly Uuid[]>>
  /** Answers once every document saved so far can be found. */
  ready(): Promise<Result<{ restored: boolean; patients: number }>>
}

/** What a transaction may do. Everything in it is saved together or not at all. */
export interface VaultTransaction {
  readonly documents: DocumentReads & DocumentWrites
  readonly drafts: DraftReads & DraftWrites
  readonly images: ImageWrites
  readonly besides: BesideWrites
  readonly audit: Pick<AuditLog, 'append'>
  readonly keyring: KeyringWrites
}

/** What of a patient an erasure takes, counted. */
export interface ErasurePreview {
  readonly revisions: number
  readonly documents: Readonly<Partial<Record<DocumentKind, number>>>
  readonly drafts: number
  readonly images: number
  readonly imageBytes: number
}

/** Revisions of a document that an erasure empties: the first so many of them. */
export interface EmptiedDocument {
  readonly kind: DocumentKind
  readonly docId: Uuid
  readonly upTo: number
}

export interface Erasures {
  /** `notFound`: no such patient, or erased already. */
  preview(patientId: Uuid): Promise<Result<ErasurePreview>>
  /**
   * Destroys the patient's data key, and with it all that is sealed by it; the audit chain stays whole. The entry
   * names no patient. `clean` is false while a file may still hold the wrapped key; `idle` tries again.
   */
  erase(
    patientId: Uuid,
    audit: (erasureId: Uuid) => { readonly what: AuditEvent; readonly detail?: string },
    /**
     * `others`: further charts of the same patient, all of them or none. `emptied`: what was said of the patient in
     * the chart of somebody else. `written`: revisions that take the place of what was emptied.
     */
    also?: {
      readonly others?: readonly Uuid[]
      readonly emptied?: readonly EmptiedDocument[]
      readonly written?: readonly NewRevision[]
    },
  ): Promise<Result<{ erasureId: Uuid; erasedAt: Instant; clean: boolean }>>
}

/** Whether everything is as it was written, and what can be done where it is not. */
export interface VaultCheckup {
  /** Where the folder lies, the clock, the seal's copy outside it. To be called once, soon after the unlock. */
  begin(): Promise<Result<VaultHealth>>
  facts(): Promise<Result<VaultHealth>>
  /**
   * Runs one check beside everything else, on a connection of its own. `cancelled` when the signal or the lock broke
   * it off; the slow pass then goes on from there the next time.
   */
  check(name: HealthCheckName, signal?: AbortSignal): Promise<Result<VaultHealth>>
  /** A person has read findings that nothing can mend, and goes on from here. `notFound` for any other finding. */
  accept(findingIds: readonly string[], reason: string): Promise<Result<VaultHealth>>
  /**
   * Puts the last good copy back from a backup, or takes out what nobody wrote (then no backup is needed). `notFound`
   * when the backup does not hold it, `conflict` when it is of another vault, `damaged` when there is no mending.
   */
  repair(findingId: string, backupFolder?: string): Promise<Result<VaultHealth>>
  /** Called when a check begins or ends and when a finding was answered; answers the function that ends it. */
  onChanged(listener: () => void): () => void
}

/** Forms of a patient that the person who unlocked is still filling in; null: of a patient who is not registered yet. */
export interface KeptForms {
  /** `notFound` when nothing is kept. `what` names a form beside the patient's own: `letter:` and its visit. */
  get(patientId: Uuid | null, what?: string): Promise<Result<unknown>>
  put(patientId: Uuid | null, body: unknown, what?: string): Promise<Result<void>>
  drop(patientId: Uuid | null, what?: string): Promise<Result<void>>
}

export interface OpenVault {
  readonly vaultId: Uuid
  readonly deviceId: Uuid
  /** Who unlocked. */
  readonly personId: Uuid
  readonly documents: DocumentReads & DocumentWrites
  readonly drafts: DraftReads & DraftWrites
  readonly besides: BesideReads
  readonly images: Images
  readonly audit: AuditLog
  readonly index: SearchIndex
  readonly keyring: Keyring
  readonly keptForms: KeptForms
  /** The same, not of one person: whoever unlocks goes on with it. */
  readonly sharedForms: KeptForms
  readonly health: VaultCheckup
  /**
   * Runs `work` alone on the connection; an error it answers (or a throw) rolls everything back. Inside, use only
   * the transaction's own repositories: the vault's would wait for themselves, and throw instead.
   */
  transaction<T>(work: (tx: VaultTransaction) => Promise<Result<T>>): Promise<Result<T>>
  readonly backups: Backups
  readonly erasures: Erasures
  /** To be called when nobody has typed for a while: saves the index snapshot, empties the write-ahead log. */
  idle(): Promise<Result<void>>
  /**
   * Seals a value for memory alone, to be opened again after the next unlock of this vault. Nothing is written.
   * Throws after the lock.
   */
  sealAside(value: unknown): Uint8Array
  /** `damaged` when another vault sealed it. */
  openAside(sealed: Uint8Array): Promise<Result<unknown>>
  /**
   * Ends the worker, wipes the keys, aborts unfinished image writers. Idempotent. `cutOff`: the window went without
   * handing over, so the drafts that were open are told of as after the end of the process.
   */
  lock(how?: { readonly cutOff?: boolean }): Promise<void>
}
