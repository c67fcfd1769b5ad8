import { ageInYears } from '@shared/dates/typed-date'
import type { PatientRow } from '@shared/ipc/contract'
import { fullName, type PatientInput } from '@shared/records/people'
import type { IsoDate } from '@shared/records/values'
import { dayWords } from '../language/days'
import { list, t, type Plain } from '../language/text'
import type { BannerFacts } from '../ui/types'

const SEX_SHORT: Record<PatientInput['sex'], Plain> = {
  female: 'F',
  male: 'M',
  intersex: 'intersex',
  unknown: 'sex unknown',
}
type Named = Pick<PatientInput, 'given' | 'family' | 'preferred' | 'otherScript' | 'bornOn' | 'sex'>

/** "F, 46" on a day. */
export const sexAge = (of: Pick<Named, 'sex' | 'bornOn'>, on: IsoDate): string =>
  t('{sex}, {age}', { sex: t(SEX_SHORT[of.sex]), age: ageInYears(of.bornOn, on) })

/** Full name, with the name the person goes by in quotes where there is one. */
export const calledName = (of: Pick<Named, 'given' | 'family' | 'preferred'>): string =>
  of.preferred === '' ? fullName(of) : `${fullName(of)} “${of.preferred}”`

/**
 * What the banner always shows of a patient: `on` is the day the age is counted for, `alsoAs` the numbers of the charts
 * that were joined to this one.
 */
export const bannerFacts = (
  of: Named & { readonly clinicNumber: string },
  on: IsoDate,
  alsoAs: readonly string[] = [],
): BannerFacts => ({
  name: calledName(of),
  otherScript: of.otherScript,
  sexAge: t('{sexAge} y', { sexAge: sexAge(of, on) }),
  born: t('born {day}', { day: dayWords(of.bornOn) }),
  number:
    alsoAs.length === 0
      ? of.clinicNumber
      : t('{number}, also {others}', { number: of.clinicNumber, others: list(alsoAs) }),
})

/** Names and numbers of the charts that were joined to a line of the directory. */
export const alsoWords = ({ alsoAs = [] }: Pick<PatientRow, 'alsoAs'>): string =>
  t('also {others}', {
    others: alsoAs
      .map(({ name, clinicNumber }) => t('{name}, No. {number}', { name, number: clinicNumber }))
      .join('; '),
  })
