import type { ExamBody, Disposition } from '../records/exam'
import { inFrame, shifted, sideAt, zoneAt } from '../bodymap'
import {
  answerPath,
  splitPath,
  type Answer,
  type AnswerPath,
  type BodyPoint,
  type Confirmation,
  type FieldValue,
  type GroupEntry,
  type Outline,
} from './answer'
import * as answers from './answers'
import { storedAnswer } from './answers'
import type { FieldId, GroupId } from './definition'

/** What stands open: a part of a section, or one card of a repeated part. */
export interface OpenPart {
  readonly partId: string
  readonly entryId?: string | undefined
}

/**
 * Changes of a visit as pure functions: each answers a new body and leaves the old one as it was, so that undo is
 * the body before. Nothing here judges an answer; see `checks.ts`.
 */

const without = <T>(record: Readonly<Record<string, T>>, ...keys: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)))

/** Entries of a repeated group in the order in which they were added. */
export const entriesOf = (body: ExamBody, group: GroupId): readonly GroupEntry[] =>
  body.answers.groups[group] ?? []

/** The answer that stands at a path, whatever its state; none for an empty field. */
export const answerAt = (body: ExamBody, path: AnswerPath): Answer | undefined =>
  storedAnswer(body.answers, path)

/** Puts an answer in place, or takes it away; what was refused or confirmed at that path no longer stands. */
export const withAnswer = (body: ExamBody, path: AnswerPath, answer: Answer | undefined): ExamBody => ({
  ...body,
  answers: answers.withAnswer(body.answers, path, answer),
  refused: without(body.refused, path),
  confirmed: without(body.confirmed, path),
})

/** Keeps text that was typed and cannot be taken. No answer stands beside it. */
export const withRefused = (body: ExamBody, path: AnswerPath, text: string): ExamBody => {
  const emptied = withAnswer(body, path, undefined)
  return { ...emptied, refused: { ...emptied.refused, [path]: text } }
}

/** Records why an unlikely answer is kept. */
export const withConfirmed = (body: ExamBody, path: AnswerPath, confirmation: Confirmation): ExamBody => ({
  ...body,
  confirmed: { ...body.confirmed, [path]: confirmation },
})

/** Adds an empty entry to a repeated group. */
export const withEntry = (body: ExamBody, group: GroupId, entryId: string): ExamBody => ({
  ...body,
  answers: answers.withEntry(body.answers, group, entryId),
})

/** Adds empty entries to a repeated group, where they are not there yet. */
export const withEntries = (body: ExamBody, group: GroupId, entryIds: readonly string[]): ExamBody => {
  const has = new Set(entriesOf(body, group).map((entry) => entry.entryId))
  return entryIds.filter((id) => !has.has(id)).reduce((next, id) => withEntry(next, group, id), body)
}

/** Takes an entry away, with all that was refused or confirmed in it. */
export const withoutEntry = (body: ExamBody, group: GroupId, entryId: string): ExamBody => {
  const ofEntry = (path: AnswerPath): boolean => splitPath(path).entryId === entryId
  const drop = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
    without(record, ...Object.keys(record).filter(ofEntry))
  // What is drawn over a picture goes with it.
  const marks = group === 'image' ? body.marks?.filter((mark) => mark.entryId !== entryId) : body.marks
  return {
    ...body,
    answers: answers.withoutEntry(body.answers, group, entryId),
    refused: drop(body.refused),
    confirmed: drop(body.confirmed),
    ...(marks && { marks }),
  }
}

/**
 * "All asked, none present" (ruling 23): each single answer of the part or card, where nothing was answered or refused.
 *
 * @param beside paths that stay as they are: where a ghost stands, its own key says what was found today
 */
export const withAllNone = (
  body: ExamBody,
  open: OpenPart,
  at: string,
  by: string,
  beside: readonly AnswerPath[] = [],
): ExamBody => {
  const said = answers.answerAllNone(body.answers, open.partId, at, by, open.entryId)
  return [...Object.keys(body.refused), ...beside].reduce<ExamBody>(
    (next, path) => ({
      ...next,
      answers: answers.withAnswer(next.answers, path, storedAnswer(body.answers, path)),
    }),
    { ...body, answers: said },
  )
}

const saidByHand = (answer: Answer | undefined): boolean => answer !== undefined && answer.via !== 'map'

/** The outline goes with its nodule: it says how far the nodule reaches, not where on the body a line was drawn. */
function withOutlineMoved(body: ExamBody, entryId: string, to: BodyPoint): ExamBody {
  const path = answerPath('nodule.outline', entryId)
  const [drawn, placed] = [answerAt(body, path), answerAt(body, answerPath('nodule.point', entryId))]
  if (drawn?.is !== 'value' || placed?.is !== 'value') return body
  const outline = drawn.value as Outline
  const [from, there] = [placed.value as BodyPoint, to].map((point) => inFrame(point, outline.mapVersion))
  if (from === undefined || there === undefined) return body
  const ring = shifted(outline.ring, there.xMm - from.xMm, there.yMm - from.yMm)
  return withAnswer(body, path, { ...drawn, value: { ...outline, ring } })
}

/**
 * Puts a nodule at a place and fills side and zone in from it (ruling 4). What a person answered stays as answered:
 * a side that follows a slip of the hand across the midline would hide the very slip that the guard looks for.
 */
export function withPlace(
  body: ExamBody,
  entryId: string,
  point: BodyPoint,
  at: string,
  by: string,
): ExamBody {
  const put = (old: ExamBody, fieldId: FieldId, value: FieldValue): ExamBody =>
    withAnswer(old, answerPath(fieldId, entryId), { is: 'value', value, at, by, via: 'map' })
  const fill = (old: ExamBody, fieldId: FieldId, value: FieldValue): ExamBody =>
    saidByHand(answerAt(old, answerPath(fieldId, entryId))) ? old : put(old, fieldId, value)
  const moved = withOutlineMoved(body, entryId, point)
  return fill(
    fill(put(moved, 'nodule.point', point), 'nodule.side', sideAt(point)),
    'nodule.zone',
    zoneAt(point),
  )
}

/**
 * Something was felt, since it was placed, or found the same; "palpated, none felt" said by hand stays and is asked
 * about.
 */
export const withFelt = (
  body: ExamBody,
  at: string,
  by: string,
  via: Extract<Answer['via'], 'map' | 'entered'> = 'map',
): ExamBody => {
  const said = answerAt(body, 'palpation.result')
  return said?.is === 'value' && saidByHand(said)
    ? body
    : withAnswer(body, 'palpation.result', { is: 'value', value: 'felt', at, by, via })
}

/** Makes the visit the follow-up of a signed one, which is also what is then said of its type. */
export const withFollowUp = (body: ExamBody, followsUp: string, at: string, by: string): ExamBody => {
  const typed = answerAt(body, 'visit.type')
  const named =
    typed === undefined
      ? withAnswer(body, 'visit.type', { is: 'value', value: 'followUp', at, by, via: 'entered' })
      : body
  return { ...named, followsUp }
}

/** Adds what was said to a prompt; the latest on the same inputs counts. */
export const withDisposition = (body: ExamBody, disposition: Disposition): ExamBody => ({
  ...body,
  dispositions: [...body.dispositions, disposition],
})
