import { ascii, be16 } from '../bytes'
import { HuffmanTable } from './huffman'
import { scanDct } from './jpeg-dct'
import type { Component, Frame, Scan, ScanComponent } from './jpeg-frame'
import { scanLossless } from './jpeg-lossless'
import { interleave } from './jpeg-upsample'
import { damaged, mustBe, Undecodable, type Expected, type Raster } from './raster'

const SOF_SEQUENTIAL = [0xc0, 0xc1]
const SOF_LOSSLESS = 0xc3
/** Progressive, hierarchical and arithmetic frames; no transfer syntax in use has them. */
const SOF_OTHER = [0xc2, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]

class Jpeg {
  private readonly quantisers: (Uint16Array | undefined)[] = []
  private readonly dc: (HuffmanTable | undefined)[] = []
  private readonly ac: (HuffmanTable | undefined)[] = []
  private restart = 0
  private frame: Frame | undefined
  private lossless = false
  private jfif = false
  private adobe: number | undefined

  constructor(
    private readonly bytes: Uint8Array,
    private readonly expected: Expected,
  ) {}

  decode(): Raster {
    const { bytes } = this
    if (be16(bytes, 0) !== 0xffd8) damaged()
    for (let at = 2; ;) {
      if (at + 4 > bytes.length) break
      if (bytes[at] !== 0xff) damaged()
      const marker = bytes[at + 1] ?? 0
      if (marker === 0xff) {
        at += 1
        continue
      }
      if (marker >= 0xd0 && marker <= 0xd7) {
        at += 2
        continue
      }
      if (marker === 0xd9) break
      const end = at + 2 + be16(bytes, at + 2)
      if (end < at + 4 || end > bytes.length) damaged()
      at = this.segment(marker, bytes.subarray(at + 4, end), end)
    }
    const { frame } = this
    if (frame === undefined || frame.components.some((one) => !one.filled)) return damaged()
    const { columns, rows, bits } = frame
    const data = interleave(frame)
    const colours = this.colours(frame)
    const raster = { columns, rows, samples: frame.components.length, bits, data }
    return colours === undefined ? raster : { ...raster, colours }
  }

  /** Reads a segment; answers where the next begins. */
  private segment(marker: number, data: Uint8Array, end: number): number {
    if (marker === 0xda) return this.scan(data, end)
    if (marker === 0xdb) this.readQuantisers(data)
    else if (marker === 0xc4) this.readHuffman(data)
    else if (marker === 0xdd) this.restart = be16(data, 0)
    else if (marker === 0xe0) this.jfif ||= ascii(data, 0, 5) === 'JFIF\0'
    else if (marker === 0xee && ascii(data, 0, 5) === 'Adobe') this.adobe = data[11]
    else if (SOF_SEQUENTIAL.includes(marker) || marker === SOF_LOSSLESS) this.readFrame(marker, data)
    else if (SOF_OTHER.includes(marker)) throw new Undecodable('kind')
    return end
  }

  private readQuantisers(data: Uint8Array): void {
    for (let at = 0; at < data.length;) {
      const head = data[at] ?? 0
      const width = head >> 4 === 0 ? 1 : 2
      if (at + 1 + 64 * width > data.length) damaged()
      const from = at + 1
      this.quantisers[head & 15] = Uint16Array.from({ length: 64 }, (_, one) =>
        width === 1 ? (data[from + one] ?? 0) : be16(data, from + one * 2),
      )
      at = from + 64 * width
    }
  }

  private readHuffman(data: Uint8Array): void {
    for (let at = 0; at < data.length;) {
      const head = data[at] ?? 0
      const counts = data.subarray(at + 1, at + 17)
      const total = counts.reduce((sum, count) => sum + count, 0)
      const end = at + 17 + total
      if (end > data.length || total > 256) damaged()
      const into = head >> 4 === 0 ? this.dc : this.ac
      into[head & 15] = new HuffmanTable(counts, data.subarray(at + 17, end))
      at = end
    }
  }

  private readFrame(marker: number, data: Uint8Array): void {
    if (this.frame !== undefined) damaged()
    const bits = data[0] ?? 0
    const [rows, columns, count] = [be16(data, 1), be16(data, 3), data[5] ?? 0]
    this.lossless = marker === SOF_LOSSLESS
    if (this.lossless ? bits < 2 || bits > 16 : bits !== 8 && bits !== 12) throw new Undecodable('kind')
    if (data.length < 6 + count * 3) damaged()
    mustBe(this.expected, columns, rows, count)
    const factors = Array.from({ length: count }, (_, one) => {
      const both = data[7 + one * 3] ?? 0
      return {
        id: data[6 + one * 3] ?? 0,
        across: both >> 4,
        down: both & 15,
        quantiser: data[8 + one * 3] ?? 0,
      }
    })
    const most = (of: readonly number[]): number => of.reduce((high, one) => Math.max(high, one), 1)
    const mostAcross = most(factors.map((one) => one.across))
    const mostDown = most(factors.map((one) => one.down))
    if (factors.some((one) => one.across < 1 || one.across > 4 || one.down < 1 || one.down > 4)) damaged()
    // A single component is never interleaved: its factors mean nothing.
    const alone = count === 1
    const components = factors.map((one): Component => {
      const across = alone ? 1 : one.across
      const down = alone ? 1 : one.down
      const size = {
        columns: Math.ceil((columns * across) / (alone ? 1 : mostAcross)),
        rows: Math.ceil((rows * down) / (alone ? 1 : mostDown)),
      }
      // Whole MCUs are written: a plane has room for the last ones.
      const unit = this.lossless ? 1 : 8
      const wide = Math.ceil(columns / ((alone ? 1 : mostAcross) * unit)) * across * unit
      const high = Math.ceil(rows / ((alone ? 1 : mostDown) * unit)) * down * unit
      const plane = bits <= 8 ? new Uint8Array(wide * high) : new Uint16Array(wide * high)
      return { ...one, across, down, ...size, stride: wide, plane, filled: false }
    })
    this.frame = {
      bits,
      columns,
      rows,
      mostAcross: alone ? 1 : mostAcross,
      mostDown: alone ? 1 : mostDown,
      components,
    }
  }

  private scan(data: Uint8Array, from: number): number {
    const { frame } = this
    if (frame === undefined) return damaged()
    const count = data[0] ?? 0
    if (count < 1 || count > frame.components.length || data.length < 4 + count * 2) damaged()
    const components = Array.from({ length: count }, (_, one): ScanComponent => {
      const id = data[1 + one * 2]
      const tables = data[2 + one * 2] ?? 0
      const component = frame.components.find((each) => each.id === id && !each.filled) ?? damaged()
      component.filled = true
      return { component, dc: this.dc[tables >> 4] ?? damaged(), ac: this.ac[tables & 15] }
    })
    const scan: Scan = {
      frame,
      components,
      quantisers: this.quantisers,
      restart: this.restart,
      predictor: data[1 + count * 2] ?? 0,
      shift: (data[3 + count * 2] ?? 0) & 15,
    }
    const at = this.lossless ? scanLossless(scan, this.bytes, from) : scanDct(scan, this.bytes, from)
    // Padding may stand between the last bits and the next marker.
    const marker = this.bytes.indexOf(0xff, at)
    return marker < 0 ? this.bytes.length : marker
  }

  /** What three components are, by the stream itself: as every JPEG reader guesses it, where something is said. */
  private colours({ components }: Frame): Raster['colours'] {
    if (components.length !== 3) return undefined
    if (this.adobe !== undefined) return this.adobe === 0 ? 'rgb' : 'ybr'
    if (components.map((one) => String.fromCharCode(one.id)).join('') === 'RGB') return 'rgb'
    const [first, ...others] = components
    const fewer = others.some((one) => one.across < (first?.across ?? 1) || one.down < (first?.down ?? 1))
    return this.jfif || fewer ? 'ybr' : undefined
  }
}

/**
 * Decodes a JPEG frame: baseline and extended sequential with 8 or 12 bits (T.81 processes 1, 2 and 4) and
 * lossless with 2 to 16 bits (process 14). Colours are not converted; fewer colour samples are brought up to
 * the size of the picture. Throws {@link Undecodable}.
 */
export const decodeJpeg = (bytes: Uint8Array, expected: Expected): Raster =>
  new Jpeg(bytes, expected).decode()
