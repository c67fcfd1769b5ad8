import { computed, type ComputedRef } from 'vue'
import { answerPath, splitPath, type AnswerPath } from '@shared/exam/answer'
import { findPlace, PLACES, type GroupId } from '@shared/exam/definition'
import { spotsOf } from '@shared/exam/validate'
import type { ExamView } from '@shared/exam/view'

const NODULE: GroupId = 'nodule'
/** The first field of the plan. */
const PLAN = PLACES.find(({ part, group }) => part.planned && group === undefined)?.field.id

const SHOWS = 'image.nodule'
const STATUS = 'nodule.status'
const isMeasured = (path: AnswerPath): boolean => findPlace(splitPath(path).fieldId)?.field.asks === 'measure'

/** Where F8 starts: after the field in hand, or at the first field of what stands open. */
export type From = { readonly after: AnswerPath } | { readonly at: AnswerPath } | undefined

/**
 * The first of `open` from there on, in the order of the examination, else the first of all: F8 goes round. A path
 * that stands nowhere in the order (the day of the visit) comes before everything.
 */
export function nextOpen(
  order: readonly AnswerPath[],
  open: readonly AnswerPath[],
  from: From,
): AnswerPath | undefined {
  const rank = (path: AnswerPath): number => order.indexOf(path)
  const least = from === undefined ? -Infinity : 'after' in from ? rank(from.after) + 1 : rank(from.at)
  return open.find((path) => rank(path) >= least) ?? open[0]
}

/**
 * Where a field stands among the others of the visit, and which cards are there to stay. The cards of known nodules come
 * before the single fields of their section: what is found on them answers what the section asks.
 */
export function useOrder(
  view: ComputedRef<ExamView | undefined>,
  toAnswer: ComputedRef<readonly { readonly path: AnswerPath }[]>,
  unplanned: () => boolean,
) {
  const order = computed(() => {
    const spots = view.value ? spotsOf(view.value) : []
    if (known.value.size === 0) return spots.map(({ path }) => path)
    const cards = spots.filter(({ place }) => place.part.repeats?.lasting)
    const section = cards[0]?.place.section
    const first = spots.findIndex(({ place }) => place.section === section)
    const others = spots.filter((spot) => !cards.includes(spot))
    return [...others.slice(0, first), ...cards, ...others.slice(first)].map(({ path }) => path)
  })
  const rank = computed(() => new Map(order.value.map((path, index) => [path, index])))
  const inOrder = (paths: readonly AnswerPath[]): readonly AnswerPath[] =>
    paths.toSorted((a, b) => (rank.value.get(a) ?? -1) - (rank.value.get(b) ?? -1))
  const needed = computed(() => inOrder(toAnswer.value.map(({ path }) => path)))
  /** Pictures of which nobody has said yet which of the nodules they show. */
  const unbound = computed(() => {
    const now = view.value
    if (now === undefined || now.entries(NODULE).length === 0) return []
    return now
      .entries('image')
      .filter((picture) => picture.state(SHOWS) === 'empty')
      .map(({ entryId }) => answerPath(SHOWS, entryId))
  })
  const hasChanged = (entryId: string): boolean =>
    view.value
      ?.entries(NODULE)
      .find((one) => one.entryId === entryId)
      ?.has(STATUS, 'changed') ?? false
  const known = computed(() => {
    const earlier = view.value?.context.earlier ?? []
    return new Set(earlier.flatMap(({ answers }) => answers.groups[NODULE] ?? []).map((one) => one.entryId))
  })
  return {
    /** The next answer that signing needs. */
    nextToAnswer: (from: From): AnswerPath | undefined => nextOpen(order.value, needed.value, from),
    /** What a round comes by: what signing needs, which nodule a picture shows, and the plan while there is none. */
    roundOf: (): readonly AnswerPath[] =>
      inOrder([...needed.value, ...unbound.value, ...(PLAN === undefined || !unplanned() ? [] : [PLAN])]),
    orderOf: (): readonly AnswerPath[] => order.value,
    /** A nodule that has changed is asked first for what is measured on it; the rest of its card comes after. */
    afterChanged: (from: From, open: readonly AnswerPath[]): AnswerPath | undefined => {
      if (from === undefined || !('after' in from)) return undefined
      const { fieldId, entryId } = splitPath(from.after)
      const changed = fieldId === STATUS && entryId !== undefined && hasChanged(entryId)
      return changed
        ? open.find((path) => splitPath(path).entryId === entryId && isMeasured(path))
        : undefined
    },
    /** The nodule of an earlier visit: it has a status and is never taken away. */
    isKnown: (entryId: string): boolean => known.value.has(entryId),
  }
}
