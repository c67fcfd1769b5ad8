import type { ExamBody } from '../../records/exam'
import { asIs, said, saidOf, type Said as Telling } from '../../records/said'
import { sayIn, type Terms } from '../codec'
import type { ExamContext } from '../context'
import { PLACES, SECTIONS, type Place, type SectionId } from '../definition'
import type { Part } from '../field-kinds'
import { labelsIn } from '../labels'
import { viewOf } from '../validate'
import type { ExamView } from '../view'
import { absentProse, proseOf, screenProse, type Said } from './phrases'

/** One paragraph: of a part, or of one entry of a group. Its key stays while the words change. */
export interface NoteParagraph {
  readonly key: string
  /** `R1` on the paragraph of a nodule. */
  readonly label?: string
  readonly entryId?: string
  readonly sentences: readonly string[]
}
export interface NoteSection {
  readonly sectionId: SectionId
  readonly heading: string
  readonly paragraphs: readonly NoteParagraph[]
}

/**
 * Words for entries that others refer to: a nodule by its label, anything else by its kind and number.
 *
 * @param told how a screen says them; what is kept and printed is in English
 */
export function termsOf(
  body: Pick<ExamBody, 'answers'>,
  context: ExamContext,
  told: Pick<Terms, 'say'> = {},
): Terms {
  const nameOf = entryNames(body, context)
  return {
    country: context.country,
    entryName: (group, entryId) => sayIn(told, nameOf(group, entryId)),
    ...told,
  }
}

/** The same names as texts with places, for whoever does not know yet in which language they are said. */
export function entryNames(
  body: Pick<ExamBody, 'answers'>,
  context: ExamContext,
): (group: string, entryId: string) => Telling {
  const labels = labelsIn(body.answers, context)
  return (group, entryId) => {
    const label = labels[entryId]
    return label === undefined ? entryNumber(group, entryId, body, context) : asIs(label)
  }
}

/** Entries without a label, for whoever says them in another language. */
export const ENTRY_TEXTS = { earlier: '{name} of {day}', numbered: '{name} {n}' } as const

function entryNumber(
  group: string,
  entryId: string,
  { answers }: Pick<ExamBody, 'answers'>,
  { earlier }: ExamContext,
): Telling {
  const parts = SECTIONS.flatMap((section) => section.parts)
  const words = parts.find(({ repeats }) => repeats?.group === group)?.repeats?.entry ?? group
  const holds = (from: ExamBody['answers']) =>
    (from.groups[group] ?? []).findIndex((entry) => entry.entryId === entryId)
  const here = holds(answers)
  const before = earlier.find((exam) => holds(exam.answers) >= 0)
  return before && here < 0
    ? saidOf(ENTRY_TEXTS.earlier, { name: said(words), day: { day: before.visitOn } })
    : saidOf(ENTRY_TEXTS.numbered, { name: said(words), n: String(here + 1) })
}

const placesOf = (part: Part): readonly Place[] => PLACES.filter((place) => place.part === part)

/** How a document speaks: the place with the words it has there, or nothing for what it does not say. */
export interface Voice {
  readonly says: (place: Place) => Place | undefined
  /** Names what was asked and is absent. */
  readonly spelled: boolean
}
const NOTE_VOICE: Voice = { says: (place) => place, spelled: false }

/** All that one part, or one entry of it, says in a voice; nothing where nothing was said. */
export function paragraphOf(
  part: Part,
  view: ExamView,
  terms: Terms,
  entryId?: string,
  voice: Voice = NOTE_VOICE,
): NoteParagraph[] {
  const places = placesOf(part).flatMap((own) => {
    const place = voice.says(own)
    return place === undefined ? [] : [{ place, ...view.at(own, entryId) }]
  })
  const counted = part.screen === 'count' ? places.filter(({ place }) => place.field.screened) : []
  const rest = places.filter((item) => !counted.includes(item))
  const said = rest.flatMap(({ place, answer }): Said[] =>
    answer ? [{ place, answer, ...(entryId !== undefined && { entryId }) }] : [],
  )
  const whole = rest.every(({ place, shown, answer }) => !shown || place.field.kind === 'text' || answer)
  const screened = counted.filter(({ shown }) => shown)
  const sentences = [
    ...screenProse(screened, terms),
    ...proseOf(said, whole, view, terms),
    ...(voice.spelled ? absentProse(screened) : []),
  ]
  if (sentences.length === 0) return []
  const label =
    entryId !== undefined && part.repeats ? terms.entryName(part.repeats.group, entryId) : undefined
  const labelled = label !== undefined && /^[A-Z]\d+$/.test(label)
  return [
    {
      key: entryId ?? part.id,
      ...(labelled && { label }),
      ...(entryId !== undefined && { entryId }),
      sentences,
    },
  ]
}

/**
 * The note: what was said, in sentences, in examination order. Driven by the phrases of the definition; it knows
 * no field by name. Hidden, refused and unattested answers never reach it, because the view holds none.
 */
export function noteOf(body: ExamBody, context: ExamContext): NoteSection[] {
  const view = viewOf(body, context)
  const terms = termsOf(body, context)
  return SECTIONS.map((section) => ({
    sectionId: section.id,
    heading: section.title,
    paragraphs: section.parts.flatMap((part) =>
      part.repeats
        ? view.entries(part.repeats.group).flatMap(({ entryId }) => paragraphOf(part, view, terms, entryId))
        : paragraphOf(part, view, terms),
    ),
  })).filter(({ paragraphs }) => paragraphs.length > 0)
}

/** A paragraph as one text, with the label of its nodule in front. */
export const paragraphText = ({ label, sentences }: NoteParagraph): string => {
  const text = sentences.join(' ')
  return label === undefined ? text : `${label}: ${text.charAt(0).toLowerCase()}${text.slice(1)}`
}

/** The text of one section, its paragraphs one after the other. */
export const sectionText = ({ paragraphs }: NoteSection): string => paragraphs.map(paragraphText).join('\n')

/** The note as plain text, for copying: a heading, its paragraphs, an empty line. */
export const noteText = (note: readonly NoteSection[]): string =>
  note.map((section) => `${section.heading}\n${sectionText(section)}`).join('\n\n')
