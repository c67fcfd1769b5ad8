import { describe, expect, it } from 'vitest'
import { lastChange } from '@shared/exam/derived'
import { viewOf } from '@shared/exam/validate'
import { evaluate } from '@shared/prompts/evaluate'
import { factsOf } from '@shared/prompts/facts'
import { rulesInForce } from '@shared/prompts/rule-set'
import type { EarlierExam } from '@shared/exam/context'
import { answersOf, vignetteVisit, VIGNETTES, type PlainVisit } from '../fixtures/vignettes'

const V1 = vignetteVisit(VIGNETTES.V1)
const NODULE = V1.visit.groups['nodule']![0]!

/** V1 on another day, its nodule of another length; signed in the order in which they stand in a list. */
const visit = (visitOn: string, longMm: number): PlainVisit => ({
  ...V1.visit,
  visitOn,
  groups: {
    nodule: [{ ...NODULE, values: { ...NODULE.values, 'nodule.sizePalpated': { longMm, shortMm: 10 } } }],
  },
})
const signed = (visitOn: string, longMm: number): EarlierExam => ({
  examId: `01936b5c-0000-7000-9000-${visitOn.replaceAll('-', '').padStart(12, '0')}`,
  visitOn,
  answers: answersOf(visit(visitOn, longMm)),
  noduleLabels: { [NODULE.entryId]: 'R1' },
})
const changeOn = (visitOn: string, longMm: number, earlier: readonly EarlierExam[]) => {
  const view = viewOf(
    { ...V1.body, visitOn, answers: answersOf(visit(visitOn, longMm)) },
    { ...V1.context, today: '2027-01-01', earlier },
  )
  const inForce = rulesInForce(['R42'])
  const r06 = evaluate(factsOf(view, {}, inForce), [], inForce).some((prompt) => prompt.rule === 'R06')
  return { since: lastChange(view, view.entries('nodule')[0]!), r06 }
}

describe('a visit that is entered late', () => {
  it('is not compared with a visit that came after it', () => {
    expect(changeOn('2026-03-01', 30, [signed('2026-06-01', 18)])).toEqual({ since: undefined, r06: false })
  })

  it('does not become the last visit of the next one', () => {
    const { since } = changeOn('2026-09-01', 20, [signed('2026-06-01', 18), signed('2026-03-01', 30)])
    expect(since).toMatchObject({ mm: 2, since: '2026-06-01' })
  })
})
