import { describe, expect, it } from 'vitest'
import { answerPath, type Answer } from '@shared/exam/answer'
import { validate } from '@shared/exam/validate'
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

describe('a place on the map', () => {
  const RIGHT_PSIS = { xMm: 45, yMm: 0, mapVersion: 1 }
  const LEFT_PSIS = { xMm: -45, yMm: 0, mapVersion: 1 }
  const said = (body: ExamBody, id: string) => edit.answerAt(body, answerPath(id, ENTRY))
  const placed = edit.withPlace(edit.withEntry(empty, 'nodule', ENTRY), ENTRY, RIGHT_PSIS, AT, ME)

  it('fills side and zone in, and they follow the place until a person says otherwise', () => {
    expect(said(placed, 'nodule.side')).toMatchObject({ value: 'right', via: 'map' })
    expect(said(placed, 'nodule.zone')).toMatchObject({ via: 'map' })
    const moved = edit.withPlace(placed, ENTRY, LEFT_PSIS, AT, ME)
    expect(said(moved, 'nodule.side')).toMatchObject({ value: 'left', via: 'map' })
  })

  it('never changes a side or a zone that a person said: the guard asks about the disagreement', () => {
    const byHand = ['nodule.side', 'nodule.zone'].reduce(
      (body, id) =>
        edit.withAnswer(body, answerPath(id, ENTRY), {
          ...rubbery,
          value: id === 'nodule.side' ? 'right' : 'crestMedial',
        }),
      placed,
    )
    const moved = edit.withPlace(byHand, ENTRY, LEFT_PSIS, AT, ME)
    expect(said(moved, 'nodule.point')).toMatchObject({ value: LEFT_PSIS })
    expect(said(moved, 'nodule.side')).toEqual(said(byHand, 'nodule.side'))
    expect(said(moved, 'nodule.zone')).toEqual(said(byHand, 'nodule.zone'))
    const context = {
      patient: { bornOn: '1980-03-12', sex: 'female' as const },
      today: '2026-11-22',
      country: 'SG',
      procedures: true,
      earlier: [],
    }
    expect(validate(moved, context).map((finding) => finding.check)).toContain('nodule.sideAgainstMap')
  })

  it('says that something was felt, unless a person said that nothing was', () => {
    expect(edit.answerAt(edit.withFelt(empty, AT, ME), 'palpation.result')).toMatchObject({ value: 'felt' })
    const none = edit.withAnswer(empty, 'palpation.result', { ...rubbery, value: 'noneFelt' })
    expect(edit.withFelt(none, AT, ME)).toBe(none)
  })
})
