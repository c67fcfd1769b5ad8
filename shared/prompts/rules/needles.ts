import type { Facts } from '../fact-types'
import { asIs, joined } from '../../records/said'
import { fired, type ExamRule, type NoduleRule } from '../rule'
import { pregnant } from './medicines'

const steroids = (facts: Facts) => facts.chosen.steroids.map(({ input }) => input)

export const R30: ExamRule = {
  id: 'R30',
  levels: ['CHECK'],
  name: 'Bleeding and needles',
  scope: 'exam',
  message:
    'Trigger-point-type injection is classed low bleeding risk, but patient factors matter. Do not stop medicine on this prompt; agree with prescriber; check INR if warfarin.',
  when: 'A needle with an anticoagulant, an antiplatelet or a bleeding disorder, or with any of these unknown.',
  sources: ['S27'],
  evidence: 'b',
  fires: (facts) => {
    const { needle } = facts.chosen
    if (needle.length === 0) return undefined
    return fired(
      'CHECK',
      [
        ...facts.inputIfNot('medicines.anticoagulant', 'none'),
        ...facts.inputIfNot('medicines.antiplatelet', 'none'),
        ...facts.inputIf('medicines.needleRisks', 'bleedingDisorder'),
      ],
      [
        ...facts.inputIfUnknown('medicines.anticoagulant'),
        ...facts.inputIfUnknown('medicines.antiplatelet'),
        ...facts.inputIfUnknown('medicines.needleRisks'),
      ],
      needle,
    )
  },
}

export const R33: ExamRule = {
  id: 'R33',
  levels: ['CHECK'],
  name: 'Glucose and infection',
  scope: 'exam',
  message: 'Glucose rise or infection risk: {list}; lowest effective dose.',
  when: 'Steroid injected with diabetes; or a needle with infection of the skin there, systemic infection, or fever or chills; or with these unknown.',
  sources: ['S29'],
  evidence: 'b',
  fires: (facts) => {
    const { needle } = facts.chosen
    const steroid = steroids(facts)
    if (needle.length === 0) return undefined
    const risks =
      steroid.length > 0
        ? facts.inputIf('medicines.needleRisks', 'diabetes', 'skinInfection', 'systemicInfection')
        : facts.inputIf('medicines.needleRisks', 'skinInfection', 'systemicInfection')
    return fired(
      'CHECK',
      [...risks, ...facts.inputIf('redFlags.fever', 'yes')],
      [...facts.inputIfUnknown('medicines.needleRisks'), ...facts.inputIfUnknown('redFlags.fever')],
      [...needle, ...steroid],
    )
  },
}

export const R33b: NoduleRule = {
  id: 'R33b',
  levels: ['CHECK', 'NOTE'],
  name: 'Steroid near the skin',
  scope: 'nodule',
  message: 'Fat loss or pale skin possible; include in consent.',
  when: 'Steroid injected into a nodule whose layer is not deep to the fascia; CHECK where the layer is unknown.',
  sources: ['S29'],
  evidence: 'b',
  fires: (_facts, nodule) => {
    const steroid = nodule.steroids()
    if (steroid.length === 0) return undefined
    return fired(
      'NOTE',
      nodule.inputIf('nodule.layer', 'skin', 'subcutaneous', 'deepSubcutaneous', 'cannotTell'),
      nodule.inputIfUnknown('nodule.layer'),
      steroid,
    )
  },
}

export const R34: ExamRule = {
  id: 'R34',
  levels: ['CHECK'],
  name: 'Steroid in pregnancy',
  scope: 'exam',
  message: 'Discuss with obstetric team.',
  when: 'Steroid injected with a pregnancy, or with pregnancy unknown.',
  sources: [],
  evidence: 'c',
  remark: 'No published rule: a clinical design choice.',
  fires: (facts) => {
    const steroid = steroids(facts)
    if (steroid.length === 0) return undefined
    return fired('CHECK', pregnant(facts), facts.inputIfUnknown('contributors.pregnancy'), steroid)
  },
}

export const R35: ExamRule = {
  id: 'R35',
  levels: ['STOP'],
  name: 'Needle before assessment',
  scope: 'exam',
  message: 'Consider deferring until the lump is assessed.',
  when: 'A needle while R01, R04, R06, R08 or R09 is open.',
  sources: [],
  evidence: 'c',
  remark: 'No published rule: a clinical design choice. R06b and a surgical opinion do not count.',
  readsOpen: ['R01', 'R04', 'R06', 'R08', 'R09'],
  fires: (facts, open) =>
    facts.chosen.needle.length === 0 ? undefined : fired('STOP', open, [], facts.chosen.needle),
}

export const R36: ExamRule = {
  id: 'R36',
  levels: ['CHECK', 'NOTE'],
  name: 'Fear of needles',
  scope: 'exam',
  message: 'Marked needle fear recorded; non-needle plan available.',
  when: 'A needle with marked fear of needles; CHECK where it is unknown.',
  sources: [],
  evidence: 'c',
  remark: 'No published rule: a clinical design choice.',
  fires: (facts) => {
    const { needle } = facts.chosen
    if (needle.length === 0) return undefined
    return fired(
      'NOTE',
      facts.inputIf('medicines.needleFear', 'marked'),
      facts.inputIfUnknown('medicines.needleFear'),
      needle,
    )
  },
}

export const R37: ExamRule = {
  id: 'R37',
  levels: ['CHECK'],
  name: 'Allergy to materials',
  scope: 'exam',
  message: 'Recorded allergy: {list}. Choose other materials.',
  when: 'A needle with an allergy to chlorhexidine, iodine, latex or dressing, or with other allergy unknown.',
  sources: [],
  evidence: 'c',
  remark: 'No published rule: a clinical design choice.',
  fires: (facts) => {
    const { needle } = facts.chosen
    if (needle.length === 0) return undefined
    return fired(
      'CHECK',
      facts.inputIf('medicines.otherAllergy', 'chlorhexidine', 'iodine', 'latex', 'dressing'),
      facts.inputIfUnknown('medicines.otherAllergy'),
      needle,
    )
  },
}

export const R40: ExamRule = {
  id: 'R40',
  levels: ['CHECK'],
  name: 'Heat and burns',
  scope: 'exam',
  message: 'Burn risk; reconsider heat.',
  when: 'Heat with reduced skin sensation, fragile skin, poor circulation, ulcerated skin or an open R08, or with these unknown.',
  sources: [],
  evidence: 'c',
  remark: 'No published rule: a clinical design choice.',
  readsOpen: ['R08'],
  fires: (facts, open) => {
    const { heat } = facts.chosen
    if (heat.length === 0) return undefined
    return fired(
      'CHECK',
      [
        ...facts.inputIf('medicines.heatRisks', 'reducedSensation', 'fragileSkin', 'poorCirculation'),
        ...facts.nodules.flatMap((nodule) =>
          nodule
            .inputIf('nodule.skin', 'ulcerated')
            .map((input) => ({ ...input, words: joined([asIs(nodule.label), input.words], ' ') })),
        ),
        ...open,
      ],
      [
        ...facts.inputIfUnknown('medicines.heatRisks'),
        ...facts.nodules.flatMap((nodule) =>
          nodule
            .inputIfUnknown('nodule.skin')
            .map((input) => ({ ...input, words: joined([asIs(nodule.label), input.words], ' ') })),
        ),
      ],
      heat,
    )
  },
}
