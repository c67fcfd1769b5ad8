import { deflateSync, inflateSync } from 'node:zlib'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** Dots per inch of a golden: words are still legible, and all of them stay within 6 MB. */
const DPI = 44
/** Shades that are kept: white, two greys, black. */
const SHADES = 3

/** A picture in shades of grey, 0 black to 255 white, row by row. */
export interface Grey {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

/** Few shades pack well, and what was stored compares with what is drawn now. */
const shade = (grey: number): number => Math.round((grey / 255) * SHADES) * (255 / SHADES)

interface Surface {
  readonly canvas: { readonly width: number; readonly height: number }
  readonly context: CanvasRenderingContext2D
}

/**
 * The pages of a PDF as pictures, drawn by pdf.js from the fonts inside the file and from no other: a glyph that the file has
 * not got cannot be lent by the machine.
 */
export const picturesOf = async (bytes: Uint8Array): Promise<Grey[]> => {
  const pdf = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 }).promise
  const factory = pdf.canvasFactory as { create: (width: number, height: number) => Surface }
  const pictures: Grey[] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number)
    const viewport = page.getViewport({ scale: DPI / 72 })
    const { canvas, context } = factory.create(Math.round(viewport.width), Math.round(viewport.height))
    await page.render({ canvas: null, canvasContext: context, viewport }).promise
    const { width, height } = canvas
    const { data } = context.getImageData(0, 0, width, height)
    const pixels = Uint8Array.from({ length: width * height }, (_, at) => {
      const [red = 0, green = 0, blue = 0] = data.subarray(4 * at, 4 * at + 3)
      return shade(0.299 * red + 0.587 * green + 0.114 * blue)
    })
    pictures.push({ width, height, pixels })
  }
  await pdf.destroy()
  return pictures
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** Two bits for a pixel. */
const DEPTH = 2
const PER_BYTE = 8 / DEPTH

const CRCS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1
  return crc
})
const crcOf = (bytes: Uint8Array): number =>
  ~bytes.reduce((crc, byte) => (CRCS[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8), 0xffffffff) >>> 0

const chunk = (type: string, body: Uint8Array): Buffer => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body])
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(body.length)
  crc.writeUInt32BE(crcOf(named))
  return Buffer.concat([length, named, crc])
}

/** Pages of one size under each other as one PNG of four shades. */
export const toPng = (pages: readonly Grey[]): Buffer => {
  const [{ width, height } = { width: 0, height: 0 }] = pages
  const row = Math.ceil(width / PER_BYTE) + 1
  const raw = Buffer.alloc(row * height * pages.length)
  pages.forEach(({ pixels }, page) =>
    pixels.forEach((grey, at) => {
      const [x, y] = [at % width, Math.floor(at / width) + page * height]
      const byte = y * row + 1 + Math.floor(x / PER_BYTE)
      const level = Math.round((grey / 255) * SHADES)
      raw[byte] = (raw[byte] ?? 0) | (level << (8 - DEPTH * ((x % PER_BYTE) + 1)))
    }),
  )
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height * pages.length, 4)
  header[8] = DEPTH
  const packed = deflateSync(raw, { level: 9 })
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', packed),
    chunk('IEND', new Uint8Array()),
  ])
}

/** Reads what `toPng` wrote. @throws where the file is another kind of PNG */
export const fromPng = (png: Buffer): Grey => {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  if (!png.subarray(0, 8).equals(SIGNATURE) || png[24] !== DEPTH || png[25] !== 0)
    throw new Error('This is no golden: run npm run goldens -- --renew')
  const raw = inflateSync(png.subarray(41, 41 + png.readUInt32BE(33)))
  const row = Math.ceil(width / PER_BYTE) + 1
  const pixels = Uint8Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)]
    const byte = raw[y * row + 1 + Math.floor(x / PER_BYTE)] ?? 0
    return ((byte >> (8 - DEPTH * ((x % PER_BYTE) + 1))) & SHADES) * (255 / SHADES)
  })
  return { width, height, pixels }
}

/** One page of a golden. */
export const pageOf = ({ width, pixels }: Grey, height: number, page: number): Grey => ({
  width,
  height,
  pixels: pixels.subarray(page * width * height, (page + 1) * width * height),
})

/** A block is about the size of two letters; its mean hardly moves where another Chromium sets an edge otherwise. */
const BLOCK = 6
/** How much darker or lighter a block may be, of 255. */
const SHADE_TOLERANCE = 30
/** Pixels that things may have moved by. */
const SHIFTS = [-1, 0, 1] as const
/** Blocks of a page that may differ: less than a word of four letters. */
export const BLOCK_TOLERANCE = 2

const meanOf = ({ width, height, pixels }: Grey, left: number, top: number): number => {
  let sum = 0
  for (let y = top; y < top + BLOCK; y += 1)
    for (let x = left; x < left + BLOCK; x += 1)
      sum += x < 0 || y < 0 || x >= width || y >= height ? 255 : (pixels[y * width + x] ?? 255)
  return sum / (BLOCK * BLOCK)
}

/** Where two pages differ: top left corners of the blocks, in mm from that of the page. */
export const differences = (was: Grey, now: Grey): { readonly xMm: number; readonly yMm: number }[] => {
  const found: { xMm: number; yMm: number }[] = []
  for (let y = 0; y < now.height; y += BLOCK)
    for (let x = 0; x < now.width; x += BLOCK) {
      const mean = meanOf(now, x, y)
      const alike = SHIFTS.some((dy) =>
        SHIFTS.some((dx) => Math.abs(meanOf(was, x + dx, y + dy) - mean) <= SHADE_TOLERANCE),
      )
      const mm = (px: number): number => Math.round((px / DPI) * 25.4)
      if (!alike) found.push({ xMm: mm(x), yMm: mm(y) })
    }
  return found
}
