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
import type { FrameFacts } from '@shared/imaging/frame-facts'
import type { Voi } from '@shared/imaging/voi'
import type { ImageRecord } from '@shared/records/image'
import { factsOf, sizeOf, type Picture } from '../picture'
import { AS_OPENED, greyOf, movedBy, nextChoice, presetsOf, type GreyChoice, type Preset } from './greys'
import type { StudyInfo } from '../study'
import { openReel, type Reel } from './reel'
import type { Mode } from './modes'
import {
  fit,
  mirrored,
  oneToOne,
  pan,
  reoriented,
  turned,
  UPRIGHT,
  zoom,
  type PictureSize,
  type Point,
  type Size,
  type View,
} from './view'

/** One press of a key moves this far, in CSS pixels. */
const PAN_STEP = 40
/** One press of a key changes a window by this part of all that occurs. */
const WINDOW_STEP = 1 / 40
const ZOOM_STEP = 1.25
/** Height of a line of words on the film with its margins, in CSS pixels. */
const WORDS_BAND = 44

/** What stands on the film now: what is measured or drawn belongs to this file and this frame of it. */
export interface Seen {
  readonly image: ImageRecord
  /** Place in the reel, from 0. */
  readonly at: number
  readonly picture: Picture
}

/** What an overlay is given: it stands in an SVG over the film, in CSS pixels, and only while a frame is seen. */
export interface Overlaid {
  readonly image: ImageRecord
  /** Which frame of that file, from 0. */
  readonly frame: number
  readonly info: StudyInfo
  /** What the file says of this frame; undefined where it is no DICOM file. */
  readonly facts: FrameFacts | undefined
  /** CSS pixels per pixel of the file, across. */
  readonly scale: number
  /** From pixels of the file to CSS pixels of the film. The middle of the first pixel is 0.5, 0.5. */
  readonly toScreen: (at: Point) => Point
  readonly toImage: (at: Point) => Point
  readonly mode: Mode
}

/** What a film does when it is told to. Nothing of it changes the file. */
export interface FilmActs {
  readonly fitAll: () => void
  readonly pixelForPixel: () => void
  readonly panBy: (x: number, y: number) => void
  readonly panStep: (x: number, y: number) => void
  readonly zoomBy: (factor: number, about?: Point) => void
  readonly closer: () => void
  readonly farther: () => void
  readonly windowBy: (width: number, center: number) => void
  readonly windowStep: (width: number, center: number) => void
  readonly nextPreset: () => void
  readonly choose: (choice: GreyChoice) => void
  readonly toggleInvert: () => void
  /** Marks that lie in the file over its pixels. */
  readonly toggleMarks: () => void
  readonly turnBy: (quarters: number) => void
  readonly mirrorOver: (axis: 'across' | 'down') => void
  /** All as it was when the picture was opened. */
  readonly asOpened: () => void
  /** To a place of the reel; beyond its ends to the end. */
  readonly goTo: (at: number) => void
  readonly goBy: (places: number) => void
}

export interface Film extends FilmActs {
  readonly seen: ShallowRef<Seen | undefined>
  readonly facts: ComputedRef<FrameFacts | undefined>
  readonly reel: ShallowRef<Reel | undefined>
  /** Places of the reel; 1 until it is open. */
  readonly count: ComputedRef<number>
  /** The place that was asked for last; what is seen may still be the one before. */
  readonly wanted: Ref<number>
  readonly view: ShallowRef<View>
  readonly size: ComputedRef<PictureSize>
  readonly grey: ComputedRef<Voi | undefined>
  readonly choice: ShallowRef<GreyChoice>
  readonly presets: ComputedRef<readonly Preset[]>
  readonly invert: Ref<boolean>
  /** Whether the marks of the file are left out, and how many overlays there are. */
  readonly unmarked: Ref<boolean>
  readonly marks: ComputedRef<number>
  readonly room: ShallowRef<Size>
  readonly resize: (room: Size) => void
}

/**
 * A film and what lies on it.
 *
 * @param images what is looked through together; none is an empty film, others are another reel
 */
export const useFilm = (images: () => readonly ImageRecord[]): Film => {
  const reel = shallowRef<Reel>()
  const seen = shallowRef<Seen>()
  const wanted = ref(0)
  const view = shallowRef<View>({ scale: 1, x: 0, y: 0, ...UPRIGHT })
  const choice = shallowRef<GreyChoice>(AS_OPENED)
  const invert = ref(false)
  const unmarked = ref(false)
  const room = shallowRef<Size>({ width: 1, height: 1 })
  let fitted = true
  let asked = 0
  let shown = 0

  const picture = computed(() => seen.value?.picture)
  const count = computed(() => reel.value?.count ?? 1)
  const size = computed(() =>
    picture.value === undefined ? { width: 0, height: 0, aspect: 1 } : sizeOf(picture.value),
  )
  const grey = computed(() => greyOf(picture.value, choice.value))
  const presets = computed(() => presetsOf(picture.value))

  const fitAll = (): void => {
    fitted = true
    view.value = fit(size.value, room.value, WORDS_BAND, view.value)
  }
  const look = (to: View): void => {
    fitted = false
    view.value = to
  }
  const middle = (): Point => ({ x: room.value.width / 2, y: room.value.height / 2 })
  const panBy = (x: number, y: number): void => look(pan(view.value, { x, y }, size.value, room.value))
  const zoomBy = (factor: number, about = middle()): void =>
    look(zoom(view.value, factor, about, size.value, room.value))
  const windowBy = (width: number, center: number): void => {
    choice.value = movedBy(picture.value, choice.value, width, center)
  }
  const lie = (way: Pick<View, 'turn' | 'mirror'>): void => {
    view.value = reoriented(view.value, way, size.value, room.value)
    if (fitted) fitAll()
  }

  const show = (to: Seen, reset: boolean): void => {
    const before = size.value
    seen.value = to
    if (reset) {
      view.value = { ...view.value, ...UPRIGHT }
      fitAll()
    } else if (size.value.width !== before.width || size.value.height !== before.height) fitAll()
  }
  const goTo = (at: number, reset = false): void => {
    const from = reel.value
    if (from === undefined) return
    wanted.value = Math.min(from.count - 1, Math.max(0, at))
    const [place, turn] = [wanted.value, ++asked]
    void from.picture(place).then((come) => {
      // One that comes late is not seen over one that was asked for after it.
      if (from !== reel.value || turn < shown) return
      shown = turn
      from.pin(place)
      show({ image: from.image(place), at: place, picture: come }, reset)
    })
  }

  let closed = false
  const named = (): string =>
    images()
      .map((one) => one.imageId)
      .join()
  const open = async (name: string): Promise<void> => {
    reel.value?.close()
    reel.value = undefined
    seen.value = undefined
    choice.value = AS_OPENED
    invert.value = false
    unmarked.value = false
    wanted.value = 0
    const [first, ...more] = images()
    if (first === undefined) return
    const opened = await openReel([first, ...more])
    if (closed || name !== named()) {
      opened.close()
      return
    }
    reel.value = opened
    goTo(0, true)
  }
  watch(named, open, { immediate: true })
  onScopeDispose(() => {
    closed = true
    reel.value?.close()
  })

  return {
    seen,
    facts: computed(() => factsOf(picture.value)),
    reel,
    count,
    wanted,
    view,
    size,
    grey,
    choice,
    presets,
    invert,
    unmarked,
    marks: computed(() => {
      const seenNow = picture.value
      return seenNow?.is === 'frame' && seenNow.info.is === 'dicom' ? seenNow.info.pixels.overlays.length : 0
    }),
    room,
    resize: (to) => {
      room.value = to
      if (fitted) fitAll()
      else panBy(0, 0)
    },
    fitAll,
    pixelForPixel: () => look(oneToOne(size.value, room.value, view.value)),
    panBy,
    panStep: (x, y) => panBy(x * PAN_STEP, y * PAN_STEP),
    zoomBy,
    closer: () => zoomBy(ZOOM_STEP),
    farther: () => zoomBy(1 / ZOOM_STEP),
    windowBy,
    windowStep: (width, center) => windowBy(width * WINDOW_STEP, center * WINDOW_STEP),
    nextPreset: () => {
      choice.value = nextChoice(choice.value, presets.value)
    },
    choose: (to) => {
      choice.value = to
    },
    toggleInvert: () => {
      invert.value = !invert.value
    },
    toggleMarks: () => {
      unmarked.value = !unmarked.value
    },
    turnBy: (by) => lie(turned(view.value, by)),
    mirrorOver: (axis) => lie(mirrored(view.value, axis)),
    asOpened: () => {
      choice.value = AS_OPENED
      invert.value = false
      unmarked.value = false
      view.value = { ...view.value, ...UPRIGHT }
      fitAll()
    },
    goTo: (at) => goTo(at),
    goBy: (by) => goTo(wanted.value + by),
  }
}
