import { ok, type Result } from '../errors'
import type { ImageFacts } from '../records/image'
import { ascii, be16, holds } from './bytes'
import { blankGps } from './exif'
import { checkSize, endsEarly, faulty, type FileFault } from './faults'
import { StepKeeper, type Step } from './keeper'

const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const APP1 = 0xe1
const APP2 = 0xe2
/** Frame headers. Baseline, extended and progressive Huffman are what browsers show. */
const SHOWN_FRAMES = [0xc0, 0xc1, 0xc2]
const FRAMES = [...SHOWN_FRAMES, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]
const EXIF = 'Exif\0\0'
const XMP = 'http://ns.adobe.com/xap/1.0/\0'
const XMP_MORE = 'http://ns.adobe.com/xmp/extension/\0'

const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7

/**
 * A segment as it is kept: the place of a photograph is taken out of EXIF, XMP that holds a place is left out,
 * and so is the index of the further pictures that phones append (they are not kept either).
 */
const kept = (marker: number, segment: Uint8Array): Uint8Array | undefined => {
  if (marker === APP2) return ascii(segment, 4, 8) === 'MPF\0' ? undefined : segment
  if (marker !== APP1) return segment
  if (ascii(segment, 4, 4 + XMP_MORE.length) === XMP_MORE) return undefined
  if (ascii(segment, 4, 4 + XMP.length) === XMP) return holds(segment, 'GPS') ? undefined : segment
  if (ascii(segment, 4, 4 + EXIF.length) !== EXIF) return segment
  const copy = segment.slice()
  return blankGps(copy.subarray(4 + EXIF.length)) ? copy : undefined
}

/**
 * Keeps a JPEG from its start to the end of its first picture. Whatever a phone appends after that (previews,
 * motion clips with sound) is not kept: nobody sees it, and it may hold a place or a voice.
 */
export class JpegKeeper extends StepKeeper {
  private inScan = false
  private scanned = false
  private size: { columns: number; rows: number } | undefined

  finish(): Result<ImageFacts> {
    if (!this.done) return endsEarly(this.arrived)
    if (this.size === undefined || !this.scanned) return faulty('damaged')
    return ok({ kind: 'jpeg', ...this.size, frames: 1 })
  }

  protected step(bytes: Uint8Array, at: number): Step | FileFault | undefined {
    return this.inScan ? this.scan(bytes, at) : this.segment(bytes, at)
  }

  /** One marker segment. */
  private segment(bytes: Uint8Array, at: number): Step | FileFault | undefined {
    const marker = bytes[at + 1]
    if (marker === undefined) return undefined
    if (bytes[at] !== 0xff) return 'damaged'
    if (marker === 0xff) return { next: at + 1 }
    const bare = { next: at + 2, keep: bytes.subarray(at, at + 2) }
    if (marker === EOI) {
      this.done = true
      return bare
    }
    if (marker === SOI || marker === 0x01 || isRestart(marker)) return bare
    if (at + 4 > bytes.length) return undefined
    const length = be16(bytes, at + 2)
    if (marker === 0 || length < 2) return 'damaged'
    const end = at + 2 + length
    if (end > bytes.length) return undefined
    const segment = bytes.subarray(at, end)
    const fault = this.note(marker, segment)
    return fault ?? { next: end, keep: kept(marker, segment) }
  }

  /** Takes from a segment what finish() needs. */
  private note(marker: number, segment: Uint8Array): FileFault | undefined {
    if (marker === SOS) {
      if (this.size === undefined) return 'damaged'
      this.inScan = true
      this.scanned = true
      return undefined
    }
    if (!FRAMES.includes(marker)) return undefined
    if (!SHOWN_FRAMES.includes(marker) || segment[4] !== 8) return 'jpegKind'
    if (this.size !== undefined) return 'damaged'
    this.size = { rows: be16(segment, 5), columns: be16(segment, 7) }
    return checkSize(this.size.columns, this.size.rows)
  }

  /** Compressed data up to the next marker that is not part of it. */
  private scan(bytes: Uint8Array, from: number): Step | undefined {
    if (from >= bytes.length) return undefined
    for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at)) {
      const marker = bytes[at + 1]
      if (marker === undefined) return at === from ? undefined : { next: at, keep: bytes.subarray(from, at) }
      if (marker === 0xff) at += 1
      else if (marker === 0 || isRestart(marker)) at += 2
      else {
        this.inScan = false
        return { next: at, keep: bytes.subarray(from, at) }
      }
    }
    return { next: bytes.length, keep: bytes.subarray(from) }
  }
}
