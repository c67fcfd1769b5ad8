import { onBeforeUnmount, shallowRef, type ShallowRef } from 'vue'
import { onBody, type Vertex, type View } from '@shared/bodymap'
import { useHand } from './use-pen'

/**
 * How often a stroke that is still being drawn is passed on, ms: with the wait and the write of the draft it stays within
 * 300, so that an end without warning in the middle of a stroke costs no more of it.
 */
const PASS_ON_MS = 80
/** Points nearer to the one before say nothing, mm. */
const APART_MM = 0.7

export interface StrokePorts {
  readonly view: () => View
  /** Px of the drawing under an event. */
  readonly px: (event: PointerEvent) => { readonly x: number; readonly y: number }
  /** A stroke begins; the line that `drawn` gets from now on is another one. Not said again where a pen takes over. */
  readonly begun: () => void
  /** The line so far, at most every 80 ms, and once more when it has ended. */
  readonly drawn: (line: readonly Vertex[], ended: boolean) => void
  /** The stroke was the palm: it never was. */
  readonly dropped: () => void
}

/** Strokes of pen, finger or mouse in mm of the map. What lies off the body is not part of them. */
export function useStrokes(ports: StrokePorts): {
  /** The line under the pointer, for drawing it at once; none between strokes. */
  readonly line: ShallowRef<readonly Vertex[] | undefined>
  readonly down: (event: PointerEvent) => void
  readonly move: (event: PointerEvent) => void
  readonly up: (event: PointerEvent) => void
} {
  const hand = useHand()
  const line = shallowRef<readonly Vertex[]>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const add = (event: PointerEvent): void => {
    const { xMm, yMm } = ports.view().toPoint(ports.px(event))
    if (!onBody({ xMm, yMm })) return
    const before = line.value?.at(-1)
    if (before && Math.hypot(xMm - before[0], yMm - before[1]) < APART_MM) return
    line.value = [...(line.value ?? []), [xMm, yMm]]
  }
  const pass = (ended: boolean): void => {
    clearTimeout(timer)
    timer = undefined
    if (line.value !== undefined && line.value.length > 0) ports.drawn(line.value, ended)
  }
  const soon = (): void => {
    timer ??= setTimeout(() => pass(false), PASS_ON_MS)
  }
  const drop = (): void => {
    clearTimeout(timer)
    timer = undefined
    line.value = undefined
    ports.dropped()
  }
  onBeforeUnmount(() => {
    // Whatever takes the map away does not take the stroke.
    if (line.value !== undefined) pass(true)
    line.value = undefined
  })

  return {
    line,
    down: (event) => {
      if (event.button !== 0) return
      const taken = hand.down(event)
      if (taken === 'ignored') return
      if (taken === 'takenOver') drop()
      else ports.begun()
      line.value = []
      add(event)
      // A tap is a dab.
      soon()
    },
    move: (event) => {
      if (!hand.counts(event) || line.value === undefined) return
      // All that the pen reported since the last frame, where the platform tells.
      const all = 'getCoalescedEvents' in event ? event.getCoalescedEvents() : []
      for (const one of all.length > 0 ? all : [event]) add(one)
      soon()
    },
    up: (event) => {
      if (hand.counts(event) && line.value !== undefined) {
        pass(true)
        line.value = undefined
      }
      hand.up(event)
    },
  }
}
