import { concat, le16, le32 } from './bytes'
import type { DicomStart } from './recognise'
import { EXPLICIT_LITTLE, IMPLICIT_LITTLE } from './syntaxes'

/** The part of dicom-parser's data set that is read here, so that no room needs the parser to know a header. */
export interface Tags {
  readonly byteArray: Uint8Array
  readonly elements: Readonly<Record<string, TagElement | undefined>>
  string(tag: string, index?: number): string | undefined
  uint16(tag: string, index?: number): number | undefined
  int16(tag: string, index?: number): number | undefined
  uint32(tag: string, index?: number): number | undefined
  int32(tag: string, index?: number): number | undefined
  double(tag: string, index?: number): number | undefined
  floatString(tag: string, index?: number): number | undefined
  intString(tag: string, index?: number): number | undefined
}

interface TagElement {
  readonly vr?: string
  readonly length: number
  readonly dataOffset: number
  readonly hadUndefinedLength?: boolean
  readonly items?: readonly { readonly dataSet?: Tags }[]
}

/** dicom-parser's `parseDicom`, handed in by the room that bundles it. */
export type ParseDicom = (
  bytes: Uint8Array,
  options: {
    untilTag: string
    TransferSyntaxUID?: string
    inflater?: (bytes: Uint8Array, position: number) => Uint8Array
  },
) => Tags

/** What stands before the pixels of a DICOM file. */
export interface Header {
  readonly tags: Tags
  readonly syntax: string
  /** Where pixel data lies in the file; absent where the file holds none. */
  readonly pixels?: { readonly offset: number; readonly length: number; readonly vr: string }
  /** Where the last element that was read ends; beyond the file it shows that the file ends early. */
  readonly end: number
}

/** `overrun` is set when the bytes ended in the middle of something: more of them may help. */
export type HeaderRead = { readonly header: Header } | { readonly header?: never; readonly overrun: boolean }

const PIXEL_DATA = 'x7fe00010'
const PREFIX_BYTES = 132
const UNDEFINED_LENGTH = 0xffffffff

/** A preamble for files that start straight with their meta group. */
const prefix = (): Uint8Array => {
  const bytes = new Uint8Array(PREFIX_BYTES)
  bytes.set([0x44, 0x49, 0x43, 0x4d], 128)
  return bytes
}

const messageOf = (thrown: unknown): string => {
  if (typeof thrown === 'string') return thrown
  if (thrown instanceof Error) return thrown.message
  const inner: unknown =
    typeof thrown === 'object' && thrown !== null && 'exception' in thrown && thrown.exception
  return inner === false ? '' : messageOf(inner)
}

/**
 * Reads a DICOM header as far as pixel data. Never throws: the parser throws strings, objects and range errors
 * on bytes that lie, and all of them mean the same here.
 *
 * @param bytes the first bytes of the file, as many as there are so far
 * @param inflate unpacks a deflated data set; without it such a file counts as unreadable
 */
export const readHeader = (
  parse: ParseDicom,
  bytes: Uint8Array,
  start: DicomStart,
  inflate: (packed: Uint8Array) => Uint8Array = () => new Uint8Array(),
): HeaderRead => {
  const bare = start === 'explicit' || start === 'implicit'
  const shift = start === 'meta' ? PREFIX_BYTES : 0
  const bareSyntax = start === 'implicit' ? IMPLICIT_LITTLE : EXPLICIT_LITTLE
  try {
    const tags = parse(start === 'meta' ? concat([prefix(), bytes]) : bytes, {
      untilTag: PIXEL_DATA,
      ...(bare ? { TransferSyntaxUID: bareSyntax } : {}),
      inflater: (whole, position) => concat([whole.subarray(0, position), inflate(whole.subarray(position))]),
    })
    const syntax = bare ? bareSyntax : (tags.string('x00020010') ?? '')
    const pixel = tags.elements[PIXEL_DATA]
    const ends = Object.values(tags.elements).map((one) =>
      one === undefined || one === pixel || one.length === UNDEFINED_LENGTH ? 0 : one.dataOffset + one.length,
    )
    const end = ends.reduce((most, one) => Math.max(most, one), 0) - shift
    if (pixel === undefined) return { header: { tags, syntax, end } }
    const at = { offset: pixel.dataOffset - shift, length: pixel.length, vr: pixel.vr ?? '' }
    return { header: { tags, syntax, pixels: at, end } }
  } catch (thrown) {
    return { overrun: /past|overrun|beyond|end of/i.test(messageOf(thrown)) }
  }
}

export const isUndefinedLength = (length: number): boolean => length === UNDEFINED_LENGTH

const ITEM = 0xe000
const SEQUENCE_END = 0xe0dd

/** Follows compressed pixel data item by item as it arrives, to its end marker. Holds 8 bytes at most. */
export class EncapsulatedWalk {
  private left = 0
  private head: Uint8Array = new Uint8Array()
  state: 'open' | 'ended' | 'damaged' = 'open'

  accept(chunk: Uint8Array): void {
    let bytes = chunk
    while (this.state === 'open' && bytes.length > 0) {
      const skip = Math.min(this.left, bytes.length)
      this.left -= skip
      const head = concat([this.head, bytes.subarray(skip, skip + 8 - this.head.length)])
      bytes = bytes.subarray(skip + head.length - this.head.length)
      this.head = head
      if (head.length === 8) this.enter(head)
    }
  }

  private enter(head: Uint8Array): void {
    this.head = new Uint8Array()
    const element = le16(head, 2)
    this.left = le32(head, 4)
    if (le16(head, 0) === 0xfffe && element === SEQUENCE_END) this.state = 'ended'
    else if (le16(head, 0) !== 0xfffe || element !== ITEM || isUndefinedLength(this.left))
      this.state = 'damaged'
  }
}
