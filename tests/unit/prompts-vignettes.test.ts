import { describe, expect, it } from 'vitest'
import { earlierLabels, labelNodules } from '@shared/exam/labels'
import { viewOf } from '@shared/exam/validate'
import { evaluate, type Prompt } from '@shared/prompts/evaluate'
import { factsOf } from '@shared/prompts/facts'
import { gatesOf } from '@shared/prompts/gates'
import { OPTIONAL_RULES } from '@shared/prompts/rule-set'
import type { Disposition } from '@shared/records/exam'
import { LINDEN, vignetteVisit, VIGNETTES, type VignetteVisit } from '../fixtures/vignettes'

/** The fixture clinic has every rule switched on. */
const EVERY_RULE = OPTIONAL_RULES.map((rule) => rule.id)

const prompted = (
  { body, context }: VignetteVisit,
  dispositions: readonly Disposition[] = [],
  on: readonly string[] = EVERY_RULE,
): readonly Prompt[] => {
  const labels = labelNodules(body.answers, earlierLabels(context.earlier))
  return evaluate(factsOf(viewOf(body, context), labels, on), dispositions, on)
}
const rules = (prompts: readonly Prompt[]): string[] => prompts.map((prompt) => prompt.rule)
const answered = (prompt: Prompt, what: Disposition['what'], reason: string): Disposition => ({
  rule: prompt.rule,
  ...(prompt.entryId !== undefined && { entryId: prompt.entryId }),
  what,
  reason,
  inputs: prompt.fingerprint,
  at: '2026-11-22T10:40:00.000Z',
  by: LINDEN,
})
const first = (prompts: readonly Prompt[], rule: string): Prompt => {
  const found = prompts.find((prompt) => prompt.rule === rule)
  if (found === undefined) throw new Error(`${rule} did not fire`)
  return found
}

describe('the vignettes, with every rule switched on', () => {
  it('V1, typical: only the note that imaging is not routinely needed', () => {
    const prompts = prompted(vignetteVisit(VIGNETTES.V1))
    expect(rules(prompts)).toEqual(['R10'])
    expect(prompts[0]?.inputs.map((input) => input.words)).toEqual([
      'freely mobile',
      'rubbery',
      'smooth',
      'clear margins',
      '18 mm',
      'deep subcutaneous, above the fascia',
      'size fluctuates',
      'reproduces the familiar pain',
    ])
    expect(gatesOf(prompts)).toMatchObject({ usuallyNotSerious: true, emergencySheet: false })
  })

  it('V2, after a crash: fracture risk holds G1 and hides R10 until it is answered with a reason', () => {
    const visit = vignetteVisit(VIGNETTES.V2)
    const open = prompted(visit)
    expect(rules(open)).toEqual(['R02'])
    expect(gatesOf(open).usuallyNotSerious).toBe(false)

    const fracture = first(open, 'R02')
    const acted = prompted(visit, [answered(fracture, 'acted', 'X-ray asked for')])
    expect(rules(acted), 'acted leaves it open').toEqual(['R02'])
    expect(gatesOf(acted).usuallyNotSerious).toBe(false)

    const lifted = prompted(visit, [
      answered(fracture, 'notApplicable', 'assessed, no bony tenderness, fracture unlikely'),
    ])
    expect(rules(lifted)).toEqual(['R02', 'R10'])
    expect(gatesOf(lifted).usuallyNotSerious).toBe(true)
  })

  it('V3, pregnant, ibuprofen chosen: R20 at STOP names the pregnancy', () => {
    const prompts = prompted(vignetteVisit(VIGNETTES.V3))
    expect(rules(prompts)).toEqual(['R20', 'R10'])
    expect(first(prompts, 'R20')).toMatchObject({
      level: 'STOP',
      message: 'NSAID usually avoided: pregnant, 24 weeks. Record reason to continue.',
    })
    expect(gatesOf(prompts).nsaidAdvice).toBe('avoid')
  })

  it('V4, suspicious mass: every feature is listed, R42 speaks only through R06', () => {
    const prompts = prompted(vignetteVisit(VIGNETTES.V4))
    expect(rules(prompts)).toEqual(['R06', 'R03', 'R06b'])
    expect(first(prompts, 'R06').inputs.map((input) => input.words)).toEqual([
      'rapid growth over weeks to months',
      expect.stringMatching(/^grown 22 mm \(\+55%\)/),
      'deep to the fascia',
      'fixed',
      'hard',
      '62 mm',
    ])
    expect(first(prompts, 'R06b').inputs.map((input) => input.words)).toEqual([
      'unclear margins',
      'persistent pain at rest or at night',
    ])
    expect(gatesOf(prompts)).toMatchObject({ usuallyNotSerious: false, arranging: true })
  })

  it('V4 with R42 as shipped, off: R06 fires without the measured growth', () => {
    const words = first(prompted(vignetteVisit(VIGNETTES.V4), [], []), 'R06').message
    expect(words).not.toContain('grown')
    expect(words).toContain('rapid growth')
  })

  it('V5, cauda equina: R01 first at STOP, no R05 on power 4, the emergency sheet', () => {
    const prompts = prompted(vignetteVisit(VIGNETTES.V5))
    expect(rules(prompts)).toEqual(['R01'])
    expect(prompts[0]?.level).toBe('STOP')
    expect(gatesOf(prompts)).toMatchObject({ usuallyNotSerious: false, emergencySheet: true })
  })

  it.each([0, 1, 2, 3])('V6, visit %i: typical throughout, no growth', (index) => {
    expect(rules(prompted(vignetteVisit(VIGNETTES.V6, index)))).toEqual(['R10'])
  })
})

describe('an answer to a prompt', () => {
  const visit = vignetteVisit(VIGNETTES.V2)

  it('without a reason lifts nothing', () => {
    const fracture = first(prompted(visit), 'R02')
    expect(rules(prompted(visit, [answered(fracture, 'disagree', '  ')]))).toEqual(['R02'])
  })

  it('is re-opened by a changed input', () => {
    const lifting = [answered(first(prompted(visit), 'R02'), 'disagree', 'no bony tenderness')]
    expect(first(prompted(visit, lifting), 'R02').open).toBe(false)
    const changed: VignetteVisit = {
      ...visit,
      body: {
        ...visit.body,
        answers: {
          ...visit.body.answers,
          values: {
            ...visit.body.answers.values,
            'redFlags.longSteroid': { ...visit.body.answers.values['redFlags.longSteroid']!, is: 'unknown' },
          },
        },
      },
    }
    expect(first(prompted(changed, lifting), 'R02').open).toBe(true)
  })
})
