import { ageInYears, isoToWords } from '@shared/dates/typed-date'
import { fullName, type PatientInput } from '@shared/records/people'
import type { IsoDate } from '@shared/records/values'
import type { BannerFacts } from '../ui/types'

const SEX_SHORT: Record<PatientInput['sex'], string> = {
  female: 'F',
  male: 'M',
  intersex: 'intersex',
  unknown: 'sex unknown',
}
type Named = Pick<PatientInput, 'given' | 'family' | 'preferred' | 'otherScript' | 'bornOn' | 'sex'>

/** "F, 46" on a day. */
export const sexAge = (of: Pick<Named, 'sex' | 'bornOn'>, on: IsoDate): string =>
  `${SEX_SHORT[of.sex]}, ${ageInYears(of.bornOn, on)}`

/** Full name, with the name the person goes by in quotes where there is one. */
export const calledName = (of: Pick<Named, 'given' | 'family' | 'preferred'>): string =>
  of.preferred === '' ? fullName(of) : `${fullName(of)} “${of.preferred}”`

/** What the banner always shows of a patient: `on` is the day the age is counted for. */
export const bannerFacts = (of: Named & { readonly clinicNumber: string }, on: IsoDate): BannerFacts => ({
  name: calledName(of),
  otherScript: of.otherScript,
  sexAge: `${sexAge(of, on)} y`,
  born: `born ${isoToWords(of.bornOn)}`,
  number: of.clinicNumber,
})
