import { computed, type ComputedRef } from 'vue'
import type { AnswerPath } from '@shared/exam/answer'
import type { GroupId } from '@shared/exam/definition'
import { spotsOf } from '@shared/exam/validate'
import type { ExamView } from '@shared/exam/view'

const NODULE: GroupId = 'nodule'

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

/** Where a field stands among the others of the visit, and which cards are there to stay. */
export function useOrder(
  view: ComputedRef<ExamView | undefined>,
  toAnswer: ComputedRef<readonly { readonly path: AnswerPath }[]>,
) {
  const order = computed(() => (view.value ? spotsOf(view.value).map(({ path }) => path) : []))
  const known = computed(() => {
    const earlier = view.value?.context.earlier ?? []
    return new Set(earlier.flatMap(({ answers }) => answers.groups[NODULE] ?? []).map((one) => one.entryId))
  })
  return {
    /** The next answer that signing needs. */
    nextToAnswer: (from: From): AnswerPath | undefined =>
      nextOpen(
        order.value,
        toAnswer.value.map(({ path }) => path),
        from,
      ),
    /** The nodule of an earlier visit: it has a status and is never taken away. */
    isKnown: (entryId: string): boolean => known.value.has(entryId),
  }
}
