import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { projectFacts } from '@shared/handout/project'
import { sheetProse } from '@shared/handout/prose'
import { openBook } from '@shared/handout/text/book'
import { EN, type UnitId } from '@shared/handout/text/en'
import { UNITS } from '@shared/handout/text/units'
import { LANGUAGES } from '@shared/records/people'
import { FULL, OPEN_GATES, STANDARD_A4, V1 } from '../fixtures/handout-facts'
import { anyFacts, anyGates } from '../fixtures/handout-random'

const OTHERS = LANGUAGES.filter((language) => language !== 'en')
const IDS = Object.keys(EN) as UnitId[]

const slotsOf = (unit: string): string[] =>
  [...unit.matchAll(/\{(\w+)\}/gu)].map((match) => match[1] ?? '').sort()
/** A unit with bold has pairs of marks; how many is a matter of the language, that they are pairs is not. */
const marks = (unit: string): number => unit.split('**').length - 1

/** Units whose slots may differ: dates are built from the same parts in another order, or without the weekday. */
const isDate = (id: UnitId): boolean => id.startsWith('date.')

describe.each(OTHERS)('%s', (language) => {
  const { units, edition } = UNITS[language]

  it('was written from the English edition that stands', () => {
    // A third number is the translation's own: other words for the same English.
    expect(edition.split('.').slice(0, 2).join('.')).toBe(UNITS.en.edition)
  })

  it('has every unit, none empty where English is not', () => {
    for (const id of IDS) {
      expect(units, id).toHaveProperty([id])
      if (id !== 'list.sentences') expect(units[id].trim(), id).not.toBe('')
    }
    expect(Object.keys(units).sort()).toEqual([...IDS].sort())
  })

  it('fills the same slots', () => {
    for (const id of IDS.filter((one) => !isDate(one)))
      expect(slotsOf(units[id]), id).toEqual(slotsOf(EN[id]))
    for (const id of IDS.filter(isDate)) expect(slotsOf(EN[id]), id).toEqual(expect.arrayContaining(['day']))
  })

  it('marks bold in pairs, and wherever English does', () => {
    for (const id of IDS) {
      expect(marks(units[id]) % 2, id).toBe(0)
      expect(marks(units[id]) > 0, id).toBe(marks(EN[id]) > 0)
    }
  })

  it('keeps the numbers of the English text: doses, seconds, counts and weeks', () => {
    const numbers = (unit: string): string[] => (unit.match(/\d+/gu) ?? []).sort()
    for (const id of IDS.filter((one) => !/^(month|date|found\.pain)/u.test(one)))
      expect(numbers(units[id]), id).toEqual(numbers(EN[id]))
  })

  it('leaves no slot and no mark on any sheet', () => {
    fc.assert(
      fc.property(anyFacts, anyGates, (facts, gates) => {
        const { sheet } = projectFacts(facts, { ...STANDARD_A4, language }, gates)
        for (const piece of sheetProse(sheet)) {
          expect(piece).not.toMatch(/\{\w+\}|\*\*|undefined/u)
        }
      }),
      { numRuns: 300, seed: 20261122 },
    )
  })

  it('tells what the English sheet tells, section for section and block for block', () => {
    fc.assert(
      fc.property(anyFacts, anyGates, (facts, gates) => {
        const shape = (of: (typeof LANGUAGES)[number]) =>
          projectFacts(facts, { ...STANDARD_A4, language: of }, gates).sheet.sections.map(
            ({ id, blocks }) => ({
              id,
              blocks: blocks.map((block) => block.is),
            }),
          )
        expect(shape(language)).toEqual(shape('en'))
      }),
      { numRuns: 300, seed: 20261122 },
    )
  })

  it('names medicines in English as well', () => {
    const { sheet } = projectFacts(FULL, { ...STANDARD_A4, language }, OPEN_GATES)
    const text = sheetProse(sheet).join('\n')
    for (const { name } of FULL.medicines) expect(text).toContain(name)
  })
})

describe('scripts', () => {
  /** Latin letters that belong on a Chinese or Tamil sheet: names, medicines, labels, and terms a hospital must read. */
  const KNOWN =
    /Zz-Test|Linden|Aster|Clinic|Dr|MRI|cauda equina syndrome|back (mouse|mice)|ibuprofen|aspirin|[RLM]\d+/gu

  it.each([
    ['zh-Hans', /\p{Script=Han}/u],
    ['ta', /\p{Script=Tamil}/u],
  ] as const)('%s stands in its own script', (language, script) => {
    const { sheet } = projectFacts(V1, { ...STANDARD_A4, language }, OPEN_GATES)
    for (const piece of sheetProse(sheet)) {
      expect(piece).toMatch(script)
      expect(piece.replace(KNOWN, '')).not.toMatch(/\p{Script=Latin}{3}/u)
    }
  })
})

describe('a book', () => {
  it('says dates as each language writes them', () => {
    expect(LANGUAGES.map((language) => openBook(language).fullDate('2026-12-07'))).toEqual([
      'Monday 7 December 2026',
      '2026年12月7日，星期一',
      'Isnin, 7 Disember 2026',
      'திங்கள், 7 டிசம்பர் 2026',
    ])
  })

  it('remembers what it was asked for, and nothing else', () => {
    const book = openBook('ms')
    book.plain('heat.warm')
    book.listed(['R1', 'L1'])
    expect([...book.used].sort()).toEqual(['heat.warm', 'list.and', 'list.comma'])
  })
})
