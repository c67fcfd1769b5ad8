import { asIs, said, saidOf, type Said } from '../records/said'
import { RULE_IDS, type PartId, type RuleId } from './rule-input'
import { EVIDENCE_WORDS, type Rule, type RulePart } from './rule'
import { R31, R32 } from './rules/anaesthetic'
import { R41 } from './rules/course'
import { R06, R06b, R10, R42 } from './rules/lump'
import { R08, R09, R11, R14 } from './rules/lump-more'
import { R20, R21, R22, R24, R25 } from './rules/medicines'
import { R30, R33, R33b, R34, R35, R36, R37, R40 } from './rules/needles'
import { R12, R13 } from './rules/nerves'
import { R01, R02, R03, R04, R05, R44 } from './rules/red-flags'
import { sourceWords } from './sources'
import { PROMPT_TEXTS } from './texts'

/** Written into every signed exam: which edition judged it. Raised with any change of a rule's logic or words. */
export const RULE_SET_EDITION = '2026.12'

const BY_ID: { readonly [I in RuleId]: Rule } = {
  R01,
  R02,
  R03,
  R04,
  R05,
  R06,
  R06b,
  R08,
  R09,
  R10,
  R11,
  R12,
  R13,
  R14,
  R20,
  R21,
  R22,
  R24,
  R25,
  R30,
  R31,
  R32,
  R33,
  R33b,
  R34,
  R35,
  R36,
  R37,
  R40,
  R41,
  R42,
  R44,
}

/** All rules, in the order of their numbers. */
export const RULES: readonly Rule[] = RULE_IDS.map((id) => BY_ID[id])

export const ruleOf = (id: RuleId): Rule => BY_ID[id]

/** The sources of a rule in full; without one, what is known about it. */
export function sourcesOf(id: RuleId): readonly Said[] {
  const { sources, evidence, remark } = BY_ID[id]
  const mark = saidOf(PROMPT_TEXTS.mark, {
    edition: RULE_SET_EDITION,
    evidence: said(EVIDENCE_WORDS[evidence]),
  })
  // A published title is cited as it was published.
  const cited = sources.map((source) => asIs(sourceWords(source)))
  return [...cited, ...(remark === undefined ? [] : [said(remark)]), mark]
}

/** What ships off: a whole rule, or a branch of one that is on. Settings offers the owner to switch it on by name. */
export type Switchable = (
  Pick<Rule, 'id' | 'name' | 'when' | 'sources' | 'evidence' | 'remark'> | RulePart
) & {
  readonly id: RuleId | PartId
}
export const SWITCHABLE: readonly Switchable[] = RULES.flatMap((rule): Switchable[] => [
  ...(rule.shipsOff === true ? [rule] : []),
  ...(rule.parts ?? []),
])

/**
 * Ids of everything that judges an exam: the rules that are always on, and what the owner switched on by name. A signed
 * exam keeps this list and stays judged by it: a rule that came later says nothing about it.
 */
export const rulesInForce = (switchedOn: readonly string[]): readonly (RuleId | PartId)[] => [
  ...RULES.filter((rule) => rule.shipsOff !== true || switchedOn.includes(rule.id)).map(({ id }) => id),
  ...RULES.flatMap((rule) => rule.parts ?? []).flatMap(({ id }) => (switchedOn.includes(id) ? [id] : [])),
]
