import { isoAloud, isoToWords } from '@shared/dates/typed-date'
import type { IsoDate } from '@shared/records/values'
import { locale, words } from './text'

/** A calendar day as the language writes it: "22 Nov 2026", "2026年11月22日"; without its year where `withYear` is false. */
export const dayWords = (day: IsoDate, withYear = true): string =>
  words.value?.language === 'zh-Hans'
    ? new Intl.DateTimeFormat(locale(), {
        ...(withYear ? { year: 'numeric' } : {}),
        month: 'short',
        day: 'numeric',
        timeZone: 'UTC',
      }).format(new Date(`${day}T00:00:00Z`))
    : isoToWords(day, withYear)

/** The same as it is read aloud, with its year where that is another one than that of `near`: "11 October". */
export const dayAloud = (day: IsoDate, near: IsoDate): string =>
  words.value?.language === 'zh-Hans'
    ? dayWords(day, day.slice(0, 4) !== near.slice(0, 4))
    : isoAloud(day, near)
