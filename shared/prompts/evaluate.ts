import type { Disposition } from '../records/exam'
import { joined, saidOf, type Said } from '../records/said'
import type { Facts } from './fact-types'
import type { RuleId, RuleInput } from './rule-input'
import { LEVELS, type Fired, type Level, type Rule } from './rule'
import { ruleOf, RULES } from './rule-set'
import { PROMPT_TEXTS } from './texts'

/** A rule that fired, with what has been said to it. */
export interface Prompt {
  readonly rule: RuleId
  readonly level: Level
  /** Set where the rule runs per nodule. */
  readonly entryId?: string
  /** "R1", where the rule runs per nodule. */
  readonly nodule?: string
  readonly message: Said
  /** What was chosen that made it matter, then what fired. */
  readonly inputs: readonly RuleInput[]
  /** Names exactly what fired. A disposition answers this fingerprint only: a changed input re-opens the prompt. */
  readonly fingerprint: string
  readonly sources: Rule['sources']
  readonly disposition?: Disposition
  /**
   * Firing and not lifted. `acted` records what was done and leaves a prompt open; only `notApplicable` or
   * `disagree`, each with a reason, lifts it (ruling 19).
   */
  readonly open: boolean
}

/** FNV-1a, 32 bit, as hex. Names an input set; it protects nothing. */
const hash = (text: string): string => {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return (h >>> 0).toString(16).padStart(8, '0')
}

const fingerprintOf = (level: Level, inputs: readonly RuleInput[]): string =>
  hash([level, ...inputs.map((input) => `${input.path}=${input.answer}`).sort()].join('\n'))

/** The latest disposition given to this rule, for this nodule, on exactly these inputs. */
const dispositionFor = (
  dispositions: readonly Disposition[],
  rule: RuleId,
  entryId: string | undefined,
  fingerprint: string,
): Disposition | undefined =>
  dispositions.findLast((d) => d.rule === rule && d.entryId === entryId && d.inputs === fingerprint)

const lifts = (disposition: Disposition | undefined): boolean =>
  disposition !== undefined && disposition.what !== 'acted' && disposition.reason.trim() !== ''

interface Candidate {
  readonly rule: Exclude<Rule, { scope: 'input' }>
  readonly fired: Fired
  readonly nodule?: { readonly entryId: string; readonly label: string }
}

const candidates = (facts: Facts, rule: Rule, open: readonly RuleInput[]): readonly Candidate[] => {
  if (rule.scope === 'input') return []
  if (rule.scope === 'exam') {
    const fired = rule.fires(facts, open)
    return fired === undefined ? [] : [{ rule, fired }]
  }
  return facts.nodules.flatMap((nodule) => {
    const fired = rule.fires(facts, nodule)
    return fired === undefined
      ? []
      : [{ rule, fired, nodule: { entryId: nodule.entryId, label: nodule.label } }]
  })
}

const promptOf = ({ rule, fired, nodule }: Candidate, dispositions: readonly Disposition[]): Prompt => {
  const inputs = [...(fired.chosen ?? []), ...fired.inputs]
  const fingerprint = fingerprintOf(fired.level, inputs)
  const disposition = dispositionFor(dispositions, rule.id, nodule?.entryId, fingerprint)
  return {
    rule: rule.id,
    level: fired.level,
    ...(nodule && { entryId: nodule.entryId, nodule: nodule.label }),
    message: saidOf(rule.message, {
      list: joined(
        fired.inputs.map((input) => input.words),
        'answers',
      ),
    }),
    inputs,
    fingerprint,
    sources: rule.sources,
    ...(disposition && { disposition }),
    open: !lifts(disposition),
  }
}

/** An open prompt as the input of a rule that reads it: it changes when what made that prompt fire changes. */
const asInput = ({ rule, nodule, fingerprint, inputs }: Prompt): RuleInput => ({
  path: inputs[0]?.path ?? '',
  words: saidOf(PROMPT_TEXTS.open, {
    rule: { asIs: [rule, nodule].filter(Boolean).join(' ') },
    name: { text: ruleOf(rule).name, en: ruleOf(rule).name.toLowerCase(), slots: {} },
  }),
  answer: `${rule} ${fingerprint}`,
})

const noduleOrder = new Intl.Collator('en', { numeric: true })

/** STOP, CHECK, NOTE; then the rule's place in the set; then the nodule's label. */
const byUrgency = (a: Prompt, b: Prompt): number =>
  LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
  RULES.findIndex((rule) => rule.id === a.rule) - RULES.findIndex((rule) => rule.id === b.rule) ||
  noduleOrder.compare(a.nodule ?? '', b.nodule ?? '')

/**
 * Judges one exam by the rules that are in force. Pure and deterministic: the same facts give the same prompts, in the
 * order in which they are shown. Runs on what was attested at this visit (`factsOf`); nothing here blocks charting.
 *
 * @param inForce ids of the rules and parts that judge it: `rulesInForce` of the clinic for a draft, and those that
 *   the revision kept for a signed exam
 */
export function evaluate(
  facts: Facts,
  dispositions: readonly Disposition[],
  inForce: readonly string[],
): readonly Prompt[] {
  const rules = RULES.filter((rule) => inForce.includes(rule.id))
  const judge = (rule: Rule, open: readonly RuleInput[]): readonly Prompt[] =>
    candidates(facts, rule, open).map((candidate) => promptOf(candidate, dispositions))
  const first = rules.filter((rule) => rule.readsOpen === undefined).flatMap((rule) => judge(rule, []))
  const openOf = (ids: readonly RuleId[]): readonly Prompt[] =>
    first.filter((prompt) => prompt.open && ids.includes(prompt.rule)).toSorted(byUrgency)
  const after = rules.flatMap((rule) =>
    rule.readsOpen === undefined ? [] : judge(rule, openOf(rule.readsOpen).map(asInput)),
  )
  return [...first, ...after]
    .filter(({ rule }) => openOf(ruleOf(rule).hiddenWhileOpen ?? []).length === 0)
    .sort(byUrgency)
}
