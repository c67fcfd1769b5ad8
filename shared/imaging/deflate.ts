import { concat, le16 } from './bytes'

const MAX_BITS = 15
/** Bits of a code that are looked up at once. */
const LOOK = 10
/** The order in which lengths of the code of lengths stand (RFC 1951, 3.2.7). */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15] as const
/** Least length and least distance of each code, and how many bits follow it (3.2.5). */
const LENGTHS = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 258,
]
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
const DISTANCES = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
  6145, 8193, 12_289, 16_385, 24_577,
]
const DISTANCE_BITS = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
]
const END_OF_BLOCK = 256

/** The first bits of a code stand first in the stream, whose bytes are read from their lowest bit. */
const reversed = (code: number, bits: number): number => {
  let out = 0
  for (let at = 0; at < bits; at++) out |= ((code >> at) & 1) << (bits - 1 - at)
  return out
}

/** A prefix code by the lengths of its codes. */
class Code {
  /** By the next {@link LOOK} bits as they lie: length of the code x 512 + symbol; 0 where the code is longer. */
  readonly quick = new Uint16Array(1 << LOOK)
  /** How many codes are of each length, and the symbols in order of their codes. */
  readonly count = new Uint16Array(MAX_BITS + 1)
  readonly symbols: Uint16Array
  /** Codes that are not given: negative where there are more than fit. */
  private left = 1

  constructor(lengths: readonly number[]) {
    for (const length of lengths) if (length > 0) this.count[length] = (this.count[length] ?? 0) + 1
    const [next, codes] = [new Uint16Array(MAX_BITS + 2), new Uint32Array(MAX_BITS + 2)]
    for (let length = 1; length <= MAX_BITS; length++) {
      const here = this.count[length] ?? 0
      this.left = this.left * 2 - here
      next[length + 1] = (next[length] ?? 0) + here
      codes[length + 1] = ((codes[length] ?? 0) + here) * 2
    }
    this.symbols = new Uint16Array(lengths.length)
    for (const [symbol, length] of lengths.entries()) {
      if (length === 0) continue
      const [at, code] = [next[length] ?? 0, codes[length] ?? 0]
      next[length] = at + 1
      codes[length] = code + 1
      this.symbols[at] = symbol
      if (length <= LOOK)
        for (let bits = reversed(code, length); bits < this.quick.length; bits += 1 << length)
          this.quick[bits] = length * 512 + symbol
    }
  }

  /** Every code is given, and once. */
  get isWhole(): boolean {
    return this.left === 0
  }

  /** One code of one bit, or none, may stand for themselves. */
  get isSingle(): boolean {
    return this.left > 0 && this.count.every((count, length) => count === 0 || length === 1)
  }
}

/** Says of a deflate stream (RFC 1951) how many bytes come out of it and whether it ends. */
export class DeflateWalk {
  state: 'open' | 'ended' | 'damaged' = 'open'
  /** Bytes that came out so far. */
  out = 0
  private bytes: Uint8Array = new Uint8Array()
  /** The bit that is read next. */
  private at = 0
  private isLast = false
  private codes: { readonly letters: Code; readonly distances: Code } | undefined
  /** What is left of a block that is not packed, bytes. */
  private stored = 0

  /**
   * Follows the stream as it arrives. Nothing is unpacked and nothing kept but a code that a chunk cut: the time it takes goes by
   * what comes in and not by what would come out. What follows the end is not read.
   */
  accept(chunk: Uint8Array): void {
    if (this.state !== 'open') return
    this.bytes = concat([this.bytes, chunk])
    let goesOn = true
    while (goesOn) goesOn = this.step()
    const read = this.at >> 3
    this.bytes = this.bytes.slice(read)
    this.at -= read * 8
  }

  /** False where more bytes are needed, or none. */
  private step(): boolean {
    if (this.state !== 'open') return false
    if (this.stored > 0) return this.skip()
    return this.codes === undefined ? this.block() : this.symbols(this.codes.letters, this.codes.distances)
  }

  private skip(): boolean {
    const here = Math.min(this.stored, this.bytes.length - (this.at >> 3))
    this.at += here * 8
    this.stored -= here
    this.out += here
    if (this.stored === 0) this.endBlock()
    return here > 0
  }

  private endBlock(): void {
    this.codes = undefined
    if (this.isLast) this.state = 'ended'
  }

  private damaged(): boolean {
    this.state = 'damaged'
    return false
  }

  /** Whether a step read bits that are not there yet; then it is taken back. */
  private isShort(from: number): boolean {
    if (this.at <= this.bytes.length * 8) return false
    this.at = from
    return true
  }

  private block(): boolean {
    const from = this.at
    const isLast = this.take(1) === 1
    const kind = this.take(2)
    if (kind === 0) return this.plain(from, isLast)
    const codes = kind === 1 ? FIXED : kind === 2 ? this.dynamic() : undefined
    if (this.isShort(from)) return false
    if (codes === undefined) return this.damaged()
    this.isLast = isLast
    this.codes = codes
    return true
  }

  private plain(from: number, isLast: boolean): boolean {
    this.at = (this.at + 7) & ~7
    const [length, check] = [this.take(16), this.take(16)]
    if (this.isShort(from)) return false
    if ((length ^ check) !== 0xffff) return this.damaged()
    this.isLast = isLast
    this.stored = length
    if (length === 0) this.endBlock()
    return true
  }

  private dynamic(): { letters: Code; distances: Code } | undefined {
    const [letters, distances, count] = [this.take(5) + 257, this.take(5) + 1, this.take(4) + 4]
    if (letters > 286 || distances > 30) return undefined
    const lengths = new Array<number>(ORDER.length).fill(0)
    for (const symbol of ORDER.slice(0, count)) lengths[symbol] = this.take(3)
    const code = new Code(lengths)
    if (!code.isWhole) return undefined
    const all: number[] = []
    while (all.length < letters + distances) {
      const symbol = this.symbol(code)
      if (symbol < 0 || (symbol === 16 && all.length === 0)) return undefined
      if (symbol < 16) all.push(symbol)
      else {
        const again = symbol === 16 ? this.take(2) + 3 : symbol === 17 ? this.take(3) + 3 : this.take(7) + 11
        const length = symbol === 16 ? (all.at(-1) ?? 0) : 0
        for (let at = 0; at < again; at++) all.push(length)
      }
    }
    // Without its end a block has none; a repetition may not reach over the last length.
    if (all.length > letters + distances || all[END_OF_BLOCK] === 0) return undefined
    const made = { letters: new Code(all.slice(0, letters)), distances: new Code(all.slice(letters)) }
    return [made.letters, made.distances].every((one) => one.isWhole || one.isSingle) ? made : undefined
  }

  private symbols(letters: Code, distances: Code): boolean {
    for (;;) {
      const from = this.at
      const symbol = this.symbol(letters)
      let length = 1
      let back = 0
      if (symbol > END_OF_BLOCK) {
        length = (LENGTHS[symbol - 257] ?? NaN) + this.take(LENGTH_BITS[symbol - 257] ?? 0)
        const distance = this.symbol(distances)
        back = (DISTANCES[distance] ?? NaN) + this.take(DISTANCE_BITS[distance] ?? 0)
      }
      if (this.isShort(from)) return false
      if (symbol === END_OF_BLOCK) {
        this.endBlock()
        return true
      }
      // Also where there is no such code: neither a length nor a distance came of it.
      if (symbol < 0 || Number.isNaN(length) || !(back <= this.out)) return this.damaged()
      this.out += length
    }
  }

  /** The next `n` bits as a number, 0 to 16. Zeros after the end: {@link isShort} tells. */
  private take(n: number): number {
    const value = this.peek() & ((1 << n) - 1)
    this.at += n
    return value
  }

  /** The next bits, 25 at least. */
  private peek(): number {
    const byte = this.at >> 3
    return (le16(this.bytes, byte) | (le16(this.bytes, byte + 2) << 16)) >>> (this.at & 7)
  }

  /** The next symbol of a code; -1 where there is none. */
  private symbol(of: Code): number {
    const bits = this.peek()
    const quick = of.quick[bits & ((1 << LOOK) - 1)] ?? 0
    if (quick !== 0) {
      this.at += quick >> 9
      return quick & 511
    }
    let [code, first, index] = [0, 0, 0]
    for (let length = 1; length <= MAX_BITS; length++) {
      code |= (bits >>> (length - 1)) & 1
      const count = of.count[length] ?? 0
      if (code - count < first) {
        this.at += length
        return of.symbols[index + code - first] ?? -1
      }
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    this.at += MAX_BITS
    return -1
  }
}

/** The codes that need not be said (RFC 1951, 3.2.6). */
const FIXED = {
  letters: new Code(Array.from({ length: 288 }, (_, at) => (at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8))),
  distances: new Code(new Array<number>(30).fill(5)),
}
