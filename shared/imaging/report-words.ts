import { MONTHS_WHOLE } from '../dates/typed-date'
import type { ImageIdentity } from '../records/image'
import type { IsoDate } from '../records/values'
import { namesOf, wordsIn, type Charted } from './identity'

/** Fewer words than this are a stamp on a scan, and name nobody. */
const LEAST_WORDS = 8

/** A day as reports write it, in small letters: 2026-11-22, 22.11.2026, 11/22/2026, 22 November 2026, Nov 22, 2026 … */
const writtenDays = (day: IsoDate): readonly RegExp[] => {
  const [year = '', month = '', date = ''] = day.split('-')
  const name = MONTHS_WHOLE[Number(month) - 1]?.toLowerCase() ?? ''
  const [m, d] = [`0?${Number(month)}`, `0?${Number(date)}`]
  const named = `${name.slice(0, 3)}(?:${name.slice(3)})?\\.?`
  return [
    `${year}[-./ ]?${month}[-./ ]?${date}`,
    `${d}\\s?[-./]\\s?${m}\\s?[-./]\\s?${year}`,
    `${m}\\s?[-./]\\s?${d}\\s?[-./]\\s?${year}`,
    `${d}\\.?[ -]?${named}[ ,-]*${year}`,
    `${named} ?${d},? ?${year}`,
  ].map((one) => new RegExp(`(?<!\\d)${one}(?!\\d)`, 'u'))
}

/**
 * Holds the words of a report against the chart. It names this person where all names the chart knows stand in it, in
 * any order; where it has words and they do not, somebody is asked. A birth date is found or not: of the many dates
 * of a report none is taken for somebody else's.
 *
 * @param text the words of its first pages; empty where it is a scan
 */
export const reportIdentity = (text: string, chart: Charted): ImageIdentity => {
  const words = new Set(wordsIn(text))
  if (wordsIn(text).length < LEAST_WORDS) return { name: 'absent', bornOn: 'absent' }
  const joined = text.replace(/\s+/gu, '')
  const { known, unspaced } = namesOf(chart)
  const named =
    known.some((names) => names.length > 1 && names.every((name) => words.has(name))) ||
    (unspaced.length > 1 && joined.includes(unspaced))
  const small = text.toLowerCase().replace(/\s+/gu, ' ')
  const born = writtenDays(chart.bornOn).some((written) => written.test(small))
  return { name: named ? 'matches' : 'differs', bornOn: born ? 'matches' : 'absent' }
}
