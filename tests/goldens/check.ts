import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pageLimit } from '@shared/handout/page-limits'
import type { Sheet } from '@shared/handout/sheet'
import type { PrintDesk } from '../e2e/print-desk'
import { root } from '../root'
import { goldenSheet, nameOf, type GoldenCase } from './cases'
import { drawnIn } from './glyphs'
import { BLOCK_TOLERANCE, differences, fromPng, pageOf, picturesOf, toPng } from './grey'
import { tagFaults } from './tags'

const FOLDER = join(root, 'tests/golden/pages')
const fileOf = (one: GoldenCase): string => join(FOLDER, one.language, `${nameOf(one)}.png`)

/** The faces that Palpa brings along. */
const OURS = /^[A-Z]{6}\+(?:IBMPlexSans|NotoSansSC|NotoSansTamil)/u

/** Letters, digits and signs by how often they occur. Dashes at line ends and blanks are the page's own. */
const counted = (text: string): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const sign of text.normalize('NFC').replace(/[\s\u200b-\u200d\u2022•]/gu, ''))
    counts.set(sign, (counts.get(sign) ?? 0) + 1)
  return counts
}

/** Signs that the page shows and the file does not give back as often, or the other way round. */
const lostBetween = (shown: string, read: string): string[] => {
  const [a, b] = [counted(shown), counted(read)]
  return [...new Set([...a.keys(), ...b.keys()])].filter((sign) => a.get(sign) !== b.get(sign))
}

/** What is wrong with a sheet on paper, whatever it says: pages, type, letters, fonts, tags. Empty where nothing is. */
export const paperFaults = async (
  desk: PrintDesk,
  sheet: Sheet,
): Promise<{ faults: string[]; pdf: Buffer }> => {
  const laid = await desk.draw({ is: 'sheet', sheet })
  const boxed = await desk.boxes()
  const pdf = await desk.pdf()
  const shown = await desk.shown()
  const drawn = drawnIn(pdf)
  const limit = pageLimit(sheet) ?? Infinity
  const lost = lostBetween(shown, drawn.text.join(' '))
  const faults = [
    ...(laid.pages > limit ? [`${String(laid.pages)} pages, ${String(limit)} at most`] : []),
    ...(drawn.text.length === laid.pages ? [] : [`${String(drawn.text.length)} pages in the file`]),
    ...laid.overfull.map((page) => `page ${String(page)} is overfull`),
    ...laid.small.map((text) => `too small: ${text}`),
    ...(boxed.length === 0 ? [] : [`drawn as a box: ${boxed.join(' ')}`]),
    ...(drawn.boxes === 0 ? [] : [`${String(drawn.boxes)} glyphs are boxes`]),
    ...(drawn.untagged.trim() === '' ? [] : [`in no tag: ${drawn.untagged}`]),
    ...(lost.length === 0 ? [] : [`not given back as shown: ${lost.join(' ')}`]),
    ...(drawn.fonts.length === 0 ? ['the file has no font'] : []),
    ...drawn.fonts.flatMap(({ name, trueType }) =>
      OURS.test(name) && trueType ? [] : [`font ${name}${trueType ? '' : ', no embedded TrueType subset'}`],
    ),
    ...(await tagFaults(pdf)),
  ]
  return { faults, pdf }
}

/**
 * One sheet of a vignette against its golden, and everything that `paperFaults` looks at.
 * @param renew writes the golden anew
 * @returns what is wrong, in words; empty where nothing is
 */
export const goldenFaults = async (desk: PrintDesk, one: GoldenCase, renew = false): Promise<string[]> => {
  const { faults, pdf } = await paperFaults(desk, goldenSheet(one))
  const pages = await picturesOf(pdf)
  const file = fileOf(one)
  if (renew) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, toPng(pages))
    return faults
  }
  if (!existsSync(file)) return [...faults, 'there is no golden: npm run goldens -- --renew']
  const golden = fromPng(readFileSync(file))
  const [{ height, width } = { height: 1, width: 1 }] = pages
  const differ =
    golden.width !== width || golden.height !== height * pages.length
      ? [`${String(golden.height / height)} pages in the golden, ${String(pages.length)} now`]
      : pages.flatMap((page, at) => {
          const blocks = differences(pageOf(golden, height, at), page)
          const [first] = blocks
          return blocks.length <= BLOCK_TOLERANCE || first === undefined
            ? []
            : [
                `page ${String(at + 1)} looks otherwise in ${String(blocks.length)} places, first ${String(first.xMm)} mm from the left and ${String(first.yMm)} mm from the top`,
              ]
        })
  if (differ.length > 0) {
    const seen = join(root, 'out/goldens', `${nameOf(one)}.png`)
    mkdirSync(dirname(seen), { recursive: true })
    writeFileSync(seen, toPng(pages))
  }
  return [...faults, ...differ]
}
