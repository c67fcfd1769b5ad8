import type { Result } from '@shared/errors'
import type { AuditEvent } from '@shared/records/audit'
import type { HealthCheckName, VaultHealth } from '@shared/records/health'
import type { Instant, Uuid } from '@shared/records/values'
import type { sealProof } from '@shared/ipc/contract'
import type { BACKUP_REASONS, Rehearsal } from '@shared/records/backup'
import type { z } from 'zod'
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

export interface Progress {
  /** Units of work done and in all (bytes). */
  readonly onProgress?: (done: number, of: number) => void
  readonly signal?: AbortSignal
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

/** What the store notes of its own doings; in the chain so that it binds them, and shown to nobody. */
export type StoreNote =
  `${DocumentKind}.saved` | 'documents.saved' | 'image.added' | 'image.described' | 'image.unlinked'

/** An entry of the audit chain. Never holds what a chart says, only which one. */
export interface AuditEntry {
  readonly what: AuditEvent | StoreNote
  readonly by: Uuid | null
  readonly device?: Uuid
  readonly patientId?: Uuid
  readonly docId?: Uuid
  readonly detail?: string
  /** When it happened, where that is not when it was written: a failed unlock is written at the next unlock. */
  readonly happenedAt?: Instant
}

/** An entry as read. `what` may be of a newer version, or `audit.unreadable`. */
export interface StoredAuditEntry extends Omit<AuditEntry, 'what'> {
  readonly seq: number
  readonly at: Instant
  readonly what: string
}

export interface AuditSearch {
  readonly wanted: (entry: StoredAuditEntry) => boolean
  readonly limit: number
  /** Entries before this number only. */
  readonly before?: number
  /** Instants of writing: from, included, and to, not included. */
  readonly from?: Instant
  readonly to?: Instant
}

export interface AuditFound {
  readonly entries: readonly StoredAuditEntry[]
  /** Where to go on; none when the beginning was reached. */
  readonly next?: number
  readonly backTo?: Instant
}

export interface AuditLog {
  /** Author and device are added here. */
  append(
    entry: Omit<AuditEntry, 'what' | 'by' | 'device'> & { readonly what: AuditEvent },
  ): Promise<Result<void>>
  /** Newest first. */
  list(limit: number): Promise<Result<readonly StoredAuditEntry[]>>
  /**
   * The newest entries that are wanted, from a place in the trail backwards. Rows open one by one, so a long search
   * answers what it has after a while, with the place to go on from.
   */
  search(wanted: AuditSearch): Promise<Result<AuditFound>>
  /**
   * Walks the whole chain against its sealed head and against the revisions that it names. `intact` is false
   * when a row was removed, replaced, reordered or rolled back; `firstBad` is the audit row where it shows.
   */
  verify(): Promise<Result<{ intact: boolean; entries: number; firstBad?: number }>>
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

/** A slot that is stretched and sealed, and counts once a transaction has put it. */
export interface NewSlot {
  readonly kind: 'passphrase' | 'pin' | 'recovery'
}

/** The people who can unlock. */
export interface Keyring {
  /**
   * True when it is theirs. Wrong tries count and wait as at unlock (`wrongSecret` with `retryAfterMs`) and are in the
   * audit chain when this answers.
   */
  checkPassphrase(personId: Uuid, passphrase: string): Promise<Result<true>>
  /** As at unlock by PIN: `wrongSecret` with `triesLeft`, `pinGone`, `noKeychain`. */
  checkPin(personId: Uuid, pin: string): Promise<Result<true>>
  /** Slow on purpose, so before the transaction that puts it. Replaces the passphrase that the person has. */
  newPassphrase(personId: Uuid, name: string, passphrase: string): Promise<Result<NewSlot>>
  /** The same for a PIN on this laptop. `noKeychain` where the computer has none worth the name. */
  newPin(personId: Uuid, pin: string): Promise<Result<NewSlot>>
  pinPossible(): Promise<boolean>
}

/** Changes of the keyring, saved with the documents and audit rows that go with them. */
export interface KeyringWrites {
  put(slot: NewSlot): Promise<Result<void>>
  /** Destroys the person's wrapped key and PIN; the name stays, marked. A new passphrase brings them back. */
  suspend(personId: Uuid): Promise<Result<void>>
  /** True when there was one. */
  removePin(personId: Uuid): Promise<Result<boolean>>
  /** The names shown on the unlock screen, in clear. */
  rename(names: {
    clinicName?: string
    people?: readonly { personId: Uuid; name: string }[]
  }): Promise<Result<void>>
}

/** The operating system's keychain: protects a text so that only this user on this machine gets it back. */
export interface Keychain {
  /** False where there is none, or only a pretence of one. */
  available(): Promise<boolean>
  protect(text: string): Promise<Uint8Array>
  /** Rejects when the keychain does not answer or the bytes are not its own. */
  reveal(bytes: Uint8Array): Promise<string>
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
