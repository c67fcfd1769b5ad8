import { constants, inflateSync } from 'node:zlib'

/** What is drawn in a PDF by Chromium, glyph by glyph, and how a reader takes it out again. */
export interface Drawn {
  /** The text of each page as it is copied or read aloud: an `ActualText` stands for the glyphs that it covers. */
  readonly text: readonly string[]
  /** Glyphs drawn. */
  readonly glyphs: number
  /** Glyphs that are the font's own box for what it has not got. */
  readonly boxes: number
  /** Fonts by name, each drawn from; `trueType`: a subset of a TrueType font whose program lies in the file. */
  readonly fonts: readonly { readonly name: string; readonly trueType: boolean }[]
  /** What is drawn in no structure element: a screen reader never comes to it. */
  readonly untagged: string
}

/** The end of a stream may look like the line end before its last word: what is there is read, however it ends. */
const bodyOf = (head: string, body: string): string =>
  /\/FlateDecode/u.test(head)
    ? inflateSync(Buffer.from(body, 'latin1'), { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1')
    : body

const utf16 = (hex: string): string => {
  const units = hex.match(/.{4}/gu)?.map((unit) => parseInt(unit, 16)) ?? []
  return String.fromCharCode(...(units[0] === 0xfeff ? units.slice(1) : units))
}

/** Glyph to text, from a font's ToUnicode map. */
const mapOf = (cmap: string): ReadonlyMap<number, string> => {
  const map = new Map<number, string>()
  for (const [, lines = ''] of cmap.matchAll(/beginbfchar([^]*?)endbfchar/gu))
    for (const [, glyph = '', text = ''] of lines.matchAll(/<(\w+)>\s*<(\w+)>/gu))
      map.set(parseInt(glyph, 16), utf16(text))
  for (const [, lines = ''] of cmap.matchAll(/beginbfrange([^]*?)endbfrange/gu))
    for (const [, from = '', to = '', text = ''] of lines.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/gu))
      for (let glyph = parseInt(from, 16); glyph <= parseInt(to, 16); glyph += 1)
        map.set(glyph, String.fromCharCode(parseInt(text, 16) + glyph - parseInt(from, 16)))
  return map
}

const TOKENS =
  /\/ActualText\s*<(?<actual>\w+)>[^]*?BDC|(?<marked>\/MCID)[^]*?BDC|(?<artifact>\/Artifact)\b[^]*?(?:BDC|BMC)|(?<other>BDC|BMC)\b|(?<end>EMC)|\/F(?<font>\d+)\s+[\d.]+\s+Tf|(?<move>Tm)\b|<(?<shown>\w+)>\s*Tj|\[(?<array>[^\]]*)\]\s*TJ/gu

/** Reads the file as Chromium writes it: fonts are named after their objects, and glyphs are numbers of four digits. */
export const drawnIn = (bytes: Uint8Array): Drawn => {
  const raw = Buffer.from(bytes).toString('latin1')
  const objects = new Map<number, string>()
  const streams = new Map<number, string>()
  for (const [, id = '', whole = ''] of raw.matchAll(/(?:^|\n)(\d+) 0 obj\s*([^]*?)\s*endobj/gu)) {
    const [, head = whole, body] = /^([^]*?)>>\s*stream\r?\n([^]*?)\r?\nendstream/u.exec(whole) ?? []
    objects.set(Number(id), head)
    if (body !== undefined) streams.set(Number(id), bodyOf(head, body))
  }
  const fonts = new Map<string, ReadonlyMap<number, string>>()
  const fontNamed = (name: string): ReadonlyMap<number, string> => {
    const map = /\/ToUnicode\s+(\d+)/u.exec(objects.get(Number(name)) ?? '')?.[1]
    const known = fonts.get(name) ?? mapOf(streams.get(Number(map)) ?? '')
    fonts.set(name, known)
    return known
  }
  const font = (name: string): Drawn['fonts'][number] => {
    const whole = objects.get(Number(name)) ?? ''
    const under = (from: string, key: string): string =>
      objects.get(Number(new RegExp(`/${key}\\s*\\[?\\s*(\\d+) 0 R`, 'u').exec(from)?.[1])) ?? ''
    const descendant = under(whole, 'DescendantFonts')
    const trueType =
      /\/Subtype\s*\/Type0/u.test(whole) &&
      /\/Subtype\s*\/CIDFontType2/u.test(descendant) &&
      /\/FontFile2\s/u.test(under(descendant, 'FontDescriptor')) &&
      /\/BaseFont\s*\/[A-Z]{6}\+/u.test(whole)
    return { name: /\/BaseFont\s*\/([^\s/]+)/u.exec(whole)?.[1] ?? '', trueType }
  }
  let [glyphs, boxes, untagged] = [0, 0, '']
  const read = (content: string): string => {
    const open: ('actual' | 'marked' | 'other')[] = []
    let glyphTexts: ReadonlyMap<number, string> = new Map()
    let text = ''
    const show = (hex: string): void => {
      for (const digits of hex.match(/.{4}/gu) ?? []) {
        const glyph = parseInt(digits, 16)
        glyphs += 1
        if (glyph === 0) boxes += 1
        if (!open.includes('marked')) untagged += glyphTexts.get(glyph) ?? '?'
        if (!open.includes('actual')) text += glyphTexts.get(glyph) ?? ''
      }
    }
    for (const { groups = {} } of content.matchAll(TOKENS)) {
      const { actual, marked, artifact, other, end, font: named, move, shown, array } = groups
      if (actual !== undefined) {
        open.push('actual')
        text += utf16(actual)
      } else if (marked !== undefined || artifact !== undefined) open.push('marked')
      else if (other !== undefined) open.push('other')
      else if (end !== undefined) open.pop()
      else if (named !== undefined) glyphTexts = fontNamed(named)
      else if (move !== undefined) text += ' '
      else if (shown !== undefined) show(shown)
      else for (const [, part = ''] of (array ?? '').matchAll(/<(\w+)>/gu)) show(part)
    }
    return text
  }
  const pages = [...objects.values()].filter((head) => /\/Type\s*\/Page\b/u.test(head))
  const text = pages.map((head) => {
    const [, one, several = ''] = /\/Contents\s+(?:(\d+) 0 R|\[([^\]]*)\])/u.exec(head) ?? []
    const ids = one === undefined ? [...several.matchAll(/(\d+) 0 R/gu)].map(([, id]) => id) : [one]
    return ids.map((id) => read(streams.get(Number(id)) ?? '')).join(' ')
  })
  return { text, glyphs, boxes, untagged, fonts: [...fonts.keys()].map(font) }
}
