import { BitReader } from './huffman'
import { inverse } from './jpeg-idct'
import type { Scan, ScanComponent } from './jpeg-frame'
import { damaged } from './raster'

/** Where the coefficients of a block stand, in the order in which they come (T.81 figure A.6). */
const ZIGZAG = Uint8Array.of(
  0,
  1,
  8,
  16,
  9,
  2,
  3,
  10,
  17,
  24,
  32,
  25,
  18,
  11,
  4,
  5,
  12,
  19,
  26,
  33,
  40,
  48,
  41,
  34,
  27,
  20,
  13,
  6,
  7,
  14,
  21,
  28,
  35,
  42,
  49,
  56,
  57,
  50,
  43,
  36,
  29,
  22,
  15,
  23,
  30,
  37,
  44,
  51,
  58,
  59,
  52,
  45,
  38,
  31,
  39,
  46,
  53,
  60,
  61,
  54,
  47,
  55,
  62,
  63,
)

/** Decodes one block into `block`, dequantised; answers the new DC value (T.81 F.2.2). */
const readBlock = (
  reader: BitReader,
  one: ScanComponent,
  quantiser: Uint16Array,
  before: number,
  block: Int32Array,
): number => {
  block.fill(0)
  const size = reader.symbol(one.dc)
  if (size > 15) damaged()
  const dc = before + reader.signed(size)
  block[0] = dc * (quantiser[0] ?? 0)
  const { ac } = one
  if (ac === undefined) return damaged()
  for (let at = 1; at < 64; at++) {
    const symbol = reader.symbol(ac)
    const bits = symbol & 15
    const zeros = symbol >> 4
    if (bits === 0) {
      if (zeros !== 15) break
      at += 15
      continue
    }
    at += zeros
    if (at > 63) damaged()
    block[ZIGZAG[at] ?? 0] = reader.signed(bits) * (quantiser[at] ?? 0)
  }
  return dc
}

/** Decodes a sequential scan into the planes of its components; answers where its bits end. */
export const scanDct = (scan: Scan, bytes: Uint8Array, from: number): number => {
  const { frame, components, restart } = scan
  const reader = new BitReader(bytes, from)
  const block = new Int32Array(64)
  const before = new Int32Array(components.length)
  const quantisers = components.map(({ component }) => scan.quantisers[component.quantiser] ?? damaged())
  // A scan of one component holds its own blocks only; one of several holds whole MCUs (T.81 A.2).
  const [only] = components
  const alone = components.length === 1
  const wide =
    alone && only !== undefined
      ? Math.ceil(only.component.columns / 8)
      : Math.ceil(frame.columns / (8 * frame.mostAcross))
  const high =
    alone && only !== undefined
      ? Math.ceil(only.component.rows / 8)
      : Math.ceil(frame.rows / (8 * frame.mostDown))

  for (let mcu = 0, row = 0; row < high; row++) {
    for (let column = 0; column < wide; column++, mcu++) {
      if (restart > 0 && mcu > 0 && mcu % restart === 0) {
        reader.restart()
        before.fill(0)
      }
      for (let index = 0; index < components.length; index++) {
        const one = components[index] ?? damaged()
        const quantiser = quantisers[index] ?? damaged()
        const { component } = one
        const across = alone ? 1 : component.across
        const down = alone ? 1 : component.down
        for (let y = 0; y < down; y++) {
          for (let x = 0; x < across; x++) {
            before[index] = readBlock(reader, one, quantiser, before[index] ?? 0, block)
            const to = (row * down + y) * 8 * component.stride + (column * across + x) * 8
            inverse(block, component.plane, to, component.stride, frame.bits)
          }
        }
      }
    }
    reader.check()
  }
  return reader.at
}
