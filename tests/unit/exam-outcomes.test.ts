import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EarlierExam } from '@shared/exam/context'
import { changeOf } from '@shared/exam/outcomes/change'
import { courseOf } from '@shared/exam/outcomes/course'
import { answersOf, vignetteVisit, VIGNETTES, type PlainVisit } from '../fixtures/vignettes'

const examsOf = (visits: readonly PlainVisit[], label = 'R1'): EarlierExam[] =>
  visits.map((visit, index) => ({
    examId: `01936b5c-0000-7000-9000-${String(index).padStart(12, '0')}`,
    visitOn: visit.visitOn,
    answers: answersOf(visit),
    noduleLabels: { [visit.groups['nodule']?.[0]?.entryId ?? '']: label },
  }))
const AROUND = { patient: VIGNETTES.V6.patient, country: 'SG', procedures: true }

describe('change against the start, on both sides of each threshold', () => {
  it.each([
    ['painAverage', 1, 1, 'This change is less than that.'],
    ['painAverage', 1, 0, 'This change is at least that.'],
    ['painAverage', 4, 3, 'This change is at least that.'],
    ['painAverage', 5, 4, 'This change is less than that.'],
    ['painAverage', 5, 3, 'This change is at least that.'],
    ['painAverage', 7, 6, 'This change is less than that.'],
    ['painAverage', 7, 5, 'This change is at least that.'],
    ['painAverage', 8, 6, 'This change is less than that.'],
    ['painAverage', 8, 5, 'This change is within that.'],
    ['painAverage', 8, 4, 'This change is at least that.'],
    ['painAverage', 10, 6, 'This change is at least that.'],
    ['painAverage', 5, 6, 'It is for a fall; this is a rise.'],
    ['painAverage', 0, 3, 'No threshold is published for a start of 0.'],
    ['rolandMorris', 13, 8, 'This change is at least both.'],
    ['rolandMorris', 13, 9, 'This change is at least the 30%, and less than the points.'],
    ['rolandMorris', 20, 15, 'This change is at least the points, and less than the 30%.'],
    ['rolandMorris', 10, 8, 'This change is less than both.'],
    ['rolandMorris', 10, 7, 'This change is at least the 30%, and less than the points.'],
    ['rolandMorris', 10, 12, 'They are for a fall; this is a rise.'],
    ['painWorst', 9, 2, 'The published thresholds are for average pain: none is held against this score.'],
  ] as const)('%s %i to %i', (measure, start, now, side) => {
    const { against, source } = changeOf(measure, start, now)
    expect(against.endsWith(side)).toBe(true)
    expect(source === undefined).toBe(start === 0 || measure === 'painWorst')
  })

  it('says how far it moved, with its sign', () => {
    expect(changeOf('painAverage', 7, 2).moved).toBe('Average pain 7 to 2: 5 less (−71%).')
    expect(changeOf('painAverage', 2, 6).moved).toBe('Average pain 2 to 6: 4 more (+200%).')
    expect(changeOf('painAverage', 5, 5).moved).toBe('Average pain 5 to 5: no change.')
    expect(changeOf('painAverage', 0, 3).moved).toBe('Average pain 0 to 3: 3 more.')
  })

  it('never calls a patient better, worse, or a responder', () => {
    const score = fc.integer({ min: 0, max: 10 })
    const measure = fc.constantFrom('painAverage', 'painNow', 'painWorst', 'rolandMorris')
    fc.assert(
      fc.property(measure, score, score, (which, start, now) => {
        const { moved, against } = changeOf(which, start, now)
        expect(`${moved} ${against}`).not.toMatch(
          /better|worse\b|improve|respon|success|fail|good|meaningful|significant/i,
        )
      }),
    )
  })
})

describe('the course', () => {
  it('of V6: scores, the injection, and the change since it', () => {
    const course = courseOf(examsOf(VIGNETTES.V6.visits), AROUND)
    expect(course?.days).toEqual(['2026-08-30', '2026-09-13', '2026-10-11', '2026-11-22'])
    const scores = Object.fromEntries(
      (course?.rows ?? []).map(({ label, scores: all }) => [
        label,
        all.map((one) => ('value' in one ? one.value : one.none)),
      ]),
    )
    expect(scores).toEqual({
      'Average pain, 7 days, of 10': [7, 2, 2, 6],
      'Pain now, of 10': [7, 2, 2, 6],
      'Worst pain, 7 days, of 10': [8, 3, 3, 7],
      'Roland-Morris, of 24': [13, 5, 4, 11],
      'R1, pain on pressure, of 10': [7, 2, 2, 6],
    })
    expect(course?.treatments).toEqual([
      {
        visit: 0,
        words: 'Injection of R1: lidocaine 1% 3 mL, triamcinolone 20 mg; pain 7 to 1 at 10 minutes',
      },
    ])
    expect(course?.startOn).toBe('2026-08-30')
    expect(course?.statements[0]).toMatchObject({
      moved: 'Average pain 7 to 6: 1 less (−14%).',
      against: 'Published threshold from a start of 5 to 7: 2 points less. This change is less than that.',
    })
  })

  it('leaves a hole where nothing was said, and abstains rather than carry a score', () => {
    const [first, second] = VIGNETTES.V6.visits
    if (first === undefined || second === undefined) throw new Error('V6 has four visits')
    const values = Object.fromEntries(
      Object.entries(second.values).filter(([id]) => id !== 'followUp.rolandMorris'),
    )
    const later = { ...second, values: { ...values, 'complaint.painAverage': { is: 'unknown' as const } } }
    const course = courseOf(examsOf([first, later]), AROUND)
    const row = (key: string) => course?.rows.find((one) => one.key === key)?.scores
    expect(row('rolandMorris')).toEqual([{ value: 13 }, { none: 'not recorded' }])
    expect(row('painAverage')).toEqual([{ value: 7 }, { none: 'unknown' }])
    expect(course?.statements.filter((one) => 'abstains' in one)).toEqual([
      {
        measure: 'painAverage',
        abstains: 'Average pain: no score at the last visit, so no change is stated.',
      },
      {
        measure: 'rolandMorris',
        abstains: 'Roland-Morris: no score at the last visit, so no change is stated.',
      },
    ])
  })

  it('goes by the days of visits, and states no change of one visit', () => {
    const [first, second] = VIGNETTES.V6.visits
    if (first === undefined || second === undefined) throw new Error('V6 has four visits')
    expect(courseOf(examsOf([second, first]), AROUND)?.days).toEqual(['2026-08-30', '2026-09-13'])
    expect(courseOf(examsOf([first]), AROUND)?.statements).toEqual([])
    expect(courseOf([], AROUND)).toBeUndefined()
  })

  it('of an untreated patient starts at the first visit', () => {
    const { visit } = vignetteVisit(VIGNETTES.V4, 0)
    const plain = (on: string): PlainVisit => ({ ...visit, visitOn: on })
    expect(courseOf(examsOf([plain('2026-01-01'), plain('2026-02-01')], 'L1'), AROUND)?.startOn).toBe(
      '2026-01-01',
    )
  })
})
