import { digestOf } from './chain'
import { blob, integer, text, type Reader, type Row, type SqlValue } from './connection'
import type { Core, Run, Work } from './core'
import { documentPlace, readHead, type DocumentIdentity } from './document-identity'
import { refuse, StoreFailure } from './failures'
import { DOCUMENT_KINDS } from './kinds'
import { sealJson, unsealJson, type KeySet } from './sealing'
import type { DocumentHead, DocumentList, DocumentReads, DocumentWrites, StoredDocument } from './types'

const HEAD = 'd.seq, d.kind, d.doc_id, d.patient_id, d.revision, d.parent_revision, d.device_id, d.saved_at'
/** Keeps the newest revision of each document. */
const NEWEST = `NOT EXISTS (SELECT 1 FROM document_revision n
  WHERE n.kind = d.kind AND n.doc_id = d.doc_id AND n.revision > d.revision)`

const keysOf = (core: Core, db: Reader, head: DocumentIdentity): Promise<KeySet> =>
  head.patientId === null ? Promise.resolve(core.keys) : core.patientKeys.existing(db, head.patientId)

async function openRow(core: Core, db: Reader, row: Row): Promise<StoredDocument> {
  const head = readHead(row)
  const keys = await keysOf(core, db, head)
  return { ...head, body: unsealJson(keys.for('documents'), documentPlace(head), blob(row, 'sealed')) }
}

async function openRows(core: Core, db: Reader, rows: readonly Row[]): Promise<DocumentList> {
  const documents: StoredDocument[] = []
  const damaged: DocumentHead[] = []
  for (const row of rows) {
    try {
      documents.push(await openRow(core, db, row))
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
      return row === undefined ? refuse('notFound') : openRow(core, db, row)
    }),

  byRevision: (kind, docId, revision) =>
    run(async (db) => {
      const row = await db.get(
        `SELECT ${HEAD}, d.sealed FROM document_revision d
         WHERE d.kind = ? AND d.doc_id = ? AND d.revision = ? LIMIT 1`,
        [kind, docId, revision],
      )
      return row === undefined ? refuse('notFound') : openRow(core, db, row)
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

  count: (kind) =>
    run(async (db) => {
      const row = await db.get('SELECT count(DISTINCT doc_id) AS n FROM document_revision WHERE kind = ?', [
        kind,
      ])
      return row === undefined ? 0 : integer(row, 'n')
    }),

  recentPatientIds: (limit) => run((db) => recentPatients(db, limit)),
})

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

type PutInput = Parameters<DocumentWrites['put']>[0]

/** Rows per statement of `putAll`. */
const ROWS_PER_INSERT = 50
const ROW = '(?, ?, ?, ?, ?, ?, ?, ?)'

interface SealedRevision {
  readonly identity: DocumentIdentity
  readonly sealed: Buffer
}

async function sealRevision(core: Core, work: Work, input: PutInput): Promise<SealedRevision> {
  const { kind, docId, patientId, baseRevision, body } = input
  if (DOCUMENT_KINDS[kind].ofPatient !== (patientId !== null)) {
    throw new Error(
      `A document of kind ${kind} is saved ${patientId === null ? 'without' : 'with'} a patient`,
    )
  }
  const keys =
    patientId === null ? core.keys : await core.patientKeys.ensure(work.db, patientId, work.madeKeys)
  const identity = {
    kind,
    docId,
    patientId,
    revision: baseRevision + 1,
    parentRevision: baseRevision,
    deviceId: core.deviceId,
    savedAt: work.at,
  }
  return { identity, sealed: sealJson(keys.for('documents'), documentPlace(identity), body) }
}

const columnsOf = ({ identity, sealed }: SealedRevision): SqlValue[] => [
  identity.kind,
  identity.docId,
  identity.patientId,
  identity.revision,
  identity.parentRevision,
  identity.deviceId,
  identity.savedAt,
  sealed,
]

const COLUMNS = 'kind, doc_id, patient_id, revision, parent_revision, device_id, saved_at, sealed'

/** One statement numbers its rows in a row: answers the first number. */
async function insertRevisions(work: Work, rows: readonly SealedRevision[]): Promise<number> {
  const { lastId } = await work.db.run(
    `INSERT INTO document_revision (${COLUMNS}) VALUES ${rows.map(() => ROW).join(', ')}`,
    rows.flatMap(columnsOf),
  )
  return lastId - rows.length + 1
}

/** @param onSaved told after the commit, so that the index follows */
export const documentWrites = (
  core: Core,
  run: Run<Work>,
  onSaved: (heads: readonly DocumentHead[]) => void,
): DocumentWrites => ({
  put: (input) =>
    run(async (work) => {
      const made = await sealRevision(core, work, input)
      const { kind, docId, patientId } = input
      const { changes, lastId } = await work.db.run(
        `INSERT INTO document_revision (${COLUMNS}) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
         WHERE coalesce((SELECT max(revision) FROM document_revision WHERE kind = ?1 AND doc_id = ?2), 0) = ?5`,
        columnsOf(made),
      )
      if (changes === 0) return refuse('conflict')
      work.record({
        what: `${kind}.saved`,
        docId,
        ...(patientId === null ? {} : { patientId }),
        saved: [[lastId, digestOf(made.sealed)]],
      })
      const head = { ...made.identity, seq: lastId }
      work.afterCommit(() => onSaved([head]))
      return head
    }),

  putAll: (inputs) =>
    run(async (work) => {
      await mustBeLatest(work, inputs)
      const patientIds = inputs.flatMap(({ patientId }) => (patientId === null ? [] : [patientId]))
      await core.patientKeys.ensureMany(work.db, new Set(patientIds), work.madeKeys)
      const heads: DocumentHead[] = []
      const saved: [number, string][] = []
      let writing: Promise<void> = Promise.resolve()
      for (let from = 0; from < inputs.length;) {
        const count = from + ROWS_PER_INSERT <= inputs.length ? ROWS_PER_INSERT : 1
        const rows: SealedRevision[] = []
        // The next rows are sealed while SQLite writes the ones before.
        for (const input of inputs.slice(from, from + count)) rows.push(await sealRevision(core, work, input))
        await writing
        writing = insertRevisions(work, rows).then((first) => {
          for (const [index, { identity, sealed }] of rows.entries()) {
            const seq = first + index
            heads.push({ ...identity, seq })
            saved.push([seq, digestOf(sealed)])
          }
        })
        writing.catch(() => undefined)
        from += count
      }
      await writing
      work.record({ what: 'documents.saved', saved })
      work.afterCommit(() => onSaved(heads))
      return heads
    }),
})

/** `conflict` when a base is not the latest revision, or a document is named twice. */
async function mustBeLatest(work: Work, inputs: readonly PutInput[]): Promise<void> {
  const wanted = JSON.stringify(inputs.map(({ kind, docId, baseRevision }) => [kind, docId, baseRevision]))
  const row = await work.db.get(
    `SELECT count(*) AS n FROM (SELECT DISTINCT value ->> 0 AS kind, value ->> 1 AS doc_id, value ->> 2 AS base
       FROM json_each(?)) w
     WHERE w.base = coalesce((SELECT max(d.revision) FROM document_revision d
       WHERE d.kind = w.kind AND d.doc_id = w.doc_id), 0)`,
    [wanted],
  )
  if (row === undefined || integer(row, 'n') !== inputs.length) refuse('conflict')
}
