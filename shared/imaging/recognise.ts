import type { IMAGE_KINDS } from '../records/image'
import { ascii, le16, le32 } from './bytes'
import type { FileFault } from './faults'

export type ImageKind = (typeof IMAGE_KINDS)[number]

/** How a DICOM file starts: with the preamble of Part 10, straight with its meta group, or with neither. */
export type DicomStart = 'part10' | 'meta' | 'explicit' | 'implicit'

export type Recognised =
  | { readonly kind: Exclude<ImageKind, 'dicom'> }
  | { readonly kind: 'dicom'; readonly start: DicomStart }
  | { readonly refused: FileFault }

/** Enough first bytes to recognise every kind. */
export const RECOGNISE_BYTES = 1024

const starts = (bytes: Uint8Array, ...signature: number[]): boolean =>
  bytes.length >= signature.length && signature.every((byte, at) => bytes[at] === byte)

const VIDEO_BRANDS = ['isom', 'iso2', 'mp41', 'mp42', 'M4V ', 'qt  ', 'avc1', '3gp4', '3gp5', 'MSNV']

const boxed = (brand: string): FileFault => (VIDEO_BRANDS.includes(brand) ? 'video' : 'heic')

/** Kinds that are told by their first bytes and not taken. */
const REFUSED: readonly [FileFault, (bytes: Uint8Array) => boolean][] = [
  ['gif', (b) => ascii(b, 0, 4) === 'GIF8'],
  ['video', (b) => ascii(b, 0, 4) === 'RIFF' && ascii(b, 8, 12) === 'AVI '],
  ['video', (b) => starts(b, 0x1a, 0x45, 0xdf, 0xa3) || starts(b, 0, 0, 1, 0xba) || starts(b, 0, 0, 1, 0xb3)],
  ['tiff', (b) => starts(b, 0x49, 0x49, 0x2a, 0) || starts(b, 0x4d, 0x4d, 0, 0x2a)],
  ['jpeg2000', (b) => ascii(b, 4, 8) === 'jP  ' || starts(b, 0xff, 0x4f, 0xff, 0x51)],
  ['zip', (b) => starts(b, 0x50, 0x4b, 3, 4) || starts(b, 0x50, 0x4b, 5, 6)],
  [
    'archive',
    (b) =>
      starts(b, 0x1f, 0x8b) ||
      starts(b, 0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c) ||
      ascii(b, 0, 4) === 'Rar!' ||
      ascii(b, 257, 262) === 'ustar',
  ],
  ['bmp', (b) => ascii(b, 0, 2) === 'BM' && le32(b, 6) === 0],
  ['svg', (b) => /^(?:\xef\xbb\xbf)?\s*<(?:svg|\?xml|!doctype|html|!--)/i.test(ascii(b, 0, 256))],
]

/** A data set without any header: its first element must be one that leads a data set and be plausible. */
const bareStart = (bytes: Uint8Array): DicomStart | undefined => {
  const element = le16(bytes, 2)
  if (bytes.length < 16) return undefined
  if (le16(bytes, 0) === 2 && element <= 1) {
    return /^(?:UL|OB)$/.test(ascii(bytes, 4, 6)) ? 'meta' : undefined
  }
  if (le16(bytes, 0) !== 8 || element > 0x18) return undefined
  if (/^(?:UL|CS|UI|SQ|DA|TM|SH|LO)$/.test(ascii(bytes, 4, 6))) return 'explicit'
  return le32(bytes, 4) <= 256 && le32(bytes, 4) % 2 === 0 ? 'implicit' : undefined
}

/**
 * What a file is, told by its first bytes and never by its name.
 *
 * `DICM` at byte 128 wins over anything that the preamble holds: PS3.10 lets the preamble be another
 * kind's signature (TIFF), and what is kept is then only ever read as DICOM.
 *
 * @param bytes the first {@link RECOGNISE_BYTES} of the file, or all of a shorter one
 */
export const recognise = (bytes: Uint8Array): Recognised => {
  if (bytes.length === 0) return { refused: 'empty' }
  if (ascii(bytes, 128, 132) === 'DICM') return { kind: 'dicom', start: 'part10' }
  if (starts(bytes, 0xff, 0xd8, 0xff)) return { kind: 'jpeg' }
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return { kind: 'png' }
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return { kind: 'webp' }
  if (ascii(bytes, 4, 8) === 'ftyp') return { refused: boxed(ascii(bytes, 8, 12)) }
  const refused = REFUSED.find(([, told]) => told(bytes))
  if (refused !== undefined) return { refused: refused[0] }
  // Readers look for the signature in the first 1,024 bytes; drawings and pages of the web were told above.
  if (ascii(bytes, 0, RECOGNISE_BYTES).includes('%PDF-')) return { kind: 'pdf' }
  const start = bareStart(bytes)
  return start === undefined ? { refused: 'unknown' } : { kind: 'dicom', start }
}
