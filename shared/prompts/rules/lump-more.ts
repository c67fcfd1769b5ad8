import type { NoduleFacts } from '../fact-types'
import { saidOf } from '../../records/said'
import { fired, type ExamRule, type NoduleRule } from '../rule'
import { PROMPT_TEXTS } from '../texts'
import type { RuleInput } from '../rule-input'

/** Lumps of all nodules together from which several are thought of (S16, S47). */
const SEVERAL = 3

export const R08: NoduleRule = {
  id: 'R08',
  levels: ['CHECK'],
  name: 'Cyst or abscess',
  scope: 'nodule',
  message: 'Consider cyst or abscess. Avoid heat and injection here until reviewed.',
  when: 'Skin red and warm, or the lump is fluctuant, or it has a punctum.',
  sources: [],
  evidence: 'c',
  remark: 'No published rule: a clinical design choice.',
  fires: (_facts, nodule) => {
    const redAndWarm =
      nodule.is('nodule.skin', 'red') && nodule.is('nodule.skin', 'warm')
        ? nodule.inputIf('nodule.skin', 'red', 'warm')
        : []
    const punctum = nodule.inputIf('nodule.skin', 'punctum')
    // One field holds all of it: said once, with what counts.
    const skin =
      redAndWarm.length > 0 && punctum.length > 0
        ? nodule.inputIf('nodule.skin', 'red', 'warm', 'punctum')
        : [...redAndWarm, ...punctum]
    return fired('CHECK', [...skin, ...nodule.inputIf('nodule.fluctuant', 'present')])
  },
}

export const R09: NoduleRule = {
  id: 'R09',
  levels: ['CHECK'],
  name: 'Hernia or vascular lesion',
  scope: 'nodule',
  message: 'Consider hernia or vascular lesion. Image before any needle.',
  when: 'Cough impulse, pulsatile or reducible.',
  sources: [],
  evidence: 'c',
  remark: 'No published rule: a clinical design choice.',
  fires: (_facts, nodule) =>
    fired('CHECK', [
      ...nodule.inputIf('nodule.coughImpulse', 'present'),
      ...nodule.inputIf('nodule.pulsatile', 'present'),
      ...nodule.inputIf('nodule.reducible', 'present'),
    ]),
}

/** Sum of the cluster numbers that were said, as one input. */
const lumps = (nodules: readonly NoduleFacts[]): RuleInput[] => {
  const counted = nodules.filter((nodule) => nodule.cluster !== undefined)
  const sum = counted.reduce((all, nodule) => all + (nodule.cluster ?? 0), 0)
  const path = counted[0] && `nodule.cluster@${counted[0].entryId}`
  return path === undefined || sum < SEVERAL
    ? []
    : [{ path, words: saidOf(PROMPT_TEXTS.lumps, { n: String(sum) }), answer: String(sum) }]
}

export const R11: ExamRule = {
  id: 'R11',
  levels: ['NOTE'],
  name: 'Several lumps',
  scope: 'exam',
  message: 'Consider multiple lipomas or, with overweight and painful fat, adiposis dolorosa.',
  when: 'Three or more lumps, all clusters together, or painful fat lumps elsewhere.',
  sources: ['S16', 'S47'],
  evidence: 'b',
  fires: (facts) =>
    fired('NOTE', [...lumps(facts.nodules), ...facts.inputIf('contributors.lumpsElsewhere', 'yes')]),
}

export const R14: NoduleRule = {
  id: 'R14',
  levels: ['NOTE'],
  name: 'Painless nodule',
  scope: 'nodule',
  message: 'Painless nodules are common. Consider another source.',
  when: 'Tenderness 0 and the familiar pain is not reproduced.',
  sources: ['S3', 'S9'],
  evidence: 'b',
  fires: (_facts, nodule) => {
    const painless = nodule.number('nodule.tenderness') === 0
    const unfamiliar = nodule.inputIf('nodule.familiarPain', 'no')
    return painless && unfamiliar.length > 0
      ? fired('NOTE', [...nodule.inputIfAnswered('nodule.tenderness'), ...unfamiliar])
      : undefined
  },
}
