import type { Facts, NoduleFacts } from './fact-types'
import type { PartId, RuleId, RuleInput } from './rule-input'
import type { SourceId } from './sources'

/** In the order in which prompts are shown. */
export const LEVELS = ['STOP', 'CHECK', 'NOTE'] as const
export type Level = (typeof LEVELS)[number]

/**
 * How well the source of a rule is known: `a` abstract or official page read, `b` read through a secondary page,
 * `c` clinical design choice without a source (needs a named clinician's sign-off), `u` unverified. A rule with
 * several sources carries the mark of the weakest that its threshold rests on.
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
  /** What was planned or recorded that made these inputs matter: shown among them, and not in `{list}`. */
  readonly chosen?: readonly RuleInput[]
}

interface RuleBase {
  readonly id: RuleId
  /** The levels at which it can fire, the most urgent first; none for a rule that only feeds another. */
  readonly levels: readonly Level[]
  /** Short name for Settings and for lists. */
  readonly name: string
  /** Shown as written; `{list}` stands for the inputs in words. Says "consider", never a diagnosis as fact. */
  readonly message: string
  /** What it reads and when it fires, for Settings: a prompt is judged by people who can see its rule. */
  readonly when: string
  /** Ids of the source register of the clinical content. A rule without one says so in Settings. */
  readonly sources: readonly SourceId[]
  readonly evidence: Evidence
  /** Off until the owner switches it on by name, because its threshold has no published source (ruling 16). */
  readonly shipsOff?: true
  /** Branches of this rule that ship off, each switched on by its own name. */
  readonly parts?: readonly RulePart[]
  /** Why it ships off, or what is known about its evidence; shown in Settings. */
  readonly remark?: string
  /** Not shown while a prompt of one of these is open, on whichever nodule. */
  readonly hiddenWhileOpen?: readonly RuleId[]
  /** Rules whose open prompts it reads; they are judged before it. */
  readonly readsOpen?: readonly RuleId[]
}

/** A branch of a rule that ships off. */
export interface RulePart {
  readonly id: PartId
  readonly name: string
  readonly when: string
  readonly sources: readonly SourceId[]
  readonly evidence: Evidence
  readonly remark: string
}

export interface ExamRule extends RuleBase {
  readonly scope: 'exam'
  /** @param open prompts of `readsOpen` that are open, each as an input; none for a rule that reads none */
  fires(facts: Facts, open: readonly RuleInput[]): Fired | undefined
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

/**
 * What a rule found, from what is certain and what is unknown. Unknown never counts as no: it fires at CHECK at least,
 * and is listed (clinical content 3).
 *
 * @param level at which the certain inputs fire
 */
export function fired(
  level: Level,
  certain: readonly RuleInput[],
  unknown: readonly RuleInput[] = [],
  chosen: readonly RuleInput[] = [],
): Fired | undefined {
  if (certain.length + unknown.length === 0) return undefined
  const alone = certain.length === 0 || level === 'NOTE'
  return { level: unknown.length > 0 && alone ? 'CHECK' : level, inputs: [...certain, ...unknown], chosen }
}
