import { greyTable, invertColours, paintGrey } from '@shared/imaging/frame'
import type { FrameFacts } from '@shared/imaging/frame-facts'
import { factsOfFrame } from '@shared/imaging/study'
import { overlayMask } from '@shared/imaging/overlays'
import type { Voi } from '@shared/imaging/voi'
import { t, type Plain } from '../language/text'
import type { Place } from './source'
import { openStudy, type OpenStudy, type ShownFrame, type StudyInfo, type Unshown } from './study'
import { unshown } from './words'

/** A frame that is ready to be painted, with what its file says. */
export interface Shown {
  readonly is: 'frame'
  readonly info: StudyInfo
  /** Which frame or page of its file, from 0. */
  readonly index: number
  readonly frame: ShownFrame
}
/** Why there is nothing to paint, in words. The file itself is safe. */
export interface Nothing {
  readonly is: 'none'
  readonly why: string
  readonly broken: boolean
}
export type Picture = Shown | Nothing

const UNREADABLE: Plain = 'This picture cannot be read. The file is kept as it is.'

/** A file that cannot be opened, in words. */
export const unopened = ({ cannot, broken }: Unshown): Nothing => ({
  is: 'none',
  why: broken ? t(UNREADABLE) : unshown(cannot),
  broken,
})

/** A frame of an open file. Never rejects. */
export const pictureOf = async (study: OpenStudy, index: number): Promise<Picture> => {
  const shown = await study.frame(index)
  return 'frame' in shown
    ? { is: 'frame', info: study.info, index, frame: shown.frame }
    : { is: 'none', why: unshown(shown.cannot), broken: false }
}

/** The first frame of a file on its way in, and the words of a report. Never rejects. */
export const firstLook = async (
  place: Place,
): Promise<{ readonly picture: Picture; readonly words?: string }> => {
  const study = await openStudy(place)
  if ('cannot' in study) return { picture: unopened(study) }
  const picture = await pictureOf(study, 0)
  const words = await study.words?.()
  study.close()
  return { picture, ...(words === undefined ? {} : { words }) }
}

/** Reads one frame, from 0, of a file that is not open. Never rejects. */
export const loadPicture = async (place: Place, index = 0): Promise<Picture> => {
  const study = await openStudy(place)
  if ('cannot' in study) return unopened(study)
  const picture = await pictureOf(study, index)
  study.close()
  return picture
}

/** Width and height to show, in pixels of the file; `aspect` is the height of one pixel over its width. */
export const sizeOf = (picture: Picture): { width: number; height: number; aspect: number } => {
  if (picture.is === 'none') return { width: 0, height: 0, aspect: 1 }
  const { info, frame } = picture
  if (frame.is === 'bitmap') return { width: frame.bitmap.width, height: frame.bitmap.height, aspect: 1 }
  return { width: info.columns, height: info.rows, aspect: info.is === 'dicom' ? info.pixels.pixelAspect : 1 }
}

/** What a DICOM file says of the frame that is seen; other kinds say nothing. */
export const factsOf = (picture: Picture | undefined): FrameFacts | undefined =>
  picture?.is === 'frame' && picture.info.is === 'dicom'
    ? factsOfFrame(picture.info.pixels, picture.index)
    : undefined

/** What the file offers to turn its values into grey, in its order. */
export const voisOf = (picture: Picture): readonly Voi[] => factsOf(picture)?.vois ?? []

/** How a picture opens: the file's first window or table, else all that occurs. Colour pictures have none. */
export const firstVoi = (picture: Picture): Voi | undefined =>
  picture.is === 'frame' && picture.frame.is === 'grey'
    ? (voisOf(picture)[0] ?? picture.frame.full)
    : undefined

/** The colour of marks on the film, as in the tokens. */
const MARK = [0x8f, 0xe3, 0xff] as const

/** Paints the overlays that the file lays over a frame. They are marks of whoever made it, and no pixels. */
export const paintMarks = (canvas: HTMLCanvasElement, { info, index }: Shown): void => {
  const context = canvas.getContext('2d')
  if (info.is !== 'dicom' || context === null) return
  for (const overlay of info.pixels.overlays) {
    const mask = overlayMask(overlay, index, info.columns, info.rows)
    if (mask === undefined) continue
    const image = context.getImageData(0, 0, info.columns, info.rows)
    for (const [at, bit] of mask.entries()) if (bit === 1) image.data.set(MARK, at * 4)
    context.putImageData(image, 0, 0)
  }
}

/** Paints a picture at its own size. */
export const paint = (
  canvas: HTMLCanvasElement,
  picture: Shown,
  voi: Voi | undefined,
  invert: boolean,
): void => {
  const { width, height } = sizeOf(picture)
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
  const context = canvas.getContext('2d')
  if (context === null) return
  const { frame } = picture
  if (frame.is === 'bitmap') {
    context.filter = invert ? 'invert(1)' : 'none'
    context.drawImage(frame.bitmap, 0, 0)
    return
  }
  if (frame.is === 'colour') {
    const rgba = invert ? frame.rgba.slice() : frame.rgba
    if (invert) invertColours(rgba)
    context.putImageData(new ImageData(rgba, width, height), 0, 0)
    return
  }
  const image = context.createImageData(width, height)
  paintGrey(frame.bits, greyTable(frame.levels, voi ?? frame.full, invert), image.data)
  context.putImageData(image, 0, 0)
}
