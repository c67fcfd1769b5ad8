import { computed, ref, type ComputedRef } from 'vue'
import { areaOf, closedRing, MAP_VERSION, simplified, type Vertex } from '@shared/bodymap'
import { answerPath, type Answer, type Shading } from '@shared/exam/answer'
import type { FieldId } from '@shared/exam/definition'
import * as edit from '@shared/exam/edit'
import type { ExamBody } from '@shared/records/exam'

/** Where the patient says that it hurts. */
export const PAIN_AREA: FieldId = 'complaint.painArea'
const OUTLINE: FieldId = 'nodule.outline'

/** How far a kept outline may lie from the drawn one, mm: small nodules keep their area to a few per cent. */
const TOLERANCE_MM = 0.15
/** Less than this is a slip of the pen, mm². */
const LEAST_MM2 = 4

interface Source {
  readonly body: ComputedRef<ExamBody | undefined>
  /** Makes a change one step of the history; the same `run` goes on with the step. */
  readonly edited: (by: (body: ExamBody) => ExamBody, run?: string) => void
  readonly now: () => string
  readonly me: () => string
}

/** What hands draw on the map of the open visit: the patient's shading and outlines of nodules, stroke by stroke. */
export function useDrawing({ body, edited, now, me }: Source) {
  /** The map of the chart takes shading instead of nodules. */
  const shadingHere = ref(false)
  /** The nodule whose outline the map waits for. */
  const outlining = ref<string>()
  const askOutline = (entryId: string): void => {
    shadingHere.value = false
    outlining.value = entryId
  }
  /** The laptop is in the patient's hands: nothing of the chart is on the screen until somebody unlocks. */
  const handedOver = ref(false)

  const shadingOf = (): Shading | undefined => {
    const answer = body.value && edit.answerAt(body.value, PAIN_AREA)
    return answer?.is === 'value' ? (answer.value as Shading) : undefined
  }
  const painArea = computed(shadingOf)
  const putPainArea = (shading: Shading | undefined, step?: string): void => {
    const via: Answer['via'] = handedOver.value ? 'patient' : 'entered'
    edited(
      (old) =>
        edit.withAnswer(old, PAIN_AREA, shading && { is: 'value', value: shading, at: now(), by: me(), via }),
      step,
    )
  }
  /** The outline of a nodule as it was drawn so far; none takes it away. What is no area yet is not kept. */
  const outlineNodule = (entryId: string, line: readonly Vertex[] | undefined, step?: string): void => {
    const path = answerPath(OUTLINE, entryId)
    if (line === undefined) {
      edited((old) => edit.withAnswer(old, path, undefined))
      return
    }
    const ring = simplified(closedRing(simplified(line, TOLERANCE_MM)), 0)
    if (ring.length < 3 || areaOf(ring) < LEAST_MM2) return
    edited(
      (old) =>
        edit.withAnswer(old, path, {
          is: 'value',
          value: { ring, mapVersion: MAP_VERSION },
          at: now(),
          by: me(),
          via: 'entered',
        }),
      step,
    )
  }
  const putDown = (): void => {
    shadingHere.value = false
    outlining.value = undefined
    handedOver.value = false
  }
  return {
    shadingHere,
    outlining,
    askOutline,
    handedOver,
    painArea,
    putPainArea,
    outlineNodule,
    putDown,
  }
}
