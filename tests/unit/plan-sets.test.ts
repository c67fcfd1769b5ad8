import { describe, expect, it } from 'vitest'
import { emptyAnswers } from '@shared/exam/answers'
import type { ExamContext } from '@shared/exam/context'
import { groupOf, placeOf, PLACES, type FieldId } from '@shared/exam/definition'
import { answerAt, entriesOf, withAnswer, withEntry } from '@shared/exam/edit'
import { noteOf, noteText } from '@shared/exam/projections/note'
import { blocksSigning, viewOf } from '@shared/exam/validate'
import { planOf, planSetWords, withPlanSet } from '@shared/plans/plan-set'
import { chosenIn } from '@shared/prompts/chosen'
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
const INJECTION = {
  'injection.agent': 'lidocaine',
  'injection.adrenaline': 'plain',
  'injection.steroid': 'none',
  'injection.gauge': 25,
}
const CONTEXT: ExamContext = {
  patient: { bornOn: '1980-03-12', sex: 'female' },
  today: '2026-11-26',
  country: 'SG',
  procedures: true,
  earlier: [],
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

  it('holds of a procedure how it is prepared and nothing that must be said each time', () => {
    const prepared = PLACES.filter(({ field }) => field.prepared).map(({ field }) => field.id)
    expect(prepared).toEqual([
      'injection.agent',
      'injection.adrenaline',
      'injection.concentration',
      'injection.volume',
      'injection.secondAgent',
      'injection.secondAdrenaline',
      'injection.secondConcentration',
      'injection.secondVolume',
      'injection.steroid',
      'injection.steroidMg',
      'injection.gauge',
      'injection.diameter',
      'injection.length',
      'injection.guidance',
      'injection.technique',
    ])
    expect(PLACES.filter(({ field }) => field.prepared && field.fresh)).toEqual([])
    const everything = groupOf('injection').fields.reduce(
      (body, field) => put(body, `${field.id}@${MEDICINE}`, 'zz-test'),
      withEntry(planned(), 'injection', MEDICINE),
    )
    const kept = planOf(everything, { prepared: true })?.entries['injection']?.[0] ?? {}
    expect(Object.keys(kept)).toEqual(prepared)
    expect(planOf(everything)?.entries).not.toHaveProperty('injection')
    // Whatever a file says that was taken in.
    const consented = { 'injection.consent': 'yes', 'injection.side': 'left', 'injection.batch': 'ZZ-1' }
    const taken = withPlanSet(empty(), { values: {}, entries: { injection: [consented] } }, SAID, newId)
    expect(entriesOf(taken, 'injection').map(({ values }) => values)).toEqual([{}])
  })

  it('prepares a procedure that nobody sees or reads of before somebody says that it was done', () => {
    const taken = withPlanSet(empty(), { values: {}, entries: { injection: [INJECTION] } }, SAID, newId)
    const [entry] = entriesOf(taken, 'injection')
    const shown = (body: ExamBody): string[] => {
      const view = viewOf(body, CONTEXT)
      return groupOf('injection').fields.flatMap(({ id }) =>
        view.at(placeOf(id as FieldId), entry!.entryId).answer === undefined ? [] : [id],
      )
    }
    expect(shown(taken)).toEqual([])
    expect(noteText(noteOf(taken, CONTEXT))).not.toMatch(/lidocaine|triamcinolone|needle|single/iu)
    expect(chosenIn(viewOf(taken, CONTEXT))).toMatchObject({ needle: [], steroids: [], anaesthetics: [] })
    const done = put(taken, `injection.kind@${entry!.entryId}`, 'injection')
    expect(shown(done)).toEqual(['injection.kind', ...Object.keys(INJECTION)])
    // What must be said each time is still to be said.
    const open = blocksSigning(done, CONTEXT).map(({ path }) => path.split('@')[0])
    for (const id of ['nodule', 'side', 'consent', 'siteChecked', 'batch', 'expiresOn', 'complications'])
      expect(open).toContain(`injection.${id}`)
    for (const id of ['painBefore', 'painAfter', 'minutes']) expect(open).toContain(`injection.${id}`)
  })

  it('prepares one procedure however often it is taken, and another once that one is said to be done', () => {
    const set = { values: {}, entries: { injection: [INJECTION] } }
    const once = withPlanSet(empty(), set, SAID, newId)
    expect(withPlanSet(once, set, SAID, newId)).toEqual(once)
    const [entry] = entriesOf(once, 'injection')
    const done = put(once, `injection.kind@${entry!.entryId}`, 'injection')
    expect(entriesOf(withPlanSet(done, set, SAID, newId), 'injection')).toHaveLength(2)
    expect(entriesOf(withPlanSet(empty(), set, SAID, newId, false), 'injection')).toEqual([])
  })

  it('says in words what it holds', () => {
    const { values, entries } = planOf(planned())!
    expect(planSetWords({ values, entries: { ...entries, injection: [INJECTION] } }, 'AU')).toBe(
      'Plan heat, pain relief; Heat 15 minutes; Medicine ibuprofen; Dose 400 mg; Agent lignocaine; Adrenaline plain; Steroid none; Gauge 25 G',
    )
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
