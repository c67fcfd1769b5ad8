import type { Facts, YesNoId } from '../facts'
import type { RuleInput } from '../rule-input'
import type { ExamRule, Fired } from '../rule'

/** Answered yes, and answered unknown, among some questions. */
const asked = (facts: Facts, ids: readonly YesNoId[]): { yes: RuleInput[]; unknown: RuleInput[] } => ({
  yes: ids.flatMap((id) => facts.inputIf(id, 'yes')),
  unknown: ids.flatMap((id) => facts.inputIfUnknown(id)),
})

/** CHECK on any yes or unknown: what R02 and R03 have in common. Unknown never counts as no. */
const anyRaised = (facts: Facts, ids: readonly YesNoId[]): Fired | undefined => {
  const { yes, unknown } = asked(facts, ids)
  const inputs = [...yes, ...unknown]
  return inputs.length === 0 ? undefined : { level: 'CHECK', inputs }
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
const POWER = [
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
  name: 'Cauda equina',
  scope: 'exam',
  message:
    'Possible cauda equina features recorded. Consider immediate hospital referral now; emergency MRI access is needed. You can finish this form later.',
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
  name: 'Fracture risk',
  scope: 'exam',
  message: 'Fracture risk recorded. Consider imaging or urgent assessment before treating the lump.',
  sources: ['S22'],
  evidence: 'a',
  fires: (facts) => anyRaised(facts, FRACTURE),
}

export const R03: ExamRule = {
  id: 'R03',
  name: 'Malignancy',
  scope: 'exam',
  message: 'Consider malignancy in your assessment; document work-up.',
  sources: ['S22'],
  evidence: 'a',
  fires: (facts) => anyRaised(facts, MALIGNANCY),
}

export const R04: ExamRule = {
  id: 'R04',
  name: 'Infection',
  scope: 'exam',
  message: 'Consider spinal or local infection; same-day assessment may be needed.',
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
  name: 'Motor deficit',
  scope: 'exam',
  message: 'Motor deficit recorded. Consider urgent spinal assessment.',
  sources: ['S22'],
  evidence: 'a',
  fires: (facts) => {
    const weak = POWER.flatMap((id) => {
      const grade = facts.number(id)
      return grade !== undefined && grade <= DEFICIT_POWER ? facts.inputIfAnswered(id) : []
    })
    const progressive = asked(facts, ['redFlags.progressiveWeakness'])
    const certain = [...weak, ...progressive.yes]
    const unknown = [...progressive.unknown, ...POWER.flatMap((id) => facts.inputIfUnknown(id))]
    if (certain.length > 0) return { level: 'STOP', inputs: [...certain, ...unknown] }
    return unknown.length === 0 ? undefined : { level: 'CHECK', inputs: unknown }
  },
}
