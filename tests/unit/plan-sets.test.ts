import { describe, expect, it } from 'vitest'
import { emptyAnswers } from '@shared/exam/answers'
import { PLACES } from '@shared/exam/definition'
import { answerAt, entriesOf, withAnswer, withEntry } from '@shared/exam/edit'
import { planOf, withPlanSet } from '@shared/plans/plan-set'
import type { ExamBody } from '@shared/records/exam'

const BY = '01936b5c-0000-7000-8000-00000000000a'
const SAID = { at: '2026-11-26T10:00:00.000Z', by: BY }
const empty = (): ExamBody => ({
  visitOn: '2026-11-26',
  answers: emptyAnswers(),
  refused: {},
  confirmed: {},
  dispositions: [],
})
const put = (body: ExamBody, path: string, value: string | number | string[]): ExamBody =>
  withAnswer(body, path, { is: 'value', value, ...SAID, via: 'entered' })

const MEDICINE = '01936b5c-0000-7000-8000-000000000001'
const planned = (): ExamBody => {
  let body = put(empty(), 'plan.options', ['heat', 'analgesia'])
  body = put(body, 'plan.heatMinutes', 15)
  body = put(body, 'plan.narrative', 'Words for this patient alone.')
  body = put(body, 'complaint.painNow', 4)
  body = withEntry(body, 'analgesic', MEDICINE)
  body = put(body, `analgesic.drug@${MEDICINE}`, 'ibuprofen')
  return put(body, `analgesic.doseMg@${MEDICINE}`, 400)
}
let made = 0
const newId = (): string => `01936b5c-0000-7000-8000-0000000001${String((made += 1)).padStart(2, '0')}`

describe('a plan set', () => {
  it('holds what is planned: no finding, no procedure, no prose', () => {
    expect(planOf(planned())).toEqual({
      definitionVersion: emptyAnswers().definitionVersion,
      values: { 'plan.options': ['heat', 'analgesia'], 'plan.heatMinutes': 15 },
      entries: { analgesic: [{ 'analgesic.drug': 'ibuprofen', 'analgesic.doseMg': 400 }] },
    })
    expect(planOf(put(empty(), 'complaint.painNow', 4))).toBeUndefined()
  })

  it('may hold fields of planned parts only, and none of them is asked for consent or side', () => {
    const parts = new Set(PLACES.filter(({ part }) => part.planned).map(({ part }) => part.id))
    expect([...parts].sort()).toEqual(['analgesics', 'plan'])
  })

  it('is taken in one go, each answer with who and when and that it came from a set', () => {
    const set = planOf(planned())!
    const taken = withPlanSet(empty(), set, SAID, newId)
    expect(answerAt(taken, 'plan.heatMinutes')).toEqual({ is: 'value', value: 15, via: 'planSet', ...SAID })
    const [medicine] = entriesOf(taken, 'analgesic')
    expect(medicine?.values['analgesic.drug']).toMatchObject({ value: 'ibuprofen', via: 'planSet' })
    expect(planOf(taken)).toEqual(set)
  })

  it('adds to what was chosen and never changes what was said', () => {
    const set = planOf(planned())!
    const before = put(put(empty(), 'plan.options', ['stretches']), 'plan.heatMinutes', 20)
    const taken = withPlanSet(before, set, SAID, newId)
    expect(answerAt(taken, 'plan.options')).toMatchObject({ value: ['stretches', 'heat', 'analgesia'] })
    expect(answerAt(taken, 'plan.heatMinutes')).toMatchObject({ value: 20, via: 'entered' })
  })

  it('taken twice changes nothing the second time', () => {
    const set = planOf(planned())!
    const once = withPlanSet(empty(), set, SAID, newId)
    expect(withPlanSet(once, set, SAID, newId)).toEqual(once)
  })

  it('of a later version with a field that is not known here leaves it out', () => {
    const taken = withPlanSet(empty(), { values: { 'plan.notYet': 1 }, entries: {} }, SAID, newId)
    expect(taken).toEqual(empty())
  })
})
