import { fail, type Result } from '../errors'

interface Fault {
  /** Completes "This file is …". */
  readonly is: string
  /** What to do about it, one sentence or none. */
  readonly todo: string
}

const asPicture = 'Save it as JPEG or PNG, then attach that.'
const fromArchive = 'Unpack it first, then attach the pictures inside.'

/**
 * Everything that keeps a file out, by name: kinds that are not taken, and files that lie about their kind.
 * The key travels as `detail` of an `unsupportedFile` error; the words stand here and nowhere else.
 */
export const FILE_FAULTS = {
  empty: { is: 'empty', todo: 'Copy it again from where it came.' },
  unknown: {
    is: 'not a picture that Palpa knows',
    todo: 'Palpa takes JPEG, PNG, WebP, DICOM and PDF, also in folders and ZIP archives.',
  },
  lockedPdf: { is: 'a PDF locked with a password', todo: 'Save it without the password, then attach that.' },
  moving: { is: 'a moving picture', todo: 'Save one still of it as JPEG or PNG, then attach that.' },
  heic: { is: 'a HEIC or AVIF picture, as phones make them', todo: asPicture },
  gif: { is: 'a GIF picture', todo: asPicture },
  tiff: { is: 'a TIFF picture', todo: asPicture },
  bmp: { is: 'a BMP picture', todo: asPicture },
  jpeg2000: { is: 'a bare JPEG 2000 picture', todo: asPicture },
  svg: { is: 'a drawing or web page (SVG, XML or HTML)', todo: asPicture },
  video: { is: 'a video', todo: 'Save one still of it as JPEG or PNG, then attach that.' },
  zip: { is: 'a ZIP archive inside an archive', todo: fromArchive },
  lockedZip: { is: 'a ZIP archive locked with a password', todo: fromArchive },
  emptyZip: { is: 'a ZIP archive without pictures', todo: 'Attach the pictures of the same study.' },
  bomb: { is: 'a ZIP archive that unpacks to more than any study', todo: fromArchive },
  archive: { is: 'a packed archive', todo: fromArchive },
  dicomdir: {
    is: 'the table of contents of a disc (DICOMDIR)',
    todo: 'Attach the whole disc or folder that it lies in.',
  },
  noPicture: { is: 'a DICOM file without a picture', todo: 'Attach the pictures of the same study.' },
  jpegKind: { is: 'a JPEG of a rare kind that cannot be shown', todo: asPicture },
  damaged: { is: 'damaged', todo: 'Copy it again from where it came.' },
  noSize: { is: 'a picture that does not say how large it is', todo: asPicture },
  tooManyPixels: { is: 'a picture with more than 120 million pixels', todo: 'Make it smaller first.' },
  lyingSize: {
    is: 'a picture that holds fewer pixels than it says',
    todo: 'Copy it again from where it came.',
  },
} as const satisfies Record<string, Fault>

export type FileFault = keyof typeof FILE_FAULTS

/** More than any scanner or phone makes; a picture above it is a mistake or a decompression bomb. */
export const MAX_PIXELS = 120_000_000

/** Largest file taken, in bytes. */
export const MAX_FILE_BYTES = 500_000_000

/** A refusal whose words stand in {@link FILE_FAULTS}. */
export const faulty = <T = never>(fault: FileFault): Result<T> => fail('unsupportedFile', { detail: fault })

/** The words of a refusal, "This file is a PDF document. Save …"; a `detail` from elsewhere gets the general ones. */
export const faultWords = (detail: string | undefined): string => {
  const known = Object.keys(FILE_FAULTS).find((key) => key === detail) as FileFault | undefined
  const fault: Fault = FILE_FAULTS[known ?? 'unknown']
  return `This file is ${fault.is}. ${fault.todo}`
}

/** Width and height in pixels that can be shown, or the fault. */
export const checkSize = (columns: number, rows: number): FileFault | undefined => {
  if (columns < 1 || rows < 1) return 'noSize'
  return columns * rows > MAX_PIXELS ? 'tooManyPixels' : undefined
}

const UNITS = [
  { name: 'GB', bytes: 1_000_000_000 },
  { name: 'MB', bytes: 1_000_000 },
  { name: 'KB', bytes: 1_000 },
] as const

const inUnit = (bytes: number, unit: number): string => {
  const count = bytes / unit
  return count < 10 && !Number.isInteger(count) ? count.toFixed(1) : String(Math.round(count))
}

/** "3 MB", or with a whole "3 of 9 MB"; down to bytes where rounding would make both the same. */
export const sizeWords = (bytes: number, of?: number): string => {
  const unit = UNITS.find((one) => (of ?? bytes) >= one.bytes)
  if (unit === undefined) return of === undefined ? `${bytes} bytes` : `${bytes} of ${of} bytes`
  const part = inUnit(bytes, unit.bytes)
  if (of === undefined) return `${part} ${unit.name}`
  const whole = inUnit(of, unit.bytes)
  return part === whole && bytes !== of ? `${bytes} of ${of} bytes` : `${part} of ${whole} ${unit.name}`
}

/** The file ends before its picture does. `of` where the file itself says how long it should be. */
export const endsEarly = <T = never>(bytes: number, of?: number): Result<T> =>
  fail('truncatedFile', { detail: sizeWords(bytes, of) })
