import {
  computed,
  onScopeDispose,
  ref,
  shallowRef,
  watch,
  type ComputedRef,
  type Ref,
  type ShallowRef,
} from 'vue'
import { t } from '../../language/text'
import type { Film } from './film'
import { Playhead, type Missed } from './playhead'

/** What a recording is played at where the file says nothing, and slices always. */
const UNSAID_MS = 100
const SPEEDS = [0.25, 0.5, 1, 2, 4] as const
/** So many frames are decoded ahead of the one that is seen. */
const AHEAD = 6
const NONE_MISSED: Missed = { dropped: 0, late: 0 }

export interface Cine {
  /** Pages are not played, and a single frame neither. */
  readonly can: ComputedRef<boolean>
  readonly plays: Ref<boolean>
  readonly speed: ComputedRef<number>
  /** How fast, and who says so: "30 a second, from the file". */
  readonly rate: ComputedRef<string>
  readonly missed: ShallowRef<Missed>
  readonly toggle: () => void
  readonly stop: () => void
  /** 1 for faster, -1 for slower. */
  readonly change: (by: 1 | -1) => void
}

const perSecond = (ms: number): string => {
  const rate = 1000 / ms
  return rate >= 10 ? String(Math.round(rate)) : rate.toFixed(1).replace(/\.0$/u, '')
}

/** Plays what lies on a film, over and over, by the clock of the file. */
export const useCine = (film: Film): Cine => {
  const plays = ref(false)
  const at = ref<number>(SPEEDS.indexOf(1))
  const speed = computed(() => SPEEDS[at.value] ?? 1)
  const missed = shallowRef(NONE_MISSED)
  const info = computed(() => {
    const picture = film.seen.value?.picture
    return picture?.is === 'frame' ? picture.info : undefined
  })
  const can = computed(() => film.count.value > 1 && info.value !== undefined && info.value.is !== 'pages')
  const frameMs = computed(() => (info.value?.is === 'dicom' ? info.value.timing.frameMs : undefined))
  const rate = computed(() => {
    const ms = frameMs.value
    const times = speed.value === 1 ? '' : `, × ${speed.value}`
    if (ms === undefined)
      return t('{rate} a second; the file says no speed', { rate: perSecond(UNSAID_MS / speed.value) })
    if (typeof ms !== 'number') return t('each frame as long as the file says{times}', { times })
    return times === ''
      ? t('{rate} a second, from the file', { rate: perSecond(ms / speed.value) })
      : t('{rate} a second, the file’s{times}', { rate: perSecond(ms / speed.value), times })
  })

  let head: Playhead | undefined
  let frame = 0
  const tick = (now: number): void => {
    const reel = film.reel.value
    if (head === undefined || reel === undefined) return
    const due = head.tick(now, (one) => reel.isHeld(one))
    for (let next = 1; next <= AHEAD; next++) void reel.picture((due + next) % reel.count)
    if (due !== film.wanted.value) film.goTo(due)
    const { dropped, late } = head.misses
    if (dropped !== missed.value.dropped || late !== missed.value.late) missed.value = { dropped, late }
    frame = requestAnimationFrame(tick)
  }
  const stop = (): void => {
    cancelAnimationFrame(frame)
    head = undefined
    plays.value = false
  }
  const start = (): void => {
    if (!can.value) return
    plays.value = true
    missed.value = NONE_MISSED
    head = new Playhead(frameMs.value ?? UNSAID_MS, film.count.value, speed.value)
    head.start(film.wanted.value, performance.now())
    frame = requestAnimationFrame(tick)
  }
  watch(film.reel, stop)
  onScopeDispose(stop)

  return {
    can,
    plays,
    speed,
    rate,
    missed,
    toggle: () => (plays.value ? stop() : start()),
    stop,
    change: (by) => {
      at.value = Math.min(SPEEDS.length - 1, Math.max(0, at.value + by))
      head?.setSpeed(speed.value, performance.now())
    },
  }
}
