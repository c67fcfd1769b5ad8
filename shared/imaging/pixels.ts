import { le16, be16 } from './bytes'
import type { Header, Tags } from './header'
import { EXPLICIT_BIG, pixelsOf, syntaxWords } from './syntaxes'
import { windowsOf, type Window } from './windows'

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

/** A colour table (PS3.3 C.7.6.3.1.5): `first` is the pixel value of its first entry; entries are 0 to 255. */
export interface Palette {
  readonly first: number
  readonly red: Uint8Array
  readonly green: Uint8Array
  readonly blue: Uint8Array
}

/** All that is needed to turn the bytes of a frame into a picture. */
export interface PixelDescription extends PixelShape {
  /** Where the first frame begins in the file, and how long a frame is, in bytes. */
  readonly offset: number
  readonly frameBytes: number
  readonly bigEndian: boolean
  /** Eight-bit pixels written as big-endian words: neighbours change places. */
  readonly swapped: boolean
  /** Stored value x slope + intercept is what windows are in. */
  readonly slope: number
  readonly intercept: number
  /** A stored value that is not picture, if the file names one. */
  readonly padding?: number
  /** Windows that the file offers, in its order. */
  readonly windows: readonly Window[]
  readonly palette?: Palette
  /** Height of a pixel divided by its width. Says nothing about millimetres. */
  readonly pixelAspect: number
  /** The side that the file names itself. */
  readonly side?: 'left' | 'right'
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

export const isGrey = (shape: PixelShape): boolean => GREY.includes(shape.photometric)

/** Why a layout cannot be shown, in words, or nothing. */
const unshown = (shape: PixelShape): string | undefined => {
  const { photometric, samples, bitsAllocated, bitsStored, highBit } = shape
  const one = isGrey(shape) || photometric === 'PALETTE COLOR'
  if (!one && !COLOUR.includes(photometric)) {
    // The text comes from the file: only a plain code is repeated.
    return `colour model ${/^[A-Z0-9_ ]{1,16}$/.test(photometric) ? photometric : 'not known'}`
  }
  if (samples !== (one ? 1 : 3)) return `${photometric} with ${samples} values per pixel`
  const bitsFit =
    bitsStored >= 1 && bitsStored <= bitsAllocated && highBit >= bitsStored - 1 && highBit < bitsAllocated
  if (bitsAllocated !== 8 && !(one && bitsAllocated === 16)) return `${bitsAllocated} bits per value`
  return bitsFit ? undefined : 'its bits do not add up'
}

/** Bytes of a colour table as 0 to 255, whatever their width. */
const tableOf = (
  tags: Tags,
  data: string,
  count: number,
  bits: number,
  big: boolean,
): Uint8Array | undefined => {
  const element = tags.elements[data]
  if (element === undefined) return undefined
  const bytes = tags.byteArray.subarray(element.dataOffset, element.dataOffset + element.length)
  if (bytes.length < 2 * count) {
    // Some writers pack eight-bit entries without the padding that the standard asks for.
    return bits === 8 && bytes.length >= count ? bytes.slice(0, count) : undefined
  }
  const read = big ? be16 : le16
  const values = Uint16Array.from({ length: count }, (_, at) => read(bytes, at * 2))
  // Declared as 16 bits and filled with 8 is common enough that every viewer looks at the values.
  const wide = bits === 16 && values.some((value) => value > 255)
  return Uint8Array.from(values, (value) => (wide ? value >> 8 : value & 0xff))
}

const paletteOf = (tags: Tags, signed: boolean, big: boolean): Palette | undefined => {
  const descriptor = 'x00281101'
  const bits = tags.uint16(descriptor, 2) ?? 16
  const count = tags.uint16(descriptor, 0) ?? 0
  const entries = count === 0 ? 65_536 : count
  const [red, green, blue] = ['x00281201', 'x00281202', 'x00281203'].map((data) =>
    tableOf(tags, data, entries, bits, big),
  )
  if (red === undefined || green === undefined || blue === undefined) return undefined
  const first = (signed ? tags.int16(descriptor, 1) : tags.uint16(descriptor, 1)) ?? 0
  return { first, red, green, blue }
}

/** Looks a tag's owner up where enhanced files keep it: the first frame's group, the shared one, the top. */
export const ownerOf = (tags: Tags, group: string, tag: string): Tags => {
  const nested = ['x52009230', 'x52009229'].map(
    (groups) => tags.elements[groups]?.items?.[0]?.dataSet?.elements[group]?.items?.[0]?.dataSet,
  )
  return nested.find((one) => one?.elements[tag] !== undefined) ?? tags
}

/** Pixel height over width, from spacing or the aspect ratio; 1 where the file says nothing usable. */
const aspectOf = (tags: Tags): number => {
  const spaced = ownerOf(tags, 'x00289110', 'x00280030')
  const text = spaced.string('x00280030') ?? tags.string('x00280034') ?? ''
  const [down = 1, across = 1] = text.split('\\').map(Number.parseFloat)
  const aspect = down / across
  return aspect > 0.1 && aspect < 10 ? aspect : 1
}

const sideOf = (tags: Tags): 'left' | 'right' | undefined => {
  const text = tags.string('x00200062') ?? tags.string('x00200060')
  if (text === 'L') return 'left'
  return text === 'R' ? 'right' : undefined
}

/** A description, or in words why this file cannot be shown. */
export type Described =
  { readonly pixels: PixelDescription } | { readonly pixels?: never; readonly cannot: string }

/** Reads everything that showing the first frame needs. Never throws. */
export const describePixels = (header: Header): Described => {
  try {
    const { tags, syntax, pixels } = header
    if (pixels === undefined) return { cannot: 'it holds no picture' }
    if (pixelsOf(syntax) !== 'native') return { cannot: syntaxWords(syntax) }
    const shape = readShape(tags)
    const reason = unshown(shape)
    if (reason !== undefined) return { cannot: reason }
    const bigEndian = syntax === EXPLICIT_BIG
    const palette =
      shape.photometric === 'PALETTE COLOR' ? paletteOf(tags, shape.signed, bigEndian) : undefined
    if (shape.photometric === 'PALETTE COLOR' && palette === undefined) {
      return { cannot: 'a colour table in segments' }
    }
    const rescale = ownerOf(tags, 'x00289145', 'x00281053')
    const slope = rescale.floatString('x00281053') ?? 1
    const intercept = rescale.floatString('x00281052') ?? 0
    const padding = shape.signed ? tags.int16('x00280120') : tags.uint16('x00280120')
    const side = sideOf(tags)
    return {
      pixels: {
        ...shape,
        offset: pixels.offset,
        frameBytes: frameBytes(shape),
        bigEndian,
        swapped: bigEndian && shape.bitsAllocated === 8 && pixels.vr === 'OW',
        slope: Number.isFinite(slope) && slope !== 0 ? slope : 1,
        intercept: Number.isFinite(intercept) ? intercept : 0,
        windows: windowsOf(ownerOf(tags, 'x00289132', 'x00281050')),
        pixelAspect: aspectOf(tags),
        ...(padding === undefined ? {} : { padding }),
        ...(palette === undefined ? {} : { palette }),
        ...(side === undefined ? {} : { side }),
      },
    }
  } catch {
    return { cannot: 'its description cannot be read' }
  }
}
