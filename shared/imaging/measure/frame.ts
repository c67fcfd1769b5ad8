import type { ImageMark } from '../../records/mark'
import type { PixelDescription } from '../pixels'
import { factsOfFrame } from '../study'
import type { MeasuredFrame } from './basis'

/** A frame of a DICOM file, from 0, as far as lengths in it go. */
export const measuredFrame = (
  pixels: PixelDescription,
  frame: number,
  rulers: readonly ImageMark[] = [],
): MeasuredFrame => {
  const { columns, rows, pixelAspect } = pixels
  return { frame, columns, rows, pixelAspect, spacing: factsOfFrame(pixels, frame).spacing, rulers }
}

/** A picture that is no DICOM file: it holds no scale, whatever it says of dots per inch. */
export const measuredPhoto = (
  columns: number,
  rows: number,
  rulers: readonly ImageMark[] = [],
): MeasuredFrame => ({ frame: 0, columns, rows, pixelAspect: 1, spacing: { regions: [] }, rulers })
