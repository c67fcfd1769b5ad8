import type { ExamBody } from '../records/exam'
import { answerPath, splitPath, type Answer, type AnswerPath, type GroupEntry } from './answer'
import { emptyAnswers } from './answers'
import { findPlace, type FieldId, type GroupId } from './definition'

/** What a visit is in the chart of the patient whose visit it was. */
export interface MovedBody {
  readonly body: ExamBody
  /** New entry id by the one it had. */
  readonly entryIds: ReadonlyMap<string, string>
  /** Answers that did not go along, because they spoke of the other chart. */
  readonly left: readonly AnswerPath[]
}

const NODULE: GroupId = 'nodule'
/** Says what became of a nodule since the record: in another record it says nothing. */
const AGAINST_RECORD: readonly FieldId[] = ['nodule.status']

/**
 * A visit as it goes to the chart of another patient. Nothing in it may point at what the chart that it leaves knows:
 * every nodule, procedure and picture gets an identity of its own, so that no nodule of one patient is ever one of the
 * other's; and what was only said against that chart stays behind, to be asked again: "the same as last time", what
 * became of a nodule it knew, a reference to an earlier visit, a reason for keeping an answer.
 *
 * @param known entry ids of the nodules that the chart knew before this visit
 * @param newId makes an id
 */
export function movedBody(body: ExamBody, known: ReadonlySet<string>, newId: () => string): MovedBody {
  const entryIds = new Map<string, string>()
  const left: AnswerPath[] = []
  const staysBehind = (fieldId: string, answer: Answer, entryId?: string): boolean =>
    answer.via === 'same' ||
    (entryId !== undefined && known.has(entryId) && AGAINST_RECORD.some((id) => id === fieldId))

  const kept = (values: GroupEntry['values'], entryId?: string): Record<string, Answer> =>
    Object.fromEntries(
      Object.entries(values).filter(([fieldId, answer]) => {
        const stays = staysBehind(fieldId, answer, entryId)
        if (stays) left.push(answerPath(fieldId, entryId))
        return !stays
      }),
    )
  const groups = Object.entries(body.answers.groups).map(
    ([group, entries]) =>
      [
        group,
        entries
          .map((entry) => ({ ...entry, values: kept(entry.values, entry.entryId) }))
          // A card that only stood there because the other chart knows the nodule.
          .filter(({ entryId, values }) => {
            const goes = group !== NODULE || !known.has(entryId) || Object.keys(values).length > 0
            if (goes) entryIds.set(entryId, newId())
            return goes
          }),
      ] as const,
  )

  const idOf = (entryId: string): string => entryIds.get(entryId) ?? entryId
  /** References go by the new ids; one that names nothing in this visit stays behind. */
  const pointed = (values: Record<string, Answer>, entryId?: string): Record<string, Answer> =>
    Object.fromEntries(
      Object.entries(values).flatMap(([fieldId, answer]) => {
        if (findPlace(fieldId)?.field.kind !== 'entryRef' || answer.is !== 'value') return [[fieldId, answer]]
        const to = typeof answer.value === 'string' ? entryIds.get(answer.value) : undefined
        if (to !== undefined) return [[fieldId, { ...answer, value: to }]]
        left.push(answerPath(fieldId, entryId))
        return []
      }),
    )
  const path = (from: AnswerPath): AnswerPath | undefined => {
    const { fieldId, entryId } = splitPath(from)
    if (entryId === undefined) return from
    const to = entryIds.get(entryId)
    return to === undefined ? undefined : answerPath(fieldId, to)
  }
  return {
    entryIds,
    body: {
      visitOn: body.visitOn,
      answers: {
        ...body.answers,
        values: pointed(kept(body.answers.values)),
        groups: Object.fromEntries(
          groups.map(([group, entries]) => [
            group,
            entries.map(({ entryId, values }) => ({
              entryId: idOf(entryId),
              values: pointed(values, entryId),
            })),
          ]),
        ),
      },
      refused: Object.fromEntries(
        Object.entries(body.refused).flatMap(([from, text]) => {
          const to = path(from)
          return to === undefined ? [] : [[to, text]]
        }),
      ),
      confirmed: {},
      dispositions: body.dispositions.flatMap((one) => {
        if (one.entryId === undefined) return [one]
        const entryId = entryIds.get(one.entryId)
        return entryId === undefined ? [] : [{ ...one, entryId }]
      }),
    },
    left,
  }
}

/** What stands in the chart that a visit was taken out of: the day, and nothing that was found. */
export const emptiedBody = ({ visitOn }: ExamBody): ExamBody => ({
  visitOn,
  answers: emptyAnswers(),
  refused: {},
  confirmed: {},
  dispositions: [],
})
