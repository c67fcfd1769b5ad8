import { computed, ref, shallowRef, type Ref } from 'vue'
import { basisFor, mayCalibrate, type MeasuredFrame } from '@shared/imaging/measure/basis'
import { measuredFrame, measuredPhoto } from '@shared/imaging/measure/frame'
import { measuredSaid } from '@shared/imaging/measure/words'
import { MARK_KINDS, RULER_MM, type ImageMark, type ImagePoint, type MarkKind } from '@shared/records/mark'
import { say } from '../../language/say'
import { t, type Plain } from '../../language/text'
import type { Overlaid } from '../viewer/film'
import type { Mode } from '../viewer/modes'
import { ASKS_FOR } from './kinds'
import type { NewMark, Sketch } from './sketch'

/** A mark that is being drawn. */
export interface Pending {
  readonly kind: MarkKind
  readonly of: Overlaid
  readonly points: readonly ImagePoint[]
  /** The last point follows the pointer. */
  readonly following: boolean
  /** Put in the middle by a key: its ends are to be moved, and nothing is measured until it is kept. */
  readonly placed?: true
  /** All points stand; what is still to be typed. */
  readonly asks?: 'text' | 'mm'
}

/** Pages of a report are drawn afresh at every size and hold no length. */
export const canDrawOn = (of: Pick<Overlaid, 'info'>): boolean => of.info.is !== 'pages'

/** A frame as lengths are judged in it, without its rulers. */
export const frameOf = ({ info, frame }: Pick<Overlaid, 'info' | 'frame'>): Omit<MeasuredFrame, 'rulers'> =>
  info.is === 'dicom' ? measuredFrame(info.pixels, frame) : measuredPhoto(info.columns, info.rows)

/** Into the picture: no end of a measurement lies beyond its pixels. */
const within = ({ info }: Overlaid, { x, y }: ImagePoint): ImagePoint => ({
  x: Math.min(info.columns, Math.max(0, x)),
  y: Math.min(info.rows, Math.max(0, y)),
})

const NO_RULER: Plain = 'The file has a scale of its own here, so no ruler is needed. Measure straight away.'
const NO_LENGTH: Plain = 'The ruler’s two marks lie in one place. Draw along it.'

/** Drawing over the film: what is under way, and what is chosen. Marks themselves are kept by the sketch. */
export const useDrawing = (sketch: () => Sketch | undefined, mode: Ref<Mode>) => {
  const pending = shallowRef<Pending>()
  const chosenId = ref<string>()
  /** Told aloud and beside the film. */
  const told = ref('')

  const marksOf = (imageId: string): readonly ImageMark[] =>
    sketch()?.marks.filter((mark) => mark.imageId === imageId) ?? []
  const chosen = computed(() => sketch()?.marks.find(({ markId }) => markId === chosenId.value))

  const mayDrawOn = (of: Overlaid): boolean => sketch()?.mayDraw(of.image) === true && canDrawOn(of)
  const judged = (of: Overlaid): MeasuredFrame => ({
    ...frameOf(of),
    rulers: marksOf(of.image.imageId).filter(({ kind }) => kind === 'ruler'),
  })
  const tell = (mark: Pick<ImageMark, 'kind' | 'points' | 'basis'>): void => {
    told.value = say(measuredSaid(mark))
  }

  const keep = (mark: NewMark, of: Overlaid, run?: string): void => {
    sketch()?.put(mark, run)
    if (mark.kind === 'ruler') sketch()?.heed(mark.imageId, frameOf(of), run ?? mark.markId)
    tell(mark)
  }
  const basisOf = (kind: MarkKind, points: readonly ImagePoint[], of: Overlaid): Pick<ImageMark, 'basis'> =>
    MARK_KINDS[kind].measures ? { basis: basisFor(kind, points, judged(of)) } : {}

  const commit = ({ kind, of, points }: Pending, typed: { text?: string; mm?: number } = {}): void => {
    const markId = crypto.randomUUID()
    const { imageId, entryId } = of.image
    const mark: NewMark = {
      markId,
      imageId,
      entryId,
      frame: of.frame,
      kind,
      points: [...points],
      ...basisOf(kind, points, of),
      ...typed,
    }
    pending.value = undefined
    chosenId.value = markId
    // A ruler and what it changes are one step.
    keep(mark, of, kind === 'ruler' ? markId : undefined)
  }

  const finish = (done: Pending): void => {
    const { kind, points, of } = done
    const [from, to] = points
    if (kind === 'ruler' && from !== undefined && to !== undefined) {
      const apart = from.x !== to.x || from.y !== to.y
      if (!apart || !mayCalibrate(points, judged(of))) {
        pending.value = undefined
        told.value = t(apart ? NO_RULER : NO_LENGTH)
        return
      }
    }
    const asks = ASKS_FOR[kind]
    if (asks === undefined) commit(done)
    else pending.value = { ...done, following: false, asks }
  }

  const start = (kind: MarkKind, of: Overlaid, at: ImagePoint): void => {
    told.value = ''
    chosenId.value = undefined
    const points = MARK_KINDS[kind].most === 1 ? [at] : [at, at]
    const begun: Pending = { kind, of, points, following: points.length > 1 }
    pending.value = begun
    if (points.length === 1) finish(begun)
  }
  const withLast = (of: Pending, at: ImagePoint): Pending => ({
    ...of,
    points: [...of.points.slice(0, -1), at],
  })
  const isSame = (one: Pending, of: Overlaid): boolean =>
    one.of.image.imageId === of.image.imageId && one.of.frame === of.frame && one.kind === mode.value

  /** All points of this stroke stand: the mark is whole, or the next stroke is waited for. */
  const landed = (stroke: Pending): void => {
    if (stroke.points.length >= MARK_KINDS[stroke.kind].least) finish(stroke)
    else pending.value = { ...stroke, following: false }
  }
  /** An outline closes where it began, `near` picture pixels or closer. */
  const corner = (outline: Pending, at: ImagePoint, near: number): void => {
    const [first] = outline.points
    const closes =
      first !== undefined &&
      outline.points.length > MARK_KINDS.outline.least &&
      Math.hypot(first.x - at.x, first.y - at.y) <= near
    if (closes) close()
    else if (outline.points.length < MARK_KINDS.outline.most)
      pending.value = { ...outline, points: [...outline.points.slice(0, -1), at, at] }
  }
  /** Closes an outline that is under way. */
  const close = (): boolean => {
    const open = pending.value
    if (open?.kind !== 'outline' || open.points.length <= MARK_KINDS.outline.least) return false
    finish({ ...open, points: open.points.slice(0, -1) })
    return true
  }

  const pressed = (of: Overlaid, where: ImagePoint): void => {
    const kind = mode.value
    if (kind === 'pan' || kind === 'window' || !mayDrawOn(of)) return
    const at = within(of, where)
    const open = pending.value
    if (open === undefined || !isSame(open, of) || open.asks !== undefined || open.placed) start(kind, of, at)
    else if (kind === 'outline') corner(open, at, 8 / of.scale)
    else if (open.following) landed(withLast(open, at))
    else pending.value = { ...open, points: [...open.points, at, at], following: true }
  }
  const moved = (of: Overlaid, where: ImagePoint): void => {
    const open = pending.value
    if (open?.following === true && isSame(open, of)) pending.value = withLast(open, within(of, where))
  }
  /** The pointer was let go `far` from where it was pressed: a stroke; else it follows until the next press. */
  const released = (of: Overlaid, where: ImagePoint, far: boolean): void => {
    const open = pending.value
    if (!far || open?.following !== true || open.kind === 'outline' || !isSame(open, of)) return
    landed(withLast(open, within(of, where)))
  }

  /** For the keyboard: the mark of this tool around a point of the picture, its ends to be moved then. */
  const place = (of: Overlaid, middle: ImagePoint, reach: number): void => {
    const kind = mode.value
    if (kind === 'pan' || kind === 'window' || !mayDrawOn(of)) return
    const at = (x: number, y: number): ImagePoint =>
      within(of, { x: middle.x + x * reach, y: middle.y + y * reach })
    const shapes: Partial<Record<MarkKind, ImagePoint[]>> = {
      axes: [at(-1, 0), at(1, 0), at(0, -0.6), at(0, 0.6)],
      depth: [at(0, -1), at(0, 0)],
      outline: [at(-1, -0.6), at(1, -0.6), at(1, 0.6), at(-1, 0.6)],
      ellipse: [at(-1, -0.6), at(1, 0.6)],
      ring: [at(-1, -0.6), at(1, 0.6)],
      words: [at(0, 0)],
    }
    told.value = ''
    chosenId.value = undefined
    pending.value = {
      kind,
      of,
      points: shapes[kind] ?? [at(-1, 0), at(1, 0)],
      following: false,
      placed: true,
    }
  }
  const isPlaced = (): boolean => pending.value?.placed === true && pending.value.asks === undefined
  /** Keeps what was put in the middle and moved. */
  const keepPlaced = (): boolean => {
    const open = pending.value
    if (open === undefined || !isPlaced()) return false
    finish(open)
    return true
  }
  const movePlaced = (of: Overlaid, index: number, to: ImagePoint): void => {
    const open = pending.value
    if (open === undefined || !isPlaced()) return
    const points = open.points.map((point, at) => (at === index ? within(of, to) : point))
    pending.value = { ...open, points }
  }

  /** Moves an end. `run`: moves that follow each other are one step of undo. */
  const movePoint = (of: Overlaid, mark: ImageMark, index: number, to: ImagePoint): void => {
    const points = mark.points.map((point, at) => (at === index ? within(of, to) : point))
    if (mark.kind === 'ruler' && !mayCalibrate(points, judged(of))) return
    const { by: _by, at: _at, ...rest } = mark
    keep({ ...rest, points, ...basisOf(mark.kind, points, of) }, of, `mark ${mark.markId}`)
  }

  /** What was typed for the mark under way. Answers why it cannot be taken, or nothing. */
  const answer = (text: string): string => {
    const open = pending.value
    if (open?.asks === 'text') {
      if (text.trim() === '') return t('Words are needed, or leave it.')
      commit(open, { text: text.trim() })
    } else if (open?.asks === 'mm') {
      const mm = Number(text.replace(',', '.'))
      if (text.trim() === '' || !(mm >= RULER_MM.least && mm <= RULER_MM.most))
        return t('A length from {least} to {most} mm is needed.', {
          least: RULER_MM.least,
          most: RULER_MM.most,
        })
      commit(open, { mm })
    }
    return ''
  }
  const drop = (): boolean => {
    const open = pending.value !== undefined
    pending.value = undefined
    return open
  }
  const remove = (mark: ImageMark, of: Overlaid | undefined): void => {
    const here = of !== undefined && of.image.imageId === mark.imageId && of.frame === mark.frame
    sketch()?.remove(mark.markId, here ? frameOf(of) : undefined)
    if (chosenId.value === mark.markId) chosenId.value = undefined
    told.value = ''
  }
  const choose = (markId: string | undefined): void => {
    chosenId.value = markId
  }
  /** What a half drawn measurement would be; of two axes the first alone is a length. */
  const soFar = ({ kind, points, of }: Pending): Pick<ImageMark, 'kind' | 'points' | 'basis'> => {
    const whole = points.length >= MARK_KINDS[kind].least
    const as = kind === 'axes' && !whole ? 'length' : kind
    return { kind: as, points: [...points], ...basisOf(as, points, of) }
  }

  return {
    pending,
    chosen,
    chosenId,
    told,
    marksOf,
    mayDrawOn,
    pressed,
    moved,
    released,
    place,
    close,
    isPlaced,
    keepPlaced,
    movePlaced,
    movePoint,
    answer,
    drop,
    remove,
    choose,
    soFar,
  }
}
export type Drawing = ReturnType<typeof useDrawing>
