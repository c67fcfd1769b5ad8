import { describe, expect, it } from 'vitest'
import { medicineAlerts } from '@shared/exam/alerts'
import type { SingleFieldId } from '@shared/exam/definition'
import { said, type PlainAnswer } from '../fixtures/vignettes'

type Said = Partial<Record<SingleFieldId, PlainAnswer>>
const exam = (visitOn: string, values: Said) => ({
  visitOn,
  answers: {
    definitionVersion: 1,
    groups: {},
    values: Object.fromEntries(
      Object.entries(values).map(([id, plain]) => [id, said(plain, `${visitOn}T10:00:00.000Z`)]),
    ),
  },
})
const lineOf = (...exams: ReturnType<typeof exam>[]) => medicineAlerts(exams, 'SG')[0]!

const OTHER = 'medicines.otherAllergy'
const ANAESTHETIC = 'medicines.anaestheticReaction'

describe('allergies in the banner', () => {
  const latex = exam('2026-10-11', { [OTHER]: ['latex'], [ANAESTHETIC]: ['none'] })

  it('stay while only the question beside them was put again, under the older date', () => {
    const today = exam('2026-11-22', { [ANAESTHETIC]: ['none'] })
    expect(lineOf(latex, today)).toMatchObject({ says: 'latex', askedOn: '2026-10-11', present: true })
  })

  it('stay when today says that they were not asked', () => {
    const today = exam('2026-11-22', { [OTHER]: { is: 'notAsked' } })
    expect(lineOf(latex, today)).toMatchObject({ says: 'latex', askedOn: '2026-10-11', present: true })
  })

  it('are not undone by a visit that was entered later and took place earlier', () => {
    const late = exam('2025-01-03', { [OTHER]: ['none'], [ANAESTHETIC]: ['none'] })
    expect(lineOf(latex, late)).toMatchObject({ says: 'latex', askedOn: '2026-10-11' })
  })

  it('are of today once all of the line was asked today', () => {
    const today = exam('2026-11-22', { [OTHER]: ['iodine'], [ANAESTHETIC]: { is: 'unknown' } })
    expect(lineOf(latex, today)).toMatchObject({ says: 'iodine, unknown', askedOn: '2026-11-22' })
  })

  it('were never asked where every answer says so', () => {
    expect(lineOf(exam('2026-11-22', { [OTHER]: { is: 'notAsked' } }))).toMatchObject({
      says: 'never asked',
      askedOn: undefined,
    })
  })
})
