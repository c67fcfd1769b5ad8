import { once } from 'node:events'
import type { Page } from '@playwright/test'
import { Connection } from '../../electron/store/connection'
import { vaultFile } from '../../electron/store/files'
import { VIGNETTES } from '../fixtures/vignettes'
import { expect, launchPalpa, test } from './launch'
import { firstRun, register, startVisit, unlock } from './steps'

/** Saves of drafts that stand on the disk; readable without the key, what they say is not. */
async function savesOn(dataFolder: string): Promise<number> {
  const db = await Connection.open(vaultFile(dataFolder), 'readOnly')
  try {
    const [row] = await db.read((tx) => tx.all('SELECT max(sequence) AS n FROM draft_journal'))
    return Number(row?.['n'] ?? 0)
  } finally {
    await db.close()
  }
}

/** A pen on the patient's map; goes from place to place without being lifted. Places in mm as the map counts. */
async function pen(page: Page) {
  const box = await page.locator('.pain-map svg').boundingBox()
  if (box === null) throw new Error('No map to shade on')
  const perMm = box.height / 322
  const at = (xMm: number, yMm: number) =>
    [box.x + box.width / 2 + xMm * perMm, box.y + (136 - yMm) * perMm] as const
  return {
    down: async (x: number, y: number): Promise<void> => {
      await page.mouse.move(...at(x, y))
      await page.mouse.down()
    },
    to: (x: number, y: number): Promise<void> => page.mouse.move(...at(x, y), { steps: 12 }),
  }
}

test('the patient shades with nothing of the chart in sight, and a kill in the middle of a stroke keeps it', async ({
  dataFolder,
}) => {
  test.setTimeout(120_000)
  const app = await launchPalpa({ dataFolder })
  const page = await app.firstWindow()
  page.setDefaultTimeout(10_000)
  await firstRun(page)
  await register(page, VIGNETTES.V1.patient)
  await startVisit(page, new Date().toISOString().slice(0, 10))
  const blank = await savesOn(dataFolder)
  await page.getByRole('radiogroup', { name: 'The lump' }).getByRole('radio', { name: 'gone now' }).click()
  // Saved before the pen touches: what is counted below is the stroke.
  await expect.poll(() => savesOn(dataFolder)).toBeGreaterThan(blank)
  await page.getByRole('button', { name: 'Hand to the patient' }).click()
  await expect(page.getByRole('heading', { name: 'Touch where it hurts' })).toBeVisible()

  // No section, no answer, no prompt; and no key of the app leads anywhere.
  await expect(page.getByRole('navigation')).toHaveCount(0)
  await expect(page.getByText(/gone now|Complaint|No prompts|born/u)).toHaveCount(0)
  for (const chord of ['Control+K', 'F1', 'Alt+2', 'Control+Enter', 'Escape'])
    await page.keyboard.press(chord)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('heading', { name: 'Touch where it hurts' })).toBeVisible()

  const before = await savesOn(dataFolder)
  const hand = await pen(page)
  await hand.down(45, 0)
  await hand.to(60, 10)
  await hand.to(70, 40)
  // On the disk, though the pen is still down; what is drawn from now on is the last second.
  await expect.poll(() => savesOn(dataFolder)).toBeGreaterThan(before)
  await hand.to(90, 60)
  const main = app.process()
  const gone = once(main, 'exit')
  main.kill('SIGKILL')
  await gone
  await app.close().catch(() => undefined)

  const again = await launchPalpa({ dataFolder })
  try {
    const next = await again.firstWindow()
    next.setDefaultTimeout(10_000)
    await unlock(next)
    await next.getByRole('button', { name: /^Drafts/u }).click()
    await next.getByRole('button', { name: /Aster/u }).first().click()
    const row = next.locator('[data-path="complaint.painArea"]')
    await expect(row).toContainText(/right PSIS/u)
    await expect(row).toContainText(/by patient, \d\d:\d\d/u)
    await expect(next.getByText(/Where it hurts, as the patient shows it: .*right PSIS/u)).toBeVisible()
  } finally {
    await again.close()
  }
})

test('handed back, the laptop is locked, and unlocking leads to the field', async ({ launch }) => {
  const { page } = await launch()
  await firstRun(page)
  await register(page, VIGNETTES.V1.patient)
  await startVisit(page, new Date().toISOString().slice(0, 10))
  await page.getByRole('button', { name: 'Hand to the patient' }).click()
  const hand = await pen(page)
  await hand.down(45, 0)
  await page.mouse.up()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled()
  await page.getByRole('button', { name: 'It hurts nowhere here' }).click()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Staff: unlock' }).click()
  await expect(page.getByLabel('Passphrase', { exact: true })).toBeVisible()
  await unlock(page)
  await expect(page.locator('[data-path="complaint.painArea"]')).toContainText('nowhere on the map')
  await expect(
    page.getByText('Where it hurts, as the patient shows it: nowhere on the map.', { exact: false }),
  ).toBeVisible()
})
