import dicomParser from 'dicom-parser'
import { greyTable, invertColours, paintGrey, type Frame } from '@shared/imaging/frame'
import { readHeader, type Header } from '@shared/imaging/header'
import { describePixels, type PixelDescription } from '@shared/imaging/pixels'
import { recognise, RECOGNISE_BYTES, type DicomStart, type ImageKind } from '@shared/imaging/recognise'
import { cannotShow } from '@shared/imaging/syntaxes'
import type { Window as GreyWindow } from '@shared/imaging/windows'
import { MAX_FILE_BYTES } from '@shared/imaging/faults'
import { decode } from './decoder'
import type { Source } from './source'

/** The first frame of a picture, ready to be painted. */
export type Picture =
  | { readonly is: 'bitmap'; readonly bitmap: ImageBitmap }
  | { readonly is: 'frame'; readonly pixels: PixelDescription; readonly frame: Frame }
  /** Why there is nothing to paint, in words. The file itself is safe. */
  | { readonly is: 'none'; readonly why: string; readonly broken: boolean }

const HEADER_BYTES = 1 << 20
const MAX_HEADER_BYTES = 64 << 20

const none = (why: string, broken = false): Picture => ({ is: 'none', why, broken })
const UNREADABLE = 'This picture cannot be read. The file is kept as it is.'

const headerFrom = async (source: Source, start: DicomStart): Promise<Header | undefined> => {
  for (let size = HEADER_BYTES; size <= MAX_HEADER_BYTES; size *= 2) {
    const bytes = await source.range(0, size)
    const { header } = readHeader((all, options) => dicomParser.parseDicom(all, options), bytes, start)
    if (header?.pixels !== undefined) return header
    if (bytes.length < size) return header
  }
  return undefined
}

const dicomPicture = async (source: Source, start: DicomStart): Promise<Picture> => {
  const header = await headerFrom(source, start)
  if (header === undefined) return none(UNREADABLE, true)
  const { pixels, cannot } = { cannot: '', ...describePixels(header) }
  if (pixels === undefined) return none(cannotShow(cannot))
  const bytes = await source.range(pixels.offset, pixels.offset + pixels.frameBytes)
  return { is: 'frame', pixels, frame: await decode(pixels, bytes) }
}

const bitmapPicture = async (source: Source, kind: Exclude<ImageKind, 'dicom'>): Promise<Picture> => {
  const bytes = await source.range(0, MAX_FILE_BYTES)
  try {
    const bitmap = await createImageBitmap(new Blob([bytes], { type: `image/${kind}` }))
    return { is: 'bitmap', bitmap }
  } catch {
    return none(UNREADABLE, true)
  }
}

/** Reads the first frame. Never rejects; the source is closed. */
export const loadPicture = async (source: Source | undefined): Promise<Picture> => {
  if (source === undefined) return none('This picture cannot be opened. A backup may still hold it.', true)
  try {
    const known = recognise(await source.range(0, RECOGNISE_BYTES))
    if ('refused' in known) return none(UNREADABLE, true)
    return await (known.kind === 'dicom'
      ? dicomPicture(source, known.start)
      : bitmapPicture(source, known.kind))
  } catch {
    return none(UNREADABLE, true)
  } finally {
    source.close()
  }
}

/** Width and height to show, in pixels of the file; `aspect` is the height of one pixel over its width. */
export const sizeOf = (picture: Picture): { width: number; height: number; aspect: number } => {
  if (picture.is === 'bitmap') {
    return { width: picture.bitmap.width, height: picture.bitmap.height, aspect: 1 }
  }
  if (picture.is === 'none') return { width: 0, height: 0, aspect: 1 }
  const { columns, rows, pixelAspect } = picture.pixels
  return { width: columns, height: rows, aspect: pixelAspect }
}

/** The window a picture opens with: the file's first, else all that occurs. Colour pictures have none. */
export const firstWindow = (picture: Picture): GreyWindow | undefined =>
  picture.is === 'frame' && picture.frame.is === 'grey'
    ? (picture.pixels.windows[0] ?? picture.frame.full)
    : undefined

/** Paints a picture at its own size. */
export const paint = (
  canvas: HTMLCanvasElement,
  picture: Exclude<Picture, { is: 'none' }>,
  window: GreyWindow | undefined,
  invert: boolean,
): void => {
  const { width, height } = sizeOf(picture)
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
  const context = canvas.getContext('2d')
  if (context === null) return
  if (picture.is === 'bitmap') {
    context.filter = invert ? 'invert(1)' : 'none'
    context.drawImage(picture.bitmap, 0, 0)
    return
  }
  const { frame, pixels } = picture
  if (frame.is === 'colour') {
    const rgba = invert ? frame.rgba.slice() : frame.rgba
    if (invert) invertColours(rgba)
    context.putImageData(new ImageData(rgba, width, height), 0, 0)
    return
  }
  const image = context.createImageData(width, height)
  paintGrey(frame.bits, greyTable(pixels, window ?? frame.full, invert), image.data)
  context.putImageData(image, 0, 0)
}
