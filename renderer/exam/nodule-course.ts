import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { Terms } from '@shared/exam/codec'
import { lifeLineOf, type LifeLine } from '@shared/exam/life-line'
import {
  allVisits,
  earlierVisits,
  fateOf,
  lastPlaced,
  sightingsOf,
  type SeenVisit,
  type Sighting,
} from '@shared/exam/nodule-history'
import { painMatch, shadingThenNow } from '@shared/exam/pain-match'
import { thenAndNow } from '@shared/exam/then-now'
import type { ExamView } from '@shared/exam/view'
import { dayAloud, dayWords } from '../language/days'
import { say } from '../language/say'
import { kept } from '../shell/kept'
import type { FormerNodule, MapNodule } from '../ui/body-map/nodule'

interface Source {
  readonly view: ComputedRef<ExamView | undefined>
  readonly labels: ComputedRef<Readonly<Record<string, string>>>
  readonly terms: ComputedRef<Terms>
  readonly isFollowUp: ComputedRef<boolean>
}

/** An earlier visit that today can be held against. */
export interface ThenVisit {
  readonly on: string
  /** "11 Oct". */
  readonly words: string
}

const NONE: readonly never[] = []

/** The nodules over the visits, as a follow-up shows them: where the record says they are, their lines, then and now. */
export function useNoduleCourse({ view, labels, terms, isFollowUp }: Source) {
  const before = computed<readonly SeenVisit[]>(() =>
    view.value && isFollowUp.value ? earlierVisits(view.value) : NONE,
  )
  const year = (): string => (view.value?.visitOn ?? '').slice(0, 4)
  /** Visits that speak of a nodule or of where it hurts, oldest first. */
  const thenVisits = kept((): readonly ThenVisit[] =>
    before.value
      .filter(
        (visit) =>
          visit.view.entries('nodule').length > 0 || visit.view.value('complaint.painArea') !== undefined,
      )
      .map(({ visitOn }) => ({
        on: visitOn,
        words: dayWords(visitOn, visitOn.slice(0, 4) !== year()),
      })),
  )
  /** The visit that today is held against: the last one until another is chosen. */
  const chosenThen: Ref<string | undefined> = ref()
  const thenVisit = computed(
    () => thenVisits.value.find(({ on }) => on === chosenThen.value) ?? thenVisits.value.at(-1),
  )
  const atThen = computed(() => before.value.findLast(({ visitOn }) => visitOn === thenVisit.value?.on))

  /** Known nodules that nobody has placed today, where the record says they are; not those that are gone. */
  const recordNodules = kept((): readonly MapNodule[] =>
    (isFollowUp.value ? (view.value?.entries('nodule') ?? NONE) : NONE).flatMap((nodule): MapNodule[] => {
      const gone = nodule.has('nodule.status', 'excised', 'merged')
      const last = gone ? undefined : lastPlaced(before.value, nodule.entryId)
      const at = last?.nodule?.value('nodule.point')
      if (last === undefined || at === undefined || nodule.value('nodule.point') !== undefined) return []
      const size = last.nodule?.value('nodule.sizePalpated') ?? last.nodule?.value('nodule.sizeImaged')
      return [
        {
          id: nodule.entryId,
          label: labels.value[nodule.entryId] ?? '',
          at,
          ...(size && { size }),
          lastSeen: dayAloud(last.visitOn, view.value?.visitOn ?? ''),
        },
      ]
    }),
  )
  /** The nodules as they were at the visit that today is held against. */
  const formerNodules = kept((): readonly FormerNodule[] =>
    (atThen.value?.view.entries('nodule') ?? NONE).flatMap((nodule) => {
      const at = nodule.value('nodule.point')
      const size = nodule.value('nodule.sizePalpated') ?? nodule.value('nodule.sizeImaged')
      const outline = nodule.value('nodule.outline')
      return at === undefined
        ? []
        : [{ id: nodule.entryId, at, ...(size && { size }), ...(outline && { outline }) }]
    }),
  )

  /** What the patient showed at the visit that today is held against: theirs of that day, and nothing of today. */
  const formerShading = kept(() => atThen.value?.view.value('complaint.painArea'))
  /** The patient’s shading against the marks, and then against now, a sentence each. */
  const painWords = kept((): readonly { readonly text: string; readonly apart: boolean }[] => {
    if (view.value === undefined) return NONE
    const over = atThen.value && shadingThenNow(atThen.value, view.value)
    return [
      ...painMatch(view.value, labels.value).map(({ text, apart }) => ({ text: say(text), apart })),
      ...(over === undefined ? [] : [{ text: say(over), apart: false }]),
    ]
  })

  const nowOf = (entryId: string): Sighting | undefined =>
    view.value && sightingsOf(allVisits(view.value), entryId).at(-1)
  /** Then and now in words: all of the nodule in hand, else one line of each. */
  const differences = (entryId: string | undefined): readonly string[] => {
    const then = atThen.value
    if (then === undefined) return []
    const known = then.view.entries('nodule').map((nodule) => nodule.entryId)
    return known
      .filter((id) => entryId === undefined || id === entryId)
      .flatMap((id) => {
        const [was, now] = [sightingsOf([then], id).at(-1), nowOf(id)]
        if (was === undefined || now === undefined) return []
        const { sentences } = thenAndNow(was, now, id, labels.value[id] ?? '', terms.value)
        return entryId === undefined ? sentences.slice(0, 1) : sentences
      })
  }
  /** The life line of a nodule that an earlier visit knows; none of one that is new today. */
  const lifeLine = (entryId: string): LifeLine | undefined => {
    if (view.value === undefined) return undefined
    const seen = sightingsOf(allVisits(view.value), entryId)
    return seen.some((one) => !one.today && fateOf(one) !== 'notSaid')
      ? lifeLineOf(seen, entryId, terms.value)
      : undefined
  }
  return {
    thenVisits,
    thenVisit,
    chosenThen,
    recordNodules,
    formerNodules,
    formerShading,
    painWords,
    differences,
    lifeLine,
  }
}
