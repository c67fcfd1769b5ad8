import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filled } from '@shared/records/said'
import { LEVELS } from '@shared/prompts/rule'
import { RULES, rulesInForce, SWITCHABLE } from '@shared/prompts/rule-set'
import type { Disposition } from '@shared/records/exam'
import { ANAESTHETIC_CASES } from '../fixtures/rules/anaesthetic'
import { COURSE_CASES } from '../fixtures/rules/course'
import { LUMP_CASES } from '../fixtures/rules/lump'
import { MEDICINE_CASES } from '../fixtures/rules/medicines'
import { NEEDLE_CASES } from '../fixtures/rules/needles'
import { NERVE_CASES } from '../fixtures/rules/nerves'
import { answerTo, play, type RuleCase, type Said, TYPICAL } from '../fixtures/rules/play'
import { RED_FLAG_CASES } from '../fixtures/rules/red-flags'

const CASES: readonly RuleCase[] = [
  ...RED_FLAG_CASES,
  ...LUMP_CASES,
  ...NERVE_CASES,
  ...MEDICINE_CASES,
  ...NEEDLE_CASES,
  ...ANAESTHETIC_CASES,
  ...COURSE_CASES,
]

/** The prompt by which a rule or part speaks: R42 through R06, the parts of R32 through R32. */
const speaksAs = (id: string): string => (id === 'R42' ? 'R06' : id.startsWith('R32') ? 'R32' : id)

/** Each line as it is judged with everything switched on. */
const PLAYED = CASES.map((line) => ({ ...line, played: play(line.said) }))

describe('every rule, on both sides of its threshold, with everything switched on', () => {
  it.each(PLAYED)('$about $it: $when', ({ played, expect: expected }) => {
    expect(played.fired).toEqual(expected)
  })
})

describe('the table', () => {
  const ids = [...RULES.map(({ id }) => id), ...RULES.flatMap((rule) => rule.parts ?? []).map(({ id }) => id)]
  it.each(ids)('has for %s a line that fires it and one that nearly does', (id) => {
    const lines = CASES.filter((line) => line.about === id)
    expect(lines.map((line) => line.it)).toEqual(expect.arrayContaining(['fires', 'nearly']))
  })

  it('says of each line what it is about', () => {
    for (const { about, it: says, when, said } of CASES) {
      const shipped = play(said, [])
      // A switch speaks where it changes what is said without it; a rule that ships on needs no switch.
      const speaks = SWITCHABLE.some(({ id }) => id === about)
        ? play(said, [about]).fired.join() !== shipped.fired.join()
        : shipped.prompts.some(({ rule }) => rule === about)
      expect(speaks, `${about} ${says}: ${when}`).toBe(says === 'fires')
    }
  })
})

describe('what ships off', () => {
  it('is R41, R42, and in R32 the summing and the 0.8 (ruling 16)', () => {
    expect(SWITCHABLE.map(({ id }) => id)).toEqual(['R32sum', 'R32near', 'R41', 'R42'])
  })

  const lines = (id: string) => CASES.filter((line) => line.about === id && line.it === 'fires')
  it.each(['R41', 'R42', 'R32sum', 'R32near'])(
    '%s: nothing that only it fires, until it is switched on',
    (id) => {
      for (const { said } of lines(id)) {
        expect(play(said, []).fired.filter((one) => one.startsWith(speaksAs(id)))).toEqual([])
        // R32sum alone and R32near alone: each is a switch of its own.
        expect(play(said, [id]).fired.some((one) => one.startsWith(speaksAs(id)))).toBe(true)
      }
    },
  )

  it('is named in what a signed exam keeps once it is on', () => {
    expect(rulesInForce([])).not.toContain('R41')
    expect(rulesInForce(['R41', 'R32near', 'no such rule'])).toEqual(
      expect.arrayContaining(['R01', 'R41', 'R32', 'R32near']),
    )
    expect(rulesInForce(['no such rule'])).toEqual(rulesInForce([]))
  })
})

describe('an open prompt of another rule', () => {
  const FIXED = { medicines: [], injections: [{}], nodule: { 'nodule.mobility': 'fixed' } } as const
  const CYST = { nodule: { 'nodule.fluctuant': 'present' } } as const

  it('makes R35 and R40 speak until it is answered with a reason; acted leaves it open', () => {
    const fired = (said: Said, ...said2: Disposition[]) => play(said, [], said2).fired
    expect(fired(FIXED)).toEqual(['R06 STOP', 'R35 STOP'])
    expect(fired(FIXED, answerTo(FIXED, 'R06', 'acted'))).toEqual(['R06 STOP', 'R35 STOP'])
    expect(fired(FIXED, answerTo(FIXED, 'R06', 'disagree'))).toEqual(['R06 STOP'])
    expect(fired(CYST)).toEqual(['R08 CHECK', 'R40 CHECK'])
    expect(fired(CYST, answerTo(CYST, 'R08', 'notApplicable'))).toEqual(['R08 CHECK', 'R10 NOTE'])
  })

  it('re-opens R35 when what made it speak changes', () => {
    const lifted = answerTo(FIXED, 'R35', 'disagree')
    const r35 = (said: Said) => play(said, [], [lifted]).prompts.find(({ rule }) => rule === 'R35')?.open
    expect(r35(FIXED)).toBe(false)
    expect(r35({ ...FIXED, nodule: { 'nodule.mobility': 'fixed', 'nodule.consistency': 'hard' } })).toBe(true)
  })

  it('stays answered while a planned needle becomes a recorded one', () => {
    const planned: Said = {
      medicines: [],
      values: { 'plan.options': ['injection'], 'medicines.needleFear': 'marked' },
    }
    const done = { ...planned, injections: [{}] }
    const kept = [answerTo(planned, 'R36', 'acted')]
    expect(play(done, [], kept).prompts.find(({ rule }) => rule === 'R36')?.disposition?.what).toBe('acted')
  })
})

describe('the rule set', () => {
  it('says of every rule where it comes from, or that it has no source', () => {
    for (const rule of RULES) expect(rule.sources.length > 0 || rule.remark !== undefined, rule.id).toBe(true)
  })

  it('states no diagnosis as fact: it suggests, or says what was recorded', () => {
    const careful =
      /consider|usually|may |possible|recorded|check|individual choice|Dose|Discuss|Revisit|risk|common|do not apply/i
    for (const rule of RULES.filter((one) => one.scope !== 'input'))
      expect(rule.message, rule.id).toMatch(careful)
  })

  it('fires at the levels that Settings names, and at each of them in some line', () => {
    const levelsOf = (id: string) =>
      new Set(
        PLAYED.flatMap(({ played }) => played.prompts).flatMap((one) => (one.rule === id ? [one.level] : [])),
      )
    for (const { id, levels } of RULES) expect(levelsOf(id), id).toEqual(new Set(levels))
  })

  it('lists what it reads once, in words', () => {
    for (const { played } of PLAYED)
      for (const { inputs, rule } of played.prompts) {
        expect(inputs.length, rule).toBeGreaterThan(0)
        for (const { words } of inputs) expect(filled(words), rule).toMatch(/\S/)
        expect(new Set(inputs.map(({ path, words }) => `${path} ${filled(words)}`)).size, rule).toBe(
          inputs.length,
        )
      }
  })

  it('keeps the order: STOP, CHECK, NOTE, then the number, then the nodule', () => {
    const numbers = RULES.map(({ id }) => id)
    for (const { played } of PLAYED) {
      const order = played.prompts.map(({ level, rule, nodule }) => [
        LEVELS.indexOf(level),
        numbers.indexOf(rule),
        Number((nodule ?? '0').replace(/\D/g, '')),
      ])
      expect(order).toEqual(
        order.toSorted((a, b) => a.map((n, i) => n - (b[i] ?? 0)).find((n) => n !== 0) ?? 0),
      )
    }
  })

  it('does not speak of pain that comes only with pressure, whatever the scores (ruling 17)', () => {
    const score = fc.integer({ min: 0, max: 10 })
    fc.assert(
      fc.property(score, score, fc.integer({ min: 1, max: 4 }), (worst, pressure, tenderness) => {
        const said = {
          values: {
            'complaint.painNow': worst,
            'complaint.painAverage': worst,
            'complaint.painWorst': worst,
          },
          nodule: { 'nodule.painOnPressure': pressure, 'nodule.tenderness': tenderness },
        }
        expect(play(said).fired).toEqual(TYPICAL)
      }),
    )
  })
})
