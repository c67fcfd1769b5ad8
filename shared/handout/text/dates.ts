import type { IsoDate } from '../../records/values'

const DAY_MS = 86_400_000

/** Days later, on the calendar. */
export const plusDays = (on: IsoDate, days: number): IsoDate =>
  new Date(Date.parse(on) + days * DAY_MS).toISOString().slice(0, 10)
