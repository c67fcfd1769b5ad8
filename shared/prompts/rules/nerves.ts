import { saidOf } from '../../records/said'
import { fired, type ExamRule } from '../rule'
import { PROMPT_TEXTS } from '../texts'
import { POWER } from './red-flags'

/** Sacroiliac tests of six from which the joint may contribute (S31). */
const POSITIVE_TESTS = 3
/** Reduced, yet above the grades that R05 calls a deficit. */
const WEAK_POWER = 4

const SLR_PAIN = ['neurology.slrPainLeft', 'neurology.slrPainRight'] as const
const REFLEXES = [
  'neurology.kneeReflexLeft',
  'neurology.kneeReflexRight',
  'neurology.ankleReflexLeft',
  'neurology.ankleReflexRight',
] as const
const TOUCH = [
  'neurology.touchL2Left',
  'neurology.touchL2Right',
  'neurology.touchL3Left',
  'neurology.touchL3Right',
  'neurology.touchL4Left',
  'neurology.touchL4Right',
  'neurology.touchL5Left',
  'neurology.touchL5Right',
  'neurology.touchS1Left',
  'neurology.touchS1Right',
  'neurology.touchSaddle',
] as const

export const R12: ExamRule = {
  id: 'R12',
  levels: ['NOTE'],
  name: 'Sacroiliac joint',
  scope: 'exam',
  message: 'Sacroiliac joint may contribute (in one study 94% sensitive, 78% specific against joint block).',
  when: 'Three or more of the six sacroiliac tests reproduce the familiar pain. A test that was not done counts as none.',
  sources: ['S31'],
  evidence: 'a',
  fires: (facts) => {
    const positive = facts.sacroiliacPositive()
    return positive.length >= POSITIVE_TESTS ? fired('NOTE', positive) : undefined
  },
}

export const R13: ExamRule = {
  id: 'R13',
  levels: ['CHECK'],
  name: 'Nerve root',
  scope: 'exam',
  message: 'Nerve root involvement possible; a back mouse alone should not cause deficit.',
  when: 'Straight leg raise brings on leg pain, a reflex is not normal, light touch is altered, or power is 4 anywhere.',
  sources: ['S2'],
  evidence: 'a',
  fires: (facts) =>
    fired('CHECK', [
      ...SLR_PAIN.flatMap((id) => facts.inputIf(id, 'present')).map((input) => ({
        ...input,
        words: saidOf(PROMPT_TEXTS.onLegRaise, { what: input.words }),
      })),
      ...REFLEXES.flatMap((id) => facts.inputIfNot(id, 'normal')),
      ...TOUCH.flatMap((id) => facts.inputIf(id, 'altered')),
      ...POWER.flatMap((id) => (facts.number(id) === WEAK_POWER ? facts.inputIfAnswered(id) : [])),
    ]),
}
