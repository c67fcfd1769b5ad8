import type { ImageIdentity } from '../records/image'
import type { PatientInput } from '../records/people'

/** The names a chart knows a person by. */
export type Charted = Pick<PatientInput, 'given' | 'family' | 'preferred' | 'otherScript' | 'bornOn'>

/** The words of a text as names are compared: without marks, case, hyphens. */
export const wordsIn = (text: string): string[] =>
  text
    .normalize('NFKD')
    // A double name is one name, however it is joined: half of it must not stand for a whole.
    .replace(/[\p{M}'’-]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

/** Each way a chart knows a person's name, as words; and the name in another script as it is written without spaces. */
export const namesOf = (
  chart: Charted,
): { readonly known: readonly string[][]; readonly unspaced: string } => ({
  known: [
    wordsIn(`${chart.given} ${chart.family}`),
    chart.preferred === '' ? [] : wordsIn(`${chart.preferred} ${chart.family}`),
    wordsIn(chart.otherScript),
  ],
  unspaced: wordsIn(chart.otherScript).join(''),
})

/** Whether one is the other with names left out, in any order; two names at least must agree where both have two. */
const sameName = (one: readonly string[], other: readonly string[]): boolean => {
  const [few, many] = one.length <= other.length ? [one, other] : [other, one]
  if (few.length === 0 || (few.length === 1 && many.length > 1)) return false
  return few.every((word) => many.includes(word))
}

/**
 * Holds the name and the birth date inside a DICOM file against the chart.
 *
 * @param name value of Patient's Name (0010,0010), decoded: groups apart by `=`, parts by `^`; may be empty
 * @param born value of Patient's Birth Date (0010,0030), `YYYYMMDD`; may be empty
 */
export const compareIdentity = (name: string, born: string, chart: Charted): ImageIdentity => {
  const groups = name
    .split('=')
    .map((group) => wordsIn(group))
    .filter((group) => group.length > 0)
  const { known, unspaced: joined } = namesOf(chart)
  const named = groups.some(
    (group) => known.some((one) => sameName(group, one)) || (joined !== '' && group.join('') === joined),
  )
  const digits = born.replace(/\D/g, '')
  const same = digits === chart.bornOn.replaceAll('-', '')
  return {
    name: groups.length === 0 ? 'absent' : named ? 'matches' : 'differs',
    bornOn: digits === '' ? 'absent' : same ? 'matches' : 'differs',
  }
}

/** Whether the guard must stop and ask. */
export const isAnotherPerson = (identity: ImageIdentity | undefined): boolean =>
  identity !== undefined && (identity.name === 'differs' || identity.bornOn === 'differs')
