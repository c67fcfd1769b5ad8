import type { Facts, YesNoId } from '../fact-types'
import { AGE_PATH, type RuleInput } from '../rule-input'
import { saidOf } from '../../records/said'
import { fired, type ExamRule, type Fired } from '../rule'
import { PROMPT_TEXTS } from '../texts'

/** Answered yes, and answered unknown, among some questions. */
const asked = (facts: Facts, ids: readonly YesNoId[]): { yes: RuleInput[]; unknown: RuleInput[] } => ({
  yes: ids.flatMap((id) => facts.inputIf(id, 'yes')),
  unknown: ids.flatMap((id) => facts.inputIfUnknown(id)),
})

/** CHECK on any yes or unknown: what R02 and R03 have in common. Unknown never counts as no. */
const anyRaised = (facts: Facts, ids: readonly YesNoId[]): Fired | undefined => {
  const { yes, unknown } = asked(facts, ids)
  return fired('CHECK', yes, unknown)
}

const CAUDA = [
  'redFlags.bladder',
  'redFlags.bowel',
  'redFlags.saddleNumbness',
  'redFlags.bothLegs',
  'redFlags.sexual',
] as const satisfies readonly YesNoId[]
const FRACTURE = ['redFlags.majorTrauma', 'redFlags.minorTrauma', 'redFlags.longSteroid'] as const
const MALIGNANCY = ['redFlags.pastCancer', 'redFlags.weightLoss', 'redFlags.nightPain'] as const
const INFECTION_BESIDE_FEVER = [
  'redFlags.immunosuppression',
  'redFlags.injectedDrugs',
  'redFlags.recentInfection',
  'redFlags.tuberculosis',
] as const
/** All power scores, both sides. */
export const POWER = [
  'neurology.hipFlexionLeft',
  'neurology.hipFlexionRight',
  'neurology.kneeExtensionLeft',
  'neurology.kneeExtensionRight',
  'neurology.dorsiflexionLeft',
  'neurology.dorsiflexionRight',
  'neurology.greatToeLeft',
  'neurology.greatToeRight',
  'neurology.plantarflexionLeft',
  'neurology.plantarflexionRight',
] as const

/** Old and not worsening: the newest symptom began more than this many days before the visit (S21). */
const OLD_SYMPTOM_DAYS = 14
/** Power at or below this grade is a motor deficit. */
const DEFICIT_POWER = 3

export const R01: ExamRule = {
  id: 'R01',
  levels: ['STOP', 'CHECK'],
  name: 'Cauda equina',
  scope: 'exam',
  message:
    'Possible cauda equina features recorded. Consider immediate hospital referral now; emergency MRI access is needed. You can finish this form later.',
  when: 'A cauda equina symptom, or saddle sensation altered. CHECK where symptoms are only unknown, or the newest began more than 14 days ago and nothing is getting worse.',
  sources: ['S21'],
  evidence: 'a',
  fires: (facts) => {
    const saddle = facts.inputIf('neurology.touchSaddle', 'altered')
    const { yes, unknown } = asked(facts, CAUDA)
    if (saddle.length > 0) return { level: 'STOP', inputs: [...yes, ...saddle, ...unknown] }
    if (yes.length === 0) return unknown.length === 0 ? undefined : { level: 'CHECK', inputs: unknown }
    const onset = facts.daysBeforeVisit('redFlags.caudaOnsetOn')
    const timing = [
      ...facts.inputIfAnswered('redFlags.caudaOnsetOn'),
      ...facts.inputIfAnswered('redFlags.caudaWorsening'),
    ]
    const oldAndSteady =
      onset !== undefined && onset > OLD_SYMPTOM_DAYS && facts.is('redFlags.caudaWorsening', 'no')
    return { level: oldAndSteady ? 'CHECK' : 'STOP', inputs: [...yes, ...unknown, ...timing] }
  },
}

export const R02: ExamRule = {
  id: 'R02',
  levels: ['CHECK'],
  name: 'Fracture risk',
  scope: 'exam',
  message: 'Fracture risk recorded. Consider imaging or urgent assessment before treating the lump.',
  when: 'Major trauma, minor trauma with osteoporosis or from 65 years, or long steroid use.',
  sources: ['S22'],
  evidence: 'a',
  fires: (facts) => anyRaised(facts, FRACTURE),
}

export const R03: ExamRule = {
  id: 'R03',
  levels: ['CHECK'],
  name: 'Malignancy',
  scope: 'exam',
  message: 'Consider malignancy in your assessment; document work-up.',
  when: 'Past cancer, unexplained weight loss, or unremitting night or rest pain.',
  sources: ['S22'],
  evidence: 'a',
  fires: (facts) => anyRaised(facts, MALIGNANCY),
}

export const R04: ExamRule = {
  id: 'R04',
  levels: ['STOP', 'CHECK'],
  name: 'Infection',
  scope: 'exam',
  message: 'Consider spinal or local infection; same-day assessment may be needed.',
  when: 'Fever or chills with another infection item; CHECK where any of them stands without that pair.',
  sources: ['S22'],
  evidence: 'a',
  fires: (facts) => {
    const fever = asked(facts, ['redFlags.fever'])
    const beside = asked(facts, INFECTION_BESIDE_FEVER)
    const inputs = [...fever.yes, ...beside.yes, ...fever.unknown, ...beside.unknown]
    if (inputs.length === 0) return undefined
    return { level: fever.yes.length > 0 && beside.yes.length > 0 ? 'STOP' : 'CHECK', inputs }
  },
}

export const R05: ExamRule = {
  id: 'R05',
  levels: ['STOP', 'CHECK'],
  name: 'Motor deficit',
  scope: 'exam',
  message: 'Motor deficit recorded. Consider urgent spinal assessment.',
  when: 'Power of 3 or less anywhere, or progressive weakness.',
  sources: ['S22'],
  evidence: 'a',
  fires: (facts) => {
    const weak = POWER.flatMap((id) => {
      const grade = facts.number(id)
      return grade !== undefined && grade <= DEFICIT_POWER ? facts.inputIfAnswered(id) : []
    })
    const progressive = asked(facts, ['redFlags.progressiveWeakness'])
    const unknown = [...progressive.unknown, ...POWER.flatMap((id) => facts.inputIfUnknown(id))]
    return fired('STOP', [...weak, ...progressive.yes], unknown)
  },
}

/** The rules are for adults (S15). Completed years. */
export const ADULT_YEARS = 18

export const R44: ExamRule = {
  id: 'R44',
  levels: ['STOP'],
  name: 'Not an adult',
  scope: 'exam',
  message: 'Adult rules do not apply. UK advice for an enlarging lump under 25: ultrasound within 48 hours.',
  when: 'Aged under 18 at the visit.',
  sources: ['S15'],
  evidence: 'b',
  fires: ({ ageYears }) =>
    ageYears < ADULT_YEARS
      ? {
          level: 'STOP',
          inputs: [
            {
              path: AGE_PATH,
              words: saidOf(PROMPT_TEXTS.aged, { n: String(ageYears) }),
              answer: String(ageYears),
            },
          ],
        }
      : undefined,
}
