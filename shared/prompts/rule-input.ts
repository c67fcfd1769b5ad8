import type { AnswerPath } from '../exam/answer'
import type { Said } from '../records/said'

/** Every rule, in the order of their numbers. R43 is no prompt: it is what is missing for signing (ruling 18). */
export const RULE_IDS = [
  'R01',
  'R02',
  'R03',
  'R04',
  'R05',
  'R06',
  'R06b',
  'R08',
  'R09',
  'R10',
  'R11',
  'R12',
  'R13',
  'R14',
  'R20',
  'R21',
  'R22',
  'R24',
  'R25',
  'R30',
  'R31',
  'R32',
  'R33',
  'R33b',
  'R34',
  'R35',
  'R36',
  'R37',
  'R40',
  'R41',
  'R42',
  'R44',
] as const
export type RuleId = (typeof RULE_IDS)[number]

/** Parts of a rule that are switched on by their own name, because only they lack a source (ruling 16). */
export const PART_IDS = ['R32sum', 'R32near'] as const
export type PartId = (typeof PART_IDS)[number]

/** R01 to R09, R06b among them: what the content calls "any of R01–R09". */
export const RED_RULES = [
  'R01',
  'R02',
  'R03',
  'R04',
  'R05',
  'R06',
  'R06b',
  'R08',
  'R09',
] as const satisfies readonly RuleId[]

/** The path of an age, which is no answer of the exam: there is no field to go to. */
export const AGE_PATH = 'patient.age'

/** One answer that made a rule fire, in words, with the path to jump to. */
export interface RuleInput {
  readonly path: AnswerPath
  /** In English the words of the record. */
  readonly words: Said
  /** What was answered; part of the fingerprint, so that a changed answer re-opens the prompt. */
  readonly answer: string
}
