import { ok, type Result } from '../errors'
import type { ImageFacts } from '../records/image'
import { ascii, be32, holds } from './bytes'
import { crc32 } from './crc32'
import { blankGps } from './exif'
import { checkSize, endsEarly, faulty, type FileFault } from './faults'
import { StepKeeper, type Step } from './keeper'

const SIGNATURE_BYTES = 8
const XMP = 'XML:com.adobe.xmp\0'
/** A chunk that is not picture data is looked at as a whole; a longer one is no picture of a clinic. */
const MAX_SMALL_CHUNK = 8 * 1024 * 1024
/** Bit depths that each colour type allows (PNG 11.2.1). */
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
}

const withCrc = (chunk: Uint8Array): Uint8Array => {
  const copy = chunk.slice()
  const crc = crc32(copy.subarray(4, copy.length - 4))
  for (let byte = 0; byte < 4; byte++) copy[copy.length - 4 + byte] = (crc >>> (24 - 8 * byte)) & 0xff
  return copy
}

/** A whole chunk as it is kept: without the place where a photograph was taken. */
const kept = (type: string, chunk: Uint8Array): Uint8Array | undefined => {
  const data = chunk.subarray(8, chunk.length - 4)
  if (type === 'iTXt' && ascii(data, 0, XMP.length) === XMP) {
    const compressed = data[XMP.length] !== 0
    return compressed || holds(data, 'GPS') ? undefined : chunk
  }
  if (type !== 'eXIf') return chunk
  const copy = chunk.slice()
  return blankGps(copy.subarray(8, copy.length - 4)) ? withCrc(copy) : undefined
}

/** Keeps a PNG from its signature to IEND, every checksum tested. What follows IEND is no part of it. */
export class PngKeeper extends StepKeeper {
  private started = false
  private hasData = false
  private size: { columns: number; rows: number } | undefined
  /** Picture data under way: bytes still to come and the checksum so far. */
  private data: { left: number; crc: number } | undefined

  finish(): Result<ImageFacts> {
    if (!this.done) return endsEarly(this.arrived)
    if (this.size === undefined || !this.hasData) return faulty('damaged')
    return ok({ kind: 'png', ...this.size, frames: 1 })
  }

  protected step(bytes: Uint8Array, at: number): Step | FileFault | undefined {
    if (!this.started) {
      if (bytes.length < SIGNATURE_BYTES) return undefined
      this.started = true
      return { next: SIGNATURE_BYTES, keep: bytes.subarray(0, SIGNATURE_BYTES) }
    }
    return this.data === undefined ? this.chunk(bytes, at) : this.pictureData(this.data, bytes, at)
  }

  private chunk(bytes: Uint8Array, at: number): Step | FileFault | undefined {
    if (at + 8 > bytes.length) return undefined
    const length = be32(bytes, at)
    const type = ascii(bytes, at + 4, at + 8)
    if (!/^[A-Za-z]{4}$/.test(type) || length > 0x7fffffff) return 'damaged'
    if ((type === 'IHDR') !== (this.size === undefined)) return 'damaged'
    if (type === 'IDAT') {
      this.hasData = true
      this.data = { left: length, crc: crc32(bytes.subarray(at + 4, at + 8)) }
      return { next: at + 8, keep: bytes.subarray(at, at + 8) }
    }
    if (length > MAX_SMALL_CHUNK) return 'damaged'
    const end = at + 12 + length
    if (end > bytes.length) return undefined
    const chunk = bytes.subarray(at, end)
    if (crc32(chunk.subarray(4, chunk.length - 4)) !== be32(chunk, chunk.length - 4)) return 'damaged'
    const fault = type === 'IHDR' ? this.header(chunk) : undefined
    this.done = type === 'IEND'
    return fault ?? { next: end, keep: kept(type, chunk) }
  }

  private header(chunk: Uint8Array): FileFault | undefined {
    this.size = { columns: be32(chunk, 8), rows: be32(chunk, 12) }
    const known = chunk.length === 25 && DEPTHS[chunk[17] ?? -1]?.includes(chunk[16] ?? 0)
    return known === true ? checkSize(this.size.columns, this.size.rows) : 'damaged'
  }

  private pictureData(
    data: { left: number; crc: number },
    bytes: Uint8Array,
    at: number,
  ): Step | FileFault | undefined {
    if (data.left > 0) {
      if (at >= bytes.length) return undefined
      const part = bytes.subarray(at, at + data.left)
      data.crc = crc32(part, data.crc)
      data.left -= part.length
      return { next: at + part.length, keep: part }
    }
    if (at + 4 > bytes.length) return undefined
    if (data.crc !== be32(bytes, at)) return 'damaged'
    this.data = undefined
    return { next: at + 4, keep: bytes.subarray(at, at + 4) }
  }
}
