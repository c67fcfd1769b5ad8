import type { Result } from '@shared/errors'
import type { AuditEvent } from '@shared/records/audit'
import type { Instant, Uuid } from '@shared/records/values'
import type { DocumentKind } from './kinds'

/** The audit trail as the rooms above may know it. Usual failures and what an answer is stand in types.ts. */

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
