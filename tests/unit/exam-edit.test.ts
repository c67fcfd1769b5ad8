import { describe, expect, it } from 'vitest'
import { answerPath, type Answer } from '@shared/exam/answer'
import * as edit from '@shared/exam/edit'
import type { ExamBody } from '@shared/records/exam'

const ME = '01936b5c-0000-7000-8000-000000000001'
const ENTRY = '01936b5c-0000-7000-8000-0000000000e1'
const AT = '2026-11-22T10:40:00.000Z'
const rubbery: Answer = { is: 'value', value: 'rubbery', at: AT, by: ME, via: 'entered' }
const empty: ExamBody = {
  visitOn: '2026-11-22',
  answers: { definitionVersion: 1, values: {}, groups: {} },
  refused: {},
  confirmed: {},
  dispositions: [],
}
const path = answerPath('nodule.consistency', ENTRY)

describe('a change of the visit', () => {
  it('leaves the body before it as it was', () => {
    const frozen = JSON.stringify(empty)
    const withNodule = edit.withEntry(empty, 'nodule', ENTRY)
    const said = edit.withAnswer(withNodule, path, rubbery)
    expect(edit.answerAt(said, path)).toEqual(rubbery)
    expect(edit.answerAt(withNodule, path)).toBeUndefined()
    expect(JSON.stringify(empty)).toBe(frozen)
  })

  it('keeps refused text and no answer beside it', () => {
    const said = edit.withAnswer(empty, 'complaint.painNow', { ...rubbery, value: 7 })
    const refused = edit.withRefused(said, 'complaint.painNow', '77')
    expect(refused.refused).toEqual({ 'complaint.painNow': '77' })
    expect(edit.answerAt(refused, 'complaint.painNow')).toBeUndefined()
  })

  it('a new answer ends what was refused and what was confirmed', () => {
    const before = edit.withConfirmed(
      edit.withRefused(empty, 'complaint.painNow', '77'),
      'complaint.painNow',
      {
        check: 'own',
        reason: 'said so twice',
        at: AT,
        by: ME,
      },
    )
    const after = edit.withAnswer(before, 'complaint.painNow', { ...rubbery, value: 7 })
    expect(after.refused).toEqual({})
    expect(after.confirmed).toEqual({})
  })

  it('taking an entry away takes all that hung on it, and nothing else', () => {
    const two = edit.withEntry(edit.withEntry(empty, 'nodule', ENTRY), 'nodule', ME)
    const refused = edit.withRefused(
      edit.withRefused(two, answerPath('nodule.cluster', ENTRY), 'x'),
      answerPath('nodule.cluster', ME),
      'y',
    )
    const left = edit.withoutEntry(refused, 'nodule', ENTRY)
    expect(edit.entriesOf(left, 'nodule').map((entry) => entry.entryId)).toEqual([ME])
    expect(left.refused).toEqual({ [answerPath('nodule.cluster', ME)]: 'y' })
  })
})
