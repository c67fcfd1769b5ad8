import type { RuleInput } from '../rule-input'
import type { ExamRule } from '../rule'

/** Completed weeks from which an NSAID is usually avoided (S25). */
const NSAID_STOP_WEEKS = 20
/** mL/min/1.73 m², below which an NSAID is usually avoided (S26). */
const NSAID_STOP_EGFR = 30

export const R20: ExamRule = {
  id: 'R20',
  name: 'NSAID usually avoided',
  scope: 'exam',
  message: 'NSAID usually avoided: {list}. Record reason to continue.',
  sources: ['S25', 'S26'],
  evidence: 'a',
  fires: (facts) => {
    if (!facts.nsaidChosen()) return undefined
    const egfr = facts.number('medicines.egfr')
    const weeks = facts.number('contributors.pregnancyWeeks')
    const pregnancy: RuleInput[] =
      facts.is('contributors.pregnancy', 'pregnant') && (weeks === undefined || weeks >= NSAID_STOP_WEEKS)
        ? [
            {
              path: 'contributors.pregnancy',
              words:
                weeks === undefined ? 'pregnant, weeks not recorded' : `pregnant, ${String(weeks)} weeks`,
              answer: String(weeks),
            },
          ]
        : []
    const inputs = [
      ...pregnancy,
      ...facts.inputIf('medicines.nsaidRisks', 'reaction', 'ulcer', 'heartFailure', 'liver'),
      ...(egfr !== undefined && egfr < NSAID_STOP_EGFR ? facts.inputIfAnswered('medicines.egfr') : []),
      ...facts.inputIfNot('medicines.anticoagulant', 'none'),
    ]
    return inputs.length === 0 ? undefined : { level: 'STOP', inputs }
  },
}
