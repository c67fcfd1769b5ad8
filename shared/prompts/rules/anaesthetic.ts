import { numberText } from '../../exam/wording'
import { AGENT_CLASSES, hasCeiling, loadsOf, totalFraction, type Load } from '../anaesthetics'
import type { RuleInput } from '../rule-input'
import { said, saidOf } from '../../records/said'
import { fired, type ExamRule } from '../rule'
import { PROMPT_TEXTS } from '../texts'

/** Share of the ceiling above which part R32near asks for a second look; no published source. */
const NEAR = 0.8

export const R31: ExamRule = {
  id: 'R31',
  levels: ['STOP', 'CHECK'],
  name: 'Anaesthetic reaction',
  scope: 'exam',
  message: 'Local anaesthetic reaction recorded. Clarify first.',
  when: 'An anaesthetic with a recorded reaction to its class, to a preservative or to something unsure, or with allergy or toxicity after an earlier injection; CHECK where reactions are unknown. Lidocaine, bupivacaine and prilocaine are amides; any other agent counts as both classes.',
  sources: [],
  evidence: 'c',
  remark: 'No published rule: a clinical design choice.',
  fires: (facts) => {
    const { anaesthetics } = facts.chosen
    if (anaesthetics.length === 0) return undefined
    const classes = [...new Set(anaesthetics.flatMap(({ agent }) => AGENT_CLASSES[agent]))]
    return fired(
      'STOP',
      [
        ...facts.inputIf('medicines.anaestheticReaction', ...classes, 'preservative', 'unsure'),
        ...facts.reactedBefore(),
      ],
      facts.inputIfUnknown('medicines.anaestheticReaction'),
      // The dose is no part of a reaction: changing it asks nothing again.
      anaesthetics.map(({ agent, input }) => ({ ...input, answer: agent })),
    )
  },
}

const against = ({ input, mg, ceilingMg }: Load): RuleInput => ({
  path: input.path,
  words: saidOf(PROMPT_TEXTS.ceiling, {
    agent: input.words,
    n: numberText(mg),
    ceiling: numberText(ceilingMg),
  }),
  answer: `${numberText(mg)}/${numberText(ceilingMg)}`,
})
const percent = (fraction: number): string => numberText(Math.round(fraction * 1000) / 10)

export const R32: ExamRule = {
  id: 'R32',
  levels: ['STOP', 'CHECK'],
  name: 'Anaesthetic dose',
  scope: 'exam',
  message:
    'Dose: {list}. Ceilings are lower in the frail and in liver or heart disease; those shown are not changed for them.',
  when: 'A dose above its ceiling; CHECK where the weight is missing or the agent has no ceiling here. Plain: lidocaine 4.5 mg/kg up to 300 mg (with adrenaline 7, up to 500), bupivacaine 2 up to 175, prilocaine 6 up to 400. Doses of the same preparation add up over all injections of the visit.',
  sources: ['S28'],
  evidence: 'b',
  parts: [
    {
      id: 'R32sum',
      name: 'Adding the fractions of different anaesthetics',
      when: 'The shares of their ceilings add up to more than 1.',
      sources: [],
      evidence: 'c',
      remark: 'No published source for adding fractions. Off, each preparation is judged by its own ceiling.',
    },
    {
      id: 'R32near',
      name: 'Above 0.8 of the ceiling',
      when: 'CHECK above 0.8 of the ceiling, or of all ceilings together where fractions are added.',
      sources: [],
      evidence: 'c',
      remark: 'No published source for 0.8.',
    },
  ],
  fires: (facts) => {
    const { anaesthetics } = facts.chosen
    const [first] = anaesthetics
    if (first === undefined) return undefined
    const kg = facts.number('contributors.weightKg')
    // Without a weight the ceiling is the highest there is: what is above that is above it for anybody.
    const loads = loadsOf(anaesthetics, kg)
    const total = totalFraction(loads)
    const adds = facts.ruleIsOn('R32sum') && loads.length > 1
    const together = (limit: number): RuleInput[] =>
      adds && total > limit
        ? [
            ...loads.map(against),
            {
              path: first.input.path,
              words: saidOf(PROMPT_TEXTS.together, { n: percent(total) }),
              answer: `${percent(total)}%`,
            },
          ]
        : []
    const each = (limit: number): RuleInput[] => loads.filter(({ fraction }) => fraction > limit).map(against)
    const beyond = (limit: number): RuleInput[] => {
      const all = together(limit)
      return all.length > 0 ? all : each(limit)
    }
    const over = beyond(1)
    const near = facts.ruleIsOn('R32near') && over.length === 0 ? beyond(NEAR) : []
    const weight: RuleInput[] =
      kg === undefined
        ? [{ path: 'contributors.weightKg', words: said(PROMPT_TEXTS.weightMissing), answer: 'missing' }]
        : []
    const unlisted = anaesthetics
      .filter(({ agent }) => !hasCeiling(agent))
      .map(({ input }) => ({ ...input, words: saidOf(PROMPT_TEXTS.noCeiling, { agent: input.words }) }))
    const open = [...near, ...weight, ...unlisted]
    const chosen = anaesthetics.map(({ input }) => input)
    return over.length > 0 ? fired('STOP', over, open, chosen) : fired('CHECK', open, [], chosen)
  },
}
