import { describe, expect, it } from 'vitest'
import { answerPath } from '@shared/exam/answer'
import { besideLines, withTaken } from '@shared/exam/beside'
import * as edit from '@shared/exam/edit'
import type { ExamBody } from '@shared/records/exam'
import { bodyPointAt } from '@shared/bodymap'
import { said, VIGNETTES, vignetteVisit } from '../fixtures/vignettes'

const AT = '2026-11-22T09:00:00.000Z'
const ME = '01940000-0000-7000-8000-000000000001'
const { body, context } = vignetteVisit(VIGNETTES.V1)
const lines = (kept: ExamBody, paths: readonly string[]) =>
  besideLines({ body: kept, paths }, { body, context })

describe('what was typed beside a visit', () => {
  it('is named with its section where more than one has a field of that name', () => {
    const at = said('zz beside', AT)
    const paths = ['palpation.narrative', 'complaint.narrative'] as const
    const kept = paths.reduce((now, path) => edit.withAnswer(now, path, at), body)
    expect(lines(kept, paths).map(({ label }) => label)).toEqual([
      'Palpation, in words',
      'Complaint, in words',
    ])
  })

  it('is compared answer by answer, in words, and only what was typed', () => {
    const kept = edit.withAnswer(
      edit.withAnswer(body, 'plan.narrative', said('zz words beside', AT)),
      'complaint.painNow',
      said(9, AT),
    )
    expect(lines(kept, ['plan.narrative'])).toMatchObject([
      { path: 'plan.narrative', beside: '“zz words beside”' },
    ])
    expect(
      lines(kept, [])
        .map(({ path }) => path)
        .toSorted(),
    ).toEqual(['complaint.painNow', 'plan.narrative'])
  })

  it('brings the entry along that the visit does not have, and is no line any more once it is taken', () => {
    const entryId = '01940000-0000-7000-8000-0000000000aa'
    const placed = edit.withPlace(
      edit.withEntry(body, 'nodule', entryId),
      entryId,
      bodyPointAt(-40, 10),
      AT,
      ME,
    )
    const path = answerPath('nodule.side', entryId)
    const [line] = lines(placed, [path])
    expect(line).toMatchObject({ path, here: 'not answered', beside: 'left' })
    const taken = withTaken(body, placed, path)
    expect(edit.answerAt(taken, path)).toEqual(edit.answerAt(placed, path))
    expect(besideLines({ body: placed, paths: [path] }, { body: taken, context })).toEqual([])
    // Only that one answer came over.
    expect(edit.entriesOf(taken, 'nodule').at(-1)?.values).toEqual({
      'nodule.side': edit.answerAt(placed, path),
    })
  })

  it('takes a refused text over as refused, and an emptied answer as empty', () => {
    const refused = edit.withRefused(body, 'complaint.painNow', '99')
    expect(lines(refused, ['complaint.painNow'])).toMatchObject([{ beside: '99' }])
    expect(withTaken(body, refused, 'complaint.painNow').refused).toEqual({ 'complaint.painNow': '99' })
    const emptied = edit.withAnswer(body, 'complaint.painNow', undefined)
    const taken = withTaken(body, emptied, 'complaint.painNow')
    expect(edit.answerAt(taken, 'complaint.painNow')).toBeUndefined()
  })
})
