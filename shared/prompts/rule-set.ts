import { RULE_IDS, type RuleId } from './rule-input'
import { type Rule } from './rule'
import { R06, R06b, R10, R42 } from './rules/lump'
import { R20 } from './rules/medicines'
import { R01, R02, R03, R04, R05 } from './rules/red-flags'

/** Written into every signed exam: which edition judged it. Raised with any change of a rule's logic or words. */
export const RULE_SET_EDITION = '2026.11'

const BY_ID: { readonly [I in RuleId]: Rule } = { R01, R02, R03, R04, R05, R06, R06b, R10, R20, R42 }

/** All rules, in the order of their numbers. */
export const RULES: readonly Rule[] = RULE_IDS.map((id) => BY_ID[id])

/** Rules that ship off; Settings offers the owner to switch them on by name. */
export const OPTIONAL_RULES: readonly Rule[] = RULES.filter((rule) => rule.shipsOff)

export const isOn = (rule: Rule, switchedOn: readonly string[]): boolean =>
  rule.shipsOff !== true || switchedOn.includes(rule.id)
