import { createHash } from 'node:crypto'
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

export const CHAIN_START: ChainState = { seq: 0, tag: '' }

/** What a chain row says. `digest` binds the revision or file that it tells of. */
const chainEntry = z.object({
  what: z.string(),
  by: z.string().nullable(),
  patientId: z.string().optional(),
  docId: z.string().optional(),
  detail: z.string().optional(),
  documentSeq: z.int().optional(),
  imageId: z.string().optional(),
  digest: z.string().optional(),
})
export type ChainEntry = z.infer<typeof chainEntry> & AuditEntry

const chainHead = z.object({ seq: z.int().nonnegative(), tag: z.string() })

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

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

  async append(db: Writer, state: ChainState, at: string, entry: ChainEntry): Promise<ChainState> {
    const seq = state.seq + 1
    const sealed = sealJson(this.key, this.rowPlace(seq, at, state.tag), entry)
    await db.run('INSERT INTO audit (seq, at, sealed) VALUES (?, ?, ?)', [seq, at, sealed])
    return { seq, tag: Buffer.from(tagOf(sealed)).toString('hex') }
  }

  /** Once per transaction, just before the commit. */
  async saveHead(db: Writer, state: ChainState): Promise<void> {
    await db.run('INSERT OR REPLACE INTO chain_head (id, sealed) VALUES (1, ?)', [
      sealJson(this.key, this.headPlace(), state),
    ])
  }

  /** Where to go on. A lost head goes on from the last row, and `verify` keeps telling that it was lost. */
  async load(db: Reader): Promise<ChainState> {
    const head = await this.head(db)
    if (head !== undefined) return head
    const row = await db.get('SELECT seq FROM audit ORDER BY seq DESC LIMIT 1')
    // A number skipped and a tag that no row has: the break stays visible for good.
    return { seq: (row === undefined ? 0 : integer(row, 'seq')) + 1, tag: 'lost' }
  }

  private async head(db: Reader): Promise<ChainState | undefined> {
    const row = await db.get('SELECT sealed FROM chain_head WHERE id = 1')
    if (row === undefined) return undefined
    try {
      return chainHead.parse(unsealJson(this.key, this.headPlace(), blob(row, 'sealed')))
    } catch (error) {
      if (error instanceof StoreFailure) return undefined
      throw error
    }
  }

  /** Walks every row, and each revision and image that the rows name. */
  async verify(db: Reader): Promise<{ intact: boolean; entries: number; firstBad?: number }> {
    let state = CHAIN_START
    let documents = 0
    for (;;) {
      const rows = await db.all('SELECT seq, at, sealed FROM audit WHERE seq > ? ORDER BY seq LIMIT 500', [
        state.seq,
      ])
      for (const row of rows) {
        const seq = integer(row, 'seq')
        const entry = seq === state.seq + 1 ? this.tryOpen(row, state.tag) : undefined
        if (entry === undefined || !(await matches(db, entry))) {
          return { intact: false, entries: state.seq, firstBad: state.seq + 1 }
        }
        if (entry.documentSeq !== undefined) documents += 1
        state = { seq, tag: Buffer.from(tagOf(blob(row, 'sealed'))).toString('hex') }
      }
      if (rows.length === 0) break
    }
    const head = await this.head(db)
    const stored = await db.get('SELECT count(*) AS n FROM document_revision')
    const same = head?.seq === state.seq && head.tag === state.tag
    // A row that was put in by hand stands in no audit entry.
    if (same && stored !== undefined && integer(stored, 'n') === documents) {
      return { intact: true, entries: state.seq }
    }
    return { intact: false, entries: state.seq, firstBad: state.seq + 1 }
  }

  /** Opens one row; undefined when it does not open. `before`: hex tag of the row that precedes it. */
  tryOpen(row: Row, before: string): ChainEntry | undefined {
    try {
      const where = this.rowPlace(integer(row, 'seq'), text(row, 'at'), before)
      return chainEntry.parse(unsealJson(this.key, where, blob(row, 'sealed')))
    } catch (error) {
      if (error instanceof StoreFailure) return undefined
      throw error
    }
  }
}

/** Whether what the entry tells of is still there, byte for byte. */
async function matches(db: Reader, entry: ChainEntry): Promise<boolean> {
  if (entry.documentSeq !== undefined) {
    const row = await db.get('SELECT sealed FROM document_revision WHERE seq = ?', [entry.documentSeq])
    return row !== undefined && digestOf(blob(row, 'sealed')) === entry.digest
  }
  if (entry.imageId !== undefined && entry.digest !== undefined) {
    const row = await db.get('SELECT file_digest FROM image WHERE image_id = ?', [entry.imageId])
    return row !== undefined && Buffer.from(blob(row, 'file_digest')).toString('hex') === entry.digest
  }
  return true
}
