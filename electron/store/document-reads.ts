import { ok, type Result } from '@shared/errors'
import { blob, integer, text, type Reader, type Row } from './connection'
import type { Core, Run } from './core'
import { documentPlace, readHead, type DocumentIdentity } from './document-identity'
import { isDamage, refuse, StoreFailure } from './failures'
import { findingOf } from './health/findings'
import { subjectOf } from './health/trail'
import type { DocumentKind } from './kinds'
import { unsealJson, type KeySet } from './sealing'
import type { DocumentHead, DocumentList, DocumentReads, StoredDocument } from './types'

const HEAD = 'd.seq, d.kind, d.doc_id, d.patient_id, d.revision, d.parent_revision, d.device_id, d.saved_at'
const ROWS_PER_STEP = 200
const EVER = 'SELECT count(DISTINCT doc_id) AS n FROM document_revision WHERE kind = ?'
const ERASED = `SELECT count(DISTINCT d.doc_id) AS n FROM patient_key k
  CROSS JOIN document_revision d ON d.patient_id = k.patient_id AND d.kind = ? WHERE k.wrapped IS NULL`
/** Keeps the newest revision of each document. */
const NEWEST = `NOT EXISTS (SELECT 1 FROM document_revision n
  WHERE n.kind = d.kind AND n.doc_id = d.doc_id AND n.revision > d.revision)`

const keysOf = (core: Core, db: Reader, head: DocumentIdentity): Promise<KeySet> =>
  head.patientId === null ? Promise.resolve(core.keys) : core.patientKeys.existing(db, head.patientId)

/** Opens a row of `document_revision`: `damaged`, or `notFound` when its patient was erased. */
export async function openDocument(core: Core, db: Reader, row: Row): Promise<StoredDocument> {
  const head = readHead(row)
  const keys = await keysOf(core, db, head)
  // Emptied by an erasure. Whether it was, the trail knows: by hand it does not fit its digest.
  if (blob(row, 'sealed').length === 0) return refuse('notFound')
  return { ...head, body: unsealJson(keys.for('documents'), documentPlace(head), blob(row, 'sealed')) }
}

/** The same for somebody who wants to read it: what does not open is named at once, before a check comes to it. */
async function openRead(core: Core, db: Reader, row: Row): Promise<StoredDocument> {
  try {
    return await openDocument(core, db, row)
  } catch (error) {
    if (isDamage(error)) core.damaged(findingOf('recordDamaged', subjectOf(row)))
    throw error
  }
}

async function openRows(core: Core, db: Reader, rows: readonly Row[]): Promise<DocumentList> {
  const documents: StoredDocument[] = []
  const damaged: DocumentHead[] = []
  for (const row of rows) {
    try {
      documents.push(await openRead(core, db, row))
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error
      // A destroyed key is an erased patient, not a damage.
      if (error.error.code === 'damaged') damaged.push(readHead(row))
    }
  }
  return { documents, damaged }
}

export const documentReads = (core: Core, run: Run<Reader>): DocumentReads => ({
  latest: (kind, docId) =>
    run(async (db) => {
      const row = await db.get(
        `SELECT ${HEAD}, d.sealed FROM document_revision d WHERE d.kind = ? AND d.doc_id = ?
         ORDER BY d.revision DESC, d.seq DESC LIMIT 1`,
        [kind, docId],
      )
      return row === undefined ? refuse('notFound') : openRead(core, db, row)
    }),

  byRevision: (kind, docId, revision) =>
    run(async (db) => {
      const row = await db.get(
        `SELECT ${HEAD}, d.sealed FROM document_revision d
         WHERE d.kind = ? AND d.doc_id = ? AND d.revision = ? LIMIT 1`,
        [kind, docId, revision],
      )
      return row === undefined ? refuse('notFound') : openRead(core, db, row)
    }),

  history: (kind, docId) =>
    run(async (db) => {
      const rows = await db.all(
        `SELECT ${HEAD} FROM document_revision d WHERE d.kind = ? AND d.doc_id = ? ORDER BY d.revision, d.seq`,
        [kind, docId],
      )
      return rows.map(readHead)
    }),

  list: (kind, filter = {}) =>
    run(async (db) => {
      const { patientId, limit = -1 } = filter
      const mine = patientId === undefined ? '' : 'AND d.patient_id = ?'
      const rows = await db.all(
        `SELECT ${HEAD}, d.sealed FROM document_revision d WHERE d.kind = ? ${mine} AND ${NEWEST}
         ORDER BY d.seq DESC LIMIT ?`,
        patientId === undefined ? [kind, limit] : [kind, patientId, limit],
      )
      return openRows(core, db, rows)
    }),

  listByIds: (kind, docIds) =>
    run(async (db) => {
      const rows = await db.all(
        `SELECT ${HEAD}, d.sealed FROM json_each(?) wanted
         CROSS JOIN document_revision d ON d.kind = ? AND d.doc_id = wanted.value
         WHERE ${NEWEST} ORDER BY wanted.key`,
        [JSON.stringify(docIds), kind],
      )
      return openRows(core, db, rows)
    }),

  each: (kind, look) => eachDocument(core, run, kind, look),

  count: (kind) => run(async (db) => (await countOf(db, EVER, kind)) - (await countOf(db, ERASED, kind))),

  countEver: (kind) => run((db) => countOf(db, EVER, kind)),

  recentPatientIds: (limit) => run((db) => recentPatients(db, limit)),
})

async function countOf(db: Reader, sql: string, kind: DocumentKind): Promise<number> {
  const row = await db.get(sql, [kind])
  return row === undefined ? 0 : integer(row, 'n')
}

/** In steps, each its own turn in the queue: somebody who saves meanwhile waits for one step and not for all. */
async function eachDocument(
  core: Core,
  run: Run<Reader>,
  kind: DocumentKind,
  look: (document: StoredDocument) => void,
): Promise<Result<{ damaged: number }>> {
  let damaged = 0
  for (let after = 0; ;) {
    const step = await run(async (db) => {
      const rows = await db.all(
        `SELECT ${HEAD}, d.sealed FROM document_revision d WHERE d.kind = ? AND d.seq > ? AND ${NEWEST}
         ORDER BY d.seq LIMIT ?`,
        [kind, after, ROWS_PER_STEP],
      )
      return { last: rows.at(-1), opened: await openRows(core, db, rows) }
    })
    if (!step.ok) return step
    const { last, opened } = step.value
    if (last === undefined) return ok({ damaged })
    for (const document of opened.documents) look(document)
    damaged += opened.damaged.length
    after = integer(last, 'seq')
  }
}

/** Walks back from the newest row and stops as soon as it has enough, so its cost does not grow with the vault. */
async function recentPatients(db: Reader, limit: number): Promise<{ patientId: string; at: string }[]> {
  const last = new Map<string, string>()
  const see = (rows: readonly Row[]): void => {
    for (const row of rows) {
      const patientId = text(row, 'patient_id')
      const at = text(row, 'saved_at')
      const before = last.get(patientId)
      if (before === undefined || before < at) last.set(patientId, at)
    }
  }
  see(await db.all('SELECT patient_id, saved_at FROM draft ORDER BY saved_at DESC LIMIT ?', [limit]))
  // A draft that is open has its last saves in the journal.
  see(await db.all('SELECT patient_id, max(at) AS saved_at FROM draft_journal GROUP BY patient_id'))
  const drafted = last.size
  let before = Number.MAX_SAFE_INTEGER
  const page = Math.max(50, limit * 2)
  while (last.size < limit + drafted) {
    const rows = await db.all(
      // By row number: an index over patients would have to be sorted whole.
      `SELECT seq, patient_id, saved_at FROM document_revision NOT INDEXED
       WHERE patient_id IS NOT NULL AND seq < ? ORDER BY seq DESC LIMIT ?`,
      [before, page],
    )
    const oldest = rows.at(-1)
    if (oldest === undefined) break
    see(rows)
    before = integer(oldest, 'seq')
  }
  return [...last]
    .map(([patientId, at]) => ({ patientId, at }))
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .slice(0, limit)
}
