import type { IsoDate } from '../../../shared/records/values'
import { dayOf } from '../local-time'
import type { Memory } from './memory'

const DAYS = { daily: 1, weekly: 7 } as const

/** Calendar days and months are counted on the date alone, so that no clock change moves them. */
const plusDays = (on: IsoDate, days: number): IsoDate => {
  const date = new Date(`${on}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}
/** The same day of the next month, or that month's last. */
const plusMonth = (on: IsoDate): IsoDate => {
  const [year = 0, month = 0, day = 0] = on.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month, Math.min(day, last))).toISOString().slice(0, 10)
}

/** The day on which the next backup is due; undefined when Palpa makes none by itself. */
export const nextBackupOn = (
  { folder, settings, last, rehearsal }: Memory,
  today: IsoDate,
): IsoDate | undefined => {
  if (folder === undefined || settings.every === 'never') return undefined
  if (last === undefined) return today
  const lastOn = dayOf(new Date(last.at))
  // A clock that was set back would otherwise put the next backup off for as long.
  if (lastOn > today) return today
  // A backup that did not open in its rehearsal is followed by another the next day.
  const spoilt = rehearsal?.passed === false && rehearsal.at >= last.at
  return plusDays(lastOn, spoilt ? 1 : DAYS[settings.every])
}

export const backupIsDue = (memory: Memory, today: IsoDate): boolean => {
  const on = nextBackupOn(memory, today)
  return on !== undefined && on <= today
}

/** Once a month a backup is tried out; the first one as soon as there is one, and a failed one after the next backup. */
export const rehearsalIsDue = ({ last, rehearsal }: Memory, today: IsoDate): boolean => {
  if (last === undefined) return false
  if (rehearsal === undefined) return true
  if (!rehearsal.passed) return rehearsal.at < last.at
  const triedOn = dayOf(new Date(rehearsal.at))
  return triedOn > today || plusMonth(triedOn) <= today
}
