import { decodeJpeg } from './codecs/jpeg'
import { peekJpeg2000, peekJpegLs, withoutSign, type Peeked } from './codecs/peek'
import { Undecodable, type Expected, type Raster } from './codecs/raster'
import { decodeRle } from './codecs/rle'
import { frameOf, type Frame } from './frame'
import type { FrameFacts } from './frame-facts'
import { FrameFinder } from './frames'
import { readHeader, type Header, type ParseDicom } from './header'
import { decodeNative, nativeBytes } from './native'
import { describePixels, type PixelDescription } from './pixels'
import type { DicomStart } from './recognise'
import { newRoom, type Room } from './room'
import { fromBytes, type Source } from './source'
import { timingOf, type Timing } from './timing'

export type Codec = (bytes: Uint8Array, peeked: Peeked, expected: Expected) => Promise<Raster>

/** What this room does not bring itself: a parser, an inflater, and the codecs that are compiled ones. */
export interface Tools {
  readonly parse: ParseDicom
  /** Unpacks deflated bytes (RFC 1951); rejects when there are more than `most`. */
  readonly inflate: (packed: Uint8Array<ArrayBuffer>, most: number) => Promise<Uint8Array<ArrayBuffer>>
  /** Decodes a stream that {@link peekJpegLs} found to be what the file says; rejects when it cannot. */
  readonly jpegLs: Codec
  /** The same after {@link peekJpeg2000}; samples have no sign. */
  readonly jpeg2000: Codec
  /** Where frames are written; each into new memory unless said. */
  readonly room?: Room
}

/** What a DICOM file shows, told once. Plain data: it can be sent from a worker. */
export interface StudyFacts {
  readonly pixels: PixelDescription
  readonly timing: Timing
  /** Burned In Annotation (0028,0301): whether words that name somebody may stand in the pixels. */
  readonly burnedIn?: boolean
}

/** A DICOM file whose frames can be asked for in any order. */
export interface Study {
  readonly facts: StudyFacts
  /** Decodes a frame, from 0; each call reads and decodes anew. Never rejects. */
  frame(index: number): Promise<FrameAnswer>
}

export type FrameAnswer =
  { readonly frame: Frame; readonly cannot?: never } | { readonly frame?: never; readonly cannot: string }
export type StudyAnswer =
  | { readonly study: Study; readonly cannot?: never }
  /** In words why it cannot be shown; `broken` where it is not even what it was taken for. */
  | { readonly study?: never; readonly cannot: string; readonly broken: boolean }

/** Headers are tried at this size first, then at twice, four times … of it. */
const HEADER_BYTES = 1 << 20
const MAX_HEADER_BYTES = 64 << 20
/** A deflated file is unpacked as a whole, and no further than this. */
const MAX_INFLATED = 256 << 20

/** What counts for a frame. */
export const factsOfFrame = (pixels: PixelDescription, frame: number): FrameFacts => {
  const facts = pixels.frameFacts[Math.min(frame, pixels.frameFacts.length - 1)]
  return facts ?? { rescale: { by: 'line', slope: 1, intercept: 0 }, vois: [], spacing: { regions: [] } }
}

const WHY: Readonly<Record<Undecodable['reason'], string>> = {
  damaged: 'this frame is damaged',
  kind: 'it is compressed in a rare way',
  size: 'this frame is of another size than the file says',
}

const headerFrom = async (
  source: Source,
  start: DicomStart,
  parse: ParseDicom,
  inflate: (packed: Uint8Array) => Uint8Array,
): Promise<Header | undefined> => {
  for (let size = HEADER_BYTES; size <= MAX_HEADER_BYTES; size *= 2) {
    const bytes = await source.range(0, size)
    const { header } = readHeader(parse, bytes, start, inflate)
    if (header?.pixels !== undefined) return header
    if (bytes.length < size) return header
  }
  return undefined
}

interface Unpacked {
  readonly source: Source
  /** Where it was whole in the first bytes already. */
  readonly header?: Header | undefined
}

/** A deflated file as if it were not; the source itself where it is not deflated. */
const unpacked = async (source: Source, start: DicomStart, tools: Tools): Promise<Unpacked | 'tooLarge'> => {
  let at = -1
  const head = await source.range(0, HEADER_BYTES)
  const { header } = readHeader(tools.parse, head, start, (packed) => {
    at = head.length - packed.length
    return new Uint8Array()
  })
  if (at < 0) return { source, ...(header?.pixels === undefined ? {} : { header }) }
  const packed = await source.range(at, source.bytes)
  const body = await tools.inflate(packed, MAX_INFLATED).catch(() => undefined)
  if (body === undefined) return 'tooLarge'
  const whole = new Uint8Array(at + body.length)
  whole.set(head.subarray(0, at))
  whole.set(body, at)
  return { source: fromBytes(whole) }
}

const decodeStream = async (
  pixels: PixelDescription,
  bytes: Uint8Array<ArrayBuffer>,
  tools: Tools,
): Promise<Raster> => {
  const { columns, rows, samples } = pixels
  const expected = { columns, rows, samples }
  switch (pixels.stored) {
    case 'rle':
      return decodeRle(bytes, expected, pixels.bitsAllocated)
    case 'jpeg':
      return decodeJpeg(bytes, expected)
    case 'jpegLs':
      return tools.jpegLs(bytes, peekJpegLs(bytes, expected), expected)
    case 'jpeg2000': {
      const peeked = peekJpeg2000(bytes, expected)
      const raster = await withoutSign(bytes, peeked, (plain) => tools.jpeg2000(plain, peeked, expected))
      const named = pixels.photometric === 'YBR_FULL' ? 'ybr' : 'rgb'
      return { ...raster, colours: peeked.rgb ? 'rgb' : named }
    }
    case 'native':
    case 'deflated':
    case 'other':
      throw new Undecodable('kind')
  }
}

class DicomStudy implements Study {
  private readonly finder: FrameFinder

  constructor(
    private readonly source: Source,
    readonly facts: StudyFacts,
    private readonly tools: Tools,
  ) {
    const { offset, frames, stored, extended } = facts.pixels
    const start = stored === 'rle' ? 'any' : stored === 'jpeg2000' ? 'jpeg2000' : 'jpeg'
    this.finder = new FrameFinder(source, offset, frames, start, extended)
  }

  async frame(index: number): Promise<FrameAnswer> {
    const { pixels } = this.facts
    const { room = newRoom } = this.tools
    try {
      const native = pixels.stored === 'native' || pixels.stored === 'deflated'
      const bytes = native
        ? await nativeBytes(this.source, pixels, index, room)
        : await this.finder.read(index)
      if (bytes === undefined) return { cannot: 'the file does not hold this frame' }
      const raster = native ? decodeNative(pixels, bytes) : await decodeStream(pixels, bytes, this.tools)
      const frame = frameOf(pixels, factsOfFrame(pixels, index), raster, room)
      // What was read is done with, unless it is itself what is painted.
      const painted = frame.is === 'grey' ? frame.bits : frame.rgba
      if (native && painted.buffer !== bytes.buffer) room.give(bytes.buffer)
      return { frame }
    } catch (thrown) {
      // Bytes that lie may fail anywhere; whatever it was, this frame cannot be shown and the file is kept.
      return { cannot: WHY[thrown instanceof Undecodable ? thrown.reason : 'damaged'] }
    }
  }
}

/**
 * Opens a DICOM file: reads its header and no pixels yet. Never rejects. Memory is what one frame takes, and the
 * whole file only where it is deflated.
 */
export const openStudy = async (source: Source, start: DicomStart, tools: Tools): Promise<StudyAnswer> => {
  try {
    const plain = await unpacked(source, start, tools)
    if (plain === 'tooLarge') return { cannot: 'it unpacks to more than 256 MB', broken: false }
    const inflate = (packed: Uint8Array): Uint8Array => packed
    const header = plain.header ?? (await headerFrom(plain.source, start, tools.parse, inflate))
    if (header === undefined) return { cannot: 'it cannot be read', broken: true }
    const { pixels, cannot } = { cannot: '', ...describePixels(header) }
    if (pixels === undefined) return { cannot, broken: false }
    const burned = header.tags.string('x00280301')?.trim()
    const facts: StudyFacts = {
      pixels,
      timing: timingOf(header.tags, pixels.frames),
      ...(burned === 'YES' || burned === 'NO' ? { burnedIn: burned === 'YES' } : {}),
    }
    return { study: new DicomStudy(plain.source, facts, tools) }
  } catch {
    return { cannot: 'it cannot be read', broken: true }
  }
}
