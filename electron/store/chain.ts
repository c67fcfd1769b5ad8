import { hash } from 'node:crypto'
import { z } from 'zod'
import { blob, integer, text, type Reader, type Row, type Writer } from './connection'
import { StoreFailure } from './failures'
import { place, sealJson, tagOf, unsealJson } from './sealing'
import type { AuditEntry } from './types'

/**
 * The audit chain. Each row is sealed with the tag of the row before as additional data, and the last number and
 * tag stand in a sealed head: a row that was removed, replaced, exchanged or rolled back breaks it.
 */
export interface ChainState {
  readonly seq: number
  /** Hex of the last row's tag; empty before the first. */
  readonly tag: string
}

/** A row that is sealed and not written yet, with the state after it. */
export interface SealedEntry {
  readonly seq: number
  readonly at: string
  readonly sealed: Buffer
  readonly state: ChainState
}

/** Rows per statement where a transaction wrote many. */
const ROWS_PER_INSERT = 50

/** The tag of a sealed row as text. */
export const hexTag = (sealed: Uint8Array): string => Buffer.from(tagOf(sealed)).toString('hex')

export const CHAIN_START: ChainState = { seq: 0, tag: '' }

/** What a chain row says. Digests bind the revisions and the file that it tells of. */
const chainEntry = z.object({
  what: z.string(),
  by: z.string().nullable(),
  device: z.string().optional(),
  happenedAt: z.string().optional(),
  patientId: z.string().optional(),
  docId: z.string().optional(),
  detail: z.string().optional(),
  /** Revisions that were written, by their number and digest. */
  saved: z.array(z.tuple([z.int(), z.string()])).optional(),
  /** An image: with a digest its file was added, with a record's number that was replaced, else it was removed. */
  imageId: z.string().optional(),
  digest: z.string().optional(),
  record: z.int().optional(),
})
/** As read: what it says may come from a newer version. */
export type StoredEntry = z.infer<typeof chainEntry>
export type ChainEntry = Omit<StoredEntry, keyof AuditEntry> & AuditEntry

const chainHead = z.object({ seq: z.int().nonnegative(), tag: z.string() })

export const digestOf = (bytes: Uint8Array): string => hash('sha256', bytes)

export class Chain {
  /**
   * @param key subkey of the vault key for `audit`
   * @param vaultId part of every place, so that rows of another vault do not fit
   */
  constructor(
    private readonly key: Uint8Array,
    private readonly vaultId: string,
  ) {}

  private rowPlace(seq: number, at: string, before: string): string {
    return place('audit', 'audit', this.vaultId, seq, at, before === '' ? null : before)
  }

  private headPlace(): string {
    return place('audit', 'chain_head', this.vaultId)
  }

  /** Seals the next row; it is written by `save` together with its fellows. */
  seal(state: ChainState, at: string, entry: ChainEntry): SealedEntry {
    const seq = state.seq + 1
    const sealed = sealJson(this.key, this.rowPlace(seq, at, state.tag), entry)
    return { seq, at, sealed, state: { seq, tag: hexTag(sealed) } }
  }

  /** Writes the rows of a transaction and the head, just before its commit. */
  async save(db: Writer, rows: readonly SealedEntry[]): Promise<void> {
    const last = rows.at(-1)
    if (last === undefined) return
    for (let from = 0; from < rows.length - 1;) {
      const count = from + ROWS_PER_INSERT < rows.length ? ROWS_PER_INSERT : 1
      const part = rows.slice(from, from + count)
      const values = part.map(() => '(?, ?, ?)').join(', ')
      await db.run(
        `INSERT INTO audit (seq, at, sealed) VALUES ${values}`,
        part.flatMap((row) => [row.seq, row.at, row.sealed]),
      )
      from += count
    }
    // The view writes the last row and the head by one statement: a save costs no more of them than a plain one.
    await db.run('INSERT INTO audit_with_head (seq, at, sealed, head) VALUES (?, ?, ?, ?)', [
      last.seq,
      last.at,
      last.sealed,
      this.sealHead(last.state),
    ])
  }

  /** The head of a chain that has no row yet. */
  async begin(db: Writer): Promise<void> {
    await db.run('INSERT INTO chain_head (id, sealed) VALUES (1, ?)', [this.sealHead(CHAIN_START)])
  }

  /** The head that belongs to a state, for the statement that writes both. */
  sealHead(state: ChainState): Buffer {
    return sealJson(this.key, this.headPlace(), state)
  }

  /** Where to go on. A lost or older head goes on from the last row, and the walk keeps telling that it was lost. */
  async load(db: Reader): Promise<ChainState> {
    const head = await this.head(db)
    const row = await db.get('SELECT seq FROM audit ORDER BY seq DESC LIMIT 1')
    const last = row === undefined ? 0 : integer(row, 'seq')
    if (head !== undefined && head.seq >= last) return head
    // A number skipped and a tag that no row has: the break stays visible for good.
    return { seq: last + 1, tag: 'lost' }
  }

  /** The sealed head; undefined when it is gone or does not open. */
  async head(db: Reader): Promise<ChainState | undefined> {
    const row = await db.get('SELECT sealed FROM chain_head WHERE id = 1')
    if (row === undefined) return undefined
    try {
      return chainHead.parse(unsealJson(this.key, this.headPlace(), blob(row, 'sealed')))
    } catch (error) {
      if (error instanceof StoreFailure) return undefined
      throw error
    }
  }

  /** Opens one row; undefined when it does not open. `before`: hex tag of the row that precedes it. */
  tryOpen(row: Row, before: string): StoredEntry | undefined {
    try {
      const where = this.rowPlace(integer(row, 'seq'), text(row, 'at'), before)
      return chainEntry.parse(unsealJson(this.key, where, blob(row, 'sealed')))
    } catch (error) {
      if (error instanceof StoreFailure) return undefined
      throw error
    }
  }
}
