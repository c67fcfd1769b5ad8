import type { IsoDate } from '../../records/values'
import { MONTHS, WEEKDAYS } from './en'

const DAY_MS = 86_400_000

/** Days later, on the calendar. */
export const plusDays = (on: IsoDate, days: number): IsoDate =>
  new Date(Date.parse(on) + days * DAY_MS).toISOString().slice(0, 10)

const parts = (on: IsoDate) => {
  const date = new Date(Date.parse(on))
  return {
    day: String(date.getUTCDate()),
    month: MONTHS[date.getUTCMonth()] ?? '',
    year: String(date.getUTCFullYear()),
    weekday: WEEKDAYS[date.getUTCDay()] ?? '',
  }
}

/** "7 December" */
export const dayMonth = (on: IsoDate): string => `${parts(on).day} ${parts(on).month}`
/** "7 December 2026" */
export const longDate = (on: IsoDate): string => `${dayMonth(on)} ${parts(on).year}`
/** "7 Dec 2026" */
export const shortDate = (on: IsoDate): string =>
  `${parts(on).day} ${parts(on).month.slice(0, 3)} ${parts(on).year}`
/** "Monday 7 December 2026" */
export const fullDate = (on: IsoDate): string => `${parts(on).weekday} ${longDate(on)}`

/** One column of the tick chart. */
export const chartDay = (on: IsoDate): { on: IsoDate; weekday: string; day: string; month: string } => {
  const { day, month, weekday } = parts(on)
  return { on, weekday, day, month }
}
