import { le32 } from '../bytes'
import { damaged, Undecodable, type Expected, type Raster } from './raster'

const HEADER_BYTES = 64
const MAX_SEGMENTS = 15

/** Undoes PackBits (PS3.5 G.3) into every `step`-th place of `out` from `at` on. */
const unpack = (bytes: Uint8Array, out: Uint8Array, at: number, step: number): void => {
  let from = 0
  let to = at
  while (to < out.length) {
    const control = bytes[from++] ?? damaged()
    if (control === 128) continue
    if (control < 128) {
      const end = from + control + 1
      if (end > bytes.length) damaged()
      // A writer may pad the last run: what has no place is dropped.
      for (; from < end; from++, to += step) if (to < out.length) out[to] = bytes[from] ?? 0
    } else {
      const value = bytes[from++] ?? damaged()
      for (let left = 257 - control; left > 0 && to < out.length; left--, to += step) out[to] = value
    }
  }
}

/**
 * Decodes an RLE frame (PS3.5 annex G): a segment per byte of a sample, the high byte first.
 *
 * @param bits bits allocated per sample, 8 or 16
 */
export const decodeRle = (bytes: Uint8Array, expected: Expected, bits: number): Raster => {
  const width = bits / 8
  if (width !== 1 && width !== 2) throw new Undecodable('kind')
  const segments = le32(bytes, 0)
  if (bytes.length < HEADER_BYTES || segments > MAX_SEGMENTS || segments !== expected.samples * width)
    damaged()
  const pixels = expected.columns * expected.rows
  // Bytes lie as a little-endian machine reads them; every machine this runs on is one.
  const out = new Uint8Array(pixels * segments)
  for (let segment = 0; segment < segments; segment++) {
    const from = le32(bytes, 4 + segment * 4)
    const next = segment + 1 < segments ? le32(bytes, 8 + segment * 4) : bytes.length
    if (from < HEADER_BYTES || next < from || next > bytes.length) damaged()
    const place = Math.floor(segment / width) * width + (width - 1 - (segment % width))
    unpack(bytes.subarray(from, next), out, place, segments)
  }
  const data = width === 1 ? out : new Uint16Array(out.buffer)
  return { ...expected, bits, data }
}
