import { randomBytes } from 'node:crypto'
import { fail, ok, type Result } from '@shared/errors'

/** Crockford's base 32: no I, L, O or U, so that nothing is read as something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const GROUPS = 8
const DATA_PER_GROUP = 3

/**
 * Multiplication in GF(32) (x^5 + x^2 + 1). The fourth sign of a group is a weighted sum of the other three and of
 * the group's place: one wrong sign, two neighbours exchanged and two groups exchanged all show, and show where.
 */
const times = (a: number, b: number): number => {
  let product = 0
  for (let bit = 0; bit < 5; bit += 1) if (((b >> bit) & 1) === 1) product ^= a << bit
  for (let bit = 8; bit >= 5; bit -= 1) if (((product >> bit) & 1) === 1) product ^= 0b100101 << (bit - 5)
  return product
}
const WEIGHTS = [2, 4, 8] as const

const sign = (value: number): string => ALPHABET.charAt(value)
const checkOf = (values: readonly number[], group: number): number =>
  WEIGHTS.reduce((sum, weight, index) => sum ^ times(weight, values[index] ?? 0), times(16, group + 1))

/** A new code: 120 random bits in eight groups of three signs and a check sign. */
export function newRecoveryCode(): readonly string[] {
  const random = randomBytes(GROUPS * DATA_PER_GROUP)
  return Array.from({ length: GROUPS }, (_, group) => {
    const values = WEIGHTS.map((_weight, index) => (random[group * DATA_PER_GROUP + index] ?? 0) & 31)
    return values.map(sign).join('') + sign(checkOf(values, group))
  })
}

/** Case, spaces and dashes do not matter; O is 0, I and L are 1. */
export const foldCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—_.]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')

/** The code in its one spelling, or `validation` with the indexes of the groups that cannot be right. */
export function readRecoveryCode(typed: string): Result<string> {
  const folded = foldCode(typed)
  const wrong = Array.from({ length: GROUPS }, (_, group) => group).filter((group) => {
    const part = folded.slice(group * (DATA_PER_GROUP + 1), (group + 1) * (DATA_PER_GROUP + 1))
    const values = Array.from(part, (letter) => ALPHABET.indexOf(letter))
    return (
      part.length !== DATA_PER_GROUP + 1 ||
      values.includes(-1) ||
      checkOf(values, group) !== values[DATA_PER_GROUP]
    )
  })
  if (folded.length > GROUPS * (DATA_PER_GROUP + 1) && wrong.length === 0) wrong.push(GROUPS)
  return wrong.length === 0 ? ok(folded) : fail('validation', { paths: wrong.map(String) })
}
