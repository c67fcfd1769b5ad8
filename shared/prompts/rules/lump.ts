import { sizeChange } from '../../exam/derived'
import { numberText, signed } from '../../exam/wording'
import type { Facts, NoduleFacts } from '../fact-types'
import { RED_RULES, type RuleInput } from '../rule-input'
import { saidOf } from '../../records/said'
import { fired, type Fired, type InputRule, type NoduleRule } from '../rule'
import { PROMPT_TEXTS } from '../texts'
import { ADULT_YEARS } from './red-flags'

/** Larger axis from which a lump is assessed for its size alone (S15 to S17). Millimetres. */
const LARGE_MM = 50
/** Measured growth between two visits by the same method: both must hold. */
const GROWTH_MM = 5
const GROWTH_PERCENT = 20

/** The longest size said today, if a rule wants it. */
const longest = (nodule: NoduleFacts, wanted: (mm: number) => boolean): RuleInput[] => {
  const most = [...nodule.lengths].sort((a, b) => b.mm - a.mm)[0]
  if (most === undefined || !wanted(most.mm)) return []
  return [
    { path: most.path, words: saidOf(PROMPT_TEXTS.mm, { n: numberText(most.mm) }), answer: String(most.mm) },
  ]
}

/**
 * R42: the same nodule, measured by the same method, is at least 5 mm and 20% longer than at any earlier visit.
 * Feeds R06; judged on what was measured then and today, never on a carried value.
 */
export function measuredGrowth(nodule: NoduleFacts): RuleInput[] {
  const grown = nodule.measured.flatMap((now) =>
    nodule.earlier
      .filter((then) => then.method === now.method)
      .map((then) => ({ ...sizeChange(then.size, now.size), visitOn: then.visitOn }))
      .filter(({ mm, percent }) => mm >= GROWTH_MM && percent >= GROWTH_PERCENT),
  )
  const most = grown.sort((a, b) => b.mm - a.mm)[0]
  const path = nodule.lengths[0]?.path
  if (most === undefined || path === undefined) return []
  const words = saidOf(PROMPT_TEXTS.grown, {
    mm: numberText(most.mm),
    percent: signed(most.percent),
    day: { day: most.visitOn },
  })
  return [{ path, words, answer: `+${most.mm}` }]
}

/** Only the size item is exempt: a reported lipoma, or a long-standing, stable, soft, mobile, superficial lump. */
const sizeIsExempt = (facts: Facts, nodule: NoduleFacts, growth: readonly RuleInput[]): boolean => {
  const quiet =
    facts.longStanding() &&
    nodule.is('nodule.sizeHistory', 'stable') &&
    growth.length === 0 &&
    nodule.is('nodule.consistency', 'soft', 'rubbery') &&
    nodule.is('nodule.mobility', 'free', 'partlyMobile') &&
    nodule.is('nodule.layer', 'subcutaneous', 'deepSubcutaneous')
  return nodule.ultrasoundSays('subcutaneousLipoma') || quiet
}

export const R42: InputRule = {
  id: 'R42',
  levels: [],
  name: 'Measured growth',
  scope: 'input',
  message: 'Measured growth.',
  when: 'The same nodule by the same method is at least 5 mm and 20% longer than at any earlier visit.',
  sources: [],
  evidence: 'c',
  shipsOff: true,
  remark: 'No published source for 5 mm and 20%. Feeds R06; never a prompt of its own.',
}

export const R06: NoduleRule = {
  id: 'R06',
  levels: ['STOP'],
  name: 'Lump assessment',
  scope: 'nodule',
  message:
    'Features needing lump assessment: {list}. Consider urgent ultrasound (UK: within 2 weeks; under 25, 48 hours) or local suspected-cancer referral.',
  when: 'Slow or rapid growth, measured growth (R42, where it is on), deep to the fascia, fixed, hard, ulcerated, removed here before, a report that says suspicious, or 50 mm and more. The size alone is exempt where an ultrasound reports a subcutaneous lipoma, or where the lump has been there for more than a year, stable, soft or rubbery, mobile and above the fascia.',
  sources: ['S15', 'S16', 'S17'],
  evidence: 'b',
  fires: (facts, nodule): Fired | undefined => {
    const growth = facts.ruleIsOn('R42') ? measuredGrowth(nodule) : []
    const inputs = [
      ...nodule.inputIf('nodule.sizeHistory', 'slowGrowth', 'rapidGrowth'),
      ...growth,
      ...nodule.inputIf('nodule.layer', 'deepToFascia'),
      ...nodule.inputIf('nodule.mobility', 'fixed'),
      ...nodule.inputIf('nodule.consistency', 'hard'),
      ...nodule.inputIf('nodule.skin', 'ulcerated'),
      ...nodule.removedBefore('yes'),
      ...nodule.reports('suspicious'),
      ...(sizeIsExempt(facts, nodule, growth) ? [] : longest(nodule, (mm) => mm >= LARGE_MM)),
    ]
    return inputs.length === 0 ? undefined : { level: 'STOP', inputs }
  },
}

export const R06b: NoduleRule = {
  id: 'R06b',
  levels: ['CHECK'],
  name: 'Typical features incomplete',
  scope: 'nodule',
  message: 'Typical benign features are incomplete: {list}. Consider ultrasound, before any needle.',
  when: 'Layer cannot be told, size history or previous removal unknown, unclear margins, irregular, tethered skin, less mobile when tensed, or pain without pressure that is persistent or unknown.',
  sources: ['S16', 'S18'],
  evidence: 'c',
  remark: 'Which features count is a design choice; pain that comes only with pressure never does.',
  fires: (facts, nodule) =>
    fired(
      'CHECK',
      [
        ...nodule.inputIf('nodule.layer', 'cannotTell'),
        ...nodule.inputIf('nodule.margins', 'unclear'),
        ...nodule.inputIf('nodule.surface', 'irregular'),
        ...nodule.inputIf('nodule.skin', 'tethered'),
        ...nodule.inputIf('nodule.lessMobileTensed', 'present'),
        ...facts.inputIf('complaint.painWithoutPressure', 'persistent'),
      ],
      [
        ...nodule.inputIfUnknown('nodule.layer'),
        ...nodule.inputIfUnknown('nodule.sizeHistory'),
        ...nodule.removedBefore('unknown'),
        ...facts.inputIfUnknown('complaint.painWithoutPressure'),
      ],
    ),
}

export const R10: NoduleRule = {
  id: 'R10',
  levels: ['NOTE'],
  name: 'Typical features',
  scope: 'nodule',
  message:
    'Typical features, no red flag recorded. Imaging is not routinely needed unless it would change management.',
  when: 'Mobile, not hard, smooth, clear margins, under 50 mm, above the fascia, not growing, familiar pain, aged 18 or over, and no open R01 to R09 or R13.',
  sources: ['S1', 'S23'],
  evidence: 'a',
  hiddenWhileOpen: [...RED_RULES, 'R13'],
  fires: (facts, nodule) => {
    const typical = [
      nodule.inputIf('nodule.mobility', 'free', 'partlyMobile'),
      nodule.inputIf('nodule.consistency', 'soft', 'rubbery', 'firm'),
      nodule.inputIf('nodule.surface', 'smooth'),
      nodule.inputIf('nodule.margins', 'clear'),
      longest(nodule, (mm) => mm < LARGE_MM),
      nodule.inputIf('nodule.layer', 'subcutaneous', 'deepSubcutaneous'),
      nodule.inputIf('nodule.sizeHistory', 'stable', 'fluctuates', 'shrinking'),
      nodule.inputIf('nodule.familiarPain', 'yes'),
    ]
    return facts.ageYears >= ADULT_YEARS && typical.every((found) => found.length > 0)
      ? { level: 'NOTE', inputs: typical.flat() }
      : undefined
  },
}
