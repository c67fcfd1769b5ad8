import { createHash } from 'node:crypto'
import { fail, ok, type Result } from '../../shared/errors'
import { concat } from '../../shared/imaging/bytes'
import { DicomKeeper } from '../../shared/imaging/dicom'
import { faulty, MAX_FILE_BYTES } from '../../shared/imaging/faults'
import { compareIdentity, type Charted } from '../../shared/imaging/identity'
import { JpegKeeper } from '../../shared/imaging/jpeg'
import type { Keeper } from '../../shared/imaging/keeper'
import { PdfKeeper } from '../../shared/imaging/pdf'
import { PngKeeper } from '../../shared/imaging/png'
import { recognise, RECOGNISE_BYTES, type Recognised } from '../../shared/imaging/recognise'
import { WebpKeeper } from '../../shared/imaging/webp'
import type { ImageFacts, ImageIdentity } from '../../shared/records/image'
import { inflateHead, parseDicom, patientIn } from './dicom-header'

/** What is known of a file once all of it has passed. */
export interface IntakeFacts {
  readonly facts: ImageFacts
  /** Length and SHA-256 (hex) of the bytes that `accept` and `finish` handed out to be sealed. */
  readonly bytes: number
  readonly sha256: string
  /** SHA-256 (hex) of all that came, where that is not what is kept. */
  readonly originalSha256?: string
}

type Kept = readonly Uint8Array[]

const KEEPERS = { jpeg: JpegKeeper, png: PngKeeper, webp: WebpKeeper, pdf: PdfKeeper } as const

/**
 * Takes one picture in as it arrives: recognises it by its first bytes, follows its structure to the end, and
 * says which bytes to seal. It holds the header at most, so 500 MB pass in the memory of a few chunks.
 *
 * Use: `accept` every chunk in order and seal what it answers; then `finish`, which answers what is left to seal
 * and the facts. After any failure throw the sealed part away and drop the intake: nothing is attached.
 *
 * What is kept is what is hashed. A DICOM file and a PDF are kept byte for byte. A JPEG, PNG or WebP loses the place where it was
 * taken (EXIF GPS, XMP with a place) and whatever stands after the end of its picture; its pixels stay as
 * they came. The wrong-patient guard answers only whether name and birth date match: neither leaves this class.
 *
 * Failures: `unsupportedFile` with a `FileFault` as detail, `truncatedFile` with sizes, `tooLarge`.
 */
export class Intake {
  private readonly hash = createHash('sha256')
  private readonly original = createHash('sha256')
  private keeper: Keeper | undefined
  private first: Uint8Array = new Uint8Array()
  private arrived = 0
  private kept = 0
  private identity: ImageIdentity | undefined
  /** Something may be taken out: not before it is known that it is a file that is kept byte for byte. */
  private loses = true

  /** @param chart the patient whose chart is open */
  constructor(private readonly chart: Charted) {}

  accept(chunk: Uint8Array): Result<Kept> {
    this.arrived += chunk.length
    if (this.arrived > MAX_FILE_BYTES) return fail('tooLarge')
    if (this.loses) this.original.update(chunk)
    if (this.keeper !== undefined) return this.count(this.keeper.accept(chunk))
    this.first = concat([this.first, chunk])
    return this.first.length < RECOGNISE_BYTES ? ok([]) : this.begin()
  }

  finish(): Result<IntakeFacts & { readonly last: Kept }> {
    // A file shorter than what recognition waits for has not begun yet.
    const last = this.keeper === undefined ? this.begin() : ok<Kept>([])
    if (!last.ok) return last
    const facts = this.keeper?.finish() ?? faulty<ImageFacts>('empty')
    if (!facts.ok) return facts
    const identity = this.identity === undefined ? {} : { identity: this.identity }
    const [sha256, original] = [this.hash.digest('hex'), this.original.digest('hex')]
    return ok({
      facts: { ...facts.value, ...identity },
      bytes: this.kept,
      sha256,
      ...(this.loses && original !== sha256 ? { originalSha256: original } : {}),
      last: last.value,
    })
  }

  private begin(): Result<Kept> {
    const known = recognise(this.first.subarray(0, RECOGNISE_BYTES))
    if ('refused' in known) return faulty(known.refused)
    this.keeper = this.keeperOf(known)
    this.loses = known.kind !== 'dicom' && known.kind !== 'pdf'
    const { first } = this
    this.first = new Uint8Array()
    return this.count(this.keeper.accept(first))
  }

  private keeperOf(known: Exclude<Recognised, { refused: unknown }>): Keeper {
    if (known.kind !== 'dicom') return new KEEPERS[known.kind]()
    return new DicomKeeper(parseDicom, known.start, inflateHead, (header) => {
      const { name, born } = patientIn(header)
      this.identity = compareIdentity(name, born, this.chart)
    })
  }

  private count(kept: Result<Kept>): Result<Kept> {
    if (!kept.ok) return kept
    for (const part of kept.value) {
      this.hash.update(part)
      this.kept += part.length
    }
    return kept
  }
}
