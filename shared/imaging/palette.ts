import { be16, le16 } from './bytes'
import type { Tags } from './header'
import { bytesOf, descriptorOf, valuesOf } from './tables'

/** A colour table (PS3.3 C.7.6.3.1.5): `first` is the pixel value of its first entry; entries are 0 to 255. */
export interface Palette {
  readonly first: number
  readonly red: Uint8Array
  readonly green: Uint8Array
  readonly blue: Uint8Array
}

const [DISCRETE, LINEAR, INDIRECT] = [0, 1, 2]
/** Segments that an indirect one may repeat; a chain of them grows no further. */
const MAX_SEGMENTS = 4096

/**
 * Expands a segmented table (PS3.3 C.7.9.2): runs of values, straight lines, and repetitions of earlier segments.
 *
 * @param words the segments as 16-bit values
 * @returns exactly `count` values, or undefined where the segments do not make them
 */
export const expandSegments = (words: readonly number[], count: number): Uint16Array | undefined => {
  const out = new Uint16Array(count)
  let filled = 0
  let budget = MAX_SEGMENTS

  /** Reads one segment at `at`; answers where the next begins, or undefined. */
  const segment = (at: number, mayRepeat: boolean): number | undefined => {
    const [kind, length] = [words[at], words[at + 1]]
    budget -= 1
    if (kind === undefined || length === undefined || budget < 0) return undefined
    if (kind === INDIRECT) return mayRepeat ? repeat(at, length) : undefined
    if (filled + length > count) return undefined
    if (kind === DISCRETE) {
      if (at + 2 + length > words.length) return undefined
      for (let one = 0; one < length; one++) out[filled++] = words[at + 2 + one] ?? 0
      return at + 2 + length
    }
    const end = words[at + 2]
    // A line begins at the value before it; without one it has no beginning.
    if (kind !== LINEAR || end === undefined || filled === 0) return undefined
    const start = out[filled - 1] ?? 0
    for (let one = 1; one <= length; one++) out[filled++] = Math.round(start + ((end - start) * one) / length)
    return at + 3
  }
  const repeat = (at: number, segments: number): number | undefined => {
    const bytes = (words[at + 2] ?? 0) + (words[at + 3] ?? 0) * 65_536
    let from: number | undefined = bytes / 2
    if (!Number.isInteger(from) || from >= at) return undefined
    for (let one = 0; one < segments && from !== undefined; one++) from = segment(from, false)
    return from === undefined ? undefined : at + 4
  }

  for (let at: number | undefined = 0; filled < count;) {
    at = segment(at, true)
    if (at === undefined) return undefined
  }
  return out
}

/** Entries as 0 to 255, whatever their width. */
const toBytes = (values: Uint16Array, bits: number): Uint8Array => {
  // Declared as 16 bits and filled with 8 is common enough that every viewer looks at the values.
  const wide = bits === 16 && values.some((value) => value > 255)
  return Uint8Array.from(values, (value) => (wide ? value >> 8 : value & 0xff))
}

/** The colour table of a file; undefined where it has none that can be read. */
export const paletteOf = (tags: Tags, signed: boolean, big: boolean): Palette | undefined => {
  const one = (descriptor: string, plain: string, segmented: string): Uint8Array | undefined => {
    const { count, bits } = descriptorOf(tags, descriptor, signed)
    const segments = bytesOf(tags, segmented)
    const read = big ? be16 : le16
    const values =
      segments.length > 0
        ? expandSegments(
            Array.from({ length: segments.length >> 1 }, (_, at) => read(segments, at * 2)),
            count,
          )
        : valuesOf(bytesOf(tags, plain), count, bits, big)
    return values && toBytes(values, bits)
  }
  const red = one('x00281101', 'x00281201', 'x00281221')
  const green = one('x00281102', 'x00281202', 'x00281222')
  const blue = one('x00281103', 'x00281203', 'x00281223')
  if (red === undefined || green === undefined || blue === undefined) return undefined
  return { first: descriptorOf(tags, 'x00281101', signed).first, red, green, blue }
}
