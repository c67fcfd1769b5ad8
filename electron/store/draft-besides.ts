import { blob, text, type Reader, type Row } from './connection'
import type { Core, Run, Work } from './core'
import { isDamage, refuse, StoreFailure } from './failures'
import { place, sealJson, unsealJson } from './sealing'
import type { BesideReads, BesideWrites, StoredBeside } from './types'

const placeOf = ({ besideId, examId, patientId, personId, at }: Omit<StoredBeside, 'body'>): string =>
  place('drafts', 'draft_beside', besideId, examId, patientId, personId, at)

const clearOf = (row: Row): Omit<StoredBeside, 'body'> => ({
  besideId: text(row, 'beside_id'),
  examId: text(row, 'exam_id'),
  patientId: text(row, 'patient_id'),
  personId: text(row, 'person_id'),
  at: text(row, 'at'),
})

/** What was typed beside a visit. Sealed with the patient's data key, like the draft itself. */
export const besideReads = (core: Core, run: Run<Reader>): BesideReads => ({
  list: (examId) =>
    run(async (db) => {
      const rows = await db.all('SELECT * FROM draft_beside WHERE exam_id = ? ORDER BY at, beside_id', [
        examId,
      ])
      const besides: StoredBeside[] = []
      let damaged = 0
      for (const row of rows) {
        const clear = clearOf(row)
        try {
          const key = (await core.patientKeys.existing(db, clear.patientId)).for('drafts')
          besides.push({ ...clear, body: unsealJson(key, placeOf(clear), blob(row, 'sealed')) })
        } catch (error) {
          if (!(error instanceof StoreFailure) && !isDamage(error)) throw error
          damaged += 1
        }
      }
      return { besides, damaged }
    }),
})

export const besideWrites = (core: Core, run: Run<Work>): BesideWrites => ({
  keep: ({ besideId, examId, patientId, body }) =>
    run(async ({ db, at }) => {
      const keys = await core.patientKeys.existing(db, patientId)
      const before = await db.get('SELECT exam_id FROM draft_beside WHERE beside_id = ?', [besideId])
      // A writer has one draft open.
      if (before !== undefined && text(before, 'exam_id') !== examId) return refuse('conflict')
      const clear = { besideId, examId, patientId, personId: core.personId, at }
      await db.run(
        `INSERT INTO draft_beside (beside_id, exam_id, patient_id, person_id, at, sealed) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (beside_id) DO UPDATE SET patient_id = excluded.patient_id, person_id = excluded.person_id,
           at = excluded.at, sealed = excluded.sealed`,
        [besideId, examId, patientId, core.personId, at, sealJson(keys.for('drafts'), placeOf(clear), body)],
      )
      return { first: before === undefined }
    }),

  drop: (examId, besideId) =>
    run(async ({ db }) => {
      const row = await db.get('SELECT patient_id FROM draft_beside WHERE beside_id = ? AND exam_id = ?', [
        besideId,
        examId,
      ])
      if (row === undefined) return refuse('notFound')
      await db.run('DELETE FROM draft_beside WHERE beside_id = ?', [besideId])
      return { patientId: text(row, 'patient_id') }
    }),
})
