import type { HandoutGates } from '../handout/gates'
import type { Prompt } from './evaluate'
import type { RuleId } from './rule-input'

/** G1 holds back "usually not serious" while any of these is open (R06b included, ruling 19). */
const G1_RULES: ReadonlySet<RuleId> = new Set(['R01', 'R02', 'R03', 'R04', 'R05', 'R06', 'R06b'])

/**
 * The prompts that make R35 fire once a needle item is chosen. R35 itself comes with the rules about needles; the
 * sheet already says nothing about an injection to come while one of these is open.
 */
const HOLDS_NEEDLE: ReadonlySet<RuleId> = new Set(['R01', 'R04', 'R06'])

/**
 * What the sheet may say, from the prompts of the same revision. A prompt that was only acted on keeps its gate
 * closed: an ultrasound that was ordered is not a benign result (ruling 19).
 */
export function gatesOf(prompts: readonly Prompt[]): HandoutGates {
  const open = prompts.filter((prompt) => prompt.open)
  const serious = open.filter((prompt) => G1_RULES.has(prompt.rule))
  const emergency = open.find((prompt) => prompt.rule === 'R01' && prompt.level === 'STOP')
  const nsaid = prompts.find((prompt) => prompt.rule === 'R20')
  return {
    usuallyNotSerious: serious.length === 0,
    arranging: open.some((prompt) => prompt.rule === 'R06'),
    injectionSection: !open.some((prompt) => HOLDS_NEEDLE.has(prompt.rule)),
    emergencySheet: emergency !== undefined,
    nsaidAdvice: nsaid === undefined ? 'allowed' : nsaid.open ? 'avoid' : 'withheld',
    because: [
      ...serious.map((prompt) => ({ gate: 'G1', because: named(prompt) })),
      ...(emergency ? [{ gate: 'G2', because: named(emergency) }] : []),
      ...(nsaid ? [{ gate: 'R20', because: named(nsaid) }] : []),
    ],
  }
}

const named = (prompt: Prompt): string =>
  `${prompt.rule}${prompt.nodule === undefined ? '' : ` ${prompt.nodule}`}: ${prompt.inputs.map((input) => input.words).join(', ')}`
