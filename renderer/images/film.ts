import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import type { Voi } from '@shared/imaging/voi'
import { firstVoi, loadPicture, sizeOf, voisOf, type Picture } from './picture'
import { fit, oneToOne, pan, zoom, type View } from './view'

export type Drag = 'pan' | 'window'

/** One press of a key moves this far, in CSS pixels. */
const PAN_STEP = 40
/** One press of a key changes a window by this part of all that occurs. */
const WINDOW_STEP = 1 / 40
const ZOOM_STEP = 1.25
/** Height of a line of words on the film with its margins, in CSS pixels. */
const WORDS_BAND = 44

interface Film {
  readonly picture: ShallowRef<Picture | undefined>
  readonly view: ShallowRef<View>
  readonly size: ComputedRef<{ width: number; height: number; aspect: number }>
  readonly grey: ShallowRef<Voi | undefined>
  readonly presets: ComputedRef<readonly { readonly label: string; readonly grey: Voi }[]>
  readonly invert: Ref<boolean>
  readonly drag: Ref<Drag>
  readonly resize: (film: { width: number; height: number }) => void
  readonly fitAll: () => void
  readonly pixelForPixel: () => void
  readonly panBy: (x: number, y: number) => void
  readonly panStep: (x: number, y: number) => void
  readonly zoomBy: (factor: number, about?: { x: number; y: number }) => void
  readonly closer: () => void
  readonly farther: () => void
  readonly windowBy: (width: number, center: number) => void
  readonly windowStep: (width: number, center: number) => void
  readonly nextPreset: () => void
}

/** All that can be done to the picture on the film. Nothing of it changes the file. */
export const useFilm = (imageId: () => string): Film => {
  const picture = shallowRef<Picture>()
  const view = shallowRef<View>({ scale: 1, x: 0, y: 0 })
  const grey = shallowRef<Voi>()
  const invert = ref(false)
  const drag = ref<Drag>('pan')
  let film = { width: 1, height: 1 }
  let fitted = true

  const size = computed(() =>
    picture.value === undefined ? { width: 0, height: 0, aspect: 1 } : sizeOf(picture.value),
  )
  const shown = (): { width: number; height: number } => ({
    width: size.value.width,
    height: size.value.height * size.value.aspect,
  })
  const full = computed(() => {
    const seen = picture.value
    return seen?.is === 'frame' && seen.frame.is === 'grey' ? seen.frame.full : undefined
  })
  const presets = computed(() => {
    const seen = picture.value
    if (seen === undefined || full.value === undefined) return []
    const own = voisOf(seen).map((one, at) => ({
      label: one.name ?? `From the file, ${at + 1}`,
      grey: one,
    }))
    return [...own, { label: 'All values', grey: full.value }]
  })

  const fitAll = (): void => {
    fitted = true
    view.value = fit(shown(), film, WORDS_BAND)
  }
  const look = (to: View): void => {
    fitted = false
    view.value = to
  }
  const middle = (): { x: number; y: number } => ({ x: film.width / 2, y: film.height / 2 })
  const zoomBy = (factor: number, about = middle()): void =>
    look(zoom(view.value, factor, about, shown(), film))
  const panBy = (x: number, y: number): void => look(pan(view.value, { x, y }, shown(), film))
  /** Parts of the full range: wider and brighter are positive. */
  const windowBy = (width: number, center: number): void => {
    const all = full.value
    if (all === undefined || grey.value === undefined) return
    // A table of the file has neither centre nor width: from it, moving begins with all that occurs.
    const now = grey.value.curve === 'TABLE' ? all : grey.value
    grey.value = {
      curve: now.curve,
      center: now.center - center * all.width,
      width: Math.max(1, now.width + width * all.width),
    }
  }

  watch(
    imageId,
    async (id) => {
      picture.value = undefined
      const loaded = await loadPicture({ imageId: id })
      if (id !== imageId()) return
      grey.value = firstVoi(loaded)
      invert.value = false
      drag.value = grey.value === undefined ? 'pan' : 'window'
      picture.value = loaded
      fitAll()
    },
    { immediate: true },
  )

  return {
    picture,
    view,
    size,
    grey,
    presets,
    invert,
    drag,
    resize: (to) => {
      film = to
      if (fitted) fitAll()
      else panBy(0, 0)
    },
    fitAll,
    pixelForPixel: () => look(oneToOne(shown(), film)),
    panBy,
    panStep: (x, y) => panBy(x * PAN_STEP, y * PAN_STEP),
    zoomBy,
    closer: () => zoomBy(ZOOM_STEP),
    farther: () => zoomBy(1 / ZOOM_STEP),
    windowBy,
    windowStep: (width, center) => windowBy(width * WINDOW_STEP, center * WINDOW_STEP),
    nextPreset: () => {
      const at = presets.value.findIndex((one) => one.grey === grey.value)
      const next = presets.value[(at + 1) % Math.max(1, presets.value.length)]
      if (next !== undefined) grey.value = next.grey
    },
  }
}
