import { computed, shallowRef, watch, type Ref } from 'vue'
import {
  areaOf,
  ellipseRing,
  inFrame,
  lineInFrame,
  MAP_VERSION,
  middleOfRing,
  onBody,
  spanOf,
  type Vertex,
  type View,
} from '@shared/bodymap'
import { t } from '../../language/text'
import type { MapNodule } from './nodule'
import { useStrokes } from './use-strokes'

export interface OutliningPorts {
  readonly nodules: () => readonly MapNodule[]
  /** The nodule whose outline is being drawn. */
  readonly outlining: Ref<string | undefined>
  readonly view: () => View
  readonly px: (event: PointerEvent) => { readonly x: number; readonly y: number }
  readonly announce: (words: string) => void
  /** A line round a nodule, also while it is drawn (`step` stays the same then); none takes it away. */
  readonly draw: (id: string, line: readonly Vertex[] | undefined, step: string | undefined) => void
}

/** An outline that is set by keys: an ellipse round the nodule. */
interface Set {
  readonly at: Vertex
  readonly acrossMm: number
  readonly alongMm: number
  readonly degrees: number
}

/** Where no size was recorded the keys start from this, mm. */
const START = { acrossMm: 12, alongMm: 8 } as const
const LEAST_MM = 2
const MOST_MM = 300
const TURN = 15

const SIZES: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}
const within = (mm: number): number => Math.min(MOST_MM, Math.max(LEAST_MM, mm))
const words = (ring: readonly Vertex[]): string => {
  const { longMm, shortMm } = spanOf(ring)
  return t('{long} by {short} millimetres, {area} square millimetres', {
    long: Math.round(longMm),
    short: Math.round(shortMm),
    area: Math.round(areaOf(ring)),
  })
}

/** Outlining one nodule by pen, finger or mouse, or by keys of size. What is drawn goes out through the ports. */
export function useOutlining(ports: OutliningPorts) {
  const { outlining, announce } = ports
  const nodule = computed(() => ports.nodules().find(({ id }) => id === outlining.value))
  const set = shallowRef<Set>()
  let count = 0
  let step = ''
  let before: readonly Vertex[] | undefined

  const ringOf = (one: MapNodule | undefined): readonly Vertex[] | undefined =>
    one?.outline &&
    lineInFrame({ line: one.outline.ring, mapVersion: one.outline.mapVersion, closed: true }, MAP_VERSION)
  /** What the keys start from: the outline that is there, else the size that was taken. */
  const start = (one: MapNodule): Set => {
    const ring = ringOf(one)
    const at = inFrame(one.at, MAP_VERSION)
    if (ring !== undefined) {
      const [middle, { longMm, shortMm }] = [middleOfRing(ring), spanOf(ring)]
      return {
        at: [middle.xMm, middle.yMm],
        acrossMm: Math.round(longMm),
        alongMm: Math.round(shortMm),
        degrees: 0,
      }
    }
    const size = one.size && { acrossMm: one.size.longMm, alongMm: one.size.shortMm }
    return { at: [at.xMm, at.yMm], ...(size ?? START), degrees: 0 }
  }

  const strokes = useStrokes({
    view: ports.view,
    px: ports.px,
    begun: () => {
      set.value = undefined
      before = ringOf(nodule.value)
      step = `outline ${(count += 1)}`
    },
    drawn: (line, ended) => {
      if (outlining.value === undefined) return
      ports.draw(outlining.value, line, step)
      if (!ended) return
      const label = nodule.value?.label ?? ''
      outlining.value = undefined
      announce(t('{label} outlined, {size}', { label, size: words(line) }))
    },
    dropped: () => {
      if (outlining.value !== undefined) ports.draw(outlining.value, before, step)
    },
  })

  watch(outlining, (id) => {
    set.value = undefined
    if (id === undefined) return
    const label = nodule.value?.label ?? ''
    announce(
      t(
        'Outline of {label}. Draw round it, or set it by keys: Left and Right narrower and wider, Down and Up lower and higher, R turns it, Enter keeps it, Escape leaves it as it was.',
        { label },
      ),
    )
  })

  const change = (by: (old: Set) => Set): void => {
    if (nodule.value === undefined) return
    const next = by(set.value ?? start(nodule.value))
    const ring = ellipseRing(next.at, next)
    if (!ring.every(([xMm, yMm]) => onBody({ xMm, yMm }))) {
      announce(t('The outline reaches the edge of the body.'))
      return
    }
    set.value = next
    announce(
      next.degrees === 0
        ? words(ring)
        : t('{size}, turned {degrees} degrees', { size: words(ring), degrees: next.degrees }),
    )
  }
  /** True when the key was one of outlining. */
  const key = (event: Pick<KeyboardEvent, 'key' | 'shiftKey'>): boolean => {
    const id = outlining.value
    if (id === undefined || nodule.value === undefined) return false
    const by = SIZES[event.key]
    const mm = event.shiftKey ? 10 : 1
    if (by) {
      change((old) => ({
        ...old,
        acrossMm: within(old.acrossMm + by[0] * mm),
        alongMm: within(old.alongMm + by[1] * mm),
      }))
      return true
    }
    switch (event.key) {
      case 'r':
      case 'R':
        change((old) => ({ ...old, degrees: (old.degrees + TURN) % 180 }))
        return true
      case 'Enter': {
        const { label } = nodule.value
        const now = set.value ?? start(nodule.value)
        const ring = ellipseRing(now.at, now)
        ports.draw(id, ring, undefined)
        outlining.value = undefined
        announce(t('{label} outlined, {size}', { label, size: words(ring) }))
        return true
      }
      case 'Backspace':
      case 'Delete':
        ports.draw(id, undefined, undefined)
        announce(t('No outline of {label}', { label: nodule.value.label }))
        outlining.value = undefined
        return true
      case 'Escape':
        announce(t('The outline is as it was.'))
        outlining.value = undefined
        return true
      default:
        return false
    }
  }

  /** What the hand draws now, or the keys have set so far. */
  const drawn = computed<readonly Vertex[] | undefined>(() => {
    if (outlining.value === undefined) return undefined
    if (strokes.line.value !== undefined) return strokes.line.value
    if (set.value !== undefined) return ellipseRing(set.value.at, set.value)
    const one = nodule.value
    if (one === undefined) return undefined
    const from = start(one)
    return ringOf(one) ?? ellipseRing(from.at, from)
  })
  return { drawn, key, down: strokes.down, move: strokes.move, up: strokes.up }
}
