import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodyPointAt } from '@shared/bodymap'
import type { HandoutFacts } from '@shared/handout/facts'
import type { HandoutGates } from '@shared/handout/gates'
import { projectFacts } from '@shared/handout/project'
import { sheetProse } from '@shared/handout/prose'
import { sheetProjection, type HandoutOptions } from '@shared/handout/sheet'
import {
  FULL,
  lump,
  OPEN_GATES,
  STANDARD_A4,
  V1,
  V3,
  V3_GATES,
  V4,
  V4_GATES,
  V5,
  V5_GATES,
  V6,
} from '../fixtures/handout-facts'

const textOf = (facts: HandoutFacts, gates = OPEN_GATES, options: Partial<HandoutOptions> = {}): string =>
  sheetProse(projectFacts(facts, { ...STANDARD_A4, ...options }, gates).sheet).join(' ')
const sections = (facts: HandoutFacts, gates = OPEN_GATES): string[] =>
  projectFacts(facts, STANDARD_A4, gates).sheet.sections.map((section) => section.id)

it('speaks of a next visit where there is one, and never leaves a scan that is arranged at "if you need us"', () => {
  const arranging = { ...OPEN_GATES, ...V4_GATES }
  const sheetOf = (facts: HandoutFacts, gates: HandoutGates, id: string): string => {
    const { sheet } = projectFacts(facts, STANDARD_A4, gates)
    return sheetProse({ ...sheet, sections: sheet.sections.filter((section) => section.id === id) }).join(' ')
  }
  const open = { ...V4, followUpOn: undefined }
  expect(sheetOf(V4, arranging, 'short')).toContain('Keep your next visit.')
  expect(sheetOf(open, arranging, 'short')).toContain('Ask us for the date before you leave.')
  expect(sheetOf(open, arranging, 'short')).not.toContain('next visit')
  expect(sheetOf(open, arranging, 'next')).toContain('Ask us for the date before you leave.')
  expect(sheetOf(V1, OPEN_GATES, 'next')).not.toContain('Ask us for the date')
  const unlikely = { ...V1, impression: 'unlikely' as const, followUpOn: undefined }
  expect(sheetOf(unlikely, OPEN_GATES, 'short')).not.toMatch(/next visit|date before/u)
})

describe('the handout of V1', () => {
  const text = textOf(V1)

  it('tells what was found, in everyday words and millimetres', () => {
    expect(text).toContain('on your right side')
    expect(text).toContain('a small grape (18 by 12 mm)')
    expect(text).toContain('Your pain today: 4 out of 10.')
    expect(text).toContain('You sit about 9 hours a day.')
  })

  it('says "entered late" with both days where it was signed on another day than the visit', () => {
    const dateOf = (facts: HandoutFacts, gates = OPEN_GATES): string =>
      projectFacts(facts, STANDARD_A4, gates).sheet.header.date
    expect(dateOf(V1)).toBe('22 November 2026')
    const late = '22 November 2026, entered late on 1 December 2026'
    expect(dateOf({ ...V1, signedOn: '2026-12-01' })).toBe(late)
    expect(dateOf({ ...V5, visitOn: '2026-11-22', signedOn: '2026-12-01' }, V5_GATES)).toBe(late)
  })

  it('tells only what was chosen', () => {
    expect(text).toContain('Knee hug')
    expect(text).toContain('Knee rolls')
    expect(text).not.toContain('Figure four')
    expect(text).not.toContain('Sit well')
    expect(text).not.toMatch(/shot|surgeon|Physio/)
  })

  it('calls the number of the country and warns of what goes with ibuprofen', () => {
    expect(text).toContain('Call 995 or go to the hospital at once if')
    expect(text).toContain('Stop ibuprofen and get help now if: your stools turn black; you start to wheeze.')
  })

  it('ticks fourteen days from the day after, across a month’s end', () => {
    const blocks = projectFacts(V1, STANDARD_A4, OPEN_GATES).sheet.sections.flatMap((one) => one.blocks)
    const chart = blocks.find((block) => block.is === 'chart')
    expect(chart?.rows).toEqual(['Heat', 'Knee hug', 'Knee rolls'])
    expect(chart?.days).toHaveLength(14)
    expect(chart?.days[0]).toEqual({
      on: '2026-11-23',
      weekday: 'Monday',
      tick: 'M',
      monthShort: 'Nov',
      day: '23',
      month: 'November',
    })
    expect(chart?.days[13]).toEqual({
      on: '2026-12-06',
      weekday: 'Sunday',
      tick: 'S',
      monthShort: 'Dec',
      day: '6',
      month: 'December',
    })
  })
})

describe('gates', () => {
  it('V3: names no anti-inflammatory as advice and shows no back-lying stretch', () => {
    const text = textOf(V3, V3_GATES)
    expect(text).not.toContain('Pain medicine')
    expect(text).not.toContain('Stop ibuprofen')
    expect(text).toContain('Do not take unless your doctor says so. ibuprofen')
    expect(text).not.toMatch(/Lie on your back|Knee hug/)
    expect(text).toContain('Front of hip')
  })

  it('an overridden R20 leaves the medicine unnamed (ruling 21)', () => {
    const text = textOf(V3, { ...OPEN_GATES, nsaidAdvice: 'withheld' })
    expect(text).not.toMatch(/ibuprofen/i)
  })

  it('G1 drops the reassurance and the shot, and says what is arranged with its date', () => {
    const text = textOf({ ...V4, impression: 'likely', offers: ['injection', 'dryNeedling'] }, V4_GATES)
    expect(text).not.toMatch(/usually not/i)
    expect(text).not.toMatch(/shot|needle/)
    expect(text).toContain('We are arranging a scan or specialist review. Come back on 7 December 2026.')
  })

  it('G1 without a date asks the patient to get one', () => {
    expect(textOf({ ...V4, followUpOn: undefined }, V4_GATES)).toContain(
      'Ask us for the date before you leave.',
    )
  })

  it('G2 prints the emergency sheet and nothing of self-care', () => {
    const { sheet, choices } = projectFacts(V5, STANDARD_A4, V5_GATES)
    expect(sheet.kind).toBe('emergency')
    expect(choices).toEqual([])
    const text = sheetProse(sheet).join(' ')
    expect(text).toContain('Call 995')
    expect(text).toContain('numb skin between your legs')
    expect(text).not.toMatch(/heat|stretch|ibuprofen/i)
  })

  it('hold for every filling: what a gate forbids never stands on a sheet', () => {
    const gates: fc.Arbitrary<HandoutGates> = fc.record({
      usuallyNotSerious: fc.boolean(),
      arranging: fc.boolean(),
      injectionSection: fc.boolean(),
      emergencySheet: fc.boolean(),
      nsaidAdvice: fc.constantFrom('allowed', 'avoid', 'withheld'),
      because: fc.constant([]),
    })
    const facts = fc
      .record({
        base: fc.constantFrom(V1, V3, V4, V6, FULL),
        pregnantLate: fc.boolean(),
        impression: fc.constantFrom('likely', 'possible', 'unlikely', 'other', 'none'),
        injected: fc.boolean(),
      })
      .map(({ base, ...over }): HandoutFacts => ({ ...base, ...over }))
    fc.assert(
      fc.property(facts, gates, (anyFacts, anyGates) => {
        const text = textOf(anyFacts, anyGates)
        expect(text).not.toMatch(/[{}]|undefined|\*\*/)
        if (!anyGates.usuallyNotSerious || anyGates.arranging)
          expect(text).not.toMatch(/not serious|Usually not/)
        if (anyFacts.pregnantLate) expect(text).not.toContain('Lie on your back')
        if (anyGates.nsaidAdvice === 'withheld') expect(text).not.toContain('ibuprofen')
        if (anyGates.nsaidAdvice !== 'allowed') expect(text).not.toMatch(/Take 400 mg|Stop ibuprofen/)
        if (!anyGates.injectionSection) expect(text).not.toContain('A shot into the lump')
      }),
    )
  })
})

describe('choices', () => {
  it('offers what was planned and takes the first two, or those that were picked', () => {
    const { choices } = projectFacts(FULL, STANDARD_A4, OPEN_GATES)
    expect(choices.map((choice) => choice.id)).toEqual(['heat', 'stretches', 'posture', 'medicine'])
    expect(choices.filter((choice) => choice.picked).map((choice) => choice.id)).toEqual([
      'heat',
      'stretches',
    ])
    const picked = projectFacts(FULL, { ...STANDARD_A4, actions: ['posture', 'heat'] }, OPEN_GATES)
    const boxes = picked.sheet.sections.flatMap((one) => one.blocks).filter((block) => block.is === 'action')
    expect(boxes.map((box) => box.title)).toEqual(['Sit and lift well', 'Gentle heat, 2 times a day'])
  })

  it('ignores a pick that was not planned', () => {
    const { choices } = projectFacts(V3, { ...STANDARD_A4, actions: ['medicine'] }, V3_GATES)
    expect(choices.filter((choice) => choice.picked).map((choice) => choice.id)).toEqual([
      'heat',
      'stretches',
    ])
  })

  it('has no box where nothing was planned', () => {
    expect(sections({ ...V4, offers: [] }, V4_GATES)).not.toContain('do')
  })
})

describe('lumps', () => {
  it('says when none was felt and shows no map', () => {
    const facts = { ...V1, lumps: [], noneFelt: true }
    expect(textOf(facts)).toContain('We did not feel a lump today.')
    expect(sections(facts)).not.toContain('map')
  })

  it('does not claim a palpation that nobody made', () => {
    expect(textOf({ ...V1, lumps: [], impression: 'none' })).not.toContain('did not feel')
  })

  it('tells of one that is gone and marks only those that are there', () => {
    const facts = { ...V1, lumps: [lump(), lump({ label: 'L1', at: bodyPointAt(-40, 10), gone: true })] }
    expect(textOf(facts)).toContain('We could not feel L1 today.')
    const blocks = projectFacts(facts, STANDARD_A4, OPEN_GATES).sheet.sections.flatMap((one) => one.blocks)
    expect(blocks.find((block) => block.is === 'map')?.nodules).toHaveLength(1)
  })

  it('puts the longer side first, whichever way it was typed', () => {
    expect(textOf({ ...V1, lumps: [lump({ size: { longMm: 12, shortMm: 18 } })] })).toContain('(18 by 12 mm)')
  })
})

describe('hostile text', () => {
  it('prints names as text: no markup, no second line, no turned direction', () => {
    const name = '<b>Zz</b> **bold** {date}\n\u202eevil 🐭'
    const { sheet } = projectFacts({ ...V1, patient: { ...V1.patient, name } }, STANDARD_A4, OPEN_GATES)
    expect(sheet.header.patient).toBe('<b>Zz</b> **bold** {date} evil 🐭')
    expect(sheet.footer.patient).toContain('<b>Zz</b> **bold** {date} evil 🐭, born')
  })
})

it('answers in the shape of the contract', () => {
  for (const [facts, gates] of [
    [V1, OPEN_GATES],
    [V3, V3_GATES],
    [V4, V4_GATES],
    [V5, V5_GATES],
    [FULL, OPEN_GATES],
  ] as const)
    expect(sheetProjection.safeParse(projectFacts(facts, STANDARD_A4, gates)).success).toBe(true)
})
