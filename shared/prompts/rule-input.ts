import type { AnswerPath } from '../exam/answer'

export const RULE_IDS = ['R01', 'R02', 'R03', 'R04', 'R05', 'R06', 'R06b', 'R10', 'R20', 'R42'] as const
export type RuleId = (typeof RULE_IDS)[number]

/** One answer that made a rule fire, in words, with the path to jump to. */
export interface RuleInput {
  readonly path: AnswerPath
  readonly words: string
  /** What was answered; part of the fingerprint, so that a changed answer re-opens the prompt. */
  readonly answer: string
}
