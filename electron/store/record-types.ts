import type { Result } from '@shared/errors'
import type { Instant, Uuid } from '@shared/records/values'
import type { DocumentKind } from './kinds'

/** Documents, drafts and images as the rooms above may know them; the rest of the store's shapes stand in types.ts. */

/** The stored facts of one revision, all of them authenticated by its seal. */
export interface DocumentHead {
  /** Order of writing on this vault; rises, never reused. */
  readonly seq: number
  readonly kind: DocumentKind
  readonly docId: Uuid
  readonly patientId: Uuid | null
  /** 1 for the first. */
  readonly revision: number
  readonly parentRevision: number
  readonly deviceId: Uuid
  readonly savedAt: Instant
}

/** A revision opened. The body is what was put in; parse it with its schema. */
export interface StoredDocument extends DocumentHead {
  readonly body: unknown
}

export interface DocumentList {
  readonly documents: readonly StoredDocument[]
  /** Rows that failed to open: they cost themselves, never the list. */
  readonly damaged: readonly DocumentHead[]
}

export interface DocumentReads {
  /** Newest revision. `notFound`. */
  latest(kind: DocumentKind, docId: Uuid): Promise<Result<StoredDocument>>
  byRevision(kind: DocumentKind, docId: Uuid, revision: number): Promise<Result<StoredDocument>>
  /** All revisions of one document, oldest first, without opening them. */
  history(kind: DocumentKind, docId: Uuid): Promise<Result<readonly DocumentHead[]>>
  /** Newest revision of each document of a kind, last written first. */
  list(kind: DocumentKind, filter?: { patientId?: Uuid; limit?: number }): Promise<Result<DocumentList>>
  /** Newest revision of each named document; the missing are left out. Order as asked. */
  listByIds(kind: DocumentKind, docIds: readonly Uuid[]): Promise<Result<DocumentList>>
  /**
   * Shows the newest revision of every document of a kind, one after the other, however many there are. Those that do
   * not open are counted; erased patients' are not.
   */
  each(kind: DocumentKind, look: (document: StoredDocument) => void): Promise<Result<{ damaged: number }>>
  /** Number of documents (not revisions) of a kind, without those of erased patients. */
  count(kind: DocumentKind): Promise<Result<number>>
  /** The same, erased ones included: for numbers that are never given twice. */
  countEver(kind: DocumentKind): Promise<Result<number>>
  /** Patients by their last saved document or draft, newest first: the recents, at once and without the index. */
  recentPatientIds(limit: number): Promise<Result<readonly { patientId: Uuid; at: Instant }[]>>
}

/** A revision to be saved. */
export interface NewRevision {
  readonly kind: DocumentKind
  readonly docId: Uuid
  readonly patientId: Uuid | null
  readonly baseRevision: number
  readonly body: unknown
}

export interface DocumentWrites {
  /**
   * Appends a revision. `baseRevision` is the one the change started from, 0 for a new document; `conflict` when
   * it is not the latest. `patientId` is required for kinds of a patient and null for the others.
   */
  put(input: NewRevision): Promise<Result<DocumentHead>>
  /** Many at once, all or nothing, as one audit entry: for what is taken over as a whole. No document twice. */
  putAll(inputs: readonly NewRevision[]): Promise<Result<readonly DocumentHead[]>>
}

/** The one mutable draft of an exam. */
export interface StoredDraft {
  readonly examId: Uuid
  readonly patientId: Uuid
  /** Rises by one with each save, from 1. */
  readonly sequence: number
  readonly startedAt: Instant
  readonly savedAt: Instant
  readonly body: unknown
}

/** A draft whose writer ended without closing it: killed, crashed, or without power. */
export interface InterruptedDraft {
  /** When the saves that came back from the journal were made, the first and the last. */
  readonly from: Instant
  readonly to: Instant
  /** The body before those saves. */
  readonly before: unknown
  /** Saves that did not open. Each costs what it said itself. */
  readonly lost: number
}

export interface DraftReads {
  get(examId: Uuid): Promise<Result<StoredDraft>>
  /** Last saved first. */
  list(filter?: {
    patientId?: Uuid
  }): Promise<
    Result<{ drafts: readonly StoredDraft[]; damaged: readonly { examId: Uuid; patientId: Uuid }[] }>
  >
}

export interface DraftWrites {
  /** `baseSequence` 0 starts a draft; `conflict` when somebody saved in between. Durable when it answers. */
  put(input: {
    examId: Uuid
    patientId: Uuid
    baseSequence: number
    body: unknown
    /** Who has the draft open; left out for one that nobody has. */
    writer?: Uuid | undefined
  }): Promise<Result<{ sequence: number; startedAt: Instant; savedAt: Instant }>>
  /**
   * Takes a draft over for a writer: from now on only that one may save it, and whoever had it before gets `conflict`.
   * Tells when the one before never closed it.
   */
  open(examId: Uuid, writer: Uuid): Promise<Result<StoredDraft & { interrupted?: InterruptedDraft }>>
  /** The writer is done with it: what the journal holds goes into the draft. `conflict` for another writer. */
  close(examId: Uuid, writer: Uuid): Promise<Result<void>>
  /** Removes the draft if it is still at `baseSequence` (`conflict`), so that signing signs what was read. */
  remove(examId: Uuid, baseSequence: number): Promise<Result<void>>
}

/** What a writer typed into a draft that was another's by then. */
export interface StoredBeside {
  /** The id of the writer: what is typed on replaces what was kept. */
  readonly besideId: Uuid
  readonly examId: Uuid
  readonly patientId: Uuid
  readonly personId: Uuid
  /** When it was kept last. */
  readonly at: Instant
  readonly body: unknown
}

export interface BesideReads {
  /** Oldest first; `damaged` counts those that do not open. */
  list(examId: Uuid): Promise<Result<{ besides: readonly StoredBeside[]; damaged: number }>>
}

export interface BesideWrites {
  /** `first` when nothing was kept of this writer before. Durable when it answers. */
  keep(
    input: Pick<StoredBeside, 'besideId' | 'examId' | 'patientId' | 'body'>,
  ): Promise<Result<{ first: boolean }>>
  drop(examId: Uuid, besideId: Uuid): Promise<Result<{ patientId: Uuid }>>
}

/** The row that names a sealed image file. */
export interface StoredImage {
  readonly imageId: Uuid
  readonly patientId: Uuid
  readonly examId: Uuid
  /** What the services keep of it; parse it with its schema. */
  readonly record: unknown
  /** Length of the original in bytes. */
  readonly bytes: number
  readonly addedAt: Instant
  readonly hasThumbnail: boolean
}

/** The bytes received, before they count: `finish` shows them to the caller, who may still refuse. */
export interface WrittenImage {
  readonly bytes: number
  read(offset: number, length: number): Promise<Result<Uint8Array>>
}

/** Takes an image in pieces of any size, sealing as it goes. Until `finish` answers there is no image. */
export interface ImageWriter {
  readonly imageId: Uuid
  /** Bytes taken so far. */
  received(): number
  /** Keeps the bytes until it has sealed them, so they must not change afterwards. */
  append(bytes: Uint8Array): Promise<Result<void>>
  /**
   * Closes the file, asks `describe` for the record (an error refuses the image and leaves nothing behind), makes
   * the file durable under its name and writes the row.
   */
  finish(describe: (written: WrittenImage) => Promise<Result<unknown>>): Promise<Result<StoredImage>>
  /** Leaves nothing behind. May be called at any time, also twice. */
  abort(): Promise<void>
}

/** A picture sealed anew for another chart; it counts once a transaction has adopted it. */
export interface CopiedImage {
  readonly imageId: Uuid
  /** Leaves nothing behind. After its transaction it does nothing. */
  abort(): Promise<void>
}

/** What a transaction does with pictures. */
export interface ImageWrites {
  /** The copy counts from here on, with this record and the thumbnail of its source. */
  adopt(copy: CopiedImage, record: unknown): Promise<Result<StoredImage>>
  /** Leaves a tombstone; the file is unlinked after the commit. */
  remove(imageId: Uuid): Promise<Result<void>>
}

/** Random access to one sealed image. A damaged piece answers `damaged`; the rest still reads. */
export interface ImageReader {
  readonly bytes: number
  /** At most `length` bytes from `offset`; fewer at the end. */
  read(offset: number, length: number): Promise<Result<Uint8Array>>
  close(): Promise<void>
}

export interface Images {
  begin(input: { imageId: Uuid; patientId: Uuid; examId: Uuid }): Promise<Result<ImageWriter>>
  get(imageId: Uuid): Promise<Result<StoredImage>>
  /** Oldest first. A row that fails to open costs itself, never the list. */
  list(filter: {
    patientId?: Uuid
    examId?: Uuid
  }): Promise<Result<{ images: readonly StoredImage[]; damaged: readonly Uuid[] }>>
  /**
   * Seals the bytes of an image again, under another name and with the key of another patient. `look` is shown them
   * on their way, in order.
   */
  copy(
    imageId: Uuid,
    to: { imageId: Uuid; patientId: Uuid; examId: Uuid },
    look: (bytes: Uint8Array) => void,
  ): Promise<Result<CopiedImage>>
  /** `missingFile` when the file is gone, `damaged` when it is not the one that the row names. */
  open(imageId: Uuid): Promise<Result<ImageReader>>
  updateRecord(imageId: Uuid, record: unknown): Promise<Result<void>>
  /** Leaves a tombstone, then unlinks the file. */
  remove(imageId: Uuid): Promise<Result<void>>
  /** At most 256 KiB. */
  putThumbnail(imageId: Uuid, png: Uint8Array): Promise<Result<void>>
  /** `notFound` when there is none. */
  thumbnail(imageId: Uuid): Promise<Result<Uint8Array>>
}
