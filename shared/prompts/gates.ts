import type { HandoutGates } from '../handout/gates'
import { joined, saidOf, type Said } from '../records/said'
import type { Prompt } from './evaluate'
import { RED_RULES, type RuleId } from './rule-input'
import { PROMPT_TEXTS } from './texts'

/** What a gate holds back, and who keeps it. */
export interface Gate {
  readonly id: 'G1' | 'G2' | 'G3' | 'G4'
  readonly name: string
  /** For Settings: when it is closed, and what is held back then. */
  readonly says: string
}

/** The gates of the content, section 3. G1 and G2 follow from the prompts of a revision; G3 and G4 never open by one. */
export const GATES: readonly Gate[] = [
  {
    id: 'G1',
    name: 'What the sheet says of the lump',
    says: 'While any of R01 to R09 or R44 is open or acted on, the sheet leaves out “usually not serious”. While R35 is, it says nothing of an injection to come. While R06 is, it says that a scan or a specialist review is being arranged.',
  },
  {
    id: 'G2',
    name: 'Emergency sheet',
    says: 'While R01 is open at STOP, only the emergency sheet prints.',
  },
  {
    id: 'G3',
    name: 'Translations',
    says: 'A sheet whose translation nobody reviewed prints only with an override that is kept.',
  },
  {
    id: 'G4',
    name: 'Codes',
    says: 'No code leaves in an export until it was checked in its official release. None was yet: exports carry text.',
  },
]

/** G1 holds back "usually not serious" while any of these is open (R06b included, ruling 19). */
const G1_RULES: readonly RuleId[] = [...RED_RULES, 'R44']

/**
 * What the sheet may say, from the prompts of the same revision. A prompt that was only acted on keeps its gate
 * closed: an ultrasound that was ordered is not a benign result (ruling 19).
 */
export function gatesOf(prompts: readonly Prompt[]): HandoutGates {
  const open = prompts.filter((prompt) => prompt.open)
  const serious = open.filter((prompt) => G1_RULES.includes(prompt.rule))
  const needle = open.find((prompt) => prompt.rule === 'R35')
  const emergency = open.find((prompt) => prompt.rule === 'R01' && prompt.level === 'STOP')
  const nsaid = prompts.find((prompt) => prompt.rule === 'R20')
  return {
    usuallyNotSerious: serious.length === 0,
    arranging: open.some((prompt) => prompt.rule === 'R06'),
    injectionSection: needle === undefined,
    emergencySheet: emergency !== undefined,
    nsaidAdvice: nsaid === undefined ? 'allowed' : nsaid.open ? 'avoid' : 'withheld',
    because: [
      ...[...serious, ...(needle ? [needle] : [])].map((prompt) => ({ gate: 'G1', because: named(prompt) })),
      ...(emergency ? [{ gate: 'G2', because: named(emergency) }] : []),
      ...(nsaid ? [{ gate: 'R20', because: named(nsaid) }] : []),
    ],
  }
}

/** `R06 R1: …`, the answers as the prompt itself says them. */
const named = ({ rule, nodule, inputs }: Prompt): Said =>
  saidOf(PROMPT_TEXTS.of, {
    label: { asIs: nodule === undefined ? rule : `${rule} ${nodule}` },
    words: joined(
      inputs.map(({ words }) => words),
      'answers',
    ),
  })
