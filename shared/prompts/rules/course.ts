import { MEASURES } from '../../exam/outcomes/measures'
import { signed } from '../../exam/wording'
import { said, saidOf } from '../../records/said'
import { fired, type ExamRule } from '../rule'
import { PROMPT_TEXTS } from '../texts'

/** Days after the first treatment from which a course is judged; no published source. */
const SETTLED_DAYS = 28
/** Share of the baseline (S32): every measure that improved by less counts as not improved. */
const MEANINGFUL = 0.3

export const R41: ExamRule = {
  id: 'R41',
  levels: ['CHECK'],
  name: 'No meaningful change',
  scope: 'exam',
  message: 'No meaningful change. Revisit diagnosis and flags.',
  when: '28 days or more after the first treatment began, with less than 30% improvement on every measure (average pain, Roland-Morris) recorded now and at the last visit on or before that treatment. A baseline of 0 is skipped; where a score is missing it says nothing.',
  sources: ['S32'],
  evidence: 'c',
  shipsOff: true,
  remark: 'The 30% is published (S32); no published source for the interval of 28 days.',
  fires: (facts) => {
    const since = facts.sinceTreatment()
    if (since === undefined || since.days < SETTLED_DAYS || since.compared.length === 0) return undefined
    if (since.compared.some(({ improvement }) => improvement >= MEANINGFUL)) return undefined
    return fired(
      'CHECK',
      since.compared.map(({ measure, baseline, now, improvement }) => ({
        path: MEASURES[measure].field,
        words: saidOf(PROMPT_TEXTS.score, {
          measure: said(MEASURES[measure].name),
          before: String(baseline),
          now: String(now),
          percent: signed(-improvement * 100),
        }),
        answer: `${String(baseline)} ${String(now)}`,
      })),
      [],
      [
        {
          path: 'plan.options',
          words: saidOf(PROMPT_TEXTS.since, { n: String(since.days), day: { day: since.begunOn } }),
          answer: since.begunOn,
        },
      ],
    )
  },
}
