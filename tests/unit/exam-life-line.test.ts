import { describe, expect, it } from 'vitest'
import { filled } from '@shared/records/said'
import { answerPath, type FieldValue } from '@shared/exam/answer'
import { withAnswer, withEntry } from '@shared/exam/edit'
import { lifeLineOf } from '@shared/exam/life-line'
import { allVisits, fateOf, lastPlaced, sightingsOf } from '@shared/exam/nodule-history'
import { termsOf } from '@shared/exam/projections/note'
import { placeChange, thenAndNow } from '@shared/exam/then-now'
import { viewOf } from '@shared/exam/validate'
import type { ExamBody } from '@shared/records/exam'
import { LINDEN, VIGNETTES, vignetteVisit } from '../fixtures/vignettes'

const AT = '2026-11-22T10:40:00.000Z'
const R1 = '01936b5c-0000-7000-8000-000000000601'
const fennel = (change: (body: ExamBody) => ExamBody = (body) => body) => {
  const { body, context } = vignetteVisit(VIGNETTES.V6)
  const changed = change(body)
  const view = viewOf(changed, context)
  return { visits: allVisits(view), terms: termsOf(changed, context) }
}
const say = (body: ExamBody, id: string, value: FieldValue): ExamBody =>
  withAnswer(body, answerPath(id, R1), { is: 'value', value, at: AT, by: LINDEN, via: 'entered' })
const leave = (body: ExamBody, id: string, is?: 'notExamined'): ExamBody =>
  withAnswer(body, answerPath(id, R1), is && { is, at: AT, by: LINDEN, via: 'entered' })

describe('the life line of R1 in V6', () => {
  const { visits, terms } = fennel()
  const line = lifeLineOf(visits, R1, terms)
  const row = (key: string) => line.rows.find((one) => one.key === key)

  it('has a column for every visit, oldest first', () => {
    expect(line.days).toEqual([
      { on: '2026-08-30', label: '30 Aug' },
      { on: '2026-09-13', label: '13 Sep' },
      { on: '2026-10-11', label: '11 Oct' },
      { on: '2026-11-22', label: 'today', now: true },
    ])
  })

  it('draws sizes by their method, and none that nobody measured', () => {
    expect(line.rows.map(({ label }) => label)).toEqual([
      'Nodule',
      'Size, ultrasound, mm',
      'Tenderness, 0–4',
      'Pain on pressure, 0–10',
      'Familiar pain',
    ])
    expect(row('nodule.sizeImaged ultrasound')).toMatchObject({
      scale: [0, 30],
      cells: [
        { text: '24 × 16', at: 24 },
        { text: '22 × 15', at: 22 },
        { text: '22 × 15', at: 22 },
        { text: '25 × 16', at: 25 },
      ],
    })
    expect(row('nodule.tenderness')?.cells).toEqual([
      { text: '3', disc: 3 },
      { text: '1', disc: 1 },
      { text: '1', disc: 1 },
      { text: '3', disc: 3 },
    ])
  })

  it('says what was done on the day, and the relief it brought', () => {
    expect(line.marks).toEqual([
      {
        day: 0,
        text: 'injected: lidocaine 30 mg, triamcinolone 20 mg; pain 7 to 1 at 10 min, 86% relief',
      },
    ])
  })

  it('keeps palpated and imaged sizes apart, and says why a visit has none', () => {
    const changed = fennel((body) =>
      say(
        say(leave(body, 'nodule.sizeImaged'), 'nodule.sizePalpated', { longMm: 26, shortMm: 17 }),
        'nodule.sizePalpatedBy',
        'ruler',
      ),
    )
    const rows = lifeLineOf(changed.visits, R1, changed.terms).rows
    expect(rows.map(({ key }) => key).slice(1, 3)).toEqual([
      'nodule.sizePalpated ruler',
      'nodule.sizeImaged ultrasound',
    ])
    expect(rows[1]?.cells.slice(0, 2)).toEqual([{ hole: 'not recorded' }, { hole: 'not recorded' }])
    expect(rows[2]?.cells.at(-1)).toEqual({ hole: 'not said yet' })
  })

  it('has a hole with its reason where the nodule was not examined, and no value carried over it', () => {
    const { visits: seen, terms: words } = fennel((body) => leave(body, 'nodule.status', 'notExamined'))
    for (const one of lifeLineOf(seen, R1, words).rows)
      expect(one.cells.at(-1), one.label).toEqual({ hole: 'not examined' })
    const ungraded = fennel((body) => leave(body, 'nodule.tenderness', 'notExamined'))
    expect(
      lifeLineOf(ungraded.visits, R1, ungraded.terms)
        .rows.find(({ key }) => key === 'nodule.tenderness')
        ?.cells.at(-1),
    ).toEqual({ hole: 'not examined' })
  })
})

describe('what became of a nodule', () => {
  const at = (change: (body: ExamBody) => ExamBody) => sightingsOf(fennel(change).visits, R1).at(-1)!
  it('is felt, or why not; an untouched card says nothing', () => {
    expect(fateOf(at((body) => body))).toBe('felt')
    expect(fateOf(at((body) => leave(body, 'nodule.status', 'notExamined')))).toBe('notExamined')
    for (const fate of ['notFound', 'excised', 'merged'] as const)
      expect(fateOf(at((body) => say(body, 'nodule.status', fate)))).toBe(fate)
    const blank = (body: ExamBody): ExamBody => ({
      ...body,
      answers: { ...body.answers, groups: { nodule: [{ entryId: R1, values: {} }] } },
    })
    expect(fateOf(at(blank))).toBe('notSaid')
    expect(lastPlaced(fennel(blank).visits, R1)?.visitOn).toBe('2026-10-11')
  })
})

describe('then and now', () => {
  const words = (change: (body: ExamBody) => ExamBody, thenAt = -2): readonly string[] => {
    const { visits, terms } = fennel(change)
    const seen = sightingsOf(visits, R1)
    return thenAndNow(seen.at(thenAt)!, seen.at(-1)!, R1, 'R1', terms).sentences
  }

  it('compares like with like, and says what changed and what did not', () => {
    expect(words((body) => body)).toEqual([
      'R1: 22 by 15 mm then, 25 by 16 mm now, both by ultrasound, 3 mm longer; same place.',
      'Tenderness 1 then, 3 now; pain on pressure 2 then, 6 now.',
      expect.stringMatching(/^The same: layer, .*consistency, surface, margins.*\.$/),
    ])
  })

  it('does not compare sizes by different methods', () => {
    const byRuler = (body: ExamBody): ExamBody =>
      say(
        say(leave(body, 'nodule.sizeImaged'), 'nodule.sizePalpated', { longMm: 28, shortMm: 17 }),
        'nodule.sizePalpatedBy',
        'ruler',
      )
    expect(words(byRuler)[0]).toBe(
      'R1: 22 by 15 mm by ultrasound then, 28 by 17 mm by ruler now: measured in different ways, not compared; same place.',
    )
    expect(words((body) => leave(body, 'nodule.sizeImaged'))[0]).toBe(
      'R1: 22 by 15 mm by ultrasound then, not measured so now; same place.',
    )
  })

  it('never reads what was not said today as unchanged', () => {
    const said = words((body) => leave(leave(body, 'nodule.margins', 'notExamined'), 'nodule.surface'))
    expect(said.at(-1)).toBe('Not examined today: surface, margins.')
    expect(said.join(' ')).not.toMatch(/the same:[^.]*(surface|margins)/i)
    expect(words((body) => leave(body, 'nodule.point'))[0]).toContain('place not said today')
  })

  it('says what became of a nodule that is not felt, and how it was', () => {
    expect(words((body) => say(body, 'nodule.status', 'notFound'))).toEqual([
      'R1: looked for and not found today; 22 by 15 mm by ultrasound on 11 Oct.',
    ])
    expect(words((body) => leave(body, 'nodule.status', 'notExamined'))).toEqual([
      'R1: not examined today; 22 by 15 mm by ultrasound on 11 Oct.',
    ])
    const merged = (body: ExamBody): ExamBody =>
      say(say(withEntry(body, 'nodule', LINDEN), 'nodule.status', 'merged'), 'nodule.mergedWith', LINDEN)
    expect(words(merged)).toEqual(['R1: now part of N1; 22 by 15 mm by ultrasound on 11 Oct.'])
  })
})

describe('a change of place', () => {
  const at = (xMm: number, yMm: number) => ({ xMm, yMm, mapVersion: 1 })
  it.each([
    [at(52, 6), at(52, 6), 'same place'],
    [at(52, 6), at(52.3, 5.8), 'same place'],
    [at(52, 6), at(56, 6), '4 mm further from the midline, from the map'],
    [at(-52, 6), at(-49, 1), '3 mm nearer to the midline, 5 mm lower, from the map'],
    [at(4, 0), at(-4, 0), 'on the other side of the midline'],
  ])('from %j to %j', (then, now, words) => {
    expect(filled(placeChange(then, now))).toBe(words)
  })
})
