import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { syllable } from 'syllable'
import { ZONES, SIDES } from '@shared/bodymap'
import { BRIEFEST, shortened } from '@shared/handout/brevity'
import type { HandoutFacts } from '@shared/handout/facts'
import { NSAID_ADVICE, type HandoutGates } from '@shared/handout/gates'
import { projectFacts } from '@shared/handout/project'
import { sheetProse } from '@shared/handout/prose'
import { ACTION_IDS, type Grade } from '@shared/handout/sheet'
import { EN } from '@shared/handout/text/en'
import { countText, gradeOf } from '../../electron/services/readability'
import { FULL, OPEN_GATES, STANDARD_A4, V1, lump } from '../fixtures/handout-facts'
import { anyFacts, anyGates } from '../fixtures/handout-random'

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

const graded = (
  facts: HandoutFacts,
  gates: HandoutGates,
  actions: (typeof ACTION_IDS)[number][],
  brief = 0,
): Grade => {
  const { sheet, names } = projectFacts(facts, { ...STANDARD_A4, actions }, gates)
  return gradeOf(sheetProse({ ...sheet, sections: shortened(sheet, brief) }), names, remembered)
}

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
  }, 30_000)

  it('stays within the limits for 10,000 seeded random fillings', () => {
    fc.assert(
      fc.property(
        anyFacts,
        anyGates,
        fc.subarray([...ACTION_IDS], { maxLength: 2 }),
        fc.integer({ min: 0, max: BRIEFEST }),
        (facts, gates, actions, brief) => {
          expect(graded(facts, gates, actions, brief)).toSatisfy(withinLimits)
        },
      ),
      { seed: 20261122, numRuns: 10_000 },
    )
  }, 60_000)
})
