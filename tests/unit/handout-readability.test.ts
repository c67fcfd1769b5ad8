import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { syllable } from 'syllable'
import { ZONES, SIDES, bodyPointAt } from '@shared/bodymap'
import {
  EMERGENCY_SIGNS,
  OFFERS,
  POSTURE_ADVICE,
  STRETCHES,
  type HandoutFacts,
  type LumpFacts,
} from '@shared/handout/facts'
import { NSAID_ADVICE, type HandoutGates } from '@shared/handout/gates'
import { projectFacts } from '@shared/handout/project'
import { sheetProse } from '@shared/handout/prose'
import { ACTION_IDS, type Grade } from '@shared/handout/sheet'
import { EN } from '@shared/handout/text/en'
import { countText, gradeOf } from '../../electron/services/readability'
import { FULL, OPEN_GATES, STANDARD_A4, V1, lump } from '../fixtures/handout-facts'

/** Ruling 27. */
const LIMIT = { fleschKincaid: 6.9, smog: 8 }
const withinLimits = (grade: Grade): boolean =>
  Math.max(grade.fleschKincaid, grade.fleschKincaidWithoutNames) <= LIMIT.fleschKincaid &&
  Math.max(grade.smog, grade.smogWithoutNames) <= LIMIT.smog

const known = new Map<string, number>()
/** The same words come back ten thousand times. */
const remembered = (word: string): number => {
  const count = known.get(word) ?? syllable(word)
  known.set(word, count)
  return count
}

const graded = (facts: HandoutFacts, gates: HandoutGates, actions: (typeof ACTION_IDS)[number][]): Grade => {
  const { sheet, names } = projectFacts(facts, { ...STANDARD_A4, actions }, gates)
  return gradeOf(sheetProse(sheet), names, remembered)
}

const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined })
const DRUGS = [
  { name: 'ibuprofen', kind: 'nsaid' },
  { name: 'naproxen', kind: 'nsaid' },
  { name: 'diclofenac', kind: 'nsaid' },
  { name: 'acetaminophen', kind: 'paracetamol' },
  { name: 'paracetamol', kind: 'paracetamol' },
] as const

const anyLump: fc.Arbitrary<LumpFacts> = fc
  .record({
    label: fc.constantFrom('R1', 'R12', 'L3', 'M1'),
    zone: fc.constantFrom(...ZONES),
    side: fc.constantFrom(...SIDES),
    moves: maybe(['free', 'partly', 'fixed'] as const),
    familiarPain: maybe(['yes', 'partly', 'no'] as const),
    gone: fc.boolean(),
    long: fc.integer({ min: 1, max: 300 }),
  })
  .map(({ long, ...rest }) =>
    lump({ ...rest, at: bodyPointAt(20, 20), size: { longMm: long, shortMm: Math.ceil(long / 2) } }),
  )

const anyFacts: fc.Arbitrary<HandoutFacts> = fc
  .record({
    impression: fc.constantFrom('likely', 'possible', 'unlikely', 'other', 'none'),
    painNow: maybe([0, 4, 10]),
    contributors: fc.record({
      injury: fc.boolean(),
      lifting: fc.boolean(),
      sittingHours: maybe([1, 9, 16]),
      posture: fc.boolean(),
    }),
    pregnantLate: fc.boolean(),
    lumps: fc.array(anyLump, { maxLength: 5 }),
    medicines: fc.array(
      fc
        .record({
          drug: fc.constantFrom(...DRUGS),
          days: maybe([1, 5]),
          timesPerDay: maybe([1, 4]),
          doseMg: maybe([400]),
        })
        .map(({ drug, ...rest }) => ({ ...drug, ...rest })),
      { maxLength: 3 },
    ),
    heat: maybe([{}, { minutes: 20 }, { timesPerDay: 1 }, { minutes: 15, timesPerDay: 3 }]),
    stretches: fc.subarray([...STRETCHES]),
    posture: fc.subarray([...POSTURE_ADVICE]),
    noneFelt: fc.boolean(),
    offers: fc.subarray([...OFFERS]),
    injected: fc.boolean(),
    injectedSteroid: fc.boolean(),
    followUpOn: maybe(['2026-12-07', '2027-09-29']),
    emergency: fc.record({ told: fc.subarray([...EMERGENCY_SIGNS]), saddleAltered: fc.boolean() }),
    phone: fc.constantFrom('', '5550 0142'),
    name: fc.constantFrom('Zz-Test Aster', 'Zz-Test Bartholomew-Montgomery Featherstonehaugh'),
  })
  .map(({ phone, name, ...facts }) => ({
    ...V1,
    ...(facts as Partial<HandoutFacts>),
    patient: { ...V1.patient, name },
    clinic: { ...V1.clinic, phone },
  }))

const anyGates: fc.Arbitrary<HandoutGates> = fc.record({
  usuallyNotSerious: fc.boolean(),
  arranging: fc.boolean(),
  injectionSection: fc.boolean(),
  emergencySheet: fc.boolean(),
  nsaidAdvice: fc.constantFrom(...NSAID_ADVICE),
  because: fc.constant([]),
})

describe('countText', () => {
  it('counts sentences, words, syllables and long words', () => {
    expect(countText(['The cat sat. It was a big cat.'])).toEqual({
      sentence: 2,
      word: 8,
      syllable: 8,
      polysillabicWord: 0,
    })
    expect(countText(['Take ibuprofen.'])).toMatchObject({ word: 2, polysillabicWord: 1 })
  })

  it('leaves names out when asked', () => {
    expect(countText(['Take ibuprofen with food.'], ['ibuprofen'])).toMatchObject({
      word: 3,
      polysillabicWord: 0,
    })
  })

  it('finds hard text hard, so that the limits below can fail', () => {
    const hard =
      'Episacral lipomata characteristically demonstrate considerable mobility relative to underlying musculature, necessitating ultrasonographic differentiation.'
    expect(withinLimits(gradeOf([hard], []))).toBe(false)
  })
})

describe('the English text', () => {
  const prose = Object.entries(EN).filter(([, text]) => /[.?]\**$/.test(text))

  it.each(prose)('unit %s stays within Flesch-Kincaid 6.9', (_, text) => {
    const filled = text.replaceAll('**', '').replaceAll(/\{\w+\}/g, '2')
    expect(gradeOf([filled], []).fleschKincaidWithoutNames).toBeLessThanOrEqual(LIMIT.fleschKincaid)
  })

  it('stays within the limits for every pair of slot values', () => {
    for (const zone of ZONES)
      for (const side of SIDES)
        for (const longMm of [5, 12, 18, 24, 40, 55, 80, 120])
          for (const gates of NSAID_ADVICE.map((nsaidAdvice) => ({ ...OPEN_GATES, nsaidAdvice }))) {
            const facts = { ...V1, lumps: [lump({ zone, side, size: { longMm, shortMm: 4 } })] }
            expect(graded(facts, gates, [])).toSatisfy(withinLimits)
          }
    for (const first of ACTION_IDS)
      for (const second of ACTION_IDS)
        expect(graded(FULL, OPEN_GATES, [first, second])).toSatisfy(withinLimits)
  })

  it('stays within the limits for 10,000 seeded random fillings', () => {
    fc.assert(
      fc.property(
        anyFacts,
        anyGates,
        fc.subarray([...ACTION_IDS], { maxLength: 2 }),
        (facts, gates, actions) => {
          expect(graded(facts, gates, actions)).toSatisfy(withinLimits)
        },
      ),
      { seed: 20261122, numRuns: 10_000 },
    )
  }, 60_000)
})
