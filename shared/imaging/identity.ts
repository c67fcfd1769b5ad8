import type { ImageIdentity } from '../records/image'
import type { PatientInput } from '../records/people'

/** The names a chart knows a person by. */
export type Charted = Pick<PatientInput, 'given' | 'family' | 'preferred' | 'otherScript' | 'bornOn'>

const words = (text: string): string[] =>
  text
    .normalize('NFKD')
    // A double name is one name, however it is joined: half of it must not stand for a whole.
    .replace(/[\p{M}'’-]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

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
    .map((group) => words(group))
    .filter((group) => group.length > 0)
  const known = [
    words(`${chart.given} ${chart.family}`),
    chart.preferred === '' ? [] : words(`${chart.preferred} ${chart.family}`),
    words(chart.otherScript),
  ]
  const joined = words(chart.otherScript).join('')
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
