import type { ExamBody } from '../../records/exam'
import type { ExamContext } from '../context'
import { placeOf, type FieldId } from '../definition'
import { viewOf } from '../validate'
import { termsOf } from './note'
import { SUMMARY_FIELDS, summaryPhrase } from './phrases'

/** The visit in one line: `follow-up, R1 25 × 16, pain 6, likely back mouse`. Empty if nothing was said. */
export function visitSummary(body: ExamBody, context: ExamContext): string {
  const view = viewOf(body, context)
  const terms = termsOf(body, context)
  return SUMMARY_FIELDS.flatMap((field) => {
    const place = placeOf(field.id as FieldId)
    if (place.group === undefined) {
      const { answer } = view.at(place)
      return answer?.is === 'value' ? [summaryPhrase(field, answer, terms)] : []
    }
    const { group } = place
    return view.entries(group).flatMap(({ entryId }) => {
      const { answer } = view.at(place, entryId)
      return answer?.is === 'value'
        ? [`${terms.entryName(group, entryId)} ${summaryPhrase(field, answer, terms)}`]
        : []
    })
  }).join(', ')
}
