import { describe, expect, it } from 'vitest'
import { blocksSigning } from '@shared/exam/validate'
import { emptyAnswers, withEntry } from '@shared/exam/answers'
import { nextOpen } from '../../renderer/exam/order'
import { patientInput } from '../fixtures/records'

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
  const labels = (answers = emptyAnswers()) => blocksSigning(body(answers), context).map(({ label }) => label)

  it('cannot be signed, with its card or without', () => {
    expect(labels()).toContain('R1 Today')
    expect(labels(withEntry(emptyAnswers(), 'nodule', known))).toContain('R1 Today')
  })
})
