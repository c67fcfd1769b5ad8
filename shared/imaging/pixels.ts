import { frameFactsOf, type FrameFacts } from './frame-facts'
import type { Header, Tags } from './header'
import { overlaysOf, type Overlay } from './overlays'
import { paletteOf, type Palette } from './palette'
import { EXPLICIT_BIG, pixelsOf, syntaxWords, type Stored } from './syntaxes'

/** How the pixels of a DICOM file are laid out. Counts and bits as the file says. */
export interface PixelShape {
  readonly columns: number
  readonly rows: number
  readonly frames: number
  /** Values per pixel: 1 or 3. */
  readonly samples: number
  readonly bitsAllocated: number
  readonly bitsStored: number
  readonly highBit: number
  readonly signed: boolean
  readonly photometric: string
  /** Colours lie one plane after the other instead of side by side. */
  readonly planar: boolean
}

/** All that is needed to turn the bytes of a frame into a picture. */
export interface PixelDescription extends PixelShape {
  readonly stored: Stored
  /** Where pixel data begins in the file, and how long an uncompressed frame is, in bytes. */
  readonly offset: number
  readonly frameBytes: number
  /** Offsets of an extended offset table (7FE0,0001), if there is one. */
  readonly extended?: readonly number[]
  readonly bigEndian: boolean
  /** Eight-bit pixels written as big-endian words: neighbours change places. */
  readonly swapped: boolean
  /** Stored values that are not picture, if the file names them. */
  readonly padding?: { readonly from: number; readonly to: number }
  readonly palette?: Palette
  readonly overlays: readonly Overlay[]
  /** Height of a pixel divided by its width. Says nothing about millimetres. */
  readonly pixelAspect: number
  /** One for all frames, or one for each. */
  readonly frameFacts: readonly FrameFacts[]
}

/** Reads the layout; what the file leaves out gets the value that PS3.3 C.7.6.3 implies. */
export const readShape = (tags: Tags): PixelShape => {
  const bitsAllocated = tags.uint16('x00280100') ?? 0
  const bitsStored = tags.uint16('x00280101') ?? bitsAllocated
  const frames = tags.intString('x00280008') ?? 1
  return {
    columns: tags.uint16('x00280011') ?? 0,
    rows: tags.uint16('x00280010') ?? 0,
    frames: Number.isInteger(frames) && frames > 0 ? frames : 1,
    samples: tags.uint16('x00280002') ?? 1,
    bitsAllocated,
    bitsStored,
    highBit: tags.uint16('x00280102') ?? bitsStored - 1,
    signed: tags.uint16('x00280103') === 1,
    photometric: tags.string('x00280004') ?? '',
    planar: tags.uint16('x00280006') === 1,
  }
}

/** Bytes of one uncompressed frame. */
export const frameBytes = (shape: PixelShape): number => {
  // 4:2:2 keeps one pair of colour values for two pixels (PS3.3 C.7.6.3.1.2).
  const samples = shape.photometric === 'YBR_FULL_422' ? 2 : shape.samples
  return Math.ceil((shape.columns * shape.rows * samples * shape.bitsAllocated) / 8)
}

const GREY = ['MONOCHROME1', 'MONOCHROME2']
const COLOUR = ['RGB', 'YBR_FULL', 'YBR_FULL_422']
/** Colour models that only a compressed stream can have. */
const IN_STREAM = ['YBR_RCT', 'YBR_ICT']
/** Pixels of one frame that are decoded: more would not fit beside the rest of the exam in memory. */
const MAX_SHOWN_PIXELS = 40_000_000

export const isGrey = (shape: PixelShape): boolean => GREY.includes(shape.photometric)

/** Why a layout cannot be shown, in words, or nothing. */
const unshown = (shape: PixelShape, stored: Stored): string | undefined => {
  const { photometric, samples, bitsAllocated, bitsStored, highBit } = shape
  const one = isGrey(shape) || photometric === 'PALETTE COLOR'
  const known = stored === 'native' || stored === 'deflated' ? COLOUR : [...COLOUR, ...IN_STREAM]
  if (!one && !known.includes(photometric)) {
    // The text comes from the file: only a plain code is repeated.
    return `colour model ${/^[A-Z0-9_ ]{1,16}$/.test(photometric) ? photometric : 'not known'}`
  }
  if (samples !== (one ? 1 : 3)) return `${photometric} with ${samples} values per pixel`
  const bitsFit =
    bitsStored >= 1 && bitsStored <= bitsAllocated && highBit >= bitsStored - 1 && highBit < bitsAllocated
  if (bitsAllocated !== 8 && bitsAllocated !== 16) return `${bitsAllocated} bits per value`
  if (!bitsFit) return 'its bits do not add up'
  return shape.columns * shape.rows > MAX_SHOWN_PIXELS ? 'more than 40 million pixels in a frame' : undefined
}

/** Pixel height over width, from spacing or the aspect ratio; 1 where the file says nothing usable. */
const aspectOf = ({ spacing }: FrameFacts): number => {
  const { pixelSpacing, aspectRatio } = spacing
  const said = typeof pixelSpacing === 'object' ? pixelSpacing : aspectRatio
  const [down, across] = typeof said === 'object' ? said : [1, 1]
  const aspect = down / across
  return aspect > 0.1 && aspect < 10 ? aspect : 1
}

const paddingOf = (tags: Tags, signed: boolean): PixelDescription['padding'] => {
  const read = (tag: string): number | undefined => (signed ? tags.int16(tag) : tags.uint16(tag))
  const value = read('x00280120')
  if (value === undefined) return undefined
  const limit = read('x00280121') ?? value
  return { from: Math.min(value, limit), to: Math.max(value, limit) }
}

/** Offsets of eight bytes each (7FE0,0001). */
const extendedOf = (tags: Tags): readonly number[] | undefined => {
  const element = tags.elements['x7fe00001']
  if (element === undefined) return undefined
  return Array.from({ length: Math.floor(element.length / 8) }, (_, at) => {
    const low = tags.uint32('x7fe00001', at * 2) ?? 0
    return low + (tags.uint32('x7fe00001', at * 2 + 1) ?? 0) * 2 ** 32
  })
}

/** A description, or in words why this file cannot be shown. */
export type Described =
  { readonly pixels: PixelDescription } | { readonly pixels?: never; readonly cannot: string }

/** Reads everything that showing the frames needs. Never throws. */
export const describePixels = (header: Header): Described => {
  try {
    const { tags, syntax, pixels } = header
    if (pixels === undefined) return { cannot: 'it holds no picture' }
    const stored = pixelsOf(syntax)
    if (stored === 'other') return { cannot: syntaxWords(syntax) }
    const shape = readShape(tags)
    const reason = unshown(shape, stored)
    if (reason !== undefined) return { cannot: reason }
    const bigEndian = syntax === EXPLICIT_BIG
    const palette =
      shape.photometric === 'PALETTE COLOR' ? paletteOf(tags, shape.signed, bigEndian) : undefined
    if (shape.photometric === 'PALETTE COLOR' && palette === undefined) {
      return { cannot: 'its colour table is damaged' }
    }
    const padding = paddingOf(tags, shape.signed)
    const frameFacts = frameFactsOf(tags, shape.frames, shape.signed, bigEndian)
    const extended = extendedOf(tags)
    return {
      pixels: {
        ...shape,
        stored,
        offset: pixels.offset,
        frameBytes: frameBytes(shape),
        bigEndian,
        swapped: bigEndian && shape.bitsAllocated === 8 && pixels.vr === 'OW',
        overlays: overlaysOf(tags, shape.frames, bigEndian),
        pixelAspect: frameFacts[0] === undefined ? 1 : aspectOf(frameFacts[0]),
        frameFacts,
        ...(extended === undefined ? {} : { extended }),
        ...(padding === undefined ? {} : { padding }),
        ...(palette === undefined ? {} : { palette }),
      },
    }
  } catch {
    return { cannot: 'its description cannot be read' }
  }
}
