import { ok, type Result } from '../errors'
import type { ImageFacts } from '../records/image'
import { concat } from './bytes'
import { DeflateWalk } from './deflate'
import { checkSize, endsEarly, faulty } from './faults'
import { EncapsulatedWalk, isUndefinedLength, readHeader, type Header, type ParseDicom } from './header'
import type { Keeper } from './keeper'
import { frameBytes, readShape } from './pixels'
import type { DicomStart } from './recognise'
import { pixelsOf } from './syntaxes'

/** Headers are tried at this size first, then at twice, four times … of it. */
const FIRST_TRY_BYTES = 1024 * 1024
/** A header longer than this is not one: the memory that a file can claim ends here. */
const MAX_HEADER_BYTES = 64 * 1024 * 1024
const DICOMDIR_CLASS = '1.2.840.10008.1.3.10'

/** A text of the file as a fact: a short code, or nothing. */
const code = (text: string | undefined): string | undefined =>
  text !== undefined && /^[A-Z0-9]{1,16}$/.test(text) ? text : undefined

/** Series Instance UID and Instance Number. A file of many frames is a stack by itself. */
const seriesOf = ({ tags }: Header): ImageFacts['series'] => {
  const uid = tags.string('x0020000e')?.trim() ?? ''
  const instance = tags.intString('x00200013')
  if (!/^[0-9.]{1,64}$/.test(uid)) return undefined
  return { uid, ...(instance !== undefined && Number.isSafeInteger(instance) ? { instance } : {}) }
}

/**
 * Keeps a DICOM file byte for byte: it is a document of the hospital. The header is read on the way, then pixel
 * data is followed to its end, so that a file that ends early or holds less than it says is refused.
 * A deflated file is unpacked as far as its header only; what follows is counted and not unpacked.
 */
export class DicomKeeper implements Keeper {
  private readonly head: Uint8Array[] = []
  private walk: EncapsulatedWalk | DeflateWalk = new EncapsulatedWalk()
  private arrived = 0
  private tryAt = FIRST_TRY_BYTES
  private header: Header | undefined
  /** Where the deflated part of the file begins. */
  private packedAt = 0

  constructor(
    private readonly parse: ParseDicom,
    private readonly start: DicomStart,
    private readonly inflate: (packed: Uint8Array) => Uint8Array,
    /** Told once, with the header of a file that holds a picture. */
    private readonly onHeader: (header: Header) => void,
  ) {}

  accept(chunk: Uint8Array): Result<readonly Uint8Array[]> {
    this.arrived += chunk.length
    if (this.header !== undefined) this.walk.accept(chunk)
    else {
      this.head.push(chunk.slice())
      if (this.arrived >= this.tryAt) {
        this.tryAt *= 2
        const missing = this.tryHeader()
        if (missing !== undefined && this.arrived > MAX_HEADER_BYTES) return faulty('damaged')
      }
    }
    return ok([chunk])
  }

  finish(): Result<ImageFacts> {
    if (this.header === undefined) {
      const failed = this.tryHeader()
      if (failed !== undefined) return failed
    }
    return this.header === undefined ? faulty('noPicture') : this.judge(this.header)
  }

  /** Sets the header once pixel data was reached; otherwise says why it was not, should the file end here. */
  private tryHeader(): Result<never> | undefined {
    const bytes = concat(this.head)
    const read = readHeader(this.parse, bytes, this.start, (packed) => {
      this.packedAt = bytes.length - packed.length
      return this.inflate(packed)
    })
    if (read.header === undefined) return read.overrun ? endsEarly(this.arrived) : faulty('damaged')
    const { header } = read
    const isDeflated = pixelsOf(header.syntax) === 'deflated'
    if (header.pixels === undefined) return this.withoutPixels(header, isDeflated ? bytes : undefined)
    this.header = header
    this.head.length = 0
    if (isDeflated) this.walk = new DeflateWalk()
    this.walk.accept(bytes.subarray(isDeflated ? this.packedAt : header.pixels.offset))
    this.onHeader(header)
    return undefined
  }

  /** Why a file has no pixels. A deflated one that ends early looks as if it said nothing more. */
  private withoutPixels(header: Header, deflated: Uint8Array | undefined): Result<never> {
    const walk = new DeflateWalk()
    if (deflated !== undefined) walk.accept(deflated.subarray(this.packedAt))
    if (deflated === undefined ? header.end > this.arrived : walk.state === 'open')
      return endsEarly(this.arrived)
    if (walk.state === 'damaged') return faulty('damaged')
    return faulty(header.tags.string('x00020002') === DICOMDIR_CLASS ? 'dicomdir' : 'noPicture')
  }

  private judge(header: Header): Result<ImageFacts> {
    const shape = readShape(header.tags)
    const fault = checkSize(shape.columns, shape.rows)
    if (fault !== undefined) return faulty(fault)
    const late = this.late(header, frameBytes(shape) * shape.frames)
    if (late !== undefined) return late
    const series = shape.frames === 1 ? seriesOf(header) : undefined
    const modality = code(header.tags.string('x00080060'))
    const burned = header.tags.string('x00280301')?.trim()
    return ok({
      kind: 'dicom',
      columns: shape.columns,
      rows: shape.rows,
      frames: shape.frames,
      transferSyntax: header.syntax,
      ...(modality === undefined ? {} : { modality }),
      ...(burned === 'YES' || burned === 'NO' ? { burnedIn: burned === 'YES' } : {}),
      ...(series === undefined ? {} : { series }),
    })
  }

  /** Why the pixel data is not all there, if it is not. */
  private late(header: Header, expected: number): Result<never> | undefined {
    const { offset = 0, length = 0 } = header.pixels ?? {}
    const how = pixelsOf(header.syntax)
    const { walk } = this
    if (how === 'deflated' || isUndefinedLength(length)) {
      if (walk.state === 'open') return endsEarly(this.arrived)
      if (walk.state === 'damaged') return faulty('damaged')
    }
    if (walk instanceof DeflateWalk) {
      // It ends where it should and was cut before it was packed; compressed pixels have no place in it (PS3.5 A.5).
      if (offset + length > this.packedAt + walk.out) return faulty('damaged')
    } else if (isUndefinedLength(length)) return undefined
    else if (offset + length > this.arrived) return endsEarly(this.arrived, offset + length)
    return (how === 'native' || how === 'deflated') && length < expected ? faulty('lyingSize') : undefined
  }
}
