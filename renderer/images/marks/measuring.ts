import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { pressedAt } from '@shared/keymap/keymap'
import type { ImageMark } from '@shared/records/mark'
import { IS_MAC } from '../../shell/use-keys'
import type { Pane } from '../viewer/desk'
import type { Overlaid } from '../viewer/film'
import { toImage, toScreen, type Point } from '../viewer/view'
import type { Drawing } from './drawing'
import { drawnPicture, pngOf } from './paint-marks'
import type { Sketch } from './sketch'

interface Around {
  readonly sketch: () => Sketch | undefined
  readonly drawing: Drawing
  readonly active: ComputedRef<Pane>
}
interface Measuring {
  /** What is seen on the film that is active, where a frame is. */
  readonly of: ComputedRef<Overlaid | undefined>
  /** Why the chosen measurement was not put into a card. */
  readonly refusal: Ref<string>
  /** From the list: its frame comes on the film. */
  readonly choose: (mark: ImageMark) => void
  readonly push: (mark: ImageMark) => void
  /** The frame that is seen as a PNG, with what is drawn over it or without. */
  readonly drawn: (withMarks: boolean) => Promise<Uint8Array<ArrayBuffer> | undefined>
  /** Whether the key was one of measuring; `onFilm`: the film has the focus, not a button or a row. */
  readonly key: (event: KeyboardEvent, onFilm: boolean) => boolean
}

/** Measuring on the film that is active: what the list beside it and the keys do. */
export const useMeasuring = ({ sketch, drawing, active }: Around): Measuring => {
  const refusal = ref('')
  const of = computed((): Overlaid | undefined => {
    const { seen, facts, view, size } = active.value.film
    const now = seen.value
    if (now?.picture.is !== 'frame') return undefined
    return {
      image: now.image,
      frame: now.picture.index,
      info: now.picture.info,
      facts: facts.value,
      scale: view.value.scale,
      toScreen: (at: Point) => toScreen(view.value, size.value, at),
      toImage: (at: Point) => toImage(view.value, size.value, at),
      mode: 'pan',
    }
  })
  const choose = (mark: ImageMark): void => {
    const { film, cine } = active.value
    refusal.value = ''
    drawing.choose(drawing.chosenId.value === mark.markId ? undefined : mark.markId)
    const { reel } = film
    const here = of.value
    if (here?.image.imageId === mark.imageId && here.frame === mark.frame) return
    for (let at = 0; at < (reel.value?.count ?? 0); at += 1) {
      const isFile = reel.value?.image(at).imageId === mark.imageId
      // One file with frames, or slices that are files.
      if (isFile && (at === mark.frame || reel.value?.image(at === 0 ? 1 : 0).imageId !== mark.imageId)) {
        cine.stop()
        film.goTo(at)
        return
      }
    }
  }
  const push = (mark: ImageMark): void => {
    refusal.value = sketch()?.push(mark) ?? ''
  }
  /** Into the middle of the film, a third of it wide. */
  const place = (): boolean => {
    const here = of.value
    if (here === undefined) return false
    const { width, height } = active.value.film.room.value
    const middle = here.toImage({ x: width / 2, y: height / 2 })
    drawing.place(here, middle, Math.min(width, height) / 6 / here.scale)
    return drawing.isPlaced()
  }

  const key = (event: KeyboardEvent, onFilm: boolean): boolean => {
    const is = (id: Parameters<typeof pressedAt>[1]): boolean => pressedAt(event, id, IS_MAC) >= 0
    const now = sketch()
    if (now === undefined) return false
    if (is('filmClose')) return drawing.drop()
    if (onFilm && is('markPlace')) return drawing.close() || drawing.keepPlaced() || place()
    if (is('markUndo') && now.canUndo) now.undo()
    else if (is('markRedo') && now.canRedo) now.redo()
    else if (is('markPush') && drawing.chosen.value !== undefined) {
      if (of.value === undefined || !now.mayDraw(of.value.image)) return false
      push(drawing.chosen.value)
    } else return false
    return true
  }
  const drawn: Measuring['drawn'] = async (withMarks) => {
    const { seen, grey, invert } = active.value.film
    const now = seen.value
    if (now?.picture.is !== 'frame') return undefined
    const all = drawing.marksOf(now.image.imageId)
    const { index } = now.picture
    const marks = withMarks ? all.filter(({ frame }) => frame === index) : []
    return pngOf(drawnPicture(now.picture, { voi: grey.value, invert: invert.value }, marks, all))
  }
  return { of, refusal, choose, push, drawn, key }
}
