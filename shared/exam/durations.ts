import { DURATION_UNITS, type Duration } from './answer'
import { filled, type Said } from '../records/said'
import { numberText } from './wording'

/** Words, singular and spellings of a unit of calendar time, and its mean length in days. */
export const TIME_UNITS: Readonly<
  Record<Duration['unit'], { one: string; many: string; typed: RegExp; days: number }>
> = {
  d: { one: 'day', many: 'days', typed: /^d(ays?)?$/, days: 1 },
  wk: { one: 'week', many: 'weeks', typed: /^(w|wks?|weeks?)$/, days: 7 },
  mo: { one: 'month', many: 'months', typed: /^(m|mo|mos|mths?|months?)$/, days: 30.4375 },
  a: { one: 'year', many: 'years', typed: /^(a|y|yrs?|years?)$/, days: 365.25 },
}

/** `5 months`. */
export const durationSaid = ({ count, unit }: Duration): Said => {
  const { one, many } = TIME_UNITS[unit]
  return { text: `{n} ${many}`, one: `{n} ${one}`, slots: { n: numberText(count) } }
}
export const durationText = (lasted: Duration): string => filled(durationSaid(lasted))
/** The texts of all lengths of time, for whoever says them in another language. */
export const DURATION_TEXTS: readonly string[] = Object.values(TIME_UNITS).map(({ many }) => `{n} ${many}`)

/** Days, from mean month and year lengths. */
export const durationDays = ({ count, unit }: Duration): number => count * TIME_UNITS[unit].days

/** `5 months`, `5mo`, `2 wk`. */
export function parseDuration(
  text: string,
): { count: string; unit: Duration['unit'] | undefined } | undefined {
  const parts = /^(\S*?\d)\s*([A-Za-z]*)$/.exec(text.trim())
  if (!parts) return undefined
  const typed = (parts[2] ?? '').toLowerCase()
  return { count: parts[1] ?? '', unit: DURATION_UNITS.find((unit) => TIME_UNITS[unit].typed.test(typed)) }
}
