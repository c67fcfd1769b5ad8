import { be16, be32 } from '../bytes'
import { damaged, mustBe, Undecodable, type Expected, type Raster } from './raster'

/** Bytes among which a JPEG 2000 codestream must begin, whatever boxes stand before it. */
const BOXES = 64 * 1024
/** More tiles than this are made to use up memory. */
const MAX_TILES = 4096

/** What a stream says of itself, read before a decoder may take memory for it. */
export interface Peeked {
  /** Bits per sample. */
  readonly bits: number
  /** JPEG 2000: where the stream says that its samples have a sign, else empty. */
  readonly signs: readonly number[]
  /** JPEG 2000: the decoder turns its colours to RGB itself. */
  readonly rgb: boolean
}

/** Reads the frame header of a JPEG-LS stream (ITU-T T.87 annex C). */
export const peekJpegLs = (bytes: Uint8Array, expected: Expected): Peeked => {
  if (be16(bytes, 0) !== 0xffd8) damaged()
  for (let at = 2; at + 10 < bytes.length;) {
    if (bytes[at] !== 0xff) damaged()
    const marker = bytes[at + 1]
    if (marker === 0xf7) {
      const bits = bytes[at + 4] ?? 0
      mustBe(expected, be16(bytes, at + 7), be16(bytes, at + 5), bytes[at + 9] ?? 0)
      if (bits < 2 || bits > 16) throw new Undecodable('kind')
      return { bits, signs: [], rgb: false }
    }
    if (marker === 0xda || marker === 0xd9) break
    at += 2 + Math.max(2, be16(bytes, at + 2))
  }
  return damaged()
}

/** Reads the size and coding style of a JPEG 2000 codestream (ITU-T T.800 annex A). */
export const peekJpeg2000 = (bytes: Uint8Array, expected: Expected): Peeked => {
  let at = 0
  while (at < BOXES && be32(bytes, at) !== 0xff4fff51) at += 1
  if (at === BOXES || at + 60 > bytes.length) damaged()
  const siz = at + 4
  const [x1, y1, x0, y0] = [
    be32(bytes, siz + 4),
    be32(bytes, siz + 8),
    be32(bytes, siz + 12),
    be32(bytes, siz + 16),
  ]
  const [tileX, tileY] = [be32(bytes, siz + 20), be32(bytes, siz + 24)]
  const samples = be16(bytes, siz + 36)
  mustBe(expected, x1 - x0, y1 - y0, samples)
  if (Math.ceil(x1 / tileX) * Math.ceil(y1 / tileY) > MAX_TILES) throw new Undecodable('kind')
  const depth = bytes[siz + 38] ?? 0
  const depths = Array.from({ length: samples }, (_, one) => siz + 38 + one * 3)
  // Every sample at full size and of one depth.
  if (depths.some((at) => bytes[at] !== depth || bytes[at + 1] !== 1 || bytes[at + 2] !== 1))
    throw new Undecodable('kind')
  const bits = (depth & 127) + 1
  if (bits > 16) throw new Undecodable('kind')
  return { bits, signs: depth > 127 ? depths : [], rgb: samples === 3 && mixes(bytes, siz) }
}

/** Whether the coding style names a colour transform (T.800 table A.14). */
const mixes = (bytes: Uint8Array, siz: number): boolean => {
  for (let at = siz + be16(bytes, siz); at + 9 < bytes.length; at += 2 + Math.max(2, be16(bytes, at + 2))) {
    if (be16(bytes, at) === 0xff52) return bytes[at + 8] === 1
    if (be16(bytes, at) === 0xff90) return false
  }
  return false
}

/**
 * Decodes samples with a sign by a decoder that knows only samples without: the streams differ by the shift of the
 * latter alone (T.800 G.1), so the sign is taken out of the header and the top bit turned afterwards.
 */
export const withoutSign = async (
  bytes: Uint8Array,
  { bits, signs }: Peeked,
  decode: (bytes: Uint8Array) => Promise<Raster>,
): Promise<Raster> => {
  if (signs.length === 0) return decode(bytes)
  const plain = bytes.slice()
  for (const at of signs) plain[at] = (plain[at] ?? 0) & 127
  const raster = await decode(plain)
  const { data } = raster
  for (let at = 0; at < data.length; at++) data[at] = (data[at] ?? 0) ^ (1 << (bits - 1))
  return raster
}
