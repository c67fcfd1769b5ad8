import type { Basis, ImageMark, MarkKind, PixelsBecause, RefusedBecause } from '../../records/mark'
import { MARK_KINDS } from '../../records/mark'
import { filled, said, type Said } from '../../records/said'
import { sizeText } from './size'

/** What a mark is called, in lists and on paper. */
export const KIND_WORDS: Readonly<Record<MarkKind, string>> = {
  length: 'length',
  axes: 'two axes',
  depth: 'depth from skin',
  outline: 'area, outlined',
  ellipse: 'area of an ellipse',
  ruler: 'ruler',
  arrow: 'arrow',
  ring: 'ring',
  words: 'words',
}

const PIXEL_WORDS: Readonly<Record<PixelsBecause, string>> = {
  noScale: 'the file holds no scale',
  unreadableSpacing: 'the spacing in the file cannot be read',
  regionBeyondPicture:
    'the scan area of the file is larger than the picture, so the picture was made smaller and the scale does not fit it',
  regionNotCentimetres: 'this scan area is not scaled in centimetres',
  regionNotSpatial: 'this area shows time or flow, not a place in the body',
  regionIncomplete: 'the file describes this scan area without its scale',
  outsideRegions: 'it lies outside the scan areas that the file has a scale for',
  partlyOutsideRegions: 'a part of it lies outside the scan area that the file has a scale for',
  otherFrames: 'the file has a scale for other frames and none for this one',
  scalesDisagree: 'the file holds two scales that contradict each other',
}

const REFUSED_WORDS: Readonly<Record<RefusedBecause, string>> = {
  acrossRegions: 'It runs from one area into another. Draw it inside one area.',
  overlappingRegions:
    'Areas with different scales lie over each other here. Draw it where only one of them is.',
  outsidePicture: 'It leaves the picture. Draw it inside the picture.',
  noLength: 'Its ends lie in one place. Draw them apart.',
  crossesItself: 'Its outline runs through itself. Draw it round once.',
}

/** What is said of a basis with numbers or reasons in it. */
export const BASIS_SENTENCES = {
  areas: 'It runs from area {from} into area {to}. Draw it inside one area.',
  areasDiffer: 'It runs from area {from} into area {to}, and their scales differ. Draw it inside one area.',
  region: 'from the region calibration of this frame, area {region} of {of}',
  pixels: 'in pixels: {why}',
  refused: 'Not measured. {why}',
  measured: '{size}, {basis}',
} as const

const SPACING_WORDS = {
  plain: 'from the pixel spacing of the file',
  geometry: 'from the pixel spacing of the file, corrected for an assumed depth',
  fiducial: 'from the pixel spacing of the file, calibrated on an object of known size',
} as const
const BY_WORDS = {
  region: 'from the region calibration of this frame',
  hand: 'calibrated by hand on a ruler in this frame',
  detector: 'at the detector, not in the body: the file holds imager pixel spacing only',
  film: 'on the scanned film: the file holds the spacing of the scanner only',
} as const
/** Every whole text that a basis is said with, for whoever says it in another language. */
export const BASIS_WORDS: readonly string[] = [
  PIXEL_WORDS,
  REFUSED_WORDS,
  SPACING_WORDS,
  BY_WORDS,
  BASIS_SENTENCES,
].flatMap((table) => Object.values(table))

const refusal = ({ why, from, to, scalesDiffer }: Extract<Basis, { by: 'refused' }>): Said =>
  from === undefined || to === undefined
    ? said(REFUSED_WORDS[why])
    : {
        text: scalesDiffer === true ? BASIS_SENTENCES.areasDiffer : BASIS_SENTENCES.areas,
        slots: { from: String(from), to: String(to) },
      }

const basisSaid = (rests: Basis): Said => {
  switch (rests.by) {
    case 'pixelSpacing':
      return said(SPACING_WORDS[rests.kind])
    case 'region':
      return rests.of === 1
        ? said(BY_WORDS.region)
        : {
            text: BASIS_SENTENCES.region,
            slots: { region: String(rests.region), of: String(rests.of) },
          }
    case 'hand':
    case 'detector':
    case 'film':
      return said(BY_WORDS[rests.by])
    case 'pixels':
      return { text: BASIS_SENTENCES.pixels, slots: { why: said(PIXEL_WORDS[rests.why]) } }
    case 'refused':
      return refusal(rests)
  }
}
/** On what a size rests, after a comma: "from the region calibration of this frame". */
export const basisWords = (rests: Basis): string => filled(basisSaid(rests))

/** A measurement with what it rests on, as a text with places; of a refused one why, and what to do. */
export const measuredSaid = (mark: Pick<ImageMark, 'kind' | 'points' | 'basis'>): Said => {
  const { basis } = mark
  if (basis === undefined) return said('')
  return basis.by === 'refused'
    ? { text: BASIS_SENTENCES.refused, slots: { why: refusal(basis) } }
    : {
        text: BASIS_SENTENCES.measured,
        slots: { size: { asIs: sizeText(mark) }, basis: basisSaid(basis) },
      }
}
/** The same in English, for the record and for paper. */
export const measuredWords = (mark: Pick<ImageMark, 'kind' | 'points' | 'basis'>): string =>
  filled(measuredSaid(mark))

/** The size alone, where a mark has one; of a ruler what it was said to be. */
export const sizeWordsOf = (mark: ImageMark): string => {
  if (mark.mm !== undefined) return `${mark.mm} mm, read by hand`
  return mark.basis === undefined ? '' : sizeText(mark)
}

/** A, B … Z, AA: measurements of a picture by their order. Annotations have no letter. */
export const lettersOf = (marks: readonly ImageMark[]): Readonly<Record<string, string>> => {
  const measured = marks.filter(({ kind }) => MARK_KINDS[kind].measures)
  return Object.fromEntries(measured.map(({ markId }, at) => [markId, letter(at)]))
}

const letter = (at: number): string => {
  const last = String.fromCharCode(65 + (at % 26))
  return at < 26 ? last : letter(Math.floor(at / 26) - 1) + last
}
