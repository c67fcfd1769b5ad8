import type { ExamBody } from '../records/exam'
import { asIs, joined, said, type Said } from '../records/said'
import { sayIn, type Terms } from './codec'
import { splitPath, type AnswerPath } from './answer'
import { findPlace, PLACES } from './definition'
import { answerAt, entriesOf, withAnswer, withConfirmed, withEntry, withRefused } from './edit'
import { answerWords, type Judged } from './projections/changes'
import { termsOf } from './projections/note'
import { typedBetween } from './typed-between'
import { capital } from './wording'

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

/** A field by its section, for whoever says it in another language. */
export const OF_SECTION = '{section}, {field}'

/**
 * Every answer that was typed beside a visit and is another in it now; what is the same needs nobody's choice.
 *
 * @param told how a screen says it, where it is not shown in English
 */
export function besideLines(
  { body: kept, paths }: Kept,
  { body, context }: Judged,
  told: Pick<Terms, 'say'> = {},
): readonly BesideLine[] {
  const typed = paths.length > 0 ? paths : typedBetween(body, kept).filter((path) => isSaid(kept, path))
  const [terms, keptTerms] = [termsOf(body, context, told), termsOf(kept, context, told)]
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
    const name = said(place.field.label, place.field.id)
    const label = (): Said => {
      if (place.group !== undefined && entryId !== undefined)
        return joined([asIs((known ? terms : keptTerms).entryName(place.group, entryId)), name], ' ')
      if (!SHARED_NAMES.has(place.field.label)) return name
      return {
        text: OF_SECTION,
        en: `${place.section.title}, ${place.field.label.toLowerCase()}`,
        slots: { section: said(place.section.title), field: name },
      }
    }
    return [{ path, label: capital(sayIn(told, label())), here, beside }]
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
