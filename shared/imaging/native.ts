import { swapPairs } from './bytes'
import type { Raster } from './codecs/raster'
import type { PixelDescription } from './pixels'
import type { Room } from './room'
import type { Source } from './source'

/** Where a frame lies whole in the file; undefined where the file ends before it does. */
export const nativeBytes = async (
  source: Source,
  pixels: PixelDescription,
  frame: number,
  room: Room,
): Promise<Uint8Array<ArrayBuffer> | undefined> => {
  const from = pixels.offset + frame * pixels.frameBytes
  const to = from + pixels.frameBytes
  if (to > source.bytes) return undefined
  if (!pixels.swapped) return source.range(from, to, room)
  // Words are counted from the start of pixel data: a frame may begin in the middle of one.
  const odd = (from - pixels.offset) % 2
  const words = await source.range(from - odd, to + ((to - pixels.offset) % 2))
  swapPairs(words)
  return words.slice(odd, odd + pixels.frameBytes)
}

const sixteen = (pixels: PixelDescription, bytes: Uint8Array<ArrayBuffer>): Uint16Array => {
  if (pixels.bigEndian) swapPairs(bytes)
  // Every machine this runs on is little-endian; the copy is for bytes that begin at an odd place.
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : bytes.slice()
  return new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.length >> 1)
}

/** 4:2:2 (PS3.3 C.7.6.3.1.2): two pixels have one pair of colour values. */
const spread = (data: Uint8Array | Uint16Array, pixels: number): Uint8Array | Uint16Array => {
  const out = data instanceof Uint8Array ? new Uint8Array(pixels * 3) : new Uint16Array(pixels * 3)
  for (let pixel = 0; pixel < pixels; pixel++) {
    const from = (pixel >> 1) * 4
    out[pixel * 3] = data[from + (pixel & 1)] ?? 0
    out[pixel * 3 + 1] = data[from + 2] ?? 0
    out[pixel * 3 + 2] = data[from + 3] ?? 0
  }
  return out
}

const sideBySide = (data: Uint8Array | Uint16Array, pixels: number): Uint8Array | Uint16Array => {
  const out = data instanceof Uint8Array ? new Uint8Array(pixels * 3) : new Uint16Array(pixels * 3)
  for (let plane = 0; plane < 3; plane++)
    for (let pixel = 0; pixel < pixels; pixel++) out[pixel * 3 + plane] = data[plane * pixels + pixel] ?? 0
  return out
}

/** Reads the samples of an uncompressed frame; the bytes may be changed. */
export const decodeNative = (pixels: PixelDescription, bytes: Uint8Array<ArrayBuffer>): Raster => {
  const { columns, rows, samples, bitsAllocated, photometric, planar } = pixels
  const count = columns * rows
  const data = bitsAllocated === 16 ? sixteen(pixels, bytes) : bytes
  const raster = { columns, rows, samples, bits: bitsAllocated }
  if (samples === 3 && photometric === 'YBR_FULL_422') return { ...raster, data: spread(data, count) }
  return { ...raster, data: samples === 3 && planar ? sideBySide(data, count) : data }
}
