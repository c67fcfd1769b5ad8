import { expect, it } from 'vitest'
import { answerPath } from '@shared/exam/answer'
import * as edit from '@shared/exam/edit'
import { validate } from '@shared/exam/validate'
import { said, vignetteVisit, VIGNETTES } from '../fixtures/vignettes'

const NODULE = '01936b5c-0000-7000-8000-0000000000e1'
const PROCEDURE = '01936b5c-0000-7000-8000-0000000000e2'
const at = (minute: number): string => `2026-11-22T10:${minute}:00.000Z`

it('a side of a procedure that was confirmed is asked about again when the side of its nodule changes', () => {
  const { body, context } = vignetteVisit(VIGNETTES.V1)
  const put = (old: typeof body, id: string, entryId: string, value: string, minute: number) =>
    edit.withAnswer(old, answerPath(id, entryId), said(value, at(minute)))
  const begun = edit.withEntry(
    edit.withEntry({ ...body, answers: { ...body.answers, groups: {} } }, 'nodule', NODULE),
    'injection',
    PROCEDURE,
  )
  const sided = put(begun, 'nodule.side', NODULE, 'left', 10)
  const named = put(
    put(sided, 'injection.nodule', PROCEDURE, NODULE, 11),
    'injection.side',
    PROCEDURE,
    'midline',
    12,
  )
  const confirmed = edit.withConfirmed(named, answerPath('injection.side', PROCEDURE), {
    check: 'injection.sideNearNodule',
    reason: 'just beside the midline',
    at: at(13),
    by: NODULE,
  })
  const near = (now: typeof body) =>
    validate(now, context).find((finding) => finding.check === 'injection.sideNearNodule')
  expect(near(confirmed)?.confirmed).toBe(true)
  expect(near(put(confirmed, 'nodule.side', NODULE, 'right', 14))?.confirmed).toBe(false)
})
