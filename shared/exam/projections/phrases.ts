import type { Answer, Unanswered } from '../answer'
import { codecOf, schemaOf } from '../codecs'
import type { Terms } from '../codec'
import { FIELDS, type Place } from '../definition'
import { DERIVED } from '../derived'
import { UNANSWERED_WORDS, type Block, type Field, type Joint } from '../field-kinds'
import type { ExamView } from '../view'
import { capital, sentence } from '../wording'
import { lower } from '../build'
import { asIs, saidOf, type Said as Telling } from '../../records/said'

/** A piece of a sentence about one answer. */
interface Clause {
  readonly text: string
  readonly joins: Joint | undefined
  /** A joint holds only within one block of the form. */
  readonly block: Block
  /** Typed by a person: printed as it stands, and never run into another clause. */
  readonly own: boolean
  /** Examined today and as before: said once where a whole sentence is. */
  readonly same: boolean
}

/** A field, its answer and its entry, as the note goes over them. */
export interface Said {
  readonly place: Place
  readonly answer: Answer
  readonly entryId?: string
}

const isSame = (answer: Answer): boolean => answer.via === 'same'

/** The value's own phrase, without the words of the field. */
const bare = (field: Field, answer: Answer, terms: Terms): string =>
  answer.is === 'value' ? codecOf(field).phrase(field, parsedValue(field, answer.value), terms) : ''

/** What the view lets through has the shape of its kind. */
const parsedValue = (field: Field, value: unknown) => schemaOf(field).parse(value)

const fill = (say: string, text: string): string => say.replace('{}', () => text)

const only = (value: unknown): unknown => (Array.isArray(value) ? value[0] : undefined)

/** The field's whole phrase, or that of an option that stands alone and brings its own. */
function phraseOf(field: Field, answer: Answer, terms: Terms): string {
  const alone =
    field.kind === 'choices' &&
    answer.is === 'value' &&
    Array.isArray(answer.value) &&
    answer.value.length === 1
      ? field.options.find(({ code }) => code === only(answer.value))?.alone
      : undefined
  return alone ?? fill(field.say, bare(field, answer, terms))
}

/** A value as the note says it, whoever said it when: `by ruler`, `on 3 May 2024`. */
export const fieldPhrase = (field: Field, value: unknown, terms: Terms): string =>
  fill(field.say, codecOf(field).phrase(field, parsedValue(field, value), terms))

/** One clause for a value; nothing for an answer without one. */
function clauseOf(
  { place: { field, block }, answer, entryId }: Said,
  view: ExamView,
  terms: Terms,
): Clause[] {
  if (answer.is !== 'value') return []
  const text = phraseOf(field, answer, terms)
  const same = isSame(answer)
  const derived = field.derives && DERIVED[field.derives](view, entryId, terms)
  const own = field.kind === 'text' && field.lines === 'many'
  return [
    { text, joins: field.joins, block, own, same },
    ...(derived === undefined ? [] : [{ text: derived, joins: ', ' as const, block, own: false, same }]),
  ]
}

/** Both sides of a paired field in one breath: `80° left and right`, `35° left, 40° right`. */
function pairClause([left, right]: readonly [Said, Said], terms: Terms): Clause[] {
  const { field, block } = left.place
  const [one, other] = [bare(field, left.answer, terms), bare(right.place.field, right.answer, terms)]
  const [before = '', after = ''] = field.say.split('{}')
  const same = one.startsWith('no ') ? one : `${one}${after} left and right`
  const text = before + (one === other ? same : `${one}${after} left, ${other}${after} right`)
  return [{ text, joins: field.joins, block, own: false, same: isSame(left.answer) }]
}

/** Clauses of answered fields in their order, with pairs of sides folded together. */
function clausesOf(said: readonly Said[], view: ExamView, terms: Terms): Clause[] {
  const clauses: Clause[] = []
  for (let index = 0; index < said.length; index += 1) {
    const [here, next] = [said[index], said[index + 1]]
    if (!here) continue
    const pair = here.place.field.pair
    if (pair && next && next.place.field.pair?.with === pair.with && here.answer.is === 'value') {
      // One side found again and the other found different are two things to say.
      if (next.answer.is === 'value' && isSame(next.answer) === isSame(here.answer)) {
        clauses.push(...pairClause([here, next], terms))
        index += 1
        continue
      }
    }
    const alone = clauseOf(here, view, terms)
    clauses.push(
      ...(pair ? alone.map((clause) => ({ ...clause, text: `${clause.text} ${pair.side}` })) : alone),
    )
  }
  return clauses
}

/** Clauses as sentences. A joint holds only to a clause of the same run of words. */
function sentences(clauses: readonly Clause[]): string[] {
  const done: string[] = []
  let open: Clause[] = []
  const close = () => {
    if (open.length > 0) done.push(sentence(joined(open)))
    open = []
  }
  for (const clause of clauses) {
    if (clause.own || clause.joins === undefined || clause.block !== open.at(-1)?.block) close()
    open.push(clause)
    if (clause.own) close()
  }
  close()
  return done
}

/** Clauses of one sentence, with what is unchanged said to be so: of each, or once of all. */
function joined(clauses: readonly Clause[]): string {
  const whole = clauses.every(({ same }) => same)
  const text = clauses
    .map(({ text: words, joins = '', same }, index) => {
      // Said after the last of the words that belong together: "18 × 12 mm by ruler, unchanged".
      const goesOn = clauses[index + 1]?.same === true && clauses[index + 1]?.joins === ' '
      return (index === 0 ? '' : joins) + words + (same && !whole && !goesOn ? ', unchanged' : '')
    })
    .join('')
  return whole ? `${text}${clauses.length > 1 ? ', all unchanged' : ', unchanged'}` : text
}

/** Names of fields; both sides of a pair are one name. */
const namesOf = (fields: readonly Field[]): string[] => [
  ...new Set(
    fields.map(({ label, pair }) => {
      const both = pair && fields.filter((field) => field.pair?.with === pair.with).length === 2
      return lower(both ? pair.label : label)
    }),
  ),
]

/** Unanswered facts in words: `Reducible: not examined.`, `Not examined: reducible, pulsatile.` */
function unanswered(said: readonly Said[], whole = false): string[] {
  const byWords = new Map<string, Field[]>()
  for (const { place, answer } of said) {
    if (answer.is === 'value') continue
    const words = place.field.stateWords?.[answer.is] ?? UNANSWERED_WORDS[answer.is]
    byWords.set(words, [...(byWords.get(words) ?? []), place.field])
  }
  return [...byWords].map(([words, fields]) => {
    const names = namesOf(fields)
    if (whole && fields.length === said.length && names.length > 1) return sentence(words)
    return names.length === 1
      ? sentence(`${names[0] ?? ''}: ${words}`)
      : sentence(`${capital(words)}: ${names.join(', ')}`)
  })
}

/**
 * All that was said in one part or entry: values first, then what stays open, in words. `whole`: nothing of the
 * part was left out, so that one word may speak for all of it.
 */
export function proseOf(said: readonly Said[], whole: boolean, view: ExamView, terms: Terms): string[] {
  return [...sentences(clausesOf(said, view, terms)), ...unanswered(said, whole)]
}

/** Items of a screen, with what was said of each. */
type Screened = readonly { readonly place: Place; readonly answer?: Answer }[]

/** `17 of 17 asked, none present.`; what is present or open is named. */
export function screenProse(screened: Screened, terms: Terms): string[] {
  const answered = screened.flatMap(({ place, answer }) => (answer ? [{ place, answer }] : []))
  if (answered.length === 0) return []
  const asked = answered.filter(({ answer }) => answer.is !== 'notAsked')
  const present = answered.filter(
    ({ place, answer }) => answer.is === 'value' && answer.value !== place.field.screened,
  )
  const count = `${asked.length} of ${screened.length} asked`
  const open = unanswered(answered.filter(({ answer }) => answer.is !== 'value'))
  const clean = asked.every(({ answer }) => answer.is === 'value')
  if (present.length === 0) return [clean ? `${count}, none present.` : `${count}.`, ...open]
  const found = present.map(({ place, answer }) => phraseOf(place.field, answer, terms))
  return [`${count}.`, sentence(`Present: ${found.join(', ')}`), ...open]
}

/** `Absent: fever or chills; past cancer.`: what was asked and is not there, for a reader who does not know the list. */
export function absentProse(screened: Screened): string[] {
  const absent = screened.filter(
    ({ place, answer }) => answer?.is === 'value' && answer.value === place.field.screened,
  )
  return absent.length === 0
    ? []
    : [sentence(`Absent: ${absent.map(({ place }) => lower(place.field.label)).join('; ')}`)]
}

/** The three facts, so that a reader can tell them apart in a list of words. */
export const stateWords = (field: Field, state: Unanswered): string =>
  field.stateWords?.[state] ?? UNANSWERED_WORDS[state]

/** Fields that stand in a one-line summary, in its order. */
export const SUMMARY_FIELDS: readonly Field[] = FIELDS.filter((field) => field.summary).sort(
  (a, b) => (a.summary?.order ?? 0) - (b.summary?.order ?? 0),
)

/** One phrase of a summary; in English the words of the note. Sizes go without their unit. */
export const summaryPhrase = (field: Field, answer: Answer, terms: Terms): Telling => {
  const note = bare(field, answer, terms).replace(/ mm$/, '')
  const value =
    answer.is !== 'value' || field.kind === 'axes'
      ? asIs(note)
      : { ...codecOf(field).said(field, parsedValue(field, answer.value), terms), en: note }
  return saidOf(field.summary?.say ?? '{value}', { value })
}
