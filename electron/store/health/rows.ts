import { stat } from 'node:fs/promises'
import type { Finding } from '@shared/records/health'
import { blob, text, type Reader, type Row } from '../connection'
import type { Core } from '../core'
import { openDocument } from '../document-reads'
import { findDraft } from '../draft-rows'
import { ledgerRows } from '../erasure/ledger'
import { isDamage, StoreFailure } from '../failures'
import { imageFile } from '../files'
import { IMAGE_COLUMNS, openImageRow, readImageRow, type ImageRow } from '../image-rows'
import { keyPlace } from '../patient-keys'
import { KeySet } from '../sealing'
import { findingOf } from './findings'
import type { Source } from './source'

const KEYS = 200
const IMAGES = 50
/** Images that were not removed, of patients who were not erased. */
export const LIVE = `i.removed_at IS NULL AND EXISTS (SELECT 1 FROM patient_key k
  WHERE k.patient_id = i.patient_id AND k.wrapped IS NOT NULL)`

/** True for what opens, and for what cannot open any more because its patient was erased (ruling 34). */
export async function opensOrIsErased(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (error instanceof StoreFailure && error.error.code === 'notFound') return true
    if (isDamage(error)) return false
    throw error
  }
}

export const revisionOpens =
  (core: Core) =>
  (db: Reader, row: Row): Promise<boolean> =>
    opensOrIsErased(() => openDocument(core, db, row))

/** Data keys that do not open, and patients whose key is gone: nothing of theirs can be read. */
export async function checkKeys(core: Core, source: Source): Promise<Finding[]> {
  const findings: Finding[] = []
  const wrapping = core.keys.for('patientKeys')
  const ledger = await source.step((db) => ledgerRows(db, core.keys, core.vaultId))
  const erased = new Set(ledger.map(({ patientId }) => patientId))
  for (let after = ''; ;) {
    const rows = await source.step((db) =>
      db.all('SELECT patient_id, wrapped FROM patient_key WHERE patient_id > ? ORDER BY patient_id LIMIT ?', [
        after,
        KEYS,
      ]),
    )
    for (const row of rows) {
      const patientId = text(row, 'patient_id')
      after = patientId
      if (row['wrapped'] === null) {
        // Gone, and nobody erased the patient: somebody took the key out by hand.
        if (!erased.has(patientId)) findings.push(findingOf('keyDamaged', { patientId }))
        continue
      }
      const opens = await opensOrIsErased(() => {
        KeySet.unwrap(wrapping, keyPlace(patientId), blob(row, 'wrapped'), patientId).wipe()
        return Promise.resolve()
      })
      if (!opens) findings.push(findingOf('keyDamaged', { patientId }))
    }
    if (rows.length < KEYS) break
    await source.rest(0)
  }
  const without = await source.step((db) =>
    db.all(`SELECT DISTINCT patient_id FROM document_revision d WHERE patient_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM patient_key k WHERE k.patient_id = d.patient_id)`),
  )
  return [
    ...findings,
    ...without.map((row) => findingOf('keyDamaged', { patientId: text(row, 'patient_id') })),
  ]
}

export async function checkDrafts(core: Core, source: Source): Promise<Finding[]> {
  return source.step(async (db) => {
    const findings: Finding[] = []
    for (const row of await db.all('SELECT * FROM draft')) {
      const examId = text(row, 'exam_id')
      let lost = 0
      const opens = await opensOrIsErased(async () => {
        lost = (await findDraft(core, db, examId)).lost
      })
      if (opens && lost === 0) continue
      findings.push(
        findingOf('draftDamaged', {
          id: examId,
          examId,
          patientId: text(row, 'patient_id'),
          at: text(row, 'saved_at'),
        }),
      )
    }
    return findings
  })
}

export const imageSubject = (row: ImageRow): Omit<Finding, 'findingId' | 'code'> => ({
  id: row.imageId,
  patientId: row.patientId,
  examId: row.examId,
  at: row.addedAt,
})

/** Whether each image's row opens and its file is there in its full length; what is in the file takes longer. */
export async function checkImages(core: Core, source: Source): Promise<Finding[]> {
  const findings: Finding[] = []
  for (let after = ''; ;) {
    const rows = await source.step(async (db) => {
      const found = await db.all(
        `SELECT ${IMAGE_COLUMNS} FROM image i WHERE ${LIVE} AND i.image_id > ? ORDER BY i.image_id LIMIT ?`,
        [after, IMAGES],
      )
      for (const row of found) {
        if (await opensOrIsErased(() => openImageRow(core, db, row))) continue
        findings.push(findingOf('imageRowDamaged', imageSubject(readImageRow(row))))
      }
      return found.map(readImageRow)
    })
    for (const row of rows) {
      after = row.imageId
      const file = await stat(imageFile(core.dataFolder, row.imageId)).catch(() => undefined)
      if (file === undefined) findings.push(findingOf('imageFileMissing', imageSubject(row)))
      else if (file.size !== row.sealedBytes) findings.push(findingOf('imageFileDamaged', imageSubject(row)))
    }
    if (rows.length < IMAGES) return findings
    await source.rest(0)
  }
}
