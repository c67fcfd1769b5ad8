import type { Raster } from './codecs/raster'
import type { FrameFacts, Rescale } from './frame-facts'
import type { PixelDescription } from './pixels'
import { newRoom, type Room } from './room'
import { greyBy, type Voi } from './voi'
import { spanning, type Window } from './windows'

/** What turns the stored bits of a grey frame into values. */
export interface Levels {
  readonly bitsStored: number
  readonly signed: boolean
  readonly rescale: Rescale
  /** MONOCHROME1: low values are light. */
  readonly inverse: boolean
  /** Stored values that are not picture; they stay black whatever the window. */
  readonly padding?: PixelDescription['padding']
}

/** A grey frame as stored bits, so that a new window is one table and one pass. */
export interface GreyFrame {
  readonly is: 'grey'
  /** Bits as stored, sign not yet read: the index into the table of {@link greyTable}. */
  readonly bits: Uint8Array | Uint16Array
  readonly levels: Levels
  /** All values that occur, from darkest to lightest, as a window. */
  readonly full: Window
}

/** A frame ready to be painted again and again. Rows run from the top, pixels from the left. */
export type Frame = GreyFrame | { readonly is: 'colour'; readonly rgba: Uint8ClampedArray<ArrayBuffer> }

const valueOf = (bits: number, { signed, bitsStored }: Pick<Levels, 'signed' | 'bitsStored'>): number =>
  signed && bits >= 2 ** (bitsStored - 1) ? bits - 2 ** bitsStored : bits

const rescaled = (value: number, rescale: Rescale): number => {
  if (rescale.by === 'line') return value * rescale.slope + rescale.intercept
  const { first, values } = rescale.table
  return values[Math.min(values.length - 1, Math.max(0, value - first))] ?? 0
}

const isPadding = (value: number, { padding }: Levels): boolean =>
  padding !== undefined && value >= padding.from && value <= padding.to

/** Stored bits of single-value pixels, without what else the file packs beside them (overlays). */
const storedBits = (pixels: PixelDescription, raster: Raster, room: Room): Uint8Array | Uint16Array => {
  // A compressed sample may be narrower than what is allocated: then it has nothing beside it.
  const shift = raster.bits > pixels.highBit ? pixels.highBit + 1 - pixels.bitsStored : 0
  const mask = 2 ** pixels.bitsStored - 1
  const { data } = raster
  if (shift === 0 && raster.bits <= pixels.bitsStored && !pixels.signed) return data
  if (shift === 0 && data instanceof Uint8Array && pixels.bitsStored === 8) return data
  if (shift === 0 && pixels.bitsStored === 16) return data
  const out =
    data instanceof Uint8Array
      ? new Uint8Array(room.take(data.length))
      : new Uint16Array(room.take(data.length * 2))
  for (let at = 0; at < data.length; at++) out[at] = ((data[at] ?? 0) >> shift) & mask
  return out
}

/** Everything that occurs; eight-bit pictures use their whole range, as scanners mean it. */
const fullWindow = (levels: Levels, bits: Uint8Array | Uint16Array): Window => {
  let low = Infinity
  let high = -Infinity
  if (levels.bitsStored <= 8) {
    low = levels.signed ? -(2 ** (levels.bitsStored - 1)) : 0
    high = low + 2 ** levels.bitsStored - 1
  } else {
    // Which patterns occur is found in one pass; what they mean is asked once for each.
    const occurs = new Uint8Array(2 ** levels.bitsStored)
    for (let at = 0; at < bits.length; at++) occurs[bits[at] ?? 0] = 1
    for (let one = 0; one < occurs.length; one++) {
      const value = valueOf(one, levels)
      if (occurs[one] === 0 || isPadding(value, levels)) continue
      if (value < low) low = value
      if (value > high) high = value
    }
  }
  if (low > high) return spanning(0, 255)
  const [first, last] = [rescaled(low, levels.rescale), rescaled(high, levels.rescale)]
  return spanning(Math.min(first, last), Math.max(first, last))
}

/** Sixteen bits of fraction, as JPEG software rounds it: pictures equal theirs. */
const RED = Int32Array.from({ length: 256 }, (_, cr) => (91_881 * (cr - 128) + 32_768) >> 16)
const BLUE = Int32Array.from({ length: 256 }, (_, cb) => (116_130 * (cb - 128) + 32_768) >> 16)
const GREEN_CR = Int32Array.from({ length: 256 }, (_, cr) => -46_802 * (cr - 128))
const GREEN_CB = Int32Array.from({ length: 256 }, (_, cb) => -22_554 * (cb - 128) + 32_768)

const OPAQUE = 0xff000000
/** RGBA as one number a pixel, red lowest: every machine this runs on is little-endian. */
const asPixels = (rgba: Uint8ClampedArray): Uint32Array =>
  new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.length >> 2)

/** Paints three samples a pixel; luminance and two colour differences where `ybr` (PS3.3 C.7.6.3.1.2). */
const paintColours = (raster: Raster, bits: number, ybr: boolean, rgba: Uint8ClampedArray): void => {
  const { data } = raster
  const shift = Math.max(0, bits - 8)
  if (!ybr && shift === 0) {
    const pixels = asPixels(rgba)
    for (let from = 0, at = 0; at < pixels.length; from += 3, at++)
      pixels[at] = OPAQUE | ((data[from + 2] ?? 0) << 16) | ((data[from + 1] ?? 0) << 8) | (data[from] ?? 0)
    return
  }
  for (let from = 0, at = 0; at < rgba.length; from += 3, at += 4) {
    const one = (data[from] ?? 0) >> shift
    const two = (data[from + 1] ?? 0) >> shift
    const three = (data[from + 2] ?? 0) >> shift
    // The array clamps to 0 and 255.
    if (ybr) {
      rgba[at] = one + (RED[three] ?? 0)
      rgba[at + 1] = one + (((GREEN_CB[two] ?? 0) + (GREEN_CR[three] ?? 0)) >> 16)
      rgba[at + 2] = one + (BLUE[two] ?? 0)
    } else {
      rgba[at] = one
      rgba[at + 1] = two
      rgba[at + 2] = three
    }
    rgba[at + 3] = 255
  }
}

const paintPalette = (
  { palette, ...pixels }: PixelDescription,
  stored: Uint8Array | Uint16Array,
  rgba: Uint8ClampedArray,
): void => {
  if (palette === undefined) return
  const last = palette.red.length - 1
  let at = 0
  for (const bits of stored) {
    const entry = Math.min(last, Math.max(0, valueOf(bits, pixels) - palette.first))
    rgba[at] = palette.red[entry] ?? 0
    rgba[at + 1] = palette.green[entry] ?? 0
    rgba[at + 2] = palette.blue[entry] ?? 0
    rgba[at + 3] = 255
    at += 4
  }
}

/** Makes the samples of a frame into what can be painted. */
export const frameOf = (
  pixels: PixelDescription,
  facts: FrameFacts,
  raster: Raster,
  room: Room = newRoom,
): Frame => {
  if (pixels.samples === 1 && pixels.palette === undefined) {
    const bits = storedBits(pixels, raster, room)
    const levels: Levels = {
      bitsStored: pixels.bitsStored,
      signed: pixels.signed,
      rescale: facts.rescale,
      inverse: pixels.photometric === 'MONOCHROME1',
      ...(pixels.padding === undefined ? {} : { padding: pixels.padding }),
    }
    return { is: 'grey', bits, levels, full: fullWindow(levels, bits) }
  }
  const rgba = new Uint8ClampedArray(room.take(pixels.columns * pixels.rows * 4))
  if (pixels.palette !== undefined) paintPalette(pixels, storedBits(pixels, raster, newRoom), rgba)
  else {
    const ybr = (raster.colours ?? (pixels.photometric === 'RGB' ? 'rgb' : 'ybr')) === 'ybr'
    paintColours(raster, Math.min(raster.bits, pixels.bitsStored), ybr, rgba)
  }
  return { is: 'colour', rgba }
}

/** Grey 0 to 255 for every pattern of stored bits; what is not picture stays black. */
export const greyTable = (levels: Levels, voi: Voi, invert = false): Uint8Array => {
  const turn = levels.inverse !== invert
  return Uint8Array.from({ length: 2 ** levels.bitsStored }, (_, bits) => {
    const value = valueOf(bits, levels)
    if (isPadding(value, levels)) return 0
    const grey = greyBy(rescaled(value, levels.rescale), voi)
    return turn ? 255 - grey : grey
  })
}

/** Paints stored bits through a table into opaque RGBA. `rgba` holds four bytes per pixel. */
export const paintGrey = (
  bits: Uint8Array | Uint16Array,
  table: Uint8Array,
  rgba: Uint8ClampedArray,
): void => {
  const pixels = asPixels(rgba)
  const opaque = Uint32Array.from(table, (grey) => OPAQUE | (grey * 0x010101))
  for (let at = 0; at < bits.length; at++) pixels[at] = opaque[bits[at] ?? 0] ?? OPAQUE
}

/** Light for dark in every colour, in place. */
export const invertColours = (rgba: Uint8ClampedArray): void => {
  for (let at = 0; at < rgba.length; at += 4) {
    rgba[at] = 255 - (rgba[at] ?? 0)
    rgba[at + 1] = 255 - (rgba[at + 1] ?? 0)
    rgba[at + 2] = 255 - (rgba[at + 2] ?? 0)
  }
}
