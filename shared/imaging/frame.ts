import type { PixelDescription } from './pixels'
import { greyOf, spanning, type Window } from './windows'

/**
 * A frame ready to be painted again and again: grey ones as stored bits, so that a new window is one table and
 * one pass; colour ones as the finished picture. Rows run from the top, pixels from the left.
 */
export type Frame =
  | {
      readonly is: 'grey'
      /** Bits as stored, sign not yet read: the index into the table of {@link greyTable}. */
      readonly bits: Uint8Array | Uint16Array
      /** All values that occur, from darkest to lightest, as a window. */
      readonly full: Window
    }
  | { readonly is: 'colour'; readonly rgba: Uint8ClampedArray<ArrayBuffer> }

const valueOf = (bits: number, pixels: PixelDescription): number =>
  pixels.signed && bits >= 2 ** (pixels.bitsStored - 1) ? bits - 2 ** pixels.bitsStored : bits

/** Stored bits of single-value pixels, without what else the file packs beside them (overlays). */
const storedBits = (pixels: PixelDescription, bytes: Uint8Array): Uint8Array | Uint16Array => {
  const count = pixels.columns * pixels.rows
  const shift = pixels.highBit + 1 - pixels.bitsStored
  const mask = 2 ** pixels.bitsStored - 1
  if (pixels.bitsAllocated === 8) {
    const out = new Uint8Array(count)
    const flip = pixels.swapped ? 1 : 0
    for (let at = 0; at < count; at++) out[at] = ((bytes[at ^ flip] ?? 0) >> shift) & mask
    return out
  }
  const out = new Uint16Array(count)
  const [low, high] = pixels.bigEndian ? [1, 0] : [0, 1]
  for (let at = 0, from = 0; at < count; at++, from += 2) {
    out[at] = (((bytes[from + low] ?? 0) | ((bytes[from + high] ?? 0) << 8)) >> shift) & mask
  }
  return out
}

/** Everything that occurs; eight-bit pictures use their whole range, as scanners mean it. */
const fullWindow = (pixels: PixelDescription, bits: Uint8Array | Uint16Array): Window => {
  const { slope, intercept, padding } = pixels
  let low = Infinity
  let high = -Infinity
  if (pixels.bitsStored <= 8) {
    low = pixels.signed ? -(2 ** (pixels.bitsStored - 1)) : 0
    high = low + 2 ** pixels.bitsStored - 1
  } else {
    for (const one of bits) {
      const value = valueOf(one, pixels)
      if (value === padding) continue
      if (value < low) low = value
      if (value > high) high = value
    }
  }
  if (low > high) return spanning(0, 255)
  const [first, last] = [low * slope + intercept, high * slope + intercept]
  return spanning(Math.min(first, last), Math.max(first, last))
}

const fromYbr = (rgba: Uint8ClampedArray, at: number, y: number, cb: number, cr: number): void => {
  // PS3.3 C.7.6.3.1.2, inverted; the array clamps and rounds.
  rgba[at] = y + 1.402 * (cr - 128)
  rgba[at + 1] = y - 0.344136 * (cb - 128) - 0.714136 * (cr - 128)
  rgba[at + 2] = y + 1.772 * (cb - 128)
  rgba[at + 3] = 255
}

const paintYbr422 = (bytes: Uint8Array, rgba: Uint8ClampedArray): void => {
  for (let from = 0, at = 0; at < rgba.length; from += 4, at += 8) {
    const [cb, cr] = [bytes[from + 2] ?? 0, bytes[from + 3] ?? 0]
    fromYbr(rgba, at, bytes[from] ?? 0, cb, cr)
    if (at + 4 < rgba.length) fromYbr(rgba, at + 4, bytes[from + 1] ?? 0, cb, cr)
  }
}

const paintColours = (pixels: PixelDescription, bytes: Uint8Array, rgba: Uint8ClampedArray): void => {
  const count = pixels.columns * pixels.rows
  const [step, plane] = pixels.planar ? [1, count] : [3, 1]
  const flip = pixels.swapped ? 1 : 0
  const ybr = pixels.photometric === 'YBR_FULL'
  for (let pixel = 0, from = 0, at = 0; pixel < count; pixel++, from += step, at += 4) {
    const one = bytes[from ^ flip] ?? 0
    const two = bytes[(from + plane) ^ flip] ?? 0
    const three = bytes[(from + 2 * plane) ^ flip] ?? 0
    if (ybr) fromYbr(rgba, at, one, two, three)
    else {
      rgba[at] = one
      rgba[at + 1] = two
      rgba[at + 2] = three
      rgba[at + 3] = 255
    }
  }
}

const paintPalette = (pixels: PixelDescription, bytes: Uint8Array, rgba: Uint8ClampedArray): void => {
  const { palette } = pixels
  if (palette === undefined) return
  const last = palette.red.length - 1
  let at = 0
  for (const bits of storedBits(pixels, bytes)) {
    const entry = Math.min(last, Math.max(0, valueOf(bits, pixels) - palette.first))
    rgba[at] = palette.red[entry] ?? 0
    rgba[at + 1] = palette.green[entry] ?? 0
    rgba[at + 2] = palette.blue[entry] ?? 0
    rgba[at + 3] = 255
    at += 4
  }
}

/**
 * Decodes one uncompressed frame.
 *
 * @param bytes the frame's bytes, `pixels.frameBytes` of them; what is missing reads as 0
 */
export const decodeFrame = (pixels: PixelDescription, bytes: Uint8Array): Frame => {
  if (pixels.samples === 1 && pixels.palette === undefined) {
    const bits = storedBits(pixels, bytes)
    return { is: 'grey', bits, full: fullWindow(pixels, bits) }
  }
  const rgba = new Uint8ClampedArray(pixels.columns * pixels.rows * 4)
  if (pixels.palette !== undefined) paintPalette(pixels, bytes, rgba)
  else if (pixels.photometric === 'YBR_FULL_422') paintYbr422(bytes, rgba)
  else paintColours(pixels, bytes, rgba)
  return { is: 'colour', rgba }
}

/** Grey 0 to 255 for every pattern of stored bits under a window; MONOCHROME1 is light where values are low. */
export const greyTable = (pixels: PixelDescription, window: Window, invert = false): Uint8Array => {
  const turn = (pixels.photometric === 'MONOCHROME1') !== invert
  return Uint8Array.from({ length: 2 ** pixels.bitsStored }, (_, bits) => {
    const grey = greyOf(valueOf(bits, pixels) * pixels.slope + pixels.intercept, window)
    return turn ? 255 - grey : grey
  })
}

/** Paints stored bits through a table into opaque RGBA. `rgba` holds four bytes per pixel. */
export const paintGrey = (
  bits: Uint8Array | Uint16Array,
  table: Uint8Array,
  rgba: Uint8ClampedArray,
): void => {
  let at = 0
  for (const one of bits) {
    const grey = table[one] ?? 0
    rgba[at] = grey
    rgba[at + 1] = grey
    rgba[at + 2] = grey
    rgba[at + 3] = 255
    at += 4
  }
}

/** Light for dark in every colour, in place. */
export const invertColours = (rgba: Uint8ClampedArray): void => {
  for (let at = 0; at < rgba.length; at += 4) {
    rgba[at] = 255 - (rgba[at] ?? 0)
    rgba[at + 1] = 255 - (rgba[at + 1] ?? 0)
    rgba[at + 2] = 255 - (rgba[at + 2] ?? 0)
  }
}
