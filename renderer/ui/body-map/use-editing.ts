import { computed, nextTick, ref, shallowRef, type ComputedRef, type Ref } from 'vue'
import type { BodyPoint } from '@shared/exam/answer'
import {
  bodyPointAt,
  halfAxes,
  inFrame,
  MAP_VERSION,
  nudge,
  onBody,
  type Place,
  type View,
} from '@shared/bodymap'
import { t, type Plain } from '../../language/text'
import type { MapNodule } from './nodule'
import { placeWords } from './place-words'

interface Px {
  readonly x: number
  readonly y: number
}

export interface EditingPorts {
  readonly nodules: () => readonly MapNodule[]
  readonly readonly: () => boolean
  /** Whether a click on empty body places a nodule without being asked to first. */
  readonly clickPlaces: () => boolean
  readonly placing: Ref<boolean>
  readonly view: ComputedRef<View>
  readonly zoom: Ref<number>
  readonly centre: Ref<Place | undefined>
  readonly announce: (words: string) => void
  readonly place: (point: BodyPoint) => void
  readonly move: (id: string, point: BodyPoint) => void
  readonly select: (id: string) => void
}

interface Press {
  readonly start: Px
  readonly centre: Place
  /** The nodule that was taken hold of. */
  readonly id?: string | undefined
  moved: boolean
}

/** Pointer travel below this is a click, px. */
const DRAG_FROM = 4
/** How far beside a nodule a pointer still takes it, px: a fingertip needs more. */
const SLACK = { touch: 16, other: 5 } as const

const OFF_BODY: Plain = 'Off the body.'

/** Placing, dragging, nudging and panning. Owns what is under way; what is settled goes out through the ports. */
export const useEditing = (ports: EditingPorts) => {
  const { view, zoom, centre, placing, announce } = ports
  const cursor = shallowRef<BodyPoint>()
  const drag = shallowRef<{ readonly id: string; readonly at: BodyPoint }>()
  /** Where the nodule in hand was before the arrows moved it, for Escape. */
  const before = shallowRef<{ readonly id: string; readonly at: BodyPoint }>()
  const refusal = ref('')
  let press: Press | undefined
  let lastSeen: BodyPoint | undefined

  const shown = computed(() =>
    ports.nodules().map((n) => (n.id === drag.value?.id ? { ...n, at: drag.value.at } : n)),
  )
  const find = (id: string): MapNodule | undefined => ports.nodules().find((n) => n.id === id)
  const follow = (point: Place): void => {
    const { x, y } = view.value.toDrawing(point)
    const near = (v: number, size: number): boolean => v < 32 || v > size - 32
    if (zoom.value > 1 && (near(x, view.value.widthPx) || near(y, view.value.heightPx))) centre.value = point
  }

  const refuse = (what: string): void => {
    refusal.value = `${t(OFF_BODY)} ${what}`
    announce(refusal.value)
  }

  const startPlacing = (): void => {
    if (ports.readonly()) return
    refusal.value = ''
    // Without a pointer it starts on the midline: no side is suggested.
    cursor.value = lastSeen && onBody(lastSeen) ? lastSeen : bodyPointAt(0, 0)
    follow(cursor.value)
    placing.value = true
    announce(
      t('Placing. {place}. Arrows move, letters name a zone, Enter places, Escape cancels.', {
        place: placeWords(cursor.value),
      }),
    )
  }
  const stopPlacing = (): void => {
    cursor.value = undefined
    placing.value = false
  }
  const placeAt = (point: BodyPoint): void => {
    if (!onBody(point)) {
      refuse(t('Nothing placed.'))
      return
    }
    refusal.value = ''
    stopPlacing()
    ports.place(point)
    // Its label is the caller's, and there once the caller has taken it.
    void nextTick(() => {
      const placed = ports.nodules().find(({ at }) => at.xMm === point.xMm && at.yMm === point.yMm)
      announce(t('{label} placed, {place}', { label: placed?.label ?? '', place: placeWords(point) }).trim())
    })
  }

  /** Arrow keys: the crosshair while placing, else the nodule in hand. */
  const step = (id: string | undefined, dx: number, dy: number): void => {
    const nodule = id === undefined ? undefined : find(id)
    // A place of an older map is moved on from where its anatomy lies on this one.
    const from = placing.value ? cursor.value : nodule && inFrame(nodule.at, MAP_VERSION)
    if (!from || ports.readonly()) return
    const to = nudge(from, dx, dy)
    if (!onBody(to)) {
      refuse(t('The edge is here.'))
      return
    }
    refusal.value = ''
    follow(to)
    if (placing.value) {
      cursor.value = to
      announce(placeWords(to))
    } else if (nodule) {
      if (before.value?.id !== nodule.id) before.value = { id: nodule.id, at: nodule.at }
      ports.move(nodule.id, to)
      announce(`${nodule.label}, ${placeWords(to)}`)
    }
  }
  /** Takes the crosshair to a place that was named. */
  const goTo = (point: BodyPoint): void => {
    if (!placing.value) return
    refusal.value = ''
    follow(point)
    cursor.value = point
    announce(t('{place}. Enter places, arrows move.', { place: placeWords(point) }))
  }
  const confirm = (id: string | undefined): void => {
    if (placing.value && cursor.value) {
      placeAt(cursor.value)
      return
    }
    const kept = before.value !== undefined && before.value.id === id
    before.value = undefined
    const nodule = id === undefined ? undefined : find(id)
    if (!nodule) return
    ports.select(nodule.id)
    const words = `${nodule.label}, ${placeWords(nodule.at)}`
    announce(kept ? t('Kept. {words}', { words }) : words)
  }
  /** Undoes what is under way. False when nothing was, so that Escape may serve somebody else. */
  const cancel = (): boolean => {
    refusal.value = ''
    if (placing.value) {
      stopPlacing()
      announce(t('Nothing placed.'))
      return true
    }
    if (drag.value) {
      drag.value = undefined
      press = undefined
      return true
    }
    if (before.value) {
      const { id, at } = before.value
      before.value = undefined
      ports.move(id, at)
      announce(t('Back where it was, {place}', { place: placeWords(at) }))
      return true
    }
    return false
  }
  /** The hand moved on to another nodule or away: what the arrows did stands. */
  const settle = (id?: string): void => {
    if (before.value && before.value.id !== id) before.value = undefined
  }

  const hit = (px: Px, slack: number): MapNodule | undefined =>
    shown.value
      .map((nodule) => {
        const { x, y } = view.value.toDrawing(nodule.at)
        const { rx, ry } = halfAxes(nodule.size)
        const distance = Math.hypot(px.x - x, px.y - y)
        return { nodule, distance, reach: Math.max(rx, ry) * view.value.scale + slack }
      })
      .filter(({ distance, reach }) => distance <= reach)
      .sort((a, b) => a.distance - b.distance)[0]?.nodule

  /** Returns the nodule taken hold of, so that the caller can focus it. */
  const down = (px: Px, touch: boolean): string | undefined => {
    refusal.value = ''
    const nodule = placing.value ? undefined : hit(px, touch ? SLACK.touch : SLACK.other)
    press = {
      start: px,
      centre: view.value.toPoint({ x: view.value.widthPx / 2, y: view.value.heightPx / 2 }),
      id: nodule?.id,
      moved: false,
    }
    if (nodule) ports.select(nodule.id)
    return nodule?.id
  }
  const over = (px: Px): void => {
    const point = view.value.toPoint(px)
    lastSeen = point
    if (press) press.moved ||= Math.hypot(px.x - press.start.x, px.y - press.start.y) >= DRAG_FROM
    if (press?.moved && press.id !== undefined && !ports.readonly()) {
      if (onBody(point)) drag.value = { id: press.id, at: point }
    } else if (press?.moved && press.id === undefined && zoom.value > 1) {
      const { across, along } = view.value
      centre.value = {
        xMm: press.centre.xMm - (px.x - press.start.x) / across,
        yMm: press.centre.yMm + (px.y - press.start.y) / along,
      }
    } else if (placing.value) cursor.value = point
  }
  const up = (px: Px): void => {
    const ended = press
    press = undefined
    drag.value = undefined
    if (!ended || ports.readonly()) return
    const point = view.value.toPoint(px)
    if (ended.moved && ended.id !== undefined) {
      const label = find(ended.id)?.label ?? ''
      if (!onBody(point)) {
        refuse(t('{label} stays where it was.', { label }))
        return
      }
      ports.move(ended.id, point)
      announce(`${label}, ${placeWords(point)}`)
    } else if (!ended.moved && ended.id === undefined && (placing.value || ports.clickPlaces()))
      placeAt(point)
  }
  const lost = (): void => {
    press = undefined
    drag.value = undefined
  }

  return {
    cursor,
    drag,
    refusal,
    shown,
    startPlacing,
    stopPlacing,
    goTo,
    step,
    confirm,
    cancel,
    settle,
    down,
    over,
    up,
    lost,
  }
}
