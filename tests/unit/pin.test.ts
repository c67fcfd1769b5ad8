import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_PIN, MIN_PIN, pinTrouble } from '@shared/records/pin'

describe('a PIN', () => {
  it.each([
    '111111',
    '000000',
    '123456',
    '654321',
    '567890',
    '098765',
    '121212',
    '123123',
    '147258',
    '258369',
    '159753',
    '12345678',
    '11111111111',
  ])('%s is among the first that anybody tries', (pin) => {
    expect(pinTrouble(pin)).not.toBe('')
  })

  it.each(['120471', '041271', '710412', '010100', '311299', '12041971', '19710412', '04121971', '20011231'])(
    '%s reads as a birthday',
    (pin) => {
      expect(pinTrouble(pin)).toMatch(/date/u)
    },
  )

  it.each(['', '12', '83526', '8352x6', '８３５２６７', '8352671908246'])(
    '%s is too short, too long or no digits',
    (pin) => {
      expect(pinTrouble(pin)).not.toBe('')
    },
  )

  it.each(['835267', '990073', '440187', '7390482', '83526719', '904716280351'])('%s is taken', (pin) => {
    expect(pinTrouble(pin)).toBe('')
  })

  it('of nothing but digits and a fair length is most often taken, and never when it is one digit', () => {
    const digits = (length: number) =>
      fc
        .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
        .map((all) => all.join(''))
    let taken = 0
    let tried = 0
    fc.assert(
      fc.property(digits(MIN_PIN), (pin) => {
        tried += 1
        if (pinTrouble(pin) === '') taken += 1
      }),
      { numRuns: 2000, seed: 7 },
    )
    // Dates are about an eighth of all.
    expect(taken / tried).toBeGreaterThan(0.8)
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: MIN_PIN, max: MAX_PIN }),
        (digit, length) => pinTrouble(String(digit).repeat(length)) !== '',
      ),
    )
  })
})
