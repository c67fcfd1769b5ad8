import type { ExamBody } from '../records/exam'
import { answerPath, splitPath, type AnswerPath, type FieldValue } from './answer'
import type { ExamContext } from './context'
import { findPlace, PLACES, type Place } from './definition'
import { answerAt, withAnswer, withFelt, type OpenPart } from './edit'
import { ghostsOf, mayGhost, type Ghost } from './ghosts'
import { viewOf } from './validate'

/**
 * "Examined today, the same": the one way from a ghost to an answer. A person says it of a field, or of the card or
 * part that stands open; what cannot be seen cannot be attested.
 */

/** The ghost that stands at a path now: shown, and nothing was said or typed in its place today. */
export function ghostAt(body: ExamBody, context: ExamContext, path: AnswerPath): Ghost | undefined {
  if (body.followsUp === undefined) return undefined
  const { fieldId, entryId } = splitPath(path)
  const place = findPlace(fieldId)
  if (place === undefined || !mayGhost(place)) return undefined
  if (answerAt(body, path) !== undefined || body.refused[path] !== undefined) return undefined
  const ghost = ghostsOf(body, context).get(path)
  return ghost !== undefined && viewOf(body, context).at(place, entryId).shown ? ghost : undefined
}

const attested = (body: ExamBody, path: AnswerPath, ghost: Ghost, at: string, by: string): ExamBody =>
  withAnswer(body, path, { is: 'value', value: ghost.value, at, by, via: 'same', sameAs: ghost.examId })

/** Says of one field that it was examined today and is the same. Nothing happens where no ghost stands. */
export function withSame(
  body: ExamBody,
  context: ExamContext,
  path: AnswerPath,
  at: string,
  by: string,
): ExamBody {
  const ghost = ghostAt(body, context, path)
  return ghost === undefined ? body : attested(body, path, ghost, at, by)
}

/** The body after "the same" for all that stands open, and the paths that it was said of. */
export interface SaidSame {
  readonly body: ExamBody
  readonly said: readonly AnswerPath[]
}

/**
 * Says of everything that stands open, and that nobody has answered today, that it is the same. A field that one of
 * these answers brings up (measured by, for a size) is said with it. Answers given today stay; a card of a nodule on
 * which nothing differs is then "the same" as a whole, and otherwise its status is left to be said.
 */
export function withAllSame(
  body: ExamBody,
  context: ExamContext,
  open: OpenPart,
  at: string,
  by: string,
): SaidSame {
  const places = PLACES.filter(({ part }) => part.id === open.partId)
  const said: AnswerPath[] = []
  let now = body
  for (;;) {
    // One look at the form per round: what an answer brings up is said in the next.
    const before = now
    for (const { field } of places) {
      const path = answerPath(field.id, open.entryId)
      const ghost = ghostAt(before, context, path)
      if (ghost === undefined) continue
      now = attested(now, path, ghost, at, by)
      said.push(path)
    }
    if (now === before) break
  }
  const [first] = places
  if (first?.group !== 'nodule' || open.entryId === undefined || said.length === 0) return { body: now, said }
  const whole = differsToday(now, context, places, open.entryId)
    ? now
    : withStatusSame(now, open.entryId, at, by)
  return { body: withFelt(whole, at, by, 'entered'), said }
}

const equal = (one: FieldValue, other: FieldValue): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Something on the card was said today that the visit before says otherwise. */
function differsToday(
  body: ExamBody,
  context: ExamContext,
  places: readonly Place[],
  entryId: string,
): boolean {
  const ghosts = ghostsOf(body, context)
  return places.some(({ field }) => {
    const path = answerPath(field.id, entryId)
    const [ghost, answer] = [ghosts.get(path), answerAt(body, path)]
    if (ghost === undefined || answer === undefined) return false
    return answer.is !== 'value' || !equal(answer.value, ghost.value)
  })
}

function withStatusSame(body: ExamBody, entryId: string, at: string, by: string): ExamBody {
  const path = answerPath('nodule.status', entryId)
  return answerAt(body, path) === undefined && body.refused[path] === undefined
    ? withAnswer(body, path, { is: 'value', value: 'same', at, by, via: 'entered' })
    : body
}

/** A ghost that nobody has said or replaced: not examined today. */
export interface LeftOpen {
  readonly path: AnswerPath
  readonly place: Place
  readonly entryId?: string
  readonly ghost: Ghost
}

/** What can stand open, part by part in examination order. */
const MAY_STAND = PLACES.filter(mayGhost)
const CARRIED = [...new Set(MAY_STAND.map(({ part }) => part))].map((part) =>
  MAY_STAND.filter((place) => place.part === part),
)

/**
 * Every ghost that still stands, in examination order: what is in no note because nobody said it today. `within`: only
 * those of one part or card.
 */
export function leftOpen(body: ExamBody, context: ExamContext, within?: OpenPart): readonly LeftOpen[] {
  if (body.followsUp === undefined) return []
  const view = viewOf(body, context)
  const at = (place: Place, entryId?: string): LeftOpen[] => {
    const path = answerPath(place.field.id, entryId)
    const ghost = ghostAt(body, context, path)
    return ghost === undefined ? [] : [{ path, place, ghost, ...(entryId !== undefined && { entryId }) }]
  }
  return CARRIED.flatMap((places) => {
    const [first] = places
    if (first === undefined || (within !== undefined && first.part.id !== within.partId)) return []
    if (first.group === undefined) return places.flatMap((place) => at(place))
    return view
      .entries(first.group)
      .filter(({ entryId }) => within === undefined || entryId === within.entryId)
      .flatMap(({ entryId }) => places.flatMap((place) => at(place, entryId)))
  })
}
