import { blob, integer, text, type Reader, type Row } from './connection'
import type { Core, Run, Work } from './core'
import { refuse, StoreFailure } from './failures'
import { place, sealJson, unsealJson } from './sealing'
import type { DraftReads, DraftWrites, StoredDraft } from './types'

type Identity = Omit<StoredDraft, 'body'>

const draftPlace = (draft: Identity): string =>
  place('drafts', 'draft', draft.examId, draft.patientId, draft.sequence, draft.startedAt, draft.savedAt)

const readIdentity = (row: Row): Identity => ({
  examId: text(row, 'exam_id'),
  patientId: text(row, 'patient_id'),
  sequence: integer(row, 'sequence'),
  startedAt: text(row, 'started_at'),
  savedAt: text(row, 'saved_at'),
})

/** Opens a row of `draft`: `damaged`, or `notFound` when its patient was erased. */
export async function openDraft(core: Core, db: Reader, row: Row): Promise<StoredDraft> {
  const identity = readIdentity(row)
  const keys = await core.patientKeys.existing(db, identity.patientId)
  return { ...identity, body: unsealJson(keys.for('drafts'), draftPlace(identity), blob(row, 'sealed')) }
}

export const draftReads = (core: Core, run: Run<Reader>): DraftReads => ({
  get: (examId) =>
    run(async (db) => {
      const row = await db.get('SELECT * FROM draft WHERE exam_id = ?', [examId])
      return row === undefined ? refuse('notFound') : openDraft(core, db, row)
    }),

  list: (filter = {}) =>
    run(async (db) => {
      const { patientId } = filter
      const rows = await db.all(
        `SELECT * FROM draft ${patientId === undefined ? '' : 'WHERE patient_id = ?'} ORDER BY saved_at DESC, exam_id`,
        patientId === undefined ? [] : [patientId],
      )
      const drafts: StoredDraft[] = []
      const damaged: { examId: string; patientId: string }[] = []
      for (const row of rows) {
        try {
          drafts.push(await openDraft(core, db, row))
        } catch (error) {
          if (!(error instanceof StoreFailure)) throw error
          const { examId, patientId: whose } = readIdentity(row)
          if (error.error.code === 'damaged') damaged.push({ examId, patientId: whose })
        }
      }
      return { drafts, damaged }
    }),
})

export const draftWrites = (core: Core, run: Run<Work>): DraftWrites => ({
  put: ({ examId, patientId, baseSequence, body }) =>
    run(async ({ db, at, madeKeys }) => {
      const keys = await core.patientKeys.ensure(db, patientId, madeKeys)
      const row = await db.get('SELECT patient_id, sequence, started_at FROM draft WHERE exam_id = ?', [
        examId,
      ])
      if ((row === undefined ? 0 : integer(row, 'sequence')) !== baseSequence) return refuse('conflict')
      // A draft stays with the patient it was started for.
      if (row !== undefined && text(row, 'patient_id') !== patientId) return refuse('conflict')
      const sequence = baseSequence + 1
      const startedAt = row === undefined ? at : text(row, 'started_at')
      const identity = { examId, patientId, sequence, startedAt, savedAt: at }
      await db.run(
        `INSERT INTO draft (exam_id, patient_id, sequence, started_at, saved_at, sealed) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (exam_id) DO UPDATE SET
           sequence = excluded.sequence, saved_at = excluded.saved_at, sealed = excluded.sealed`,
        [
          examId,
          patientId,
          sequence,
          startedAt,
          at,
          sealJson(keys.for('drafts'), draftPlace(identity), body),
        ],
      )
      return { sequence, startedAt, savedAt: at }
    }),

  remove: (examId, baseSequence) =>
    run(async ({ db }) => {
      const { changes } = await db.run('DELETE FROM draft WHERE exam_id = ? AND sequence = ?', [
        examId,
        baseSequence,
      ])
      if (changes > 0) return
      const row = await db.get('SELECT sequence FROM draft WHERE exam_id = ?', [examId])
      refuse(row === undefined ? 'notFound' : 'conflict')
    }),
})
