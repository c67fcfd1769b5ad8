import { ref, watch, type ComputedRef } from 'vue'
import { answerPath, type BodyPoint, type FieldValue } from '@shared/exam/answer'
import type { GroupFieldId } from '@shared/exam/definition'
import * as edit from '@shared/exam/edit'
import type { ExamBody } from '@shared/records/exam'

interface Source {
  readonly body: ComputedRef<ExamBody | undefined>
  readonly edited: (by: (body: ExamBody) => ExamBody, run?: string) => void
  readonly now: () => string
  readonly me: () => string
  /** Earlier visits have nodules: each one of today has a status. */
  readonly hasEarlier: () => boolean
}

/** What the map waits for: the place of a nodule whose card asked for it, or of one that split from another. */
interface Asked {
  readonly entryId?: string | undefined
  readonly splitFrom?: string
}

/** Places of nodules: asked for by a card, by "new nodule" or by "now two", and answered on the map. */
export function usePlacing({ body, edited, now, me, hasEarlier }: Source) {
  const placing = ref(false)
  const asked = ref<Asked>({})
  watch(placing, (on) => {
    if (!on) asked.value = {}
  })
  const ask = (what: Asked): void => {
    asked.value = what
    placing.value = true
  }

  /** A nodule at a place; says that something was felt, since it was. */
  const placeNodule = (point: BodyPoint): string => {
    const { entryId: wanted, splitFrom } = asked.value
    // The card may have been taken away while the map waited.
    const waiting =
      body.value && edit.entriesOf(body.value, 'nodule').find((one) => one.entryId === wanted)?.entryId
    const entryId = waiting ?? crypto.randomUUID()
    const say = (old: ExamBody, id: GroupFieldId<'nodule'>, value: FieldValue): ExamBody =>
      edit.withAnswer(old, answerPath(id, entryId), {
        is: 'value',
        value,
        at: now(),
        by: me(),
        via: 'entered',
      })
    edited((old) => {
      const begun = waiting === undefined ? edit.withEntry(old, 'nodule', entryId) : old
      const placed = edit.withFelt(edit.withPlace(begun, entryId, point, now(), me()), now(), me())
      // "New nodule" was pressed, or "Now two" on the card of the other: that it is new, and of which, was said with it.
      const named = waiting === undefined && hasEarlier() ? say(placed, 'nodule.status', 'new') : placed
      return splitFrom === undefined ? named : say(named, 'nodule.splitFrom', splitFrom)
    })
    return entryId
  }
  const moveNodule = (entryId: string, point: BodyPoint): void =>
    edited((old) => edit.withPlace(old, entryId, point, now(), me()), `move ${entryId}`)

  return {
    placing,
    /** The place of the nodule of a card, else of a new one. */
    askPlace: (entryId: string | undefined): void => ask({ entryId }),
    /** A known nodule is now two: the place of the other one. */
    askSplit: (entryId: string): void => ask({ splitFrom: entryId }),
    placeNodule,
    moveNodule,
  }
}
