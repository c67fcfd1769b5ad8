import type { ExamBody } from '../records/exam'
import { answerPath, type Answer, type GroupEntry } from './answer'
import { codecOf, schemaOf } from './codecs'
import type { AnswerState, Fact, Reader } from './conditions'
import type { Field } from './field-kinds'
import type { EarlierExam, ExamContext } from './context'
import {
  findPlace,
  groupOf,
  placeOf,
  type CodedFieldId,
  type CodeOf,
  type FieldId,
  type GroupFieldId,
  type GroupId,
  type Place,
  type SingleFieldId,
  type ValueOf,
} from './definition'

/** Answers as they count: shown, not refused, typed by field id. What does not count reads as empty. */
export interface Scope<I extends FieldId> {
  value<F extends I>(id: F): ValueOf<F> | undefined
  /** The field holds one of these codes. */
  has<F extends I & CodedFieldId>(id: F, ...codes: readonly CodeOf<F>[]): boolean
  state(id: I): AnswerState
  answer(id: I): Answer | undefined
  shown(id: I): boolean
}

/** One entry of a repeated group. */
export interface EntryView<G extends GroupId = GroupId> extends Scope<GroupFieldId<G>> {
  readonly group: G
  readonly entryId: string
}

/** One exam. Predicates, prompts and projections read nothing else. */
export interface ExamView extends Scope<SingleFieldId> {
  readonly visitOn: string
  readonly context: ExamContext
  /** Entries in the order they were made; none while their part is hidden. */
  entries<G extends GroupId>(group: G): readonly EntryView<G>[]
  fact(fact: Fact): boolean
  /** For what walks the definition and knows no field by name. */
  at(
    place: Place,
    entryId?: string,
  ): { readonly shown: boolean; readonly state: AnswerState; answer?: Answer }
  /** The reader that conditions take, inside an entry or outside. */
  reader(entryId?: string): Reader
}

/** A value of the wrong shape, or beyond what is taken, counts as no answer. Answers never change: judged once. */
const counts = ({ field }: Place, answer: Answer): boolean => {
  if (answer.is !== 'value') return true
  const known = judgedAnswers.get(answer)
  if (known?.field === field) return known.counts
  const parsed = schemaOf(field).safeParse(answer.value)
  const result = parsed.success && codecOf(field).refusal(field, parsed.data) === undefined
  judgedAnswers.set(answer, { field, counts: result })
  return result
}
const judgedAnswers = new WeakMap<Answer, { readonly field: Field; readonly counts: boolean }>()

const ONSET: FieldId = 'complaint.duration'
const facts: Readonly<Record<Fact, (context: ExamContext) => boolean>> = {
  procedures: (context) => context.procedures,
  couldBePregnant: (context) => context.patient.sex !== 'male',
  onsetKnown: ({ earlier }) => earlier.some(({ answers }) => answers.values[ONSET]?.is === 'value'),
  earlierNodules: (context) => hasEarlier(context, 'nodule'),
  earlierInjections: (context) => hasEarlier(context, 'injection'),
}
const hasEarlier = ({ earlier }: ExamContext, group: GroupId): boolean =>
  earlier.some(({ answers }) => (answers.groups[group] ?? []).length > 0)

/**
 * Signed visits that took place before this one or on its day, in that order. A visit that is entered late has later
 * ones among its signed exams, and is itself the newest signature: "since the last visit" goes by the days of visits.
 */
export const visitsBefore = ({
  visitOn,
  context: { earlier },
}: Pick<ExamView, 'visitOn' | 'context'>): readonly EarlierExam[] => {
  const known = inOrder.get(earlier)
  if (known?.visitOn === visitOn) return known.visits
  const visits = earlier
    .filter((exam) => exam.visitOn <= visitOn)
    .toSorted((a, b) => a.visitOn.localeCompare(b.visitOn))
  inOrder.set(earlier, { visitOn, visits })
  return visits
}
const inOrder = new WeakMap<
  readonly EarlierExam[],
  { readonly visitOn: string; readonly visits: readonly EarlierExam[] }
>()

/**
 * The view of a signed exam, as it could be seen then. What was signed then was in scope then. Signed exams do not
 * change, so it is made once per context: twelve nodules look back at twenty visits with every keystroke.
 */
export const earlierView = (exam: EarlierExam, context: ExamContext): ExamView => {
  const known = lookedBack.get(context) ?? new Map<EarlierExam, ExamView>()
  lookedBack.set(context, known)
  const made =
    known.get(exam) ??
    viewWithout(
      { visitOn: exam.visitOn, answers: exam.answers, refused: {} },
      {
        ...context,
        procedures: true,
        earlier: context.earlier.slice(
          0,
          context.earlier.findIndex(({ examId }) => examId === exam.examId),
        ),
      },
      new Set(),
    )
  known.set(exam, made)
  return made
}
const lookedBack = new WeakMap<ExamContext, Map<EarlierExam, ExamView>>()

/**
 * The view over an exam body. `refused` are paths that cross-field checks turn down; `validate.ts` finds them
 * and is where an exam's view comes from. The body is read once: make a new view after a change.
 */
export function viewWithout(
  body: Pick<ExamBody, 'visitOn' | 'answers' | 'refused'>,
  context: ExamContext,
  refused: ReadonlySet<string>,
): ExamView {
  const { values, groups } = body.answers
  const entryOf = new Map<string, { group: string; entry: GroupEntry }>(
    Object.entries(groups).flatMap(([group, entries]) =>
      entries.map((entry): [string, { group: string; entry: GroupEntry }] => [
        entry.entryId,
        { group, entry },
      ]),
    ),
  )
  const shownCache = new Map<string, boolean>()
  const answerCache = new Map<string, Answer | undefined>()

  const stored = (place: Place, entryId?: string): Answer | undefined => {
    const path = answerPath(place.field.id, entryId)
    if (refused.has(path) || body.refused[path] !== undefined) return undefined
    const from = place.group === undefined ? values : entryId && entryOf.get(entryId)?.entry.values
    const answer = from ? from[place.field.id] : undefined
    return answer && counts(place, answer) ? answer : undefined
  }
  const partShown = (place: Place): boolean => place.part.shownWhen?.test(reader()) ?? true
  const shown = (place: Place, entryId?: string): boolean => {
    const path = answerPath(place.field.id, entryId)
    const known = shownCache.get(path)
    if (known !== undefined) return known
    const { retired, shownWhen } = place.field
    const alive = retired === undefined || body.answers.definitionVersion < retired
    const result = alive && partShown(place) && (shownWhen?.test(reader(entryId)) ?? true)
    shownCache.set(path, result)
    return result
  }
  const answered = (place: Place, entryId?: string): Answer | undefined => {
    const path = answerPath(place.field.id, entryId)
    if (answerCache.has(path)) return answerCache.get(path)
    const answer = stored(place, entryId)
    const counted = answer && shown(place, entryId) ? answer : undefined
    answerCache.set(path, counted)
    return counted
  }
  const stateOf = (answer: Answer | undefined): AnswerState => answer?.is ?? 'empty'

  const codesAt = (place: Place, entryId?: string): readonly string[] => {
    const answer = answered(place, entryId)
    if (answer?.is !== 'value') return []
    if (place.field.kind === 'choice' && typeof answer.value === 'string') return [answer.value]
    return Array.isArray(answer.value) ? answer.value : []
  }
  const reader = (entryId?: string): Reader => {
    const group = entryId === undefined ? undefined : entryOf.get(entryId)?.group
    const within = (place: Place | undefined) =>
      place && (place.group === undefined || place.group === group) ? place : undefined
    const entryFor = (place: Place) => (place.group === undefined ? undefined : entryId)
    return {
      state: (id) => {
        const place = within(findPlace(id))
        return place ? stateOf(answered(place, entryFor(place))) : 'empty'
      },
      codes: (id) => {
        const place = within(findPlace(id))
        return place ? codesAt(place, entryFor(place)) : []
      },
      count: (id) => groups[id]?.length ?? 0,
      fact: (fact) => facts[fact](context),
    }
  }

  const scope = <I extends FieldId>(entryId?: string): Scope<I> => ({
    value: <F extends I>(id: F) => {
      const answer = answered(placeOf(id), entryId)
      // The codec's schema has just proved the shape that the definition promises.
      return answer?.is === 'value' ? (answer.value as ValueOf<F>) : undefined
    },
    has: (id, ...codes) =>
      codesAt(placeOf(id), entryId).some((code) => (codes as readonly string[]).includes(code)),
    state: (id) => stateOf(answered(placeOf(id), entryId)),
    answer: (id) => answered(placeOf(id), entryId),
    shown: (id) => shown(placeOf(id), entryId),
  })

  const entryViews = new Map<GroupId, readonly EntryView[]>()
  const entriesIn = (group: GroupId): readonly EntryView[] =>
    (groupOf(group).part.shownWhen?.test(reader()) ?? true)
      ? (groups[group] ?? []).map(({ entryId }) => ({ ...scope(entryId), group, entryId }))
      : []

  return {
    ...scope<SingleFieldId>(),
    visitOn: body.visitOn,
    context,
    entries: <G extends GroupId>(group: G) => {
      // Read through for every nodule that looks back: made once, as long as the view.
      const known = entryViews.get(group) ?? entriesIn(group)
      entryViews.set(group, known)
      return known as readonly EntryView<G>[]
    },
    fact: (fact) => facts[fact](context),
    at: (place, entryId) => {
      const answer = answered(place, entryId)
      return { shown: shown(place, entryId), state: stateOf(answer), ...(answer && { answer }) }
    },
    reader,
  }
}
