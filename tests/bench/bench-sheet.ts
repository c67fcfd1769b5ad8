import type { Page } from '@playwright/test'
import { percentile, row, type BenchRow } from './row'

const TIMES = 12
/** Ruling of the issue: from the key to the sheet on screen. */
const GOAL_MS = 150

type Hand = 'keydown' | 'click'

/** Runs in the window: from the next key or click to the frame after the first page of a sheet in `language` stands. */
const watchSheet = ([hand, language]: readonly [Hand, string]): void => {
  const seen: { ms?: number } = {}
  Object.assign(window, { seen })
  addEventListener(
    hand,
    ({ timeStamp }) => {
      const look = (): void => {
        const there = document.querySelector(`.desk .sheet[lang="${language}"] .page[aria-label]`) !== null
        if (!there) requestAnimationFrame(look)
        else requestAnimationFrame(() => (seen.ms = performance.now() - timeStamp))
      }
      requestAnimationFrame(look)
    },
    { capture: true, once: true },
  )
}

/** Runs in the window: the same for a sheet that is there already. Answers the frame that a key in an empty box takes. */
const floorFrame = (): Promise<number> =>
  new Promise((resolve) => {
    const from = performance.now()
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - from)))
  })

const shownAfter = async (
  page: Page,
  hand: Hand,
  language: string,
  act: () => Promise<void>,
): Promise<number> => {
  await page.evaluate(watchSheet, [hand, language] as const)
  await act()
  const ms = await page.waitForFunction(() => (window as unknown as { seen: { ms?: number } }).seen.ms)
  return Number(await ms.jsonValue())
}

/** From the key on the patient's page to the sheet on screen, and from the choice of the longest language to its draft. */
export async function benchSheet(page: Page): Promise<BenchRow[]> {
  const [opened, tamil, floor] = [[], [], []] as [number[], number[], number[]]
  await page.getByRole('combobox', { name: /Find a patient/u }).fill('zz-test aster')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  for (let n = 0; n <= TIMES; n += 1) {
    await page
      .getByRole('button', { name: /^Handout, /u })
      .first()
      .waitFor()
    const frame = await page.evaluate(floorFrame)
    const key = await shownAfter(page, 'keydown', 'en', () => page.keyboard.press('Alt+h'))
    const language = page.getByRole('radiogroup', { name: 'Language' }).getByRole('radio', { name: 'Tamil' })
    const choice = await shownAfter(page, 'click', 'ta', () => language.click())
    await page.getByRole('button', { name: 'Back to the visit' }).click()
    // The first of each loads the faces.
    if (n === 0) continue
    floor.push(frame)
    opened.push(key)
    tamil.push(choice)
  }
  const rowOf = (name: string, of: readonly number[], percent: number, msAtMost?: number): BenchRow =>
    row({
      name,
      unit: 'ms',
      value: percentile(of, percent),
      floorIs: 'two empty frames of the same window, taken in turn',
      floor: percentile(floor, percent),
      ...(msAtMost !== undefined && { goal: { msAtMost } }),
    })
  return [
    rowOf('sheet on screen after the key, p95', opened, 95, GOAL_MS),
    rowOf('  the same, median', opened, 50),
    rowOf('Tamil draft with its English copy on screen after the choice, p95', tamil, 95),
    rowOf('  the same, median', tamil, 50),
  ]
}
