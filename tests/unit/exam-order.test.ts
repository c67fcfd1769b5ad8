import { describe, expect, it } from 'vitest'
import { filled } from '@shared/records/said'
import { computed } from 'vue'
import type { ExamAnswers } from '@shared/exam/answer'
import { emptyAnswers, withAnswer, withEntry } from '@shared/exam/answers'
import { blocksSigning, viewOf } from '@shared/exam/validate'
import { nextOpen, useOrder } from '../../renderer/exam/order'
import { patientInput } from '../fixtures/records'
import { VIGNETTES, vignetteVisit } from '../fixtures/vignettes'

const ORDER = ['a', 'b', 'c', 'd', 'e']

describe('the next answer that signing needs', () => {
  it('comes after the field in hand, answered or not, and goes round at the end', () => {
    expect(nextOpen(ORDER, ['a', 'd', 'e'], { after: 'b' })).toBe('d')
    expect(nextOpen(ORDER, ['a', 'd', 'e'], { after: 'd' })).toBe('e')
    expect(nextOpen(ORDER, ['a', 'd'], { after: 'e' })).toBe('a')
    expect(nextOpen(ORDER, ['d'], { after: 'd' })).toBe('d')
    expect(nextOpen(ORDER, [], { after: 'd' })).toBeUndefined()
  })

  it('starts at what stands open where no field has the cursor, and at the first without either', () => {
    expect(nextOpen(ORDER, ['a', 'c', 'e'], { at: 'c' })).toBe('c')
    expect(nextOpen(ORDER, ['a', 'c'], { at: 'd' })).toBe('a')
    expect(nextOpen(ORDER, ['a', 'c'], undefined)).toBe('a')
  })

  it('is the day of the visit first, which stands outside the order', () => {
    expect(nextOpen(ORDER, ['visitOn', 'c'], undefined)).toBe('visitOn')
    expect(nextOpen(ORDER, ['visitOn', 'c'], { after: 'a' })).toBe('c')
    expect(nextOpen(ORDER, ['visitOn', 'c'], { after: 'c' })).toBe('visitOn')
  })
})

describe('a visit that says nothing of a known nodule', () => {
  const known = '01940000-0000-7000-9000-000000000009'
  const body = (answers = emptyAnswers()) => ({
    visitOn: '2026-11-22',
    answers,
    refused: {},
    confirmed: {},
    dispositions: [],
  })
  const context = {
    patient: {
      ...patientInput(),
      patientId: known,
      clinicNumber: '1',
      registeredAt: '2026-10-11T09:00:00.000Z',
      revision: 1,
    },
    today: '2026-11-22',
    country: 'SG',
    procedures: false,
    earlier: [
      {
        examId: '01940000-0000-7000-9000-000000000008',
        visitOn: '2026-10-11',
        answers: withEntry(emptyAnswers(), 'nodule', known),
        noduleLabels: { [known]: 'R1' },
      },
    ],
  }
  const labels = (answers = emptyAnswers()) =>
    blocksSigning(body(answers), context).map(({ label }) => filled(label))

  it('cannot be signed, with its card or without', () => {
    expect(labels()).toContain('R1 Today')
    expect(labels(withEntry(emptyAnswers(), 'nodule', known))).toContain('R1 Today')
  })
})

describe('the order of a follow-up', () => {
  const [known, found] = ['01936b5c-0000-7000-8000-000000000601', '01936b5c-0000-7000-8000-000000000999']
  /** The fourth visit of V6 with a nodule that nobody knew, after `change`. */
  const orderOf = (
    change: (answers: ExamAnswers) => ExamAnswers = (answers) => answers,
    unplanned = false,
  ) => {
    const { body, context } = vignetteVisit(VIGNETTES.V6)
    const answers = change(withEntry(body.answers, 'nodule', found))
    const view = viewOf({ ...body, answers }, context)
    const open = ['palpation.result', `nodule.layer@${found}`, `nodule.side@${known}`, 'complaint.painNow']
    return useOrder(
      computed(() => view),
      computed(() => open.map((path) => ({ path }))),
      () => unplanned,
    )
  }
  const status = (value: string) => (answers: ExamAnswers) =>
    withAnswer(answers, `nodule.status@${known}`, {
      is: 'value',
      value,
      via: 'entered',
      at: '2026-11-22T10:40:00.000Z',
      by: known,
    })

  it('comes to the cards of nodules before the single fields of their section, in the order of the examination', () => {
    expect(orderOf().roundOf()).toEqual([
      'complaint.painNow',
      `nodule.side@${known}`,
      `nodule.layer@${found}`,
      'palpation.result',
    ])
    expect(orderOf().nextToAnswer({ after: 'complaint.painNow' })).toBe(`nodule.side@${known}`)
    expect(orderOf().nextToAnswer({ after: 'palpation.result' })).toBe('complaint.painNow')
  })

  it('comes by the plan last, while there is none', () => {
    expect(orderOf(undefined, true).roundOf().at(-1)).toBe('plan.options')
    expect(orderOf().roundOf()).not.toContain('plan.options')
  })

  it('knows the nodules of earlier visits, whose cards stay', () => {
    expect(orderOf().isKnown(known)).toBe(true)
    expect(orderOf().isKnown(found)).toBe(false)
  })

  it('asks a nodule that has changed for what is measured on it, and no other', () => {
    const from = { after: `nodule.status@${known}` }
    const open = [`nodule.side@${known}`, `nodule.sizePalpated@${known}`, `nodule.sizePalpated@${found}`]
    expect(orderOf(status('changed')).afterChanged(from, open)).toBe(`nodule.sizePalpated@${known}`)
    expect(orderOf(status('same')).afterChanged(from, open)).toBeUndefined()
    expect(orderOf(status('changed')).afterChanged(from, [`nodule.side@${known}`])).toBeUndefined()
    expect(orderOf(status('changed')).afterChanged({ after: `nodule.side@${known}` }, open)).toBeUndefined()
  })
})
