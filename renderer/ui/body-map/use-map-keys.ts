import type { Ref } from 'vue'
import type { useEditing } from './use-editing'
import type { useOutlining } from './use-outlining'

export interface MapKeyPorts {
  readonly editing: Pick<ReturnType<typeof useEditing>, 'startPlacing' | 'step' | 'confirm' | 'cancel'>
  readonly outline: Pick<ReturnType<typeof useOutlining>, 'key'>
  readonly placing: Ref<boolean>
  readonly outlining: Ref<string | undefined>
  readonly readonly: () => boolean
  /** Whether the zones can be searched by name here. */
  readonly findable: () => boolean
  readonly focusMap: () => void
  readonly cycle: (from: string | undefined, by: 1 | -1) => void
  readonly setZoom: (to: 1 | 2) => void
  /** The zone by its name, from these letters. */
  readonly find: (letters: string) => void
}

const STEPS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}
const noduleOf = (target: EventTarget | null): string | undefined =>
  target instanceof Element
    ? (target.closest<SVGGElement>('[data-nodule]')?.dataset.nodule ?? undefined)
    : undefined

/** The keys of the map (scope `map` of the keymap). */
export function useMapKeys(ports: MapKeyPorts): (event: KeyboardEvent) => void {
  const { editing, placing } = ports

  /** True when the key was the map's. */
  const key = (event: KeyboardEvent): boolean => {
    if (ports.outline.key(event)) return true
    const id = noduleOf(event.target)
    const step = STEPS[event.key]
    if (step) {
      const mm = event.shiftKey ? 10 : 1
      editing.step(id, step[0] * mm, step[1] * mm)
      return placing.value || id !== undefined
    }
    // While a place is asked for, letters are the name of a zone.
    if (placing.value && ports.findable() && /^[a-z/]$/iu.test(event.key)) {
      ports.find(event.key === '/' ? '' : event.key)
      return true
    }
    switch (event.key) {
      case 'n':
      case 'N':
        if (!placing.value) editing.startPlacing()
        ports.focusMap()
        return !ports.readonly()
      case 'o':
      case 'O':
        if (ports.readonly() || id === undefined) return false
        ports.outlining.value = id
        return true
      case '[':
      case ']':
        ports.cycle(id, event.key === ']' ? 1 : -1)
        return true
      case '+':
      case '-':
        ports.setZoom(event.key === '+' ? 2 : 1)
        return true
      case 'Enter':
      case ' ':
        editing.confirm(id)
        return true
      case 'Escape':
        return editing.cancel()
      default:
        return false
    }
  }
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !key(event)) return
    event.preventDefault()
    event.stopPropagation()
  }
}
