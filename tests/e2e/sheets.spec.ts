import fc from 'fast-check'
import type { HandoutFacts } from '@shared/handout/facts'
import type { HandoutGates } from '@shared/handout/gates'
import { projectFacts } from '@shared/handout/project'
import { TYPE_SIZES } from '@shared/handout/sheet'
import { SHIPPED } from '@shared/handout/text/review'
import { PAPER_SIZES } from '@shared/records/people'
import {
  FULL,
  OPEN_GATES,
  PICTURES,
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
import { anyFacts, anyGates } from '../fixtures/handout-random'
import { REVIEWED } from '../goldens/cases'
import { expect, test } from './launch'
import { PrintDesk } from './print-desk'

/** Ruling 25. */
const MOST_PAGES = { standard: 2, large: 6 } as const
/** Never left out, however long the sheet. */
const KEPT = ['main', 'help', 'medicine', 'avoid', 'after', 'soon', 'do', 'next', 'advice']

type Case = readonly [name: string, facts: HandoutFacts, gates: HandoutGates]
const NAMED: readonly Case[] = [
  ['V1', V1, OPEN_GATES],
  ['V2', { ...V1, contributors: { ...V1.contributors, injury: true } }, OPEN_GATES],
  ['V3', V3, V3_GATES],
  ['V4', V4, V4_GATES],
  ['V5', V5, V5_GATES],
  ['V6', V6, OPEN_GATES],
  ['the fullest sheet', FULL, OPEN_GATES],
]
const PICTURED = NAMED.filter(([name]) => ['V1', 'V5', 'the fullest sheet'].includes(name)).flatMap(
  ([name, facts, gates]) =>
    PICTURES.map((picture): Case => {
      const whose = picture.published ? 'published' : 'own'
      return [`${name}, with a picture, ${whose}`, { ...facts, pictures: [picture] }, gates]
    }),
)
const RANDOM = fc
  .sample(fc.tuple(anyFacts, anyGates), { seed: 20261122, numRuns: 60 })
  .map(([facts, gates], index): Case => [`random sheet ${index + 1}`, facts, gates])
// Emergency sheets differ little from each other: a few of them will do.
const isEmergency = ([, , gates]: Case): boolean => gates.emergencySheet
const RANDOM_CASES = [
  ...RANDOM.filter(isEmergency).slice(0, 3),
  ...RANDOM.filter((one) => !isEmergency(one)).slice(0, 30),
]

/** A5 has no limit (ruling 25). */
for (const paper of PAPER_SIZES.filter((size) => size !== 'A5'))
  test(`every sheet keeps within its pages on ${paper} (ruling 25)`, async ({ launch }) => {
    test.slow()
    const { app } = await launch()
    const desk = await PrintDesk.open(app)
    for (const size of TYPE_SIZES)
      for (const [name, facts, gates] of [...NAMED, ...PICTURED, ...RANDOM_CASES]) {
        const { sheet } = projectFacts(facts, { ...STANDARD_A4, paper, size }, gates)
        const laid = await desk.draw({ is: 'sheet', sheet })
        const what = `${name}, ${size}`
        expect.soft(laid.pages, what).toBeLessThanOrEqual(sheet.kind === 'emergency' ? 1 : MOST_PAGES[size])
        expect.soft(laid.overfull, what).toEqual([])
        expect.soft(laid.small, what).toEqual([])
        if (name === 'V1' && paper === 'A4')
          expect.soft(laid.sections).toEqual(expect.arrayContaining(['short', 'teach']))
        if (facts.pictures.length > 0 && sheet.kind === 'handout')
          expect.soft(laid.sections, what).toContain('picture')
        const kept = sheet.sections.map(({ id }) => id).filter((id) => KEPT.includes(id))
        expect.soft(laid.sections, what).toEqual(expect.arrayContaining(kept))
      }
  })

/** What fits in translation: `renderer/print/README.md` has the figures. */
test('everything at once keeps to two pages in Chinese, in Malay and, reviewed, in Tamil', async ({
  launch,
}) => {
  test.slow()
  const { app } = await launch()
  const desk = await PrintDesk.open(app)
  /** Pages without and with a picture. A draft says the help box twice. */
  const most = [
    ['zh-Hans', SHIPPED, 2, 2],
    ['zh-Hans', REVIEWED, 2, 2],
    ['ms', REVIEWED, 2, 2],
    ['ms', SHIPPED, 2, 3],
    ['ta', REVIEWED, 2, 3],
    ['ta', SHIPPED, 3, 3],
  ] as const
  const fullest = [...NAMED, ...PICTURED].filter(([name]) => name.startsWith('the fullest sheet'))
  for (const paper of ['A4', 'Letter'] as const)
    for (const [language, texts, plain, pictured] of most)
      for (const [name, facts, gates] of fullest) {
        const { sheet } = projectFacts(facts, { ...STANDARD_A4, paper, language }, gates, texts)
        const laid = await desk.draw({ is: 'sheet', sheet })
        const what = `${name}, ${language}, ${texts === SHIPPED ? 'draft' : 'reviewed'}, ${paper}`
        expect.soft(laid.pages, what).toBeLessThanOrEqual(facts.pictures.length > 0 ? pictured : plain)
        expect.soft(laid.overfull, what).toEqual([])
        expect.soft(laid.small, what).toEqual([])
      }
})
