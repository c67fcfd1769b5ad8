import type { IsoDate } from '../records/values'

export const MONTHS_WHOLE: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const
export const MONTHS: readonly string[] = MONTHS_WHOLE.map((month) => month.slice(0, 3))

const isoOf = (year: number, month: number, day: number): IsoDate | undefined => {
  const date = new Date(Date.UTC(year, month - 1, day))
  date.setUTCFullYear(year)
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1000
  return real ? date.toISOString().slice(0, 10) : undefined
}

/** A two-digit year is the last one not later than `latest`: 74 is 1974 and 26 is 2026 in 2026. */
const fullYear = (text: string, latest: IsoDate): number => {
  const year = Number(text)
  if (text.length > 2) return year
  const century = Math.floor(Number(latest.slice(0, 4)) / 100) * 100
  return century + year > Number(latest.slice(0, 4)) ? century + year - 100 : century + year
}

const monthOf = (text: string): number => {
  const named = MONTHS.findIndex((month) => text.toLowerCase().startsWith(month.toLowerCase()))
  return named < 0 ? Number(text) : named + 1
}

const partsOf = (text: string): readonly [string, string, string] | undefined => {
  const compact = /^(\d{2})(\d{2})(\d{4}|\d{2})$/u.exec(text) ?? undefined
  const spaced = text.match(/\d+|[a-z]{3,}/giu) ?? []
  const [first, second, third] = compact?.slice(1) ?? spaced
  if (first === undefined || second === undefined || third === undefined) return undefined
  if (compact === undefined && spaced.length !== 3) return undefined
  return [first, second, third]
}

/**
 * Reads a date as people type it: 3/7/74, 3.7.1974, 030774, 3 Jul 1974, July 3 1974, 1974-07-03, 19740703. Day
 * before month where both could be; month first only where the day cannot be a month. `latest` settles two-digit
 * years. Undefined when it is no date; nothing is guessed.
 */
export const readTypedDate = (typed: string, latest: IsoDate): IsoDate | undefined => {
  const run = /^((?:19|20)\d{2})(\d{2})(\d{2})$/u.exec(typed.trim())
  const byRun = run === null ? undefined : isoOf(Number(run[1]), Number(run[2]), Number(run[3]))
  if (byRun !== undefined) return byRun
  const parts = partsOf(typed.trim())
  if (parts === undefined) return undefined
  const [first, second, third] = parts
  if (/^\d{4}$/u.test(first)) return isoOf(Number(first), monthOf(second), Number(third))
  if (!/^(\d{2}|\d{4})$/u.test(third)) return undefined
  const year = fullYear(third, latest)
  if (!/^\d/u.test(first)) return isoOf(year, monthOf(first), Number(second))
  return (
    isoOf(year, monthOf(second), Number(first)) ??
    (/^\d/u.test(second) ? isoOf(year, Number(first), Number(second)) : undefined)
  )
}

/** "12 Mar 1980", or "12 Mar" without the year. */
export const isoToWords = (iso: IsoDate, withYear = true): string => {
  const [year = '', month = '', day = ''] = iso.slice(0, 10).split('-')
  const words = `${Number(day)} ${MONTHS[Number(month) - 1] ?? ''}`
  return withYear ? `${words} ${year}` : words
}

/** As it is read aloud: `11 October`, with the year where it is another one than that of `near`. */
export const isoAloud = (iso: IsoDate, near: IsoDate): string => {
  const [year = '', month = '', day = ''] = iso.slice(0, 10).split('-')
  const words = `${Number(day)} ${MONTHS_WHOLE[Number(month) - 1] ?? ''}`
  return year === near.slice(0, 4) ? words : `${words} ${year}`
}

/** Whole years lived on a day. */
export const ageInYears = (bornOn: IsoDate, on: IsoDate): number => {
  const years = Number(on.slice(0, 4)) - Number(bornOn.slice(0, 4))
  return on.slice(5, 10) < bornOn.slice(5, 10) ? years - 1 : years
}
