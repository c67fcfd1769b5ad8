import { MARK_KINDS, type ImageMark } from '../../records/mark'
import { sizesOf } from './size'
import { basisWords, KIND_WORDS, lettersOf } from './words'

const COLUMNS = [
  'mark',
  'kind',
  'frame',
  'what',
  'value',
  'unit',
  'rests_on',
  'mm_per_pixel_across',
  'mm_per_pixel_down',
  'points_px',
  'words',
  'drawn_at_utc',
] as const

/** A cell as RFC 4180 has it; what a spreadsheet would run is put behind an apostrophe. */
const cell = (value: string): string => {
  const tame = /^[=+\-@\t\r]/.test(value) && Number.isNaN(Number(value)) ? `'${value}` : value
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame
}

const rowsOf = (mark: ImageMark, letter: string): readonly (readonly string[])[] => {
  const { basis } = mark
  const sides = basis !== undefined && 'acrossMm' in basis ? [basis.acrossMm, basis.downMm] : []
  const around = [
    basis === undefined ? '' : basisWords(basis),
    sides[0]?.toString() ?? '',
    sides[1]?.toString() ?? '',
    mark.points.map(({ x, y }) => `${x} ${y}`).join(' | '),
    mark.text ?? '',
    mark.at,
  ]
  const head = [letter, KIND_WORDS[mark.kind], String(mark.frame + 1)]
  const sizes = sizesOf(mark)
  if (sizes.length > 0)
    return sizes.map(({ what, value, unit }) => [...head, what, value.toFixed(3), unit, ...around])
  const refused = MARK_KINDS[mark.kind].measures ? 'not measured' : ''
  const read = mark.mm === undefined ? ['', '', ''] : ['read by hand', String(mark.mm), 'mm']
  return [[...head, ...(refused === '' ? read : [refused, '', '']), ...around]]
}

/** Measurements and annotations of one picture as a table, with what each rests on. It names no patient. */
export const measurementsCsv = (marks: readonly ImageMark[]): string => {
  const letters = lettersOf(marks)
  const rows = marks.flatMap((mark) => rowsOf(mark, letters[mark.markId] ?? ''))
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}
