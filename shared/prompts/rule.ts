import type { Facts, NoduleFacts } from './facts'
import type { RuleId, RuleInput } from './rule-input'

/** In the order in which prompts are shown. */
export const LEVELS = ['STOP', 'CHECK', 'NOTE'] as const
export type Level = (typeof LEVELS)[number]

/**
 * How well the source of a rule is known: `a` abstract or official page read, `b` read through a secondary page,
 * `c` clinical design choice without a source (needs a named clinician's sign-off), `u` unverified.
 */
export type Evidence = 'a' | 'b' | 'c' | 'u'
/** The marks in words, for Settings. */
export const EVIDENCE_WORDS: Record<Evidence, string> = {
  a: 'source read',
  b: 'source read through a secondary page',
  c: 'design choice without a source, to be signed off by a named clinician',
  u: 'not verified',
}

/** What a rule found. `inputs` is never empty. */
export interface Fired {
  readonly level: Level
  readonly inputs: readonly RuleInput[]
}

interface RuleBase {
  readonly id: RuleId
  /** Short name for Settings and for lists. */
  readonly name: string
  /** Shown as written; `{list}` stands for the inputs in words. Says "consider", never a diagnosis as fact. */
  readonly message: string
  /** Ids of the source register of the clinical content. A rule without one says so in Settings. */
  readonly sources: readonly string[]
  readonly evidence: Evidence
  /** Off until the owner switches it on by name, because its threshold has no published source (ruling 16). */
  readonly shipsOff?: true
  /** Why it ships off, or what is known about its evidence; shown in Settings. */
  readonly remark?: string
}

export interface ExamRule extends RuleBase {
  readonly scope: 'exam'
  fires(facts: Facts): Fired | undefined
}

export interface NoduleRule extends RuleBase {
  readonly scope: 'nodule'
  fires(facts: Facts, nodule: NoduleFacts): Fired | undefined
}

/**
 * A rule whose result only feeds another rule (R42 feeds R06): it is listed and switched in Settings, and never
 * becomes a prompt of its own.
 */
export interface InputRule extends RuleBase {
  readonly scope: 'input'
}

export type Rule = ExamRule | NoduleRule | InputRule
