import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { writeCine } from '../fixtures/cine'
import { row, type BenchRow } from './row'
import { inVisit, openAt, pictures, toPictures, watchFrames } from './viewer-stage'

const LARGE = { columns: 1024, rows: 768, frames: 211, frameMs: 40, colour: true }

/** Memory of the app and all its processes, MB: what they share counts once (proportional set size). */
const memoryMb = (app: ElectronApplication): number => {
  const first = app.process().pid ?? 0
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/u.test(one))) {
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8')
      parents.set(Number(name), Number(/^PPid:\s+(\d+)/mu.exec(status)?.[1]))
    } catch {
      // It ended while it was looked at.
    }
  }
  const isOurs = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 0 && (pid === first || isOurs(parents.get(pid)))
  return [...parents.keys()].filter(isOurs).reduce((sum, pid) => {
    try {
      const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
      return sum + Number(/^Pss:\s+(\d+)/mu.exec(rollup)?.[1] ?? 0) / 1024
    } catch {
      return sum
    }
  }, 0)
}

async function large(app: ElectronApplication, page: Page, folder: string): Promise<BenchRow[]> {
  // Only where processes can be looked at this way.
  if (process.platform !== 'linux') return []
  const file = join(folder, 'large.dcm')
  writeCine(file, LARGE)
  await toPictures(page)
  const before = memoryMb(app)
  await pictures(page).locator('input[aria-label="Files to attach"]').setInputFiles(file)
  let most = 0
  const sample = (): void => {
    most = Math.max(most, memoryMb(app))
  }
  const clock = setInterval(sample, 250)
  try {
    await pictures(page).getByRole('listitem').first().locator('img').waitFor({ timeout: 300_000 })
    const taken = most
    await openAt(page, 0)
    await page.getByRole('button', { name: 'Play' }).click()
    most = 0
    await watchFrames(page, 60_000)
    sample()
    const facts = { unit: 'MB' as const, floorIs: 'the same app before it', floor: before }
    return [
      row({ name: 'memory while a recording of 500 MB is attached, all processes', value: taken, ...facts }),
      row({ name: 'memory while it plays for 60 s, all processes', value: most, ...facts }),
    ]
  } finally {
    clearInterval(clock)
  }
}

/** What a recording of nearly 500 MB takes while it comes in and while it plays. */
export const benchRecording = (): Promise<BenchRow[]> => inVisit(large)
