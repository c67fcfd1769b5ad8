import { numberText } from '../../exam/wording'
import type { Facts } from '../fact-types'
import { AGE_PATH, type RuleInput } from '../rule-input'
import { said, saidOf } from '../../records/said'
import { fired, type ExamRule } from '../rule'
import { PROMPT_TEXTS } from '../texts'

/** Completed weeks from which an NSAID is usually avoided (S25). */
const NSAID_STOP_WEEKS = 20
/** mL/min/1.73 m²: below the first an NSAID is usually avoided, below the second it asks for care (S26). */
const NSAID_STOP_EGFR = 30
const NSAID_CAUTION_EGFR = 60
/** Years from which an NSAID asks for care (S26). */
const NSAID_CAUTION_YEARS = 60
/** Paracetamol: kg below which, and mg a day above which, the total dose is checked (S49). */
const PARACETAMOL_LIGHT_KG = 50
const PARACETAMOL_MG_PER_DAY = 4000

/** Pregnant, in words with its weeks; missing weeks are said as missing. */
export const pregnant = (facts: Facts): RuleInput[] => {
  const weeks = facts.number('contributors.pregnancyWeeks')
  return facts.is('contributors.pregnancy', 'pregnant')
    ? [
        {
          path: 'contributors.pregnancy',
          words:
            weeks === undefined
              ? said(PROMPT_TEXTS.pregnantOnly)
              : saidOf(PROMPT_TEXTS.pregnant, { n: String(weeks) }),
          answer: String(weeks),
        },
      ]
    : []
}
const late = (facts: Facts): boolean =>
  (facts.number('contributors.pregnancyWeeks') ?? NSAID_STOP_WEEKS) >= NSAID_STOP_WEEKS

export const R20: ExamRule = {
  id: 'R20',
  levels: ['STOP'],
  name: 'NSAID usually avoided',
  scope: 'exam',
  message: 'NSAID usually avoided: {list}. Record reason to continue.',
  when: 'An NSAID with a reaction to one, ulcer or GI bleed, heart failure, severe liver disease, eGFR under 30, an anticoagulant, or pregnancy from 20 weeks or without weeks.',
  sources: ['S25', 'S26'],
  evidence: 'b',
  fires: (facts) => {
    const { nsaids } = facts.chosen
    if (nsaids.length === 0) return undefined
    const egfr = facts.number('medicines.egfr')
    const avoid = [
      ...(late(facts) ? pregnant(facts) : []),
      ...facts.inputIf('medicines.nsaidRisks', 'reaction', 'ulcer', 'heartFailure', 'liver'),
      ...(egfr !== undefined && egfr < NSAID_STOP_EGFR ? facts.inputIfAnswered('medicines.egfr') : []),
      ...facts.inputIfNot('medicines.anticoagulant', 'none'),
    ]
    // What is unknown here is listed by R21.
    return fired('STOP', avoid, [], nsaids)
  },
}

export const R21: ExamRule = {
  id: 'R21',
  levels: ['CHECK'],
  name: 'NSAID caution',
  scope: 'exam',
  message: 'NSAID caution: {list}. Lowest dose, shortest time; consider stomach protection.',
  when: 'An NSAID from 60 years, with asthma, heart disease or stroke, uncontrolled blood pressure, eGFR 30 to under 60, bowel disease, an antiplatelet, a steroid, SSRI or SNRI, lithium, methotrexate, a second NSAID, pregnancy declined or under 20 weeks, or 3 drinks a day; or with anything unknown that R20 or R21 reads.',
  sources: ['S23', 'S26'],
  evidence: 'b',
  fires: (facts) => {
    const { nsaids } = facts.chosen
    if (nsaids.length === 0) return undefined
    const egfr = facts.number('medicines.egfr')
    const caution = [
      ...(facts.ageYears >= NSAID_CAUTION_YEARS
        ? [
            {
              path: AGE_PATH,
              words: saidOf(PROMPT_TEXTS.aged, { n: String(facts.ageYears) }),
              answer: String(facts.ageYears),
            },
          ]
        : []),
      ...(late(facts) ? [] : pregnant(facts)),
      ...facts.inputIf('contributors.pregnancy', 'declined'),
      ...facts.inputIf('medicines.nsaidRisks', 'asthma', 'ischaemic', 'hypertension', 'bowel', 'alcohol'),
      ...(egfr !== undefined && egfr >= NSAID_STOP_EGFR && egfr < NSAID_CAUTION_EGFR
        ? facts.inputIfAnswered('medicines.egfr')
        : []),
      ...facts.inputIfNot('medicines.antiplatelet', 'none'),
      ...facts.inputIf('medicines.interacting', 'steroid', 'ssri', 'lithium', 'methotrexate', 'nsaid'),
      ...nsaids
        .slice(1)
        .map((input) => ({ ...input, words: saidOf(PROMPT_TEXTS.secondNsaid, { name: input.words }) })),
    ]
    const unknown = (
      [
        'contributors.pregnancy',
        'medicines.anticoagulant',
        'medicines.antiplatelet',
        'medicines.nsaidRisks',
        'medicines.egfr',
        'medicines.interacting',
      ] as const
    ).flatMap((id) => facts.inputIfUnknown(id))
    return fired('CHECK', caution, unknown, nsaids)
  },
}

export const R22: ExamRule = {
  id: 'R22',
  levels: ['CHECK'],
  name: 'Triple combination',
  scope: 'exam',
  message: 'Triple combination: higher kidney injury risk, greatest in the first 30 days.',
  when: 'An NSAID with an ACE inhibitor or ARB and a diuretic, or with interacting medicines unknown.',
  sources: ['S48'],
  evidence: 'a',
  fires: (facts) => {
    const { nsaids } = facts.chosen
    if (nsaids.length === 0) return undefined
    const both =
      facts.is('medicines.interacting', 'aceInhibitor') && facts.is('medicines.interacting', 'diuretic')
        ? facts.inputIf('medicines.interacting', 'aceInhibitor', 'diuretic')
        : []
    return fired('CHECK', both, facts.inputIfUnknown('medicines.interacting'), nsaids)
  },
}

export const R24: ExamRule = {
  id: 'R24',
  levels: ['NOTE'],
  name: 'Paracetamol alone',
  scope: 'exam',
  message: 'NICE advises against paracetamol alone for low back pain; individual choice.',
  when: 'Paracetamol is the only analgesic chosen.',
  sources: ['S23'],
  evidence: 'b',
  fires: ({ chosen }) =>
    chosen.nsaids.length === 0 && chosen.otherAnalgesics === 0
      ? fired('NOTE', chosen.paracetamol)
      : undefined,
}

export const R25: ExamRule = {
  id: 'R25',
  levels: ['CHECK'],
  name: 'Paracetamol dose',
  scope: 'exam',
  message: 'Check total daily dose from all products.',
  when: 'Paracetamol with liver disease, weight under 50 kg, another paracetamol product, or more than 4 g a day.',
  sources: ['S49'],
  evidence: 'b',
  remark: 'Evidence for lowering the dose as a routine is inconsistent.',
  fires: (facts) => {
    const { paracetamol, paracetamolMgPerDay: mg } = facts.chosen
    const [first] = paracetamol
    if (first === undefined) return undefined
    const kg = facts.number('contributors.weightKg')
    const reasons = [
      ...facts.inputIf('medicines.paracetamolRisks', 'liver', 'otherProduct'),
      // Said under NSAID risks, it is liver disease all the same; R20 and R21 list it where it is unknown.
      ...facts.inputIf('medicines.nsaidRisks', 'liver'),
      ...(kg !== undefined && kg < PARACETAMOL_LIGHT_KG
        ? facts.inputIfAnswered('contributors.weightKg')
        : []),
      ...(mg !== undefined && mg > PARACETAMOL_MG_PER_DAY
        ? [
            {
              path: first.path.replace('analgesic.drug', 'analgesic.doseMg'),
              words: saidOf(PROMPT_TEXTS.gramsADay, { n: numberText(mg / 1000) }),
              answer: numberText(mg),
            },
          ]
        : []),
    ]
    const unknown = [
      ...facts.inputIfUnknown('medicines.paracetamolRisks'),
      ...facts.inputIfUnknown('contributors.weightKg'),
    ]
    return fired('CHECK', reasons, unknown, paracetamol)
  },
}
