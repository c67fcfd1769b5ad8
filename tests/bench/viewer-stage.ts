import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { Chart } from '../e2e/chart'
import { launchPalpa } from '../e2e/launch'
import { firstRun, register, startVisit } from '../e2e/steps'
import { VIGNETTES } from '../fixtures/vignettes'
import type { BenchRow } from './row'

const PATIENT = { ...VIGNETTES.V1.patient, bornOn: '1980-02-14' }

export const pictures = (page: Page) => page.getByRole('region', { name: 'Pictures' })
export const toPictures = async (page: Page): Promise<void> => new Chart(page).section('images')

/**
 * In the window: opens a picture and waits until its canvas is painted. Answers milliseconds from the press.
 *
 * @param restMs how long it was pointed at before; 0 for a press out of nothing
 */
export const openAt = (page: Page, at: number, restMs = 0): Promise<number> =>
  page.evaluate(
    async ([index, rest]) => {
      const buttons = document.querySelectorAll<HTMLButtonElement>('section.images li button.see')
      if (rest > 0) {
        buttons[index]?.dispatchEvent(new PointerEvent('pointerenter'))
        await new Promise((done) => setTimeout(done, rest))
      }
      const from = performance.now()
      buttons[index]?.click()
      const isShown = (): boolean => {
        const canvas = document.querySelector('canvas')
        return canvas !== null && canvas.style.display !== 'none' && canvas.width > 0
      }
      await new Promise<void>((done) => {
        const watch = new MutationObserver(() => {
          // Painted in the same turn as it is shown.
          if (!isShown()) return
          watch.disconnect()
          queueMicrotask(done)
        })
        watch.observe(document.body, { subtree: true, childList: true, attributes: true })
      })
      return performance.now() - from
    },
    [at, restMs] as const,
  )

/** Which frames are seen while it plays, by what stands on the film and not by what the player counts. */
export const watchFrames = (page: Page, ms: number): Promise<number[]> =>
  page.evaluate(async (long) => {
    const seen: number[] = []
    const look = (): void => {
      const at = Number(/frame (\d+) of/u.exec(document.querySelector('.stage')?.textContent ?? '')?.[1])
      if (at !== seen.at(-1)) seen.push(at)
    }
    const until = performance.now() + long
    await new Promise<void>((done) => {
      const tick = (): void => {
        look()
        if (performance.now() < until) requestAnimationFrame(tick)
        else done()
      }
      requestAnimationFrame(tick)
    })
    return seen
  }, ms)

/** A visit with its pictures open, in the built app on a vault of its own. */
export async function inVisit(
  measure: (app: ElectronApplication, page: Page, folder: string) => Promise<BenchRow[]>,
): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'palpa-bench-'))
  const dataFolder = join(folder, 'data')
  mkdirSync(dataFolder)
  const app = await launchPalpa({ dataFolder, now: '2026-11-22T09:00:00Z' })
  try {
    const page = await app.firstWindow()
    await firstRun(page)
    await register(page, PATIENT)
    await startVisit(page, '2026-11-22')
    await toPictures(page)
    return await measure(app, page, folder)
  } finally {
    await app.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
