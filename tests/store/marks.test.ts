import { v7 as uuidv7 } from 'uuid'
import { expect, it } from 'vitest'
import { ok } from '@shared/errors'
import { examBody, type ExamBody } from '@shared/records/exam'
import type { ImageMark } from '@shared/records/mark'
import { emptyFolder, filledVault, PASSPHRASE, value } from './vaults'

/** Numbers that no rounding leaves as they are. */
const POINTS = [
  { x: 0.1 + 0.2, y: 1 / 3 },
  { x: 639.9999999999999, y: Math.PI * 100 },
]

it('keeps a measurement to the last bit of its points, through journal, lock, signature, backup and restore', async () => {
  const { vault, folder, patient, imageId, personId } = await filledVault()
  const [examId, entryId] = [uuidv7(), uuidv7()]
  const at = '2026-11-22T02:36:00.000Z'
  const drawn: ImageMark = {
    markId: uuidv7(),
    imageId,
    entryId,
    frame: 7,
    kind: 'length',
    points: POINTS,
    basis: { by: 'region', region: 1, of: 2, acrossMm: 0.0802 * 10, downMm: 0.2293750081863255 },
    by: personId,
    at,
  }
  const body = (marks: ImageMark[]): ExamBody => ({
    visitOn: '2026-11-22',
    answers: { definitionVersion: 1, values: {}, groups: { image: [{ entryId, values: {} }] } },
    refused: {},
    confirmed: {},
    dispositions: [],
    marks,
  })
  const { patientId } = patient
  const first = value(
    await vault.drafts.put({ examId, patientId, baseSequence: 0, body: { body: body([]) } }),
  )
  // Two saves later it stands in the journal: drawn, then moved by less than anybody sees.
  const nudged = { ...drawn, points: [{ x: 0.3, y: 1 / 3 }, POINTS[1]!] }
  const second = value(
    await vault.drafts.put({
      examId,
      patientId,
      baseSequence: first.sequence,
      body: { body: body([nudged]) },
    }),
  )
  value(
    await vault.drafts.put({
      examId,
      patientId,
      baseSequence: second.sequence,
      body: { body: body([drawn]) },
    }),
  )
  const read = (stored: unknown): readonly ImageMark[] | undefined =>
    examBody.parse((stored as { body: unknown }).body).marks
  await vault.lock()
  const again = value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
  expect(read(value(await again.drafts.get(examId)).body)).toEqual([drawn])

  value(
    await again.documents.put({
      kind: 'exam',
      docId: examId,
      patientId,
      baseRevision: 0,
      body: { body: body([drawn]) },
    }),
  )
  const report = value(await again.backups.make(emptyFolder()))
  value(await again.backups.prepareRestore(report.path, {}, () => Promise.resolve(ok(undefined))))
  value(await folder.replace())
  const restored = value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
  expect(read(value(await restored.drafts.get(examId)).body)).toEqual([drawn])
  expect(read(value(await restored.documents.latest('exam', examId)).body)).toEqual([drawn])
})
