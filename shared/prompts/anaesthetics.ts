import type { CodeOf } from '../exam/definition'
import type { RuleInput } from './rule-input'

type Agent = Exclude<CodeOf<'injection.agent'>, 'none'>
type Reaction = Extract<CodeOf<'medicines.anaestheticReaction'>, 'amide' | 'ester'>

/** One anaesthetic of one injection or test injection. */
export interface AnaestheticDose {
  readonly agent: Agent
  readonly withAdrenaline: boolean
  /** None until concentration and volume were both said. */
  readonly mg: number | undefined
  /** As the clinic's country says it. */
  readonly input: RuleInput
}

/** Classes by which a recorded reaction forbids an agent; any other agent counts as both (R31). */
export const AGENT_CLASSES: Readonly<Record<Agent, readonly Reaction[]>> = {
  lidocaine: ['amide'],
  bupivacaine: ['amide'],
  prilocaine: ['amide'],
  other: ['amide', 'ester'],
}

interface Ceiling {
  readonly mgPerKg: number
  readonly maxMg: number
}
/**
 * Ceilings of one visit (S28). Only lidocaine has one with adrenaline here; the other agents keep their plain one
 * with adrenaline, which is the lower. None for an agent that is not listed.
 */
const CEILINGS: Readonly<Record<Agent, { plain: Ceiling; withAdrenaline?: Ceiling } | undefined>> = {
  lidocaine: { plain: { mgPerKg: 4.5, maxMg: 300 }, withAdrenaline: { mgPerKg: 7, maxMg: 500 } },
  bupivacaine: { plain: { mgPerKg: 2, maxMg: 175 } },
  prilocaine: { plain: { mgPerKg: 6, maxMg: 400 } },
  other: undefined,
}

/** All that was given of one preparation, against its ceiling. */
export interface Load {
  readonly agent: Agent
  readonly withAdrenaline: boolean
  readonly mg: number
  /** mg; the highest there is for any weight where the weight is missing. */
  readonly ceilingMg: number
  /** mg ÷ ceiling, rounded to a billionth so that 0.1 + 0.2 is 0.3. */
  readonly fraction: number
  readonly input: RuleInput
}

const exact = (value: number): number => Math.round(value * 1e9) / 1e9

/**
 * What of each preparation was given in all injections of the visit. Milligrams of the same preparation are one dose
 * of one medicine and always add up; adding the fractions of different ones is a design choice (part R32sum).
 * Nothing for an agent without a ceiling, or while concentration or volume is missing.
 */
export function loadsOf(doses: readonly AnaestheticDose[], weightKg: number | undefined): readonly Load[] {
  const loads = new Map<string, Load>()
  for (const { agent, withAdrenaline, mg, input } of doses) {
    const ceilings = CEILINGS[agent]
    if (ceilings === undefined || mg === undefined) continue
    const ceiling = (withAdrenaline ? ceilings.withAdrenaline : undefined) ?? ceilings.plain
    const key = `${agent} ${ceiling === ceilings.plain ? 'plain' : 'withAdrenaline'}`
    const before = loads.get(key)
    const all = exact((before?.mg ?? 0) + mg)
    const ceilingMg = exact(
      weightKg === undefined ? ceiling.maxMg : Math.min(ceiling.mgPerKg * weightKg, ceiling.maxMg),
    )
    loads.set(key, {
      agent,
      withAdrenaline: ceiling !== ceilings.plain,
      mg: all,
      ceilingMg,
      fraction: exact(all / ceilingMg),
      input: before?.input ?? input,
    })
  }
  return [...loads.values()]
}

/** Sum of the fractions of all preparations. */
export const totalFraction = (loads: readonly Load[]): number =>
  exact(loads.reduce((sum, { fraction }) => sum + fraction, 0))

export const hasCeiling = (agent: Agent): boolean => CEILINGS[agent] !== undefined
