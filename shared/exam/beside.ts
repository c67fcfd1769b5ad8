import type { ExamBody } from '../records/exam'
import { splitPath, type AnswerPath } from './answer'
import { findPlace, PLACES } from './definition'
import { answerAt, entriesOf, withAnswer, withConfirmed, withEntry, withRefused } from './edit'
import { answerWords, type Judged } from './projections/changes'
import { termsOf } from './projections/note'
import { typedBetween } from './typed-between'

/** What was typed beside a visit, as far as it is compared. */
export interface Kept {
  readonly body: ExamBody
  /** What was typed; empty where nobody knows what stood there before. */
  readonly paths: readonly AnswerPath[]
}

/** One answer that is not the same in the visit and beside it, in words. */
export interface BesideLine {
  readonly path: AnswerPath
  /** `R1 Tenderness`. */
  readonly label: string
  readonly here: string
  readonly beside: string
}

const NAMES = PLACES.filter(({ group }) => group === undefined).map(({ field }) => field.label)
/** Names that more than one section has ("In words"): those need the section's as well. */
const SHARED_NAMES = new Set(NAMES.filter((name, at) => NAMES.indexOf(name) !== at))

const isSaid = (body: ExamBody, path: AnswerPath): boolean =>
  answerAt(body, path) !== undefined || body.refused[path] !== undefined

/** Every answer that was typed beside a visit and is another in it now; what is the same needs nobody's choice. */
export function besideLines({ body: kept, paths }: Kept, { body, context }: Judged): readonly BesideLine[] {
  const typed = paths.length > 0 ? paths : typedBetween(body, kept).filter((path) => isSaid(kept, path))
  const [terms, keptTerms] = [termsOf(body, context), termsOf(kept, context)]
  return typed.flatMap((path) => {
    const { fieldId, entryId } = splitPath(path)
    const place = findPlace(fieldId)
    if (place === undefined) return []
    const wordsIn = (of: ExamBody, by: typeof terms): string =>
      of.refused[path] ?? answerWords(place, answerAt(of, path), by)
    const [here, beside] = [wordsIn(body, terms), wordsIn(kept, keptTerms)]
    if (here === beside) return []
    const known =
      place.group !== undefined && entriesOf(body, place.group).some((one) => one.entryId === entryId)
    const entry =
      place.group === undefined || entryId === undefined
        ? ''
        : `${(known ? terms : keptTerms).entryName(place.group, entryId)} `
    const name = place.field.label
    const shared = place.group === undefined && SHARED_NAMES.has(name)
    const label = shared ? `${place.section.title}, ${name.toLowerCase()}` : entry + name
    return [{ path, label: label.charAt(0).toUpperCase() + label.slice(1), here, beside }]
  })
}

/** The visit with one answer as it was typed beside it: value, refused text, reason; its entry too where that is missing. */
export function withTaken(body: ExamBody, kept: ExamBody, path: AnswerPath): ExamBody {
  const { fieldId, entryId } = splitPath(path)
  const group = findPlace(fieldId)?.group
  const missing =
    group !== undefined &&
    entryId !== undefined &&
    !entriesOf(body, group).some((entry) => entry.entryId === entryId)
  const into = missing ? withEntry(body, group, entryId) : body
  const refused = kept.refused[path]
  const taken =
    refused === undefined ? withAnswer(into, path, answerAt(kept, path)) : withRefused(into, path, refused)
  const confirmed = kept.confirmed[path]
  return confirmed === undefined ? taken : withConfirmed(taken, path, confirmed)
}
