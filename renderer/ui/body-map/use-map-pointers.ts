import type { Ref } from 'vue'
import type { useEditing } from './use-editing'
import type { useOutlining } from './use-outlining'
import { useHand } from './use-pen'

export interface MapPointerPorts {
  readonly editing: Pick<ReturnType<typeof useEditing>, 'down' | 'over' | 'up' | 'lost'>
  readonly outline: Pick<ReturnType<typeof useOutlining>, 'down' | 'move' | 'up'>
  readonly outlining: Ref<string | undefined>
  readonly px: (event: PointerEvent) => { x: number; y: number }
  readonly capture: (pointerId: number) => void
  /** A nodule was taken hold of, or the map itself. */
  readonly focus: (id: string | undefined) => void
}

/** Mouse, pen and finger on the map: placing and moving, or drawing round the nodule that waits for its outline. */
export function useMapPointers({ editing, outline, outlining, px, capture, focus }: MapPointerPorts) {
  const hand = useHand()
  return {
    down: (event: PointerEvent): void => {
      if (event.button !== 0) return
      event.preventDefault()
      if (outlining.value !== undefined) {
        capture(event.pointerId)
        outline.down(event)
        return
      }
      const taken = hand.down(event)
      if (taken === 'ignored') return
      if (taken === 'takenOver') editing.lost()
      const id = editing.down(px(event), event.pointerType === 'touch')
      capture(event.pointerId)
      focus(id)
    },
    move: (event: PointerEvent): void => {
      if (outlining.value !== undefined) outline.move(event)
      else if (event.buttons === 0 || hand.counts(event)) editing.over(px(event))
    },
    up: (event: PointerEvent): void => {
      outline.up(event)
      if (hand.counts(event)) editing.up(px(event))
      hand.up(event)
    },
    cancel: (event: PointerEvent): void => {
      outline.up(event)
      if (hand.counts(event)) editing.lost()
      hand.up(event)
    },
  }
}
