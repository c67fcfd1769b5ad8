import { describe, expect, it } from 'vitest'
import { emptyAnswers } from '@shared/exam/answers'
import type { ExamContext } from '@shared/exam/context'
import { answerAt, withAnswer, withEntry } from '@shared/exam/edit'
import { viewOf } from '@shared/exam/validate'
import { vialsFor, vialsOf, withVial, withVials, type Vial } from '@shared/plans/vials'
import type { ExamBody } from '@shared/records/exam'

const SAID = { at: '2026-11-26T10:00:00.000Z', by: '01936b5c-0000-7000-8000-00000000000a' }
const SHOT = '01936b5c-0000-7000-8000-000000000001'
const CONTEXT: ExamContext = {
  patient: { bornOn: '1980-03-12', sex: 'female' },
  today: '2026-11-26',
  country: 'SG',
  procedures: true,
  earlier: [],
}
const VIAL: Vial = {
  agent: 'lidocaine',
  steroid: 'none',
  batch: 'ZZ-1',
  expiresOn: '2027-06-30',
  usedOn: '2026-11-25',
}
const injected = (values: Readonly<Record<string, string>>): ExamBody =>
  Object.entries(values).reduce<ExamBody>(
    (body, [id, value]) =>
      withAnswer(body, `injection.${id}@${SHOT}`, { is: 'value', value, ...SAID, via: 'entered' }),
    withEntry(
      { visitOn: '2026-11-26', answers: emptyAnswers(), refused: {}, confirmed: {}, dispositions: [] },
      'injection',
      SHOT,
    ),
  )
const GIVEN = { kind: 'injection', agent: 'lidocaine', steroid: 'none' }
const view = (values: Readonly<Record<string, string>>) => viewOf(injected(values), CONTEXT)

describe('vials that were used lately', () => {
  it('are those whose batch and expiry a signed procedure says, and nothing of the patient', () => {
    expect(vialsOf(view({ ...GIVEN, batch: 'ZZ-2', expiresOn: '2027-01-31' }))).toEqual([
      { agent: 'lidocaine', steroid: 'none', batch: 'ZZ-2', expiresOn: '2027-01-31', usedOn: '2026-11-26' },
    ])
    expect(vialsOf(view({ ...GIVEN, batch: 'ZZ-2' }))).toEqual([])
  })

  it('lie newest first, each once, and go on the day after they expire', () => {
    const used = { ...VIAL, usedOn: '2026-11-26' }
    const last = { ...VIAL, batch: 'ZZ-0', expiresOn: '2026-11-26' }
    const gone = { ...VIAL, batch: 'ZZ-9', expiresOn: '2026-11-25' }
    expect(withVials([last, gone, VIAL], [used])).toEqual([used, last])
  })

  it('are offered where the same medicines are said, until they expire', () => {
    expect(vialsFor(view(GIVEN), SHOT, [VIAL])).toEqual([VIAL])
    expect(vialsFor(view({ ...GIVEN, agent: 'bupivacaine' }), SHOT, [VIAL])).toEqual([])
    expect(vialsFor(view({ ...GIVEN, steroid: 'triamcinolone' }), SHOT, [VIAL])).toEqual([])
    expect(vialsFor(view({ kind: 'injection', agent: 'lidocaine' }), SHOT, [VIAL])).toEqual([])
    expect(vialsFor(view(GIVEN), SHOT, [{ ...VIAL, expiresOn: '2026-11-26' }])).toHaveLength(1)
    expect(vialsFor(view(GIVEN), SHOT, [{ ...VIAL, expiresOn: '2026-11-25' }])).toEqual([])
  })

  it('say batch and expiry when one is chosen, as said now', () => {
    const body = withVial(injected(GIVEN), SHOT, VIAL, SAID)
    expect(answerAt(body, `injection.batch@${SHOT}`)).toEqual({
      is: 'value',
      value: 'ZZ-1',
      via: 'entered',
      ...SAID,
    })
    expect(answerAt(body, `injection.expiresOn@${SHOT}`)).toMatchObject({ value: '2027-06-30' })
  })
})
