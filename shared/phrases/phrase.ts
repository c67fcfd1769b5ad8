import { z } from 'zod'
import { uuid } from '../records/values'

/** What a phrase is called by: a point and letters, digits or hyphens, as typed in a field (`.sitting`). */
export const PHRASE_NAME = /^[a-z][a-z0-9-]{0,23}$/u

/**
 * A smart phrase: text with stops. `[[what]]` must be filled before the visit can be signed, `[[what?]]` may be left
 * and then goes away, `[[one|two|three]]` offers a pick-list, `[[=field.id]]` takes what that field says now.
 */
export const phrase = z.object({
  phraseId: uuid,
  revision: z.int().positive(),
  name: z.string().regex(PHRASE_NAME),
  text: z.string().trim().min(1).max(4000),
  /** Whose it is; null for the clinic's own. A personal phrase of the same name goes before the clinic's. */
  personId: uuid.nullable(),
})
export type Phrase = z.infer<typeof phrase>
export const phraseInput = phrase.pick({ name: true, text: true })
export type PhraseInput = z.infer<typeof phraseInput>

/** A place in a text that waits to be filled. Offsets count UTF-16 units, as text boxes do. */
export interface Stop {
  readonly from: number
  readonly to: number
  /** What belongs here, without the brackets. */
  readonly says: string
  /** Two or more for a pick-list. */
  readonly options: readonly string[]
  readonly required: boolean
}

const STOP = /\[\[([^[\]\n]{1,200})\]\]/gu

const stopOf = (inner: string, from: number, to: number): Stop => {
  const optional = inner.endsWith('?')
  const says = (optional ? inner.slice(0, -1) : inner).trim()
  const options = says.includes('|') ? says.split('|').map((option) => option.trim()) : []
  return { from, to, says, options: options.filter((option) => option !== ''), required: !optional }
}

/** Every stop of a text, in reading order. */
export const stopsIn = (text: string): readonly Stop[] =>
  [...text.matchAll(STOP)].map((match) => stopOf(match[1] ?? '', match.index, match.index + match[0].length))

/** What belongs at a stop, for people. */
export const stopWords = ({ says, options }: Stop): string =>
  options.length > 1 ? options.join(' or ') : says

/** Stops that stand between a text and its signature. */
export const unfilledIn = (text: string): readonly Stop[] => stopsIn(text).filter((stop) => stop.required)

/** The stop after a place in the text, round to the first; none where there is none. */
export const nextStop = (text: string, after: number): Stop | undefined => {
  const stops = stopsIn(text)
  return stops.find((stop) => stop.from >= after) ?? stops[0]
}

/** The text without its optional stops, and without the blank or comma that led to each. */
export const withoutOptional = (text: string): string =>
  stopsIn(text)
    .filter((stop) => !stop.required)
    .reduceRight((rest, stop) => {
      const before = rest.slice(0, stop.from).replace(/[,;]?[ \t]+$/u, '')
      return `${before}${rest.slice(stop.to)}`
    }, text)

/** The word before the caret that may call a phrase: `.sitting`; none where no point starts it. */
export const callBefore = (
  text: string,
  caret: number,
): { readonly name: string; readonly from: number } | undefined => {
  const match = /(?:^|[\s([])\.([a-z][a-z0-9-]*)$/u.exec(text.slice(0, caret))
  const name = match?.[1]
  return name === undefined ? undefined : { name, from: caret - name.length - 1 }
}

/** The phrase of a name that this person sees: their own before the clinic's. */
export const findPhrase = (phrases: readonly Phrase[], name: string, personId: string): Phrase | undefined =>
  phrases.find((one) => one.name === name && one.personId === personId) ??
  phrases.find((one) => one.name === name && one.personId === null)

/**
 * The text of a phrase as it goes into a field. `[[=field.id]]` becomes what `live` says of that field; where it says
 * nothing, a stop that must be filled stays, so that nobody signs a value that was never asked.
 *
 * @param live what a field says today in words, by its id; undefined where nothing was said today
 */
export const expand = (text: string, live: (fieldId: string) => string | undefined): string =>
  stopsIn(text)
    .filter((stop) => stop.says.startsWith('='))
    .reduceRight((rest, stop) => {
      const fieldId = stop.says.slice(1).trim()
      const said = live(fieldId)
      return `${rest.slice(0, stop.from)}${said ?? `[[${fieldId}]]`}${rest.slice(stop.to)}`
    }, text)

/** A text in which a call was replaced by its phrase, and where the caret goes: the first stop, or behind it. */
export interface Expanded {
  readonly text: string
  readonly from: number
  readonly to: number
}
export const replaceCall = (
  text: string,
  call: { readonly from: number },
  caret: number,
  expanded: string,
): Expanded => {
  const whole = `${text.slice(0, call.from)}${expanded}${text.slice(caret)}`
  const stop = stopsIn(whole).find((one) => one.from >= call.from && one.to <= call.from + expanded.length)
  const end = call.from + expanded.length
  return { text: whole, from: stop?.from ?? end, to: stop?.to ?? end }
}
