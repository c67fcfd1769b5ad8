import type { Instant, Uuid } from '../records/values'
import {
  answerPath,
  splitPath,
  type Answer,
  type AnswerPath,
  type ExamAnswers,
  type FieldValue,
  type GroupEntry,
} from './answer'
import { DEFINITION_VERSION, findPlace, PLACES, type GroupId } from './definition'
import type { Field } from './field-kinds'

/** Answers of an exam in which nobody has said anything yet. No field has a default. */
export const emptyAnswers = (): ExamAnswers => ({
  definitionVersion: DEFINITION_VERSION,
  values: {},
  groups: {},
})

const without = <T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key))
const put = (values: Readonly<Record<string, Answer>>, id: string, answer: Answer | undefined) =>
  answer === undefined ? without(values, id) : { ...values, [id]: answer }

/** The answers with one changed, or taken away. A path into an entry that is not there changes nothing. */
export function withAnswer(answers: ExamAnswers, path: AnswerPath, answer: Answer | undefined): ExamAnswers {
  const { fieldId, entryId } = splitPath(path)
  const group = findPlace(fieldId)?.group
  if (group === undefined || entryId === undefined)
    return { ...answers, values: put(answers.values, fieldId, answer) }
  const entries = (answers.groups[group] ?? []).map((entry) =>
    entry.entryId === entryId ? { ...entry, values: put(entry.values, fieldId, answer) } : entry,
  )
  return { ...answers, groups: { ...answers.groups, [group]: entries } }
}

/** The stored answer at a path, whether or not it counts. */
export function storedAnswer(answers: ExamAnswers, path: AnswerPath): Answer | undefined {
  const { fieldId, entryId } = splitPath(path)
  const group = findPlace(fieldId)?.group
  return group === undefined
    ? answers.values[fieldId]
    : answers.groups[group]?.find((entry) => entry.entryId === entryId)?.values[fieldId]
}

/** The answers with an empty entry added to a group. */
export const withEntry = (answers: ExamAnswers, group: GroupId, entryId: Uuid): ExamAnswers => ({
  ...answers,
  groups: { ...answers.groups, [group]: [...(answers.groups[group] ?? []), { entryId, values: {} }] },
})

export const withoutEntry = (answers: ExamAnswers, group: GroupId, entryId: Uuid): ExamAnswers => ({
  ...answers,
  groups: {
    ...answers.groups,
    [group]: (answers.groups[group] ?? []).filter((entry: GroupEntry) => entry.entryId !== entryId),
  },
})

/** Fields of a part that "all asked, none present" answers. */
export const screenedIn = (partId: string) =>
  PLACES.filter(({ part, field }) => part.id === partId && field.screened !== undefined)

/** What "all asked, none present" says of a field; nothing where it is not part of a screen. */
export const screenedValue = ({ kind, screened }: Field): FieldValue | undefined =>
  screened !== undefined && kind === 'choices' ? [String(screened)] : screened

/**
 * "All asked, none present" (ruling 23): one deliberate action that writes every single answer with its time.
 * Answers already given stand. Never a default, never carried forward.
 *
 * @param entryId the card that stands open, where the part is repeated
 */
export function answerAllNone(
  answers: ExamAnswers,
  partId: string,
  at: Instant,
  by: Uuid,
  entryId?: string,
): ExamAnswers {
  return screenedIn(partId).reduce((all, { field }) => {
    const path = answerPath(field.id, entryId)
    const [given, value] = [storedAnswer(all, path), screenedValue(field)]
    if (value === undefined || (given !== undefined && given.is !== 'notAsked')) return all
    return withAnswer(all, path, { is: 'value', value, at, by, via: 'allNone' })
  }, answers)
}
