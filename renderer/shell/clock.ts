import type { Instant, IsoDate } from '@shared/records/values'
import { dayWords } from '../language/days'
import { t } from '../language/text'

const two = (part: number): string => String(part).padStart(2, '0')

/** The calendar day of an instant on this laptop's clock. */
export const dayOf = (at: Instant | Date): IsoDate => {
  const date = new Date(at)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
export const today = (): IsoDate => dayOf(new Date())

/** "10:42" on this laptop's clock. */
export const timeOf = (at: Instant): string => {
  const date = new Date(at)
  return `${two(date.getHours())}:${two(date.getMinutes())}`
}

/** "today", "20 Nov", or "6 Nov 2024" when it was another year. */
export const shortDay = (day: IsoDate): string => {
  const now = today()
  return day === now ? t('today') : dayWords(day, day.slice(0, 4) !== now.slice(0, 4))
}

/** "10:42" today, the short day otherwise. */
export const whenWords = (at: Instant): string => (dayOf(at) === today() ? timeOf(at) : shortDay(dayOf(at)))

/** Day and time of an instant on this laptop's clock. */
export const momentOf = (at: Instant): { on: IsoDate; time: string } => ({ on: dayOf(at), time: timeOf(at) })
