import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { splitPath, type AnswerPath } from '@shared/exam/answer'
import { ghostAt, leftOpen, withAllSame, withSame } from '@shared/exam/attest'
import type { ExamContext } from '@shared/exam/context'
import { findPlace } from '@shared/exam/definition'
import { ghostsOf } from '@shared/exam/ghosts'
import * as edit from '@shared/exam/edit'
import type { OpenPart } from '@shared/exam/edit'
import type { Field, Kind, KindValue } from '@shared/exam/field-kinds'
import { lower } from '@shared/exam/build'
import { termsOf } from '@shared/exam/projections/note'
import type { ExamBody } from '@shared/records/exam'
import { teller } from '../language/say'
import { t, told } from '../language/text'
import { kept } from '../shell/kept'

export interface LeftToday {
  /** "R1"; empty for what belongs to no nodule. */
  readonly name: string
  readonly labels: readonly string[]
}

/** In the middle of a sentence. */
const nameOf = ({ label, id }: Field): string => lower(told(label, id))

interface Source {
  readonly body: ComputedRef<ExamBody | undefined>
  readonly context: Ref<ExamContext | undefined>
  /** Makes a change one step of the history. */
  readonly edited: (by: (body: ExamBody) => ExamBody) => void
  readonly now: () => string
  readonly me: () => string
}

/** "Examined today, the same", and the ghosts it is said of. Nothing here puts a value in place by itself. */
export function useAttesting({ body, context, edited, now, me }: Source) {
  /** What was last said to be the same of one part or card, in words; said aloud once. */
  const saidSame = ref<{ readonly of: string; readonly words: string }>()
  const keyOf = ({ partId, entryId }: OpenPart): string => entryId ?? partId

  const isFollowUp = computed(() => body.value?.followsUp !== undefined)
  const ghostAtPath = (path: AnswerPath) =>
    body.value && context.value && ghostAt(body.value, context.value, path)

  /** The ghost at a path, for the control of that kind; none once something was said there today. */
  const ghostValue = <K extends Kind>(path: AnswerPath, _kind: K): KindValue[K] | undefined =>
    ghostAtPath(path)?.value as KindValue[K] | undefined
  const isSame = (path: AnswerPath): boolean =>
    body.value !== undefined && edit.answerAt(body.value, path)?.via === 'same'

  /** `=`: this field. */
  const saySame = (path: AnswerPath): void => {
    const around = context.value
    if (around === undefined || ghostAtPath(path) === undefined) return
    edited((old) => withSame(old, around, path, now(), me()))
  }
  /** Shift = or Alt =: all that stands open. One step, which undo takes back as a whole. Answers how many were said. */
  const sayAllSame = (open: OpenPart): number => {
    const [old, around] = [body.value, context.value]
    if (old === undefined || around === undefined || !isFollowUp.value) return 0
    const { body: next, said } = withAllSame(old, around, open, now(), me())
    if (said.length > 0) edited(() => next)
    const words =
      said.length === 0
        ? t('Nothing here was left to be said the same.')
        : t('{count} said the same today. Undo takes them back.', { count: said.length })
    saidSame.value = { of: keyOf(open), words }
    return said.length
  }
  /** The last word on what stands open; none on anything else. */
  const saidOf = (open: OpenPart): string => (saidSame.value?.of === keyOf(open) ? saidSame.value.words : '')
  /** Every ghost that nobody said today, by the nodule or the part it belongs to: in no note and no document. */
  const leftToday = kept((): readonly LeftToday[] => {
    if (body.value === undefined || context.value === undefined) return []
    const terms = termsOf(body.value, context.value, teller())
    const groups = new Map<string, string[]>()
    for (const { place, entryId } of leftOpen(body.value, context.value)) {
      const name = entryId !== undefined && place.group ? terms.entryName(place.group, entryId) : ''
      groups.set(name, [...(groups.get(name) ?? []), nameOf(place.field)])
    }
    return [...groups].map(([name, labels]) => ({ name, labels: [...new Set(labels)] }))
  })
  /** How many ghosts stand in what is open. */
  const ghostsIn = (open: OpenPart): number =>
    body.value === undefined || context.value === undefined
      ? 0
      : leftOpen(body.value, context.value, open).length
  /** Earlier visits said something of what is open, whether or not it was said again today. */
  const carries = ({ partId, entryId }: OpenPart): boolean =>
    body.value !== undefined &&
    context.value !== undefined &&
    [...ghostsOf(body.value, context.value).keys()].some((path) => {
      const spot = splitPath(path)
      return spot.entryId === entryId && findPlace(spot.fieldId)?.part.id === partId
    })
  const forgetSaid = (): void => (saidSame.value = undefined)
  return {
    saidOf,
    forgetSaid,
    carries,
    isFollowUp,
    ghostValue,
    isSame,
    saySame,
    sayAllSame,
    leftToday,
    ghostsIn,
  }
}
