import type { ElectronApplication, Page } from '@playwright/test'
import { VIGNETTES } from '../fixtures/vignettes'
import { Chart } from './chart'
import { expect, test } from './launch'
import { firstRun, PASSPHRASE, signVisit, startVisit } from './steps'

const NOW = '2026-11-22T09:00:00Z'
const { patient, visits } = VIGNETTES.V1
const sheet = (page: Page) => page.getByRole('region', { name: 'The sheet as it prints' })

/** Puts a printer in place of the system's: what reaches it is counted, with the options it came with. */
const watchPrinter = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => {
    const seen: object[] = []
    Object.assign(globalThis, { printedJobs: seen })
    for (const { webContents } of BrowserWindow.getAllWindows())
      if (webContents.getURL().includes('print'))
        webContents.print = (options, done) => {
          seen.push(options ?? {})
          done?.(true, '')
        }
  })
const printed = (app: ElectronApplication): Promise<Record<string, unknown>[]> =>
  app.evaluate(() => (globalThis as unknown as { printedJobs: Record<string, unknown>[] }).printedJobs)

test('a Tamil speaker’s sheet: preselected, a draft with a reason, three keys to paper; reviewed, it needs none', async ({
  launch,
}) => {
  test.setTimeout(240_000)
  const { app, page } = await launch({ now: NOW })
  await firstRun(page)
  await page.getByRole('button', { name: /Register/u }).click()
  await page.getByLabel('Given name').fill(patient.given)
  await page.getByLabel('Family name').fill(patient.family)
  await page.getByLabel('Birth date').fill(patient.bornOn)
  await page.getByRole('radio', { name: patient.sex, exact: true }).click()
  await page
    .getByRole('radiogroup', { name: /language/iu })
    .getByRole('radio', { name: 'Tamil' })
    .click()
  await page.getByRole('button', { name: 'Register' }).last().click()
  await startVisit(page, visits[0]!.visitOn)
  await new Chart(page).visit(visits[0]!)
  await signVisit(page)

  let inputs = 0
  const press = async (key: string): Promise<void> => {
    inputs += 1
    await page.keyboard.press(key)
  }
  await press('Alt+h')
  await expect(page.getByText('Tamil is the language this patient prefers.')).toBeVisible()
  await expect(page.getByText('The Tamil text is a draft that nobody has reviewed.')).toBeVisible()
  await expect(sheet(page).getByText('Draft translation.', { exact: false }).first()).toBeVisible()
  await expect(page.getByText('Printed with it: the English copy.')).toBeVisible()
  await watchPrinter(app)
  await press('Space')
  await press('Enter')
  await expect(page.getByRole('region', { name: 'Print queue' })).toContainText(
    'Handout: sent to the printer.',
  )
  expect(inputs).toBeLessThanOrEqual(4)
  expect(await printed(app)).toEqual([
    expect.objectContaining({ pageSize: 'A4', duplexMode: 'longEdge', silent: false }),
  ])
  await expect(page.getByText(/printed, A4, standard print, Tamil with its English copy/u)).toBeVisible()
  await expect(page.getByText(/Not reviewed, given because: Somebody who speaks it/u)).toBeVisible()
  await page.getByRole('button', { name: /^Print again/u }).click()
  await expect(page.getByText(/printed again, A4, standard print, Tamil/u)).toBeVisible()

  // The review: everything shown is chosen and signed by the clinician and somebody from outside.
  await page.getByRole('button', { name: 'Back to the visit' }).click()
  await page.getByRole('button', { name: 'Back to the patient' }).click()
  await page.getByRole('button', { name: /Settings/u }).click()
  await page.getByRole('button', { name: 'Sheet’s words' }).click()
  await page.getByRole('radiogroup', { name: 'Language' }).getByRole('radio', { name: 'Tamil' }).click()
  await expect(page.getByText(/^Tamil\. Edition .*: 0 of \d+ units reviewed\./u)).toBeVisible()
  await page.getByRole('button', { name: /^Choose all \d+ shown/u }).click()
  await page.getByRole('button', { name: /^Sign \d+…/u }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByLabel(/^Second reviewer/u).fill('Zz-Test Rowan')
  await dialog.getByLabel('Who they are').fill('court interpreter')
  await dialog.getByLabel(/^Passphrase of/u).fill(PASSPHRASE)
  await dialog.getByRole('button', { name: /^Sign \d+$/u }).click()
  await expect(page.getByText(/^Tamil\. Edition .*: (\d+) of \1 units reviewed\./u)).toBeVisible()

  await page.getByRole('button', { name: /Patients/u }).click()
  await page.getByRole('combobox', { name: /Find a patient/u }).fill('aster')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^No\. \d{5}/u).first()).toBeVisible()
  // The key works from when the visits are read.
  await expect(page.getByRole('button', { name: /^Handout, /u })).toBeVisible()
  inputs = 0
  await press('Alt+h')
  await expect(page.getByText('Reviewed: every word of this sheet is signed')).toBeVisible()
  await expect(sheet(page)).not.toContainText('Draft translation')
  await expect(page.getByText('Printed with it: the English copy.')).toHaveCount(0)
  await watchPrinter(app)
  await expect(page.getByRole('button', { name: 'Print', exact: true })).toBeFocused()
  await press('Enter')
  await expect(page.getByText(/printed, A4, standard print, Tamil, sheet/u)).toBeVisible()
  expect(inputs).toBe(2)
  await press('Control+p')
  await expect(page.getByRole('region', { name: 'Print queue' })).toContainText(
    'Handout and note: sent to the printer.',
  )
  expect(await printed(app)).toHaveLength(3)
})
