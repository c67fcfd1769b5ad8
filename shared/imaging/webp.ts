import { ok, type Result } from '../errors'
import type { ImageFacts } from '../records/image'
import { ascii, holds, le16, le32 } from './bytes'
import { blankGps } from './exif'
import { checkSize, endsEarly, faulty, type FileFault } from './faults'
import { StepKeeper, type Step } from './keeper'

const HEAD_BYTES = 12
/** A chunk that is not picture data is looked at as a whole; a longer one is no picture of a clinic. */
const MAX_SMALL_CHUNK = 8 * 1024 * 1024
const EXIF_PREFIX = 'Exif\0\0'
const SIZED_BYTES = 10
const PICTURE = ['VP8 ', 'VP8L']

const le24 = (bytes: Uint8Array, at: number): number => le16(bytes, at) + (bytes[at + 2] ?? 0) * 65_536

/** Width and height as the first chunk of picture says them (RFC 9649 sections 2.5 to 2.7). */
const sizeIn = (type: string, data: Uint8Array): { columns: number; rows: number } => {
  if (type === 'VP8X') return { columns: le24(data, 4) + 1, rows: le24(data, 7) + 1 }
  if (type === 'VP8L') {
    const bits = le32(data, 1)
    return { columns: (bits & 0x3fff) + 1, rows: ((bits >>> 14) & 0x3fff) + 1 }
  }
  return { columns: le16(data, 6) & 0x3fff, rows: le16(data, 8) & 0x3fff }
}

/** Takes the place of a photograph out of a chunk; its length stays, so that the file's own stays true. */
const kept = (type: string, chunk: Uint8Array): Uint8Array => {
  const copy = chunk.slice()
  const data = copy.subarray(8)
  if (type === 'XMP ' && holds(data, 'GPS')) data.fill(0x20)
  if (type === 'EXIF') {
    const prefix = ascii(data, 0, EXIF_PREFIX.length) === EXIF_PREFIX ? EXIF_PREFIX.length : 0
    if (!blankGps(data.subarray(prefix))) data.fill(0)
  }
  return copy
}

/** Keeps a still WebP from its RIFF header to the end that the header names. What follows is no part of it. */
export class WebpKeeper extends StepKeeper {
  private end = 0
  private at = 0
  private size: { columns: number; rows: number } | undefined
  private hasPicture = false
  /** Bytes of picture data still to come. */
  private left = 0

  finish(): Result<ImageFacts> {
    if (!this.done)
      return this.end > this.arrived ? endsEarly(this.arrived, this.end) : endsEarly(this.arrived)
    if (this.size === undefined || !this.hasPicture) return faulty('damaged')
    return ok({ kind: 'webp', ...this.size, frames: 1 })
  }

  protected step(bytes: Uint8Array, at: number): Step | FileFault | undefined {
    if (this.end === 0) {
      if (bytes.length < HEAD_BYTES) return undefined
      this.end = 8 + le32(bytes, 4) + (le32(bytes, 4) % 2)
      return this.moved(HEAD_BYTES, bytes.subarray(0, HEAD_BYTES), at)
    }
    if (this.left > 0) {
      const part = bytes.subarray(at, at + this.left)
      if (part.length === 0) return undefined
      this.left -= part.length
      return this.moved(at + part.length, part, at)
    }
    return this.chunk(bytes, at)
  }

  private chunk(bytes: Uint8Array, at: number): Step | FileFault | undefined {
    if (at + 8 > bytes.length) return undefined
    const type = ascii(bytes, at, at + 4)
    const length = le32(bytes, at + 4) + (le32(bytes, at + 4) % 2)
    if (!/^[A-Z0-9 ]{4}$/i.test(type) || this.at + 8 + length > this.end) return 'damaged'
    if (type === 'ANIM' || type === 'ANMF') return 'moving'
    const isPicture = PICTURE.includes(type)
    if (isPicture || type === 'VP8X') {
      if (at + 8 + SIZED_BYTES > bytes.length && this.at + 8 + SIZED_BYTES <= this.end) return undefined
      const fault = this.sized(type, bytes.subarray(at + 8, at + 8 + SIZED_BYTES))
      if (fault !== undefined) return fault
    }
    if (isPicture || type === 'ALPH') {
      this.hasPicture ||= isPicture
      this.left = length
      return this.moved(at + 8, bytes.subarray(at, at + 8), at)
    }
    if (length > MAX_SMALL_CHUNK) return 'damaged'
    const end = at + 8 + length
    return end > bytes.length ? undefined : this.moved(end, kept(type, bytes.subarray(at, end)), at)
  }

  private sized(type: string, data: Uint8Array): FileFault | undefined {
    const size = sizeIn(type, data)
    // The picture inside an extended file must not be another than the canvas says.
    if (this.size !== undefined && (this.size.columns !== size.columns || this.size.rows !== size.rows))
      return 'damaged'
    this.size = size
    return checkSize(size.columns, size.rows)
  }

  private moved(next: number, keep: Uint8Array, at: number): Step {
    this.at += next - at
    this.done = this.at >= this.end
    return { next, keep }
  }
}
