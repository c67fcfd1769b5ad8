import { join } from 'node:path'
import { pageLimit } from '@shared/handout/page-limits'
import { SHIPPED } from '@shared/handout/text/review'
import { LANGUAGES } from '@shared/records/people'
import { GOLDEN_VIGNETTES, goldenSheet, nameOf, REVIEWED, SHORT_RUN } from '../goldens/cases'
import { goldenFaults, paperFaults } from '../goldens/check'
import { BLOCK_TOLERANCE, differences, fromPng, picturesOf, toPng } from '../goldens/grey'
import { latinOnly } from '../goldens/latin-only'
import { expect, test } from './launch'
import { PrintDesk } from './print-desk'

/** A sheet whose patient is written in letters that no face of ours has, and the machine neither. */
const FOREIGN = 'ზზ ტესტი'

test('sheets in four languages look as they did, with no glyph a box, where the machine has Latin letters alone', async ({
  launch,
  dataFolder,
}) => {
  test.setTimeout(240_000)
  const { app } = await launch({ env: latinOnly(join(dataFolder, 'fonts')) })
  const desk = await PrintDesk.open(app)
  for (const one of SHORT_RUN) expect.soft(await goldenFaults(desk, one), nameOf(one)).toEqual([])

  // What is looked for is found where it is: letters that nobody has, in the page, in the file and on the picture.
  const sheet = goldenSheet({ vignette: 'V5', language: 'en', size: 'standard', paper: 'A4' })
  const foreign = { ...sheet, header: { ...sheet.header, patient: FOREIGN } }
  const { faults, pdf } = await paperFaults(desk, foreign)
  expect(faults.join('\n')).toMatch(/^drawn as a box: .*ზ/mu)
  expect(faults.join('\n')).toMatch(/^\d+ glyphs are boxes$/mu)
  expect(faults.join('\n')).toMatch(/^not given back as shown: .*ზ/mu)
  const [was] = await picturesOf((await paperFaults(desk, sheet)).pdf)
  const [now] = await picturesOf(pdf)
  const where = differences(was!, now!)
  expect(where.length).toBeGreaterThan(BLOCK_TOLERANCE)
  for (const { xMm, yMm } of where) expect([xMm > 120, yMm < 30]).toEqual([true, true])
  expect(differences(fromPng(toPng([was!])), was!)).toEqual([])
})

/** Letter is the shorter paper, A4 the narrower one; a draft says more than a reviewed sheet. */
const PRINTED = {
  standard: [
    ['Letter', SHIPPED],
    ['A4', SHIPPED],
    ['Letter', REVIEWED],
  ],
  large: [['Letter', SHIPPED]],
} as const

for (const size of ['standard', 'large'] as const)
  test(`V1 to V6 keep to their pages in every language, drafts and reviewed, ${size} print (ruling 25)`, async ({
    launch,
  }) => {
    test.setTimeout(240_000)
    const { app } = await launch()
    const desk = await PrintDesk.open(app)
    for (const language of LANGUAGES.filter((one) => one !== 'en'))
      for (const vignette of GOLDEN_VIGNETTES) {
        for (const [paper, texts] of PRINTED[size]) {
          const sheet = goldenSheet({ vignette, language, size, paper }, texts)
          const laid = await desk.draw({ is: 'sheet', sheet })
          const what = `${vignette}, ${language}, ${paper}, ${texts === SHIPPED ? 'draft' : 'reviewed'}`
          expect.soft(laid.pages, what).toBeLessThanOrEqual(size === 'standard' ? 2 : 6)
          expect.soft(laid.pages, what).toBeLessThanOrEqual(pageLimit(sheet) ?? 0)
          expect.soft(laid.overfull, what).toEqual([])
          expect.soft(laid.small, what).toEqual([])
        }
      }
  })
