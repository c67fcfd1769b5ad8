import type { ElectronApplication } from '@playwright/test'
import { ultrasound } from '../fixtures/dicom'
import { filesUnder, holding, needles } from '../fixtures/files'
import { readPdf } from '../fixtures/pdf'
import { VIGNETTES } from '../fixtures/vignettes'
import { Chart } from './chart'
import { expect, test } from './launch'
import {
  answerSaveDialog,
  firstRun,
  openHandout,
  register,
  savePdf,
  signVisit,
  startVisit,
  unlock,
} from './steps'

const { patient, visits } = VIGNETTES.V1
const visit = visits[0]!
const NOW = '2026-11-22T09:00:00Z'
/** Words that no part of the program holds: where they stand, the note stands. */
const WORDS = 'zz quokka under the thumb'

const titles = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.getTitle()))

test('V1, from first run to printed handout; nothing of it is readable on the disk; all is found after a restart', async ({
  launch,
  dataFolder,
}, info) => {
  test.setTimeout(120_000)
  const { app, page } = await launch({ now: NOW })
  await firstRun(page, 'GP')
  await register(page, patient)
  expect(await titles(app)).toEqual(['Palpa'])
  await startVisit(page, visit.visitOn)
  const chart = new Chart(page)
  await chart.visit({ ...visit, values: { ...visit.values, 'palpation.narrative': WORDS } })
  await expect(page.getByRole('region', { name: 'Prompts' })).toContainText('R10')
  await expect(page.getByRole('region', { name: 'Prompts' })).not.toContainText(' of ')

  const picture = ultrasound()
  await chart.section('images')
  await page.getByLabel('Files to attach').setInputFiles({
    name: 'scan.dcm',
    mimeType: 'application/dicom',
    buffer: Buffer.from(picture),
  })
  // The file is of somebody born on another day.
  await page
    .getByRole('alertdialog', { name: /Another person/u })
    .getByRole('button', { name: 'Attach it here' })
    .click()
  await chart.open(/^Picture 1/u, 'scan')
  await chart.answer('image.modality', 'ultrasound', 'scan')
  await chart.answer('image.source', 'ownDevice', 'scan')
  await chart.answer('image.identifiersRemoved', 'no', 'scan')
  await signVisit(page)
  await expect(page.getByText(WORDS)).toBeVisible()
  expect(await titles(app)).toEqual(['Palpa'])

  await openHandout(page)
  const path = info.outputPath('handout.pdf')
  await answerSaveDialog(app, path)
  await savePdf(page)
  const pdf = await readPdf(path)
  const text = pdf.text.join(' ')
  expect(pdf.pages).toBeLessThanOrEqual(2)
  expect(pdf.tagged).toBe(true)
  expect(pdf.language).toBe('en')
  expect(pdf.fonts.length).toBeGreaterThan(0)
  for (const font of pdf.fonts) expect(font, font.name).toMatchObject({ embedded: true, subset: true })
  expect(pdf.fonts.map((font) => font.type)).not.toContain('Type3')
  for (const said of ['Zz-Test Aster', '995', 'ibuprofen', '18']) expect(text).toContain(said)
  expect(new Set(await titles(app))).toEqual(new Set(['Palpa']))
  await app.close()

  const files = filesUnder(dataFolder)
  expect(files.length).toBeGreaterThan(1)
  const wanted = needles([patient.family, 'Zz-Test Aster', WORDS, 'quokka'], picture)
  expect(holding(files, wanted)).toEqual([])

  const again = await launch({ now: NOW })
  await unlock(again.page)
  await again.page.getByRole('combobox', { name: /Find a patient/u }).fill('aster')
  await again.page.keyboard.press('Enter')
  await again.page.getByRole('button', { name: /22 Nov.*signed/u }).click()
  await expect(again.page.getByText(WORDS)).toBeVisible()
  await expect(again.page.getByText(/^Signed by Dr Zz-Test Linden, GP/u)).toBeVisible()
  await expect(again.page.getByRole('button', { name: 'Open Ultrasound' }).first()).toBeVisible()
  await openHandout(again.page)
  await expect(again.page.getByText(/22 Nov 2026, .*saved as PDF, A4, standard print/u)).toBeVisible()
})
