import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CDPSession, Page } from '@playwright/test'
import { v7 as newId } from 'uuid'
import type { OpenVault } from '../../electron/store/types'
import { sealClinic } from '../demo/seal-clinic'
import { launchPalpa } from '../e2e/launch'
import { unlock } from '../e2e/steps'
import { oftenSeen } from '../fixtures/clinic'
import { PASSPHRASE, patientInput } from '../fixtures/records'
import { percentile, row, type BenchRow } from './row'

const VISITS = 20
const NODULES = 12
const PATIENTS = 20_000
/** How much slower the window's processor is made: a laptop of 4 GB and two cores beside this machine. */
const THROTTLE = 4
const TIMES = 12
/** Keys come so far apart at the least, ms: a fast typist's. */
const APART_MS = 100

const SYLLABLES = ['an', 'ber', 'chen', 'dra', 'el', 'fi', 'gor', 'ha', 'ing', 'jo', 'ka', 'lin', 'mar', 'ny']
const nameOf = (n: number): string =>
  [n, Math.floor(n / 14), Math.floor(n / 196)].map((part) => SYLLABLES[part % 14] ?? '').join('')

/** A directory of invented people around the one who is charted. */
const fillDirectory = async (vault: OpenVault): Promise<void> => {
  for (let from = 0; from < PATIENTS; from += 2_000) {
    const documents = Array.from({ length: 2_000 }, (_, n) => {
      const patientId = newId()
      const body = {
        ...patientInput({ given: `Zz-${nameOf(from + n)}`, family: `Test${nameOf((from + n) * 7 + 3)}` }),
        patientId,
        clinicNumber: String(from + n + 100).padStart(5, '0'),
        registeredAt: '2026-01-05T09:00:00.000Z',
      }
      return { kind: 'patient' as const, docId: patientId, patientId, baseRevision: 0, body }
    })
    const put = await vault.documents.putAll(documents)
    if (!put.ok) throw new Error(put.error.code)
  }
}

/**
 * Runs in the window. From the moment of the key, as the browser stamps it, to the task after the frame that follows
 * it: what the key changed is on its way to the screen then. Vue draws in between, before the frame.
 */
const watchKeys = (): void => {
  const painted: number[] = []
  Object.assign(window, { painted })
  const after = new MessageChannel()
  let since: number[] = []
  after.port1.onmessage = () => {
    for (const from of since) painted.push(performance.now() - from)
    since = []
  }
  addEventListener(
    'keydown',
    (event) => {
      if (['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return
      const from = event.timeStamp
      requestAnimationFrame(() => {
        since.push(from)
        after.port2.postMessage(null)
      })
    },
    { capture: true },
  )
  const floor = document.createElement('input')
  floor.id = 'bench-floor'
  floor.setAttribute('aria-label', 'floor')
  floor.style.cssText = 'position:fixed;bottom:0;right:0;width:40px;z-index:9999'
  document.body.append(floor)
}

/** Presses a key and answers how long until it was painted, ms; `APART_MS` after the press at the earliest. */
async function press(page: Page, key: string): Promise<number> {
  const before = await page.evaluate(() => (window as unknown as { painted: number[] }).painted.length)
  await page.keyboard.press(key)
  return page.evaluate(
    ([count, apart]) =>
      new Promise<number>((resolve) => {
        const { painted } = window as unknown as { painted: number[] }
        const look = (): void => {
          const last = painted[count]
          if (last === undefined) setTimeout(look, 4)
          // The frame after it: whatever was put off until then is over.
          else setTimeout(() => requestAnimationFrame(() => resolve(last)), Math.max(0, apart - last))
        }
        look()
      }),
    [before, APART_MS] as const,
  )
}

const floorKey = async (page: Page): Promise<number> => {
  await page.evaluate(() => document.getElementById('bench-floor')?.focus())
  return press(page, 'x')
}
const enter = (page: Page, fieldId: string): Promise<void> =>
  page.evaluate((id) => {
    const row = document.querySelector(`[data-path="${id}"], [data-path^="${id}@"]`)
    row?.querySelector<HTMLElement>('input, textarea, button[tabindex="0"]')?.focus()
  }, fieldId)

interface Sample {
  readonly ours: number[]
  readonly floor: number[]
}
const sample = (): Sample => ({ ours: [], floor: [] })

/** Each key beside the floor, time after time: whatever else the machine does in a moment meets both. */
async function keys(page: Page, fieldId: string, typed: readonly string[]): Promise<Sample> {
  const taken = sample()
  for (let n = 0; n < TIMES; n += 1) {
    taken.floor.push(await floorKey(page))
    await enter(page, fieldId)
    for (const key of typed) taken.ours.push(await press(page, key))
  }
  return taken
}
async function sections(page: Page): Promise<Sample> {
  const taken = sample()
  for (let n = 0; n < TIMES * 2; n += 1) {
    taken.floor.push(await floorKey(page))
    taken.ours.push(await press(page, `Alt+${String([5, 1, 5, 9, 5, 3][n % 6])}`))
  }
  return taken
}

const rowOf = (name: string, of: Sample, percent: number, msAtMost?: number): BenchRow =>
  row({
    name,
    unit: 'ms',
    value: percentile(of.ours, percent),
    floorIs: 'a key in an empty box of the same window, taken in turn',
    floor: percentile(of.floor, percent),
    ...(msAtMost !== undefined && { goal: { msAtMost } }),
  })

/** From Enter in the palette to the banner of the patient, painted. */
async function opening(page: Page): Promise<Sample> {
  const taken = sample()
  for (let n = 0; n < TIMES * 2; n += 1) {
    await page.keyboard.press('Alt+1')
    await page.getByRole('combobox', { name: /Find a patient/u }).fill(n % 2 === 0 ? 'quince' : 'zz-an')
    await page.getByRole('option').first().waitFor()
    taken.floor.push(await floorKey(page))
    await page.getByRole('combobox', { name: /Find a patient/u }).focus()
    await page.evaluate(() => {
      const seen: { ms?: number } = {}
      Object.assign(window, { seen })
      addEventListener(
        'keydown',
        ({ timeStamp }) => {
          const look = (): void => {
            const there = document.querySelector('[data-banner], .banner') !== null
            if (!there) requestAnimationFrame(look)
            else requestAnimationFrame(() => (seen.ms = performance.now() - timeStamp))
          }
          look()
        },
        { capture: true, once: true },
      )
    })
    await page.keyboard.press('Enter')
    const ms = await page.waitForFunction(() => (window as unknown as { seen: { ms?: number } }).seen.ms)
    taken.ours.push(Number(await ms.jsonValue()))
    // Nobody opens the next chart before this one stands there.
    await page
      .getByText(/^Last signed note|^No visits yet/u)
      .first()
      .waitFor()
  }
  return taken
}

const throttle = (session: CDPSession, rate: number): Promise<unknown> =>
  session.send('Emulation.setCPUThrottlingRate', { rate })

async function measure(dataFolder: string): Promise<BenchRow[]> {
  const app = await launchPalpa({ dataFolder })
  try {
    const page = await app.firstWindow()
    await unlock(page, PASSPHRASE)
    await page.getByRole('option').first().waitFor()
    await page.evaluate(watchKeys)
    const session = await page.context().newCDPSession(page)
    const box = page.getByRole('combobox', { name: /Find a patient/u })
    await box.fill('quince')
    await page.getByRole('option', { name: /Quince/u }).waitFor()
    const opened = await opening(page)
    await page.keyboard.press('Alt+1')
    await box.fill('quince')
    await page.getByRole('option', { name: /Quince/u }).waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('navigation', { name: 'Sections' }).waitFor()
    await throttle(session, THROTTLE)
    const scores = await keys(page, 'complaint.painNow', ['3', '4'])
    const letters = await keys(page, 'complaint.localised', ['y', 'n'])
    const text = await keys(page, 'complaint.narrative', ['a', 'b', 'c', 'd'])
    await page.keyboard.press('Alt+5')
    await page.getByRole('tab', { name: /^R1/u }).click()
    const card = await keys(page, 'nodule.tenderness', ['1', '2'])
    const size = await keys(page, 'nodule.cluster', ['1'])
    const moved = await sections(page)
    await throttle(session, 1)
    const all: Sample = {
      ours: [scores, letters, text, card, size].flatMap(({ ours }) => ours),
      floor: [scores, letters, text, card, size].flatMap(({ floor }) => floor),
    }
    const where = `${String(NODULES)} nodules, ${String(VISITS)} visits before, processor ÷ ${String(THROTTLE)}`
    return [
      rowOf(`key to paint, p95, ${where}`, all, 95, 50),
      ...Object.entries({ scores, letters, text, card, size }).map(([what, of]) =>
        rowOf(`  of these ${what}, median`, of, 50),
      ),
      rowOf(`section change, p95, ${where}`, moved, 95, 150),
      rowOf('  section change, median', moved, 50),
      rowOf(`chart opened among ${PATIENTS.toLocaleString('en')} patients, p95`, opened, 95, 100),
      rowOf('  chart opened, median', opened, 50),
    ]
  } finally {
    await app.close()
  }
}

/** How fast the form answers: the built app, on a visit and in a directory as large as they get. */
export async function benchLatency(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'palpa-bench-'))
  const dataFolder = join(folder, 'data')
  mkdirSync(dataFolder)
  try {
    const patients = [oftenSeen(VISITS, NODULES)]
    await sealClinic(dataFolder, () => undefined, { patients, more: fillDirectory })
    return await measure(dataFolder)
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
