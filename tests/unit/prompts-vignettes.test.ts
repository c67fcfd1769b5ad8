import { describe, expect, it } from 'vitest'
import { filled } from '@shared/records/said'
import { loadsOf, totalFraction } from '@shared/prompts/anaesthetics'
import { chosenIn } from '@shared/prompts/chosen'
import { earlierLabels, labelNodules } from '@shared/exam/labels'
import { viewOf } from '@shared/exam/validate'
import { evaluate, type Prompt } from '@shared/prompts/evaluate'
import { factsOf } from '@shared/prompts/facts'
import { gatesOf } from '@shared/prompts/gates'
import { rulesInForce, SWITCHABLE } from '@shared/prompts/rule-set'
import { answerToPrompt } from '@shared/prompts/said'
import type { Disposition } from '@shared/records/exam'
import { EXPECTED, LINDEN, vignetteVisit, VIGNETTES, type VignetteVisit } from '../fixtures/vignettes'

/** The fixture clinic has every rule switched on. */
const EVERY_RULE = SWITCHABLE.map(({ id }) => id)

const prompted = (
  { body, context }: VignetteVisit,
  dispositions: readonly Disposition[] = [],
  on: readonly string[] = EVERY_RULE,
): readonly Prompt[] => {
  const labels = labelNodules(body.answers, earlierLabels(context.earlier))
  const inForce = rulesInForce(on)
  return evaluate(factsOf(viewOf(body, context), labels, inForce), dispositions, inForce)
}
const rules = (prompts: readonly Prompt[]): string[] => prompts.map((prompt) => prompt.rule)
const answered = (prompt: Prompt, what: Disposition['what'], reason: string): Disposition =>
  answerToPrompt(prompt, { what, reason, at: '2026-11-22T10:40:00.000Z', by: LINDEN })
const first = (prompts: readonly Prompt[], rule: string): Prompt => {
  const found = prompts.find((prompt) => prompt.rule === rule)
  if (found === undefined) throw new Error(`${rule} did not fire`)
  return found
}

/** Every expectation of the content, with the visit it speaks of and what was said to its prompts. */
const PLAYS: Readonly<
  Record<keyof typeof EXPECTED, { visit: VignetteVisit; answers?: Readonly<Record<string, string>> }>
> = {
  V1: { visit: vignetteVisit(VIGNETTES.V1) },
  'V1-variant-paracetamol-alone': { visit: vignetteVisit(VIGNETTES['V1-variant-paracetamol-alone']) },
  'V2-open': { visit: vignetteVisit(VIGNETTES.V2) },
  'V2-answered-not-applicable': {
    visit: vignetteVisit(VIGNETTES.V2),
    answers: { R02: 'assessed, no bony tenderness, fracture unlikely' },
  },
  V3: { visit: vignetteVisit(VIGNETTES.V3) },
  V4: { visit: vignetteVisit(VIGNETTES.V4) },
  V5: { visit: vignetteVisit(VIGNETTES.V5) },
  'V6-visit0': { visit: vignetteVisit(VIGNETTES.V6, 0) },
  'V6-week2': { visit: vignetteVisit(VIGNETTES.V6, 1) },
  'V6-week6': { visit: vignetteVisit(VIGNETTES.V6, 2) },
  'V6-week12': { visit: vignetteVisit(VIGNETTES.V6, 3) },
}
const played = (key: keyof typeof EXPECTED): readonly Prompt[] => {
  const { visit, answers } = PLAYS[key]
  const lifted = prompted(visit)
    .filter(({ rule }) => answers?.[rule] !== undefined)
    .map((prompt) => answered(prompt, 'notApplicable', answers?.[prompt.rule] ?? ''))
  return prompted(visit, lifted)
}
/** G1 and G2 where they are closed, as the expectations name them. */
const closedGates = (prompts: readonly Prompt[]): string[] => {
  const { usuallyNotSerious, emergencySheet } = gatesOf(prompts)
  return [...(usuallyNotSerious ? [] : ['G1']), ...(emergencySheet ? ['G2'] : [])]
}

describe.each(Object.keys(EXPECTED) as (keyof typeof EXPECTED)[])(
  '%s, with everything switched on',
  (key) => {
    const { fires, mustNot, levels = {}, gates, first: firstRule } = EXPECTED[key]
    const prompts = played(key)

    it('fires exactly what is expected, and nothing that must not', () => {
      expect(new Set(rules(prompts))).toEqual(new Set(fires))
      expect(rules(prompts)).toHaveLength(fires.length)
      for (const rule of mustNot) expect(rules(prompts)).not.toContain(rule)
    })

    it('at the expected levels, in the expected place, with the expected gates', () => {
      for (const [rule, level] of Object.entries(levels)) expect(first(prompts, rule).level).toBe(level)
      if (firstRule !== undefined) expect(prompts[0]?.rule).toBe(firstRule)
      expect(closedGates(prompts)).toEqual(gates ?? [])
    })
  },
)

describe('visits before the last one', () => {
  it.each([
    ['V4', VIGNETTES.V4],
    ['V5', VIGNETTES.V5],
  ] as const)('%s: the earlier visit holds nothing back', (_name, vignette) => {
    const prompts = prompted(vignetteVisit(vignette, 0))
    expect(rules(prompts).filter((rule) => rule !== 'R10')).toEqual([])
    expect(closedGates(prompts)).toEqual([])
  })
})

describe('what the prompts of the vignettes say', () => {
  const inputs = (key: keyof typeof EXPECTED, rule: string): string[] =>
    first(played(key), rule).inputs.map((input) => filled(input.words))

  it('V1: the typical features', () => {
    expect(inputs('V1', 'R10')).toEqual([
      'freely mobile',
      'rubbery',
      'smooth',
      'clear margins',
      '18 mm',
      'deep subcutaneous, above the fascia',
      'size fluctuates',
      'reproduces the familiar pain',
    ])
  })

  it('V2: the gate stays closed when the prompt was only acted on', () => {
    const visit = vignetteVisit(VIGNETTES.V2)
    const acted = prompted(visit, [answered(first(prompted(visit), 'R02'), 'acted', 'X-ray asked for')])
    expect(rules(acted)).toEqual(['R02'])
    expect(closedGates(acted)).toEqual(['G1'])
  })

  it('V3: pregnancy, the chosen medicine beside it, and three of five tests', () => {
    const prompts = played('V3')
    expect(filled(first(prompts, 'R20').message)).toBe(
      'NSAID usually avoided: pregnant, 24 weeks. Record reason to continue.',
    )
    expect(inputs('V3', 'R20')).toEqual(['ibuprofen', 'pregnant, 24 weeks'])
    expect(inputs('V3', 'R12')).toEqual([
      'distraction positive',
      'thigh thrust positive',
      'compression positive',
    ])
    expect(inputs('V3', 'R34')).toEqual(['methylprednisolone', 'pregnant, 24 weeks'])
    expect(gatesOf(prompts)).toMatchObject({ nsaidAdvice: 'avoid', injectionSection: true })
  })

  it('V4: every feature of the lump, R42 only through R06, and R35 because of it', () => {
    expect(inputs('V4', 'R06')).toEqual([
      'rapid growth over weeks to months',
      expect.stringMatching(/^grown 22 mm \(\+55%\)/),
      'deep to the fascia',
      'fixed',
      'hard',
      '62 mm',
    ])
    expect(inputs('V4', 'R06b')).toEqual(['unclear margins', 'persistent pain at rest or at night'])
    expect(inputs('V4', 'R35')).toEqual(['dry needling planned', 'R06 L1 open (lump assessment)'])
    expect(gatesOf(played('V4'))).toMatchObject({ arranging: true, injectionSection: false })
  })

  it('V4 as Palpa ships, R42 off: R06 fires without the measured growth', () => {
    const words = filled(first(prompted(vignetteVisit(VIGNETTES.V4), [], []), 'R06').message)
    expect(words).not.toContain('grown')
    expect(words).toContain('rapid growth')
  })

  it('V5: symptoms, their onset, and the altered saddle sensation in words', () => {
    expect(inputs('V5', 'R01')).toContain('saddle sensation altered')
    expect(inputs('V5', 'R13')).toEqual([
      'leg pain left on straight leg raise',
      'leg pain right on straight leg raise',
      'ankle reflex reduced left',
      'ankle reflex reduced right',
      'saddle sensation altered',
      'Ankle dorsiflexion left 4',
      'Ankle dorsiflexion right 4',
    ])
  })

  it('V6: the dose against its ceiling, and no meaningful change after 12 weeks', () => {
    const { body, context } = vignetteVisit(VIGNETTES.V6, 0)
    const view = viewOf(body, context)
    const loads = loadsOf(chosenIn(view).anaesthetics, view.value('contributors.weightKg'))
    expect(loads.map(({ mg, ceilingMg }) => ({ mg, ceilingMg }))).toEqual([
      { mg: 30, ceilingMg: EXPECTED['V6-visit0'].derived?.ceilingMg },
    ])
    expect(totalFraction(loads)).toBe(EXPECTED['V6-visit0'].derived?.fraction)
    expect(inputs('V6-week12', 'R41')).toEqual([
      '84 days after treatment began on 30 Aug 2026',
      'Average pain 7 to 6 (−14%)',
      'Roland-Morris 13 to 11 (−15%)',
    ])
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
