import type { ExamBody } from '../records/exam'
import type { IsoDate, Uuid } from '../records/values'
import { answerPath, type AnswerPath, type FieldValue } from './answer'
import type { EarlierExam, ExamContext } from './context'
import { PLACES, type Place } from './definition'
import { earlierView, visitsBefore } from './view'

/**
 * The last value that a signed exam holds of a field, shown in pencil at a follow-up. It is worked out from signed
 * exams and stands in no draft: whatever reads a body (note, letter, sheet, register, prompts) cannot meet one.
 */
export interface Ghost {
  readonly value: FieldValue
  /** The visit that said it. */
  readonly visitOn: IsoDate
  readonly examId: Uuid
}
export type Ghosts = ReadonlyMap<AnswerPath, Ghost>

/**
 * Whether a field may ever stand as a ghost. Never: what is marked `fresh`, free prose (written anew or not at all),
 * and the fields of entries that belong to one visit (a picture, a procedure, a prescription).
 */
export const mayGhost = ({ field, part }: Pick<Place, 'field' | 'part'>): boolean =>
  field.fresh === undefined &&
  field.retired === undefined &&
  !(field.kind === 'text' && field.lines === 'many') &&
  (part.repeats === undefined || part.repeats.lasting === true)

const CARRIED = PLACES.filter(mayGhost)
const NONE: Ghosts = new Map()

/**
 * The ghosts of a visit by answer path, whether or not something was said today. For every field the newest visit that
 * counts: `unknown` is an answer and ends what stood before it; `not examined` and `not asked` say nothing, and the
 * value before them is still the last one.
 *
 * @returns none on a visit that follows up no other
 */
export function ghostsOf(
  { followsUp, visitOn }: Pick<ExamBody, 'followsUp' | 'visitOn'>,
  context: ExamContext,
): Ghosts {
  if (followsUp === undefined) return NONE
  const visits = visitsBefore({ visitOn, context })
  const known = lastSaid.get(visits)
  if (known !== undefined) return known
  const made = new Map<AnswerPath, Ghost>()
  for (const exam of visits) for (const [path, ghost] of saidAt(exam, context)) put(made, path, ghost)
  lastSaid.set(visits, made)
  return made
}
/** By the list of visits, which `visitsBefore` keeps as long as the context lives. */
const lastSaid = new WeakMap<readonly EarlierExam[], Ghosts>()

const put = (ghosts: Map<AnswerPath, Ghost>, path: AnswerPath, ghost: Ghost | undefined): void => {
  if (ghost === undefined) ghosts.delete(path)
  else ghosts.set(path, ghost)
}

/** What one signed exam says of the fields that may be carried; `undefined` where it says that nobody knows. */
function saidAt(exam: EarlierExam, context: ExamContext): readonly [AnswerPath, Ghost | undefined][] {
  const view = earlierView(exam, context)
  const { visitOn, examId } = exam
  const at = (place: Place, entryId?: string): [AnswerPath, Ghost | undefined][] => {
    const { answer } = view.at(place, entryId)
    const path = answerPath(place.field.id, entryId)
    if (answer?.is === 'value') return [[path, { value: answer.value, visitOn, examId }]]
    return answer?.is === 'unknown' ? [[path, undefined]] : []
  }
  return CARRIED.flatMap((place) =>
    place.group === undefined
      ? at(place)
      : view.entries(place.group).flatMap(({ entryId }) => at(place, entryId)),
  )
}
