import { damaged } from './raster'

/** Bits of a code that are looked up at once. */
const LOOK = 9

/** A Huffman table (ITU-T T.81 annex C and F.2.2.3). */
export class HuffmanTable {
  /** By the next {@link LOOK} bits: length of the code x 256 + symbol; 0 where the code is longer. */
  readonly quick = new Uint16Array(1 << LOOK)
  /** By length: largest code of it (-1: none), and what to add to a code to find its symbol. */
  readonly largest = new Int32Array(18).fill(-1)
  readonly offset = new Int32Array(18)

  /**
   * @param counts codes of length 1 to 16
   * @param symbols in order of their codes
   */
  constructor(
    counts: Uint8Array,
    readonly symbols: Uint8Array,
  ) {
    let code = 0
    let at = 0
    for (let length = 1; length <= 16; length++) {
      const count = counts[length - 1] ?? 0
      if (code + count > 1 << length) damaged()
      this.offset[length] = at - code
      for (let one = 0; one < count; one++, code++, at++) {
        if (length > LOOK) continue
        const entry = length * 256 + (symbols[at] ?? 0)
        const from = code << (LOOK - length)
        this.quick.fill(entry, from, from + (1 << (LOOK - length)))
      }
      if (count > 0) this.largest[length] = code - 1
      code <<= 1
    }
    // Beyond 16 bits every code is found, as one that does not exist.
    this.largest[17] = 0x7fffffff
  }
}

/** Reads the entropy-coded bits of a JPEG scan; stuffed zeros are dropped, a marker ends them. */
export class BitReader {
  private bits = 0
  private count = 0
  /** Bits made up after the end. A scan that uses them is damaged. */
  private made = 0

  constructor(
    private readonly bytes: Uint8Array,
    /** Where the next byte is read. At the end of a scan it stands at the marker. */
    public at: number,
  ) {}

  private fill(): void {
    while (this.count <= 24) {
      const byte = this.bytes[this.at]
      if (byte === undefined || (byte === 0xff && this.bytes[this.at + 1] !== 0)) {
        this.made += 8
        this.bits <<= 8
      } else {
        this.at += byte === 0xff ? 2 : 1
        this.bits = (this.bits << 8) | byte
      }
      this.count += 8
    }
  }

  /** The next `n` bits as a number, 1 to 16. */
  take(n: number): number {
    if (this.count < n) this.fill()
    this.count -= n
    return (this.bits >>> this.count) & ((1 << n) - 1)
  }

  /** The next symbol of a table. */
  symbol(table: HuffmanTable): number {
    if (this.count < 16) this.fill()
    const entry = table.quick[(this.bits >>> (this.count - LOOK)) & ((1 << LOOK) - 1)] ?? 0
    if (entry !== 0) {
      this.count -= entry >> 8
      return entry & 255
    }
    let length = LOOK + 1
    let code = (this.bits >>> (this.count - length)) & ((1 << length) - 1)
    while (code > (table.largest[length] ?? 0)) {
      length += 1
      if (length > 16) damaged()
      code = (this.bits >>> (this.count - length)) & ((1 << length) - 1)
    }
    this.count -= length
    return table.symbols[code + (table.offset[length] ?? 0)] ?? damaged()
  }

  /** A value of `n` bits with its sign (T.81 F.2.2.1, EXTEND). */
  signed(n: number): number {
    if (n === 0) return 0
    const value = this.take(n)
    return value < 1 << (n - 1) ? value - (1 << n) + 1 : value
  }

  /** Throws when more bits were used than there are. */
  check(): void {
    if (this.made > this.count) damaged()
  }

  /** Goes over a restart marker, which must be the next thing here. */
  restart(): void {
    this.check()
    this.count = 0
    this.made = 0
    this.bits = 0
    while (this.bytes[this.at] === 0xff && this.bytes[this.at + 1] === 0xff) this.at += 1
    const marker = this.bytes[this.at + 1] ?? 0
    if (this.bytes[this.at] !== 0xff || marker < 0xd0 || marker > 0xd7) damaged()
    this.at += 2
  }
}
