import type { IsoDate } from '../records/values'

/** `a, b and c`. */
export function listed(items: readonly string[], last = 'and'): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1) ?? ''}`
}

/** A number without trailing zeros. */
export const numberText = (value: number): string => String(Math.round(value * 1000) / 1000)

/** A change with its sign, a true minus, and no decimals. */
export const signed = (value: number): string => {
  // Halves go away from zero on both sides: a fall of 12.5 is 13, as a rise is.
  const whole = Math.sign(value) * Math.round(Math.abs(value))
  return whole < 0 ? `−${-whole}` : `+${whole}`
}

/** First letter large. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Ends as a sentence does. */
export const sentence = (text: string): string => {
  const trimmed = text.trim()
  return /[.!?]$/.test(trimmed) ? capital(trimmed) : `${capital(trimmed)}.`
}

const DAY_MS = 86_400_000
const days = (on: IsoDate): number => Date.parse(`${on}T00:00:00Z`) / DAY_MS

/** Whole days from one date to another; negative if the second is earlier. */
export const daysBetween = (from: IsoDate, to: IsoDate): number => days(to) - days(from)
