import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { isOlder, thenOf, type Dated } from '@shared/imaging/visits'
import { useCine, type Cine } from './cine'
import { useFilm, type Film, type FilmActs } from './film'

/** A film with the picture on it and its playing. */
export interface Pane {
  readonly id: 'main' | 'beside'
  readonly film: Film
  readonly cine: Cine
  readonly dated: ComputedRef<Dated | undefined>
  /** This film's acts, done to the other one too while both are linked. */
  readonly acts: FilmActs
}

interface Desk {
  readonly main: ShallowRef<Dated>
  readonly beside: ShallowRef<Dated | undefined>
  /** One, or two with the older picture on the left. */
  readonly panes: ComputedRef<readonly Pane[]>
  readonly active: ComputedRef<Pane>
  readonly activate: (id: Pane['id']) => void
  readonly linked: Ref<boolean>
  /** What keys and tools do. */
  readonly acts: FilmActs
  readonly togglePlay: () => void
  readonly changeSpeed: (by: 1 | -1) => void
  /** The picture of an earlier day this one is held against, if there is one. */
  readonly then: ComputedRef<Dated | undefined>
  readonly toggleThen: () => void
  /** What stands beside: the picture of an earlier day, another one, or nothing. */
  readonly besideIs: ComputedRef<'then' | 'another' | undefined>
  /** The next picture of the same visit, if there is one. */
  readonly next: ComputedRef<Dated | undefined>
  readonly toggleBeside: () => void
  /** Puts a picture on the film that is active. */
  readonly put: (one: Dated) => void
  readonly toPicture: (by: number) => void
}

type Playing = Pick<Pane, 'film' | 'cine'>

const together = (panes: () => readonly Playing[]): FilmActs => {
  const each =
    <Name extends keyof FilmActs>(name: Name) =>
    (...args: Parameters<FilmActs[Name]>): void => {
      for (const { film, cine } of panes()) {
        // Whoever goes to a frame wants to see it stand.
        if (name === 'goTo' || name === 'goBy') cine.stop()
        ;(film[name] as (...given: typeof args) => void)(...args)
      }
    }
  return {
    fitAll: each('fitAll'),
    pixelForPixel: each('pixelForPixel'),
    panBy: each('panBy'),
    panStep: each('panStep'),
    zoomBy: each('zoomBy'),
    closer: each('closer'),
    farther: each('farther'),
    windowBy: each('windowBy'),
    windowStep: each('windowStep'),
    nextPreset: each('nextPreset'),
    choose: each('choose'),
    toggleInvert: each('toggleInvert'),
    toggleMarks: each('toggleMarks'),
    turnBy: each('turnBy'),
    mirrorOver: each('mirrorOver'),
    asOpened: each('asOpened'),
    goTo: each('goTo'),
    goBy: each('goBy'),
  }
}

const same = (one: Dated | undefined, other: Dated): boolean =>
  one?.stack.images[0].imageId === other.stack.images[0].imageId

/** One picture, or two held side by side. */
export const useDesk = (opened: Dated, all: () => readonly Dated[]): Desk => {
  const main = shallowRef(opened)
  const beside = shallowRef<Dated>()
  const chosen = ref<Pane['id']>('main')
  const linked = ref(true)

  const pane = (id: Pane['id'], dated: () => Dated | undefined): Pane => {
    const film = useFilm(() => dated()?.stack.images ?? [])
    const cine = useCine(film)
    const acts = together(() => (linked.value ? panes.value : [{ film, cine }]))
    // What is said of it may change while it is open.
    const now = computed(() => {
      const one = dated()
      return one && (all().find((other) => same(other, one)) ?? one)
    })
    return { id, film, cine, dated: now, acts }
  }
  const first = pane('main', () => main.value)
  const second = pane('beside', () => beside.value)
  const panes = computed<readonly Pane[]>(() => {
    if (beside.value === undefined) return [first]
    return isOlder(beside.value, main.value) ? [second, first] : [first, second]
  })
  const active = computed(() => (chosen.value === 'beside' && beside.value !== undefined ? second : first))
  const targets = (): readonly Pane[] => (linked.value ? panes.value : [active.value])

  const then = computed(() => thenOf(main.value, all()))
  const around = (from: Dated, by: number, among: readonly Dated[]): Dated | undefined => {
    const at = among.findIndex((one) => same(one, from))
    return among.length < 2 ? undefined : among[(at + by + among.length) % among.length]
  }
  const next = computed(() =>
    around(
      main.value,
      1,
      all().filter((one) => one.visitOn === main.value.visitOn && one.here === main.value.here),
    ),
  )
  const toggle = (one: Dated | undefined): void => {
    const standing = one !== undefined && same(beside.value, one)
    beside.value = standing ? undefined : one
    chosen.value = 'main'
  }
  const put = (one: Dated): void => {
    if (active.value.id === 'beside') beside.value = one
    else main.value = one
  }

  return {
    main,
    beside,
    panes,
    active,
    activate: (id) => {
      chosen.value = id
    },
    linked,
    acts: together(targets),
    togglePlay: () => {
      const plays = active.value.cine.plays.value
      for (const { cine } of targets()) if (cine.plays.value === plays) cine.toggle()
    },
    changeSpeed: (by) => {
      for (const { cine } of targets()) cine.change(by)
    },
    then,
    toggleThen: () => toggle(then.value),
    besideIs: computed(() => {
      if (beside.value === undefined) return undefined
      return then.value !== undefined && same(beside.value, then.value) ? 'then' : 'another'
    }),
    next,
    toggleBeside: () => toggle(next.value),
    put,
    toPicture: (by) => {
      const from = active.value.dated.value
      const to = from && around(from, by, all())
      if (to !== undefined) put(to)
    },
  }
}
