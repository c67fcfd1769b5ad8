import { greyTable, invertColours, paintGrey } from '@shared/imaging/frame'
import { factsOfFrame } from '@shared/imaging/study'
import { cannotShow } from '@shared/imaging/syntaxes'
import type { Voi } from '@shared/imaging/voi'
import type { Place } from './source'
import { openStudy, type ShownFrame, type StudyInfo } from './study'

/** The first frame of a picture, ready to be painted. */
export type Picture =
  | { readonly is: 'frame'; readonly info: StudyInfo; readonly frame: ShownFrame }
  /** Why there is nothing to paint, in words. The file itself is safe. */
  | { readonly is: 'none'; readonly why: string; readonly broken: boolean }

const UNREADABLE = 'This picture cannot be read. The file is kept as it is.'

/** Reads the first frame. Never rejects. */
export const loadPicture = async (place: Place): Promise<Picture> => {
  const study = await openStudy(place)
  if ('cannot' in study) {
    return { is: 'none', why: study.broken ? UNREADABLE : cannotShow(study.cannot), broken: study.broken }
  }
  const shown = await study.frame(0)
  study.close()
  return 'frame' in shown
    ? { is: 'frame', info: study.info, frame: shown.frame }
    : { is: 'none', why: cannotShow(shown.cannot), broken: false }
}

/** Width and height to show, in pixels of the file; `aspect` is the height of one pixel over its width. */
export const sizeOf = (picture: Picture): { width: number; height: number; aspect: number } => {
  if (picture.is === 'none') return { width: 0, height: 0, aspect: 1 }
  const { info, frame } = picture
  if (frame.is === 'bitmap') return { width: frame.bitmap.width, height: frame.bitmap.height, aspect: 1 }
  return { width: info.columns, height: info.rows, aspect: info.is === 'dicom' ? info.pixels.pixelAspect : 1 }
}

/** What the file offers to turn its values into grey, in its order. */
export const voisOf = (picture: Picture): readonly Voi[] =>
  picture.is === 'frame' && picture.info.is === 'dicom' ? factsOfFrame(picture.info.pixels, 0).vois : []

/** How a picture opens: the file's first window or table, else all that occurs. Colour pictures have none. */
export const firstVoi = (picture: Picture): Voi | undefined =>
  picture.is === 'frame' && picture.frame.is === 'grey'
    ? (voisOf(picture)[0] ?? picture.frame.full)
    : undefined

/** Paints a picture at its own size. */
export const paint = (
  canvas: HTMLCanvasElement,
  picture: Exclude<Picture, { is: 'none' }>,
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
