import type { ExamBody } from '../../records/exam'
import type { ExamContext } from '../context'
import { GROUPS, PLACES, SECTIONS, type Place } from '../definition'
import type { Field } from '../field-kinds'
import { LETTER_TOPIC_LIST, LETTER_WORDS, UNSAID, type LetterSay, type LetterTopic } from '../letter'
import { viewOf } from '../validate'
import { paragraphOf, termsOf, type NoteParagraph, type Voice } from './note'

/** What one topic of a letter has to say. */
export interface LetterPassage {
  readonly topic: LetterTopic
  readonly paragraphs: readonly LetterParagraph[]
}
/** `group` where it is of an entry: a picture can be left out of a letter by its entry. */
export interface LetterParagraph extends NoteParagraph {
  readonly group?: string
}

const withOptions = (field: Field, words: NonNullable<LetterSay['options']>): Field =>
  field.kind !== 'choice' && field.kind !== 'choices'
    ? field
    : {
        ...field,
        options: field.options.map((option) => {
          const said = words[option.code]
          if (said === undefined) return option
          return { ...option, note: said, ...(option.exclusive && { alone: said }) }
        }),
      }

/** A field as a letter says it. */
const inLetter = (field: Field, { say, joins, options }: LetterSay): Field => {
  const { joins: own, ...rest } = options === undefined ? field : withOptions(field, options)
  const joint = joins === undefined ? own : joins
  return { ...rest, ...(say !== undefined && { say }), ...(joint != null && { joins: joint }) }
}

const words: Readonly<Partial<Record<string, LetterSay | typeof UNSAID>>> = LETTER_WORDS
const inVoice = (place: Place): Place | undefined => {
  const said = words[place.field.id]
  if (said === UNSAID) return undefined
  return said === undefined ? place : { ...place, field: inLetter(place.field, said) }
}
const spoken: ReadonlyMap<Place, Place | undefined> = new Map(PLACES.map((place) => [place, inVoice(place)]))
const LETTER_VOICE: Voice = { says: (place) => spoken.get(place), spelled: true }

const partsById = new Map(SECTIONS.flatMap(({ parts }) => parts).map((part) => [part.id, part]))
const groups = new Map(GROUPS.map((group) => [group.part.id, group.group]))

/**
 * A visit as it is told to a colleague, topic by topic: what was found and what was not asked or not examined, in the
 * same answers and by the same phrases as the note, in sentences. Topics on which nothing was said have no paragraphs.
 * Driven by the definition; it knows no field by name.
 */
export function letterOf(body: ExamBody, context: ExamContext): readonly LetterPassage[] {
  const view = viewOf(body, context)
  const terms = termsOf(body, context)
  return LETTER_TOPIC_LIST.map(([topic, { parts }]) => ({
    topic,
    paragraphs: parts.flatMap((id): LetterParagraph[] => {
      const part = partsById.get(id)
      if (part === undefined) return []
      const group = groups.get(id)
      if (group === undefined) return paragraphOf(part, view, terms, undefined, LETTER_VOICE)
      return view
        .entries(group)
        .flatMap(({ entryId }) =>
          paragraphOf(part, view, terms, entryId, LETTER_VOICE).map((paragraph) => ({ ...paragraph, group })),
        )
    }),
  }))
}
