import { isoToWords } from '../../dates/typed-date'
import { MEASURES } from '../../exam/outcomes/measures'
import { signed } from '../../exam/wording'
import { fired, type ExamRule } from '../rule'

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
        words: `${MEASURES[measure].name} ${String(baseline)} to ${String(now)} (${signed(-improvement * 100)}%)`,
        answer: `${String(baseline)} ${String(now)}`,
      })),
      [],
      [
        {
          path: 'plan.options',
          words: `${String(since.days)} days after treatment began on ${isoToWords(since.begunOn)}`,
          answer: since.begunOn,
        },
      ],
    )
  },
}
