import type { Finding } from '@shared/records/health'
import { digestOf, hexTag, type Chain, type StoredEntry } from '../chain'
import { blob, integer, text, type Reader, type Row } from '../connection'
import { readHead } from '../document-identity'
import { emptiedExams, wasEmptied, type Erasure } from '../erasure/ledger'
import { isDamage } from '../failures'
import { findingOf } from './findings'
import type { Source } from './source'

/** Rows per step. */
const ENTRIES = 100
const REVISIONS = 100
const PAGE = 5000

/** What the trail says of an image. */
interface TrailImage {
  readonly digest: string
  readonly patientId: string | undefined
  removed: boolean
  /** Number of the record that was noted last. */
  record: number
}

/** A stretch of entries that are gone or do not open. */
interface Stretch {
  readonly from: number
  to: number
  readonly at: string | undefined
}

export interface TrailReport {
  readonly entries: number
  readonly revisions: number
  readonly findings: readonly Finding[]
  /** Number of the first entry that is not as it was written. */
  readonly firstBad: number | undefined
}

/**
 * Walks the audit trail from its first entry to its sealed head, and holds every revision and image row against what
 * it says. An entry is sealed with the tag of the one before it: where one is gone the next does not open either, and
 * the walk finds its feet again at the one after.
 */
export class TrailWalk {
  private last = 0
  private tag: string | undefined = ''
  private entries = 0
  private revisions = 0
  /** Bit by number of the revision: the trail names it. */
  private named = new Uint8Array(1024)
  private readonly images = new Map<string, TrailImage>()
  private readonly broken: Stretch[] = []
  private readonly findings: Finding[] = []
  private firstBad: number | undefined
  private readonly wasEmptied: ReturnType<typeof wasEmptied>
  private readonly emptiedExams: ReturnType<typeof emptiedExams>

  /**
   * @param opens whether a revision opens with its own key: asked where the trail cannot tell
   * @param ledger the erasures: what they emptied is no damage
   */
  constructor(
    private readonly chain: Chain,
    private readonly opens: (db: Reader, row: Row) => Promise<boolean>,
    ledger: readonly Erasure[],
  ) {
    this.wasEmptied = wasEmptied(ledger)
    this.emptiedExams = emptiedExams(ledger)
  }

  async run(source: Source): Promise<TrailReport> {
    const head = await source.step((db) => this.chain.head(db))
    // Rows that cannot even be read are stepped over one by one; the head says how far there should be any.
    const upTo = head?.seq ?? 0
    while (await source.step((db) => this.step(db, upTo))) await source.rest(this.entries)
    await source.together((db) => this.end(db))
    for (const { from, to, at } of this.broken) {
      this.findings.push(
        findingOf('trailBroken', { count: to - from + 1, seq: from, ...(at === undefined ? {} : { at }) }),
      )
    }
    const { entries, revisions, findings, firstBad } = this
    return { entries, revisions, findings, firstBad }
  }

  /** The images that the trail knows and did not see removed. */
  get liveImages(): ReadonlySet<string> {
    return new Set([...this.images].filter(([, image]) => !image.removed).map(([imageId]) => imageId))
  }

  private async step(db: Reader, upTo: number): Promise<boolean> {
    const rows = await this.rowsAfter(db, upTo)
    for (const row of rows) await this.entry(db, row)
    return rows.length > 0
  }

  /** The next rows; where a page of the file is damaged, those that can be read. */
  private async rowsAfter(db: Reader, upTo: number): Promise<readonly Row[]> {
    const sql = 'SELECT seq, at, sealed FROM audit WHERE seq'
    try {
      return await db.all(`${sql} > ? ORDER BY seq LIMIT ?`, [this.last, ENTRIES])
    } catch (error) {
      if (!isDamage(error)) throw error
    }
    for (let seq = this.last + 1; seq <= upTo; seq += 1) {
      try {
        const row = await db.get(`${sql} = ?`, [seq])
        if (row !== undefined) return [row]
      } catch (error) {
        if (!isDamage(error)) throw error
      }
    }
    return []
  }

  private async entry(db: Reader, row: Row): Promise<void> {
    const seq = integer(row, 'seq')
    const at = text(row, 'at')
    const gap = seq !== this.last + 1
    if (gap) this.lost(this.last + 1, seq - 1, at)
    const entry = gap || this.tag === undefined ? undefined : this.chain.tryOpen(row, this.tag)
    // What follows a gap does not open and says nothing new.
    if (entry === undefined && !gap) this.lost(seq, seq, at)
    this.last = seq
    this.tag = hexTag(blob(row, 'sealed'))
    this.entries += 1
    if (entry === undefined) return
    for (let from = 0; from < (entry.saved?.length ?? 0); from += REVISIONS) {
      await this.revisionsOf(db, entry, at, (entry.saved ?? []).slice(from, from + REVISIONS))
    }
    this.imageOf(entry)
  }

  private lost(from: number, to: number, at: string | undefined): void {
    this.firstBad ??= from
    const before = this.broken.at(-1)
    if (before?.to === from - 1) before.to = to
    else this.broken.push({ from, to, at })
  }

  private bad(finding: Finding): void {
    this.firstBad ??= this.last
    this.findings.push(finding)
  }

  private async revisionsOf(
    db: Reader,
    entry: StoredEntry,
    at: string,
    saved: readonly (readonly [number, string])[],
  ): Promise<void> {
    const rows = await this.revisionRows(
      db,
      saved.map(([seq]) => seq),
    )
    for (const [seq, digest] of saved) {
      this.name(seq)
      this.revisions += 1
      const row = rows.get(seq)
      if (row === 'unreadable') this.bad(findingOf('recordDamaged', namedBy(entry, seq, at)))
      else if (row === undefined) this.bad(findingOf('recordMissing', namedBy(entry, seq, at)))
      else if (this.isEmptied(row)) continue
      else if (digestOf(blob(row, 'sealed')) !== digest) this.bad(findingOf('recordDamaged', subjectOf(row)))
      // The seal binds the clear columns; whether they still fit it, only opening tells.
      else if (!(await this.opens(db, row))) this.bad(findingOf('recordDamaged', subjectOf(row)))
    }
  }

  private isEmptied(row: Row): boolean {
    const empty = blob(row, 'sealed').length === 0
    return empty && this.wasEmptied(text(row, 'kind'), text(row, 'doc_id'), integer(row, 'revision'))
  }

  private async revisionRows(db: Reader, seqs: readonly number[]): Promise<Map<number, Row | 'unreadable'>> {
    const found = new Map<number, Row | 'unreadable'>()
    try {
      const rows = await db.all(
        'SELECT d.* FROM json_each(?) w CROSS JOIN document_revision d ON d.seq = w.value',
        [JSON.stringify(seqs)],
      )
      for (const row of rows) found.set(integer(row, 'seq'), row)
      return found
    } catch (error) {
      if (!isDamage(error)) throw error
    }
    for (const seq of seqs) {
      try {
        const row = await db.get('SELECT * FROM document_revision WHERE seq = ?', [seq])
        if (row !== undefined) found.set(seq, row)
      } catch (error) {
        if (!isDamage(error)) throw error
        found.set(seq, 'unreadable')
      }
    }
    return found
  }

  private name(seq: number): void {
    const at = seq >> 3
    if (at >= this.named.length) {
      const more = new Uint8Array(Math.max(at + 1, 2 * this.named.length))
      more.set(this.named)
      this.named = more
    }
    this.named[at] = (this.named[at] ?? 0) | (1 << (seq & 7))
  }

  private isNamed(seq: number): boolean {
    return ((this.named[seq >> 3] ?? 0) & (1 << (seq & 7))) !== 0
  }

  private imageOf(entry: StoredEntry): void {
    if (entry.imageId === undefined) return
    const known = this.images.get(entry.imageId)
    if (entry.digest !== undefined) {
      const { digest, patientId } = entry
      this.images.set(entry.imageId, { digest, patientId, removed: false, record: 1 })
    } else if (entry.record !== undefined) {
      if (known !== undefined) known.record = entry.record
    } else if (known !== undefined) known.removed = true
  }

  /** The last entries, the head, and what is there without being named; all of one moment. */
  private async end(db: Reader): Promise<void> {
    const head = await this.chain.head(db)
    while (await this.step(db, head?.seq ?? 0));
    if (head === undefined) this.lost(this.last + 1, this.last + 1, undefined)
    else if (head.seq > this.last) this.lost(this.last + 1, head.seq, undefined)
    else if (head.seq < this.last) this.lost(head.seq + 1, this.last, undefined)
    else if (head.tag !== (this.tag ?? '')) this.lost(this.last, this.last, undefined)
    await this.unnamedRevisions(db)
    await this.imageRows(db)
  }

  private async unnamedRevisions(db: Reader): Promise<void> {
    for (let from = Number.MIN_SAFE_INTEGER; ;) {
      const rows = await db.all('SELECT seq FROM document_revision WHERE seq > ? ORDER BY seq LIMIT ?', [
        from,
        PAGE,
      ])
      for (const row of rows) {
        const seq = integer(row, 'seq')
        from = seq
        if (seq > 0 && this.isNamed(seq)) continue
        const found = await db.get('SELECT * FROM document_revision WHERE seq = ?', [seq])
        if (found === undefined) continue
        // With entries lost, a row that opens may well be one that they named.
        if (this.broken.length > 0 && (await this.opens(db, found))) continue
        this.bad(findingOf('recordUnknown', subjectOf(found)))
      }
      if (rows.length < PAGE) break
    }
  }

  private async imageRows(db: Reader): Promise<void> {
    const rows = await db.all(
      `SELECT i.image_id, i.patient_id, i.exam_id, i.file_digest, i.removed_at, i.record_revision, i.added_at,
         EXISTS (SELECT 1 FROM patient_key k WHERE k.patient_id = i.patient_id AND k.wrapped IS NULL) AS erased
       FROM image i`,
    )
    const seen = new Set<string>()
    for (const row of rows) {
      const imageId = text(row, 'image_id')
      seen.add(imageId)
      const said = this.images.get(imageId)
      const subject = {
        id: imageId,
        patientId: text(row, 'patient_id'),
        examId: text(row, 'exam_id'),
        at: text(row, 'added_at'),
      }
      if (said === undefined) {
        if (this.broken.length === 0) this.bad(findingOf('imageRowUnknown', subject))
        continue
      }
      const digest = Buffer.from(blob(row, 'file_digest')).toString('hex')
      const removed = row['removed_at'] !== null
      // An erasure names no patient, and so none of the patient's images.
      const erased = integer(row, 'erased') === 1 || this.emptiedExams.has(subject.examId)
      if (removed && erased) said.removed = true
      const same =
        digest === said.digest && removed === said.removed && integer(row, 'record_revision') >= said.record
      if (!same) this.bad(findingOf('imageRowDamaged', subject))
    }
    for (const [imageId, { patientId }] of this.images) {
      if (seen.has(imageId)) continue
      this.bad(
        findingOf('imageRowDamaged', { id: imageId, ...(patientId === undefined ? {} : { patientId }) }),
      )
    }
  }
}

/** What names a revision by its own row. */
export function subjectOf(row: Row): Omit<Finding, 'findingId' | 'code'> {
  try {
    const { kind, docId, revision, patientId, savedAt, seq } = readHead(row)
    return {
      kind,
      id: docId,
      revision,
      at: savedAt,
      seq,
      ...(patientId === null ? {} : { patientId }),
    }
  } catch (error) {
    if (!isDamage(error)) throw error
    return { seq: integer(row, 'seq') }
  }
}

/** The same by the entry that tells of it, where its row is gone. */
const namedBy = (entry: StoredEntry, seq: number, at: string): Omit<Finding, 'findingId' | 'code'> => ({
  at,
  seq,
  ...(entry.docId === undefined ? {} : { id: entry.docId, kind: entry.what.replace(/\.saved$/, '') }),
  ...(entry.patientId === undefined ? {} : { patientId: entry.patientId }),
})
