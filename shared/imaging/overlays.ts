import { swapPairs } from './bytes'
import type { Tags } from './header'
import { bytesOf } from './tables'

/** Marks that lie over the pixels, one bit each (PS3.3 C.9.2). */
export interface Overlay {
  readonly columns: number
  readonly rows: number
  /** Column and row of the picture, from 0, on which its left top bit lies. */
  readonly x: number
  readonly y: number
  /** First frame of the picture that has it, from 0, and how many from there on. */
  readonly firstFrame: number
  readonly frames: number
  /** Graphics are drawn; a region of interest is an area. */
  readonly kind: 'graphics' | 'region'
  /** Bits, the lowest of a byte first, row by row, frame by frame, without gaps. */
  readonly bits: Uint8Array
}

const GROUPS = Array.from({ length: 16 }, (_, one) => `x60${(one * 2).toString(16).padStart(2, '0')}`)
const MAX_SIDE = 65_535

/**
 * Overlays that have bits of their own. Retired ones that hide in unused bits of the pixels (bit position other
 * than 0) are masked from the picture and not drawn.
 */
export const overlaysOf = (tags: Tags, frames: number, big: boolean): Overlay[] =>
  GROUPS.flatMap((group) => {
    const bits = bytesOf(tags, `${group}3000`).slice()
    // Written as words: in a big-endian file neighbours change places.
    if (big && tags.elements[`${group}3000`]?.vr === 'OW') swapPairs(bits)
    const [rows, columns] = [tags.uint16(`${group}0010`) ?? 0, tags.uint16(`${group}0011`) ?? 0]
    if (bits.length === 0 || rows < 1 || columns < 1 || rows > MAX_SIDE || columns > MAX_SIDE) return []
    const own = tags.intString(`${group}0015`) ?? 1
    const count = Number.isInteger(own) && own > 0 ? own : 1
    if (Math.ceil((rows * columns * count) / 8) > bits.length) return []
    const first = tags.uint16(`${group}0051`) ?? 1
    return [
      {
        columns,
        rows,
        x: (tags.int16(`${group}0050`, 1) ?? 1) - 1,
        y: (tags.int16(`${group}0050`, 0) ?? 1) - 1,
        firstFrame: Math.max(0, first - 1),
        // One that names no frames lies over all of them.
        frames: tags.elements[`${group}0015`] === undefined ? frames : count,
        kind: tags.string(`${group}0040`) === 'R' ? 'region' : 'graphics',
        bits,
      },
    ]
  })

/** Which pixels of a picture an overlay marks on a frame (from 0): 1 or 0 each; undefined where it marks none. */
export const overlayMask = (
  overlay: Overlay,
  frame: number,
  columns: number,
  rows: number,
): Uint8Array | undefined => {
  const own = frame - overlay.firstFrame
  if (own < 0 || own >= overlay.frames) return undefined
  const area = overlay.rows * overlay.columns
  // One bitmap for many frames is the same on all of them.
  const plane = overlay.bits.length * 8 >= area * (own + 1) ? own : 0
  const mask = new Uint8Array(columns * rows)
  let any = false
  for (let row = Math.max(0, -overlay.y); row < overlay.rows && row + overlay.y < rows; row++) {
    for (let column = Math.max(0, -overlay.x); column < overlay.columns; column++) {
      const x = column + overlay.x
      if (x >= columns) break
      const bit = plane * area + row * overlay.columns + column
      if ((((overlay.bits[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 0) continue
      mask[(row + overlay.y) * columns + x] = 1
      any = true
    }
  }
  return any ? mask : undefined
}
