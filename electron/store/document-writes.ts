import { digestOf } from './chain'
import { integer, type SqlValue } from './connection'
import type { Core, RecordedEntry, Run, Work } from './core'
import { documentPlace, type DocumentIdentity } from './document-identity'
import { answered, refuse, unwrap } from './failures'
import { DOCUMENT_KINDS } from './kinds'
import { sealJson, type KeySet } from './sealing'
import type { DocumentHead, DocumentWrites, NewRevision } from './types'

/** Told after the commit, so that the index follows. */
export type OnSaved = (heads: readonly DocumentHead[]) => void

/** Rows per statement of `putAll`. */
const ROWS_PER_INSERT = 50
const ROW = '(?, ?, ?, ?, ?, ?, ?, ?)'

interface SealedRevision {
  readonly identity: DocumentIdentity
  readonly sealed: Buffer
}

function sealRevision(core: Core, keys: KeySet, savedAt: string, input: NewRevision): SealedRevision {
  const { kind, docId, patientId, baseRevision, body } = input
  if (DOCUMENT_KINDS[kind].ofPatient !== (patientId !== null)) {
    throw new Error(
      `A document of kind ${kind} is saved ${patientId === null ? 'without' : 'with'} a patient`,
    )
  }
  const identity = {
    kind,
    docId,
    patientId,
    revision: baseRevision + 1,
    parentRevision: baseRevision,
    deviceId: core.deviceId,
    savedAt,
  }
  return { identity, sealed: sealJson(keys.for('documents'), documentPlace(identity), body) }
}

const ensureKeys = (core: Core, work: Work, patientId: string | null): Promise<KeySet> =>
  patientId === null ? Promise.resolve(core.keys) : core.patientKeys.ensure(work.db, patientId, work.madeKeys)

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

const savedEntry = ({ identity, sealed }: SealedRevision, seq: number): RecordedEntry => ({
  what: `${identity.kind}.saved`,
  docId: identity.docId,
  ...(identity.patientId === null ? {} : { patientId: identity.patientId }),
  saved: [[seq, digestOf(sealed)]],
})

/**
 * `put` outside a transaction: revision, audit row and chain head by one statement. A patient's first document
 * needs a key made as well and goes through `inTransaction`.
 */
export const putAlone =
  (core: Core, inTransaction: DocumentWrites['put'], onSaved: OnSaved): DocumentWrites['put'] =>
  (input) =>
    answered(async () => {
      const head = await core.connection
        .single(async (db) => {
          core.mustBeOpen()
          const at = core.now().toISOString()
          const keys = input.patientId === null ? core.keys : await core.patientKeys.find(db, input.patientId)
          if (keys === undefined) return undefined
          const made = sealRevision(core, keys, at, input)
          const { seq, row } = core.sealAlone(at, (number) => savedEntry(made, number))
          return {
            sql: `INSERT INTO saved_revision (seq, ${COLUMNS}, audit_seq, audit_sealed, head)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
            params: [seq, ...columnsOf(made), row.seq, row.sealed, core.chain.sealHead(row.state)],
            committed: (): DocumentHead => {
              core.savedAlone(seq, row)
              const saved = { ...made.identity, seq }
              onSaved([saved])
              return saved
            },
          }
        })
        .catch((error: unknown) => {
          if (isConflict(error)) return refuse('conflict')
          throw error
        })
      return head ?? unwrap(await inTransaction(input))
    })

/** Raised by the view's trigger. */
const isConflict = (error: unknown): boolean =>
  error instanceof Error && error.message === 'SQLITE_CONSTRAINT: conflict'

export const documentWrites = (core: Core, run: Run<Work>, onSaved: OnSaved): DocumentWrites => ({
  put: (input) =>
    run(async (work) => {
      const keys = await ensureKeys(core, work, input.patientId)
      const made = sealRevision(core, keys, work.at, input)
      const { changes, lastId } = await work.db.run(
        `INSERT INTO document_revision (${COLUMNS}) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
         WHERE coalesce((SELECT max(revision) FROM document_revision WHERE kind = ?1 AND doc_id = ?2), 0) = ?5`,
        columnsOf(made),
      )
      if (changes === 0) return refuse('conflict')
      work.record(savedEntry(made, lastId))
      const head = { ...made.identity, seq: lastId }
      work.afterCommit(() => {
        core.savedUpTo(lastId)
        onSaved([head])
      })
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
        for (const input of inputs.slice(from, from + count)) {
          rows.push(sealRevision(core, await ensureKeys(core, work, input.patientId), work.at, input))
        }
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
      work.afterCommit(() => {
        const last = heads.at(-1)
        if (last !== undefined) core.savedUpTo(last.seq)
        onSaved(heads)
      })
      return heads
    }),
})

/** `conflict` when a base is not the latest revision, or a document is named twice. */
async function mustBeLatest(work: Work, inputs: readonly NewRevision[]): Promise<void> {
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
