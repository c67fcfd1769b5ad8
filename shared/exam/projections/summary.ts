import type { ExamBody } from '../../records/exam'
import { joined, type Said } from '../../records/said'
import type { ExamContext } from '../context'
import { placeOf, type FieldId } from '../definition'
import { viewOf } from '../validate'
import { entryNames, termsOf } from './note'
import { SUMMARY_FIELDS, summaryPhrase } from './phrases'

/** The visit in one line: `follow-up, R1 25 × 16, pain 6`. Empty if nothing was said. The screen says it in its language. */
export function visitSummary(body: ExamBody, context: ExamContext): Said {
  const view = viewOf(body, context)
  const [terms, nameOf] = [termsOf(body, context), entryNames(body, context)]
  const phrases = SUMMARY_FIELDS.flatMap((field): Said[] => {
    const place = placeOf(field.id as FieldId)
    if (place.group === undefined) {
      const { answer } = view.at(place)
      return answer?.is === 'value' ? [summaryPhrase(field, answer, terms)] : []
    }
    const { group } = place
    return view.entries(group).flatMap(({ entryId }) => {
      const { answer } = view.at(place, entryId)
      return answer?.is === 'value'
        ? [joined([nameOf(group, entryId), summaryPhrase(field, answer, terms)], ' ')]
        : []
    })
  })
  return joined(phrases, 'phrases')
}
