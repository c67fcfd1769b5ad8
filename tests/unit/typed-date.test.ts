import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ageInYears, isoToWords, MONTHS, readTypedDate } from '@shared/dates/typed-date'

const TODAY = '2026-11-22'

describe('a date as people type it', () => {
  it.each([
    ['3/7/74', '1974-07-03'],
    ['3.7.1974', '1974-07-03'],
    ['03-07-1974', '1974-07-03'],
    ['030774', '1974-07-03'],
    ['03071974', '1974-07-03'],
    ['19740703', '1974-07-03'],
    ['1974-07-03', '1974-07-03'],
    ['19071974', '1974-07-19'],
    ['3 Jul 1974', '1974-07-03'],
    ['3jul74', '1974-07-03'],
    ['July 3, 1974', '1974-07-03'],
    ['7/25/1974', '1974-07-25'],
    ['22/11/26', '2026-11-22'],
    ['1/1/27', '1927-01-01'],
    ['29 Feb 2024', '2024-02-29'],
  ])('%s is %s', (typed, iso) => {
    expect(readTypedDate(typed, TODAY)).toBe(iso)
  })

  it.each([
    '',
    '3',
    '3/7',
    '30 Feb 1980',
    '32/1/1980',
    '29/2/2023',
    'yesterday',
    '13/13/1980',
    '1/2/3/4',
    '3/7/974',
  ])('%s is no date', (typed) => {
    expect(readTypedDate(typed, TODAY)).toBeUndefined()
  })

  it('reads every day back from its words, its ISO form and day-month-year', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        (date) => {
          const iso = date.toISOString().slice(0, 10)
          const [year = '', month = '', day = ''] = iso.split('-')
          expect(readTypedDate(isoToWords(iso), TODAY)).toBe(iso)
          expect(readTypedDate(iso, TODAY)).toBe(iso)
          expect(readTypedDate(`${day}/${month}/${year}`, TODAY)).toBe(iso)
          expect(readTypedDate(`${MONTHS[Number(month) - 1] ?? ''} ${day} ${year}`, TODAY)).toBe(iso)
        },
      ),
    )
  })

  it('counts whole years, the birthday included', () => {
    expect(ageInYears('1980-03-12', '2026-03-11')).toBe(45)
    expect(ageInYears('1980-03-12', '2026-03-12')).toBe(46)
    expect(ageInYears('2024-02-29', '2025-02-28')).toBe(0)
  })
})
