import type { ExamBody } from '../../records/exam'
import { said } from '../../records/said'
import { answerPath, type Answer, type AnswerPath } from '../answer'
import { codecOf } from '../codecs'
import { sayIn, type Terms } from '../codec'
import type { ExamContext } from '../context'
import { GROUPS, PLACES, type Group, type Place, type SectionId } from '../definition'
import { viewOf } from '../validate'
import type { ExamView } from '../view'
import { markChanges } from './mark-changes'
import { termsOf } from './note'
import { stateWords } from './phrases'

/** A body with what it is judged against. */
export interface Judged {
  readonly body: ExamBody
  readonly context: ExamContext
}

/** One answer that is not the same in two revisions, in words: `R1 Tenderness: was 2 grimace, now 3 withdraws`. */
export interface AnswerChange {
  /** Of the field; of the group where a whole entry came or went. */
  readonly path: AnswerPath
  readonly sectionId: SectionId
  readonly words: string
}

const NOTHING = 'not answered'

/** One answer by itself, in words; also that there is none. */
export const answerWords = (place: Place, answer: Answer | undefined, terms: Terms): string => {
  const { field } = place
  if (answer === undefined) return sayIn(terms, said(NOTHING))
  if (answer.is !== 'value') return sayIn(terms, said(stateWords(field, answer.is), field.id))
  const words = codecOf(field).display(field, answer.value, terms)
  return field.kind === 'text' ? `“${words}”` : words
}

interface Side {
  readonly view: ExamView
  readonly terms: Terms
}
const sideOf = ({ body, context }: Judged): Side => ({
  view: viewOf(body, context),
  terms: termsOf(body, context),
})

/** What differs at one place, or nothing. Answers are compared by what they say, not by who said them when. */
function differenceAt(place: Place, before: Side, after: Side, entryId?: string): string | undefined {
  const was = answerWords(place, before.view.at(place, entryId).answer, before.terms)
  const now = answerWords(place, after.view.at(place, entryId).answer, after.terms)
  return was === now ? undefined : `${place.field.label}: was ${was}, now ${now}`
}

const placesOf = (group: Group): readonly Place[] => PLACES.filter((place) => place.part === group.part)

/** All that an entry says, for one that came or went as a whole. */
const wholeEntry = (group: Group, { view, terms }: Side, entryId: string): string =>
  placesOf(group)
    .flatMap((place) => {
      const { answer } = view.at(place, entryId)
      return answer === undefined ? [] : [`${place.field.label}: ${answerWords(place, answer, terms)}`]
    })
    .join('; ')

function entryChanges(group: Group, before: Side, after: Side): AnswerChange[] {
  const idsOf = (side: Side) => side.view.entries(group.group).map(({ entryId }) => entryId)
  const [had, has] = [idsOf(before), idsOf(after)]
  const places = placesOf(group)
  const { section } = places[0] ?? {}
  if (section === undefined) return []
  const nameIn = (side: Side, entryId: string): string => {
    const name = side.terms.entryName(group.group, entryId)
    return name.charAt(0).toUpperCase() + name.slice(1)
  }
  const change = (entryId: string, words: string): AnswerChange => ({
    path: answerPath(group.group, entryId),
    sectionId: section.id,
    words,
  })
  const told = (what: string, all: string): string => (all === '' ? `${what}.` : `${what}. ${all}`)
  return [
    ...had
      .filter((id) => !has.includes(id))
      .map((id) => change(id, told(`${nameIn(before, id)} taken away`, wholeEntry(group, before, id)))),
    ...has.flatMap((id): AnswerChange[] => {
      if (!had.includes(id))
        return [change(id, told(`${nameIn(after, id)} added`, wholeEntry(group, after, id)))]
      return places.flatMap((place) => {
        const words = differenceAt(place, before, after, id)
        return words === undefined
          ? []
          : [
              {
                path: answerPath(place.field.id, id),
                sectionId: place.section.id,
                words: `${nameIn(after, id)} ${words}`,
              },
            ]
      })
    }),
  ]
}

/**
 * What is not the same in two revisions of one visit, in examination order and in words. What does not count (hidden,
 * refused) is no answer on either side, as in the note. Driven by the definition; it knows no field by name.
 */
export function changesBetween(before: Judged, after: Judged): readonly AnswerChange[] {
  const [was, now] = [sideOf(before), sideOf(after)]
  const done = new Set<Group>()
  return [...answerChanges(was, now, done), ...markChanges(before.body, after.body, was.terms, now.terms)]
}

const answerChanges = (was: Side, now: Side, done: Set<Group>): AnswerChange[] =>
  PLACES.flatMap((place): AnswerChange[] => {
    if (place.group === undefined) {
      const words = differenceAt(place, was, now)
      return words === undefined ? [] : [{ path: place.field.id, sectionId: place.section.id, words }]
    }
    const group = GROUPS.find((one) => one.group === place.group)
    if (group === undefined || done.has(group)) return []
    done.add(group)
    return entryChanges(group, was, now)
  })
