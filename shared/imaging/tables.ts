import { be16, le16 } from './bytes'
import type { Tags } from './header'

/** A table of the file: the value of its first entry, and its entries as they are stored. */
export interface Table {
  readonly first: number
  /** Bits that an entry can fill, as the file says. */
  readonly bits: number
  readonly values: Uint16Array
}

/** More entries than a table can have. */
const ALL = 65_536

/** Raw bytes of an element, empty where there is none. */
export const bytesOf = (tags: Tags, tag: string): Uint8Array => {
  const element = tags.elements[tag]
  if (element === undefined) return new Uint8Array()
  return tags.byteArray.subarray(element.dataOffset, element.dataOffset + element.length)
}

/** Descriptor of a table (PS3.3 C.11.1.1.1, C.11.2.1.1 and C.7.6.3.1.5): entries, first value, bits. */
export const descriptorOf = (
  tags: Tags,
  tag: string,
  signed: boolean,
): { count: number; first: number; bits: number } => {
  const count = tags.uint16(tag, 0) ?? 0
  return {
    count: count === 0 ? ALL : count,
    first: (signed ? tags.int16(tag, 1) : tags.uint16(tag, 1)) ?? 0,
    bits: tags.uint16(tag, 2) ?? 16,
  }
}

/** Entries of a table from its bytes, whatever their width; undefined when there are too few. */
export const valuesOf = (
  bytes: Uint8Array,
  count: number,
  bits: number,
  big: boolean,
): Uint16Array | undefined => {
  if (bytes.length < 2 * count) {
    // Some writers pack eight-bit entries without the padding that the standard asks for.
    return bits === 8 && bytes.length >= count ? Uint16Array.from(bytes.subarray(0, count)) : undefined
  }
  const read = big ? be16 : le16
  return Uint16Array.from({ length: count }, (_, at) => read(bytes, at * 2))
}

/** A modality or VOI table (0028,3002) and (0028,3006) of a sequence item. */
export const tableIn = (item: Tags, signed: boolean, big: boolean): Table | undefined => {
  const { count, first, bits } = descriptorOf(item, 'x00283002', signed)
  const values = valuesOf(bytesOf(item, 'x00283006'), count, bits, big)
  return values === undefined ? undefined : { first, bits, values }
}
