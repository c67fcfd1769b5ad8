import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { makeCine } from '../fixtures/cine'
import { magneticResonance, ultrasound } from '../fixtures/dicom'
import { makePdf } from '../fixtures/pictures'
import { VIGNETTES } from '../fixtures/vignettes'
import { faults } from './axe-faults'
import { Chart } from './chart'
import { expect, test } from './launch'
import { firstRun, register, startVisit } from './steps'

const PATIENT = { ...VIGNETTES.V1.patient, bornOn: '1980-02-14' }
const FILES = {
  'scan.dcm': () => ultrasound({}, 64, 48),
  'cine.dcm': () => makeCine({ columns: 64, rows: 48, frames: 12, frameMs: 50, colour: true }),
  'mr.dcm': () => magneticResonance({}, 32),
  'report.pdf': () => makePdf('Report: Aster Zz-Test, born 14.02.1980, fat', 3),
  'other.pdf': () => makePdf('Report: Fennel Zz-Test, born 3.7.1974, fat'),
}
const pictures = (page: Page): Locator => page.getByRole('region', { name: 'Pictures' })
/** On the disk they pass as they are, and quickly. */
const onDisk = (folder: string, name: keyof typeof FILES): string => {
  const path = join(folder, name)
  writeFileSync(path, FILES[name]())
  return path
}
const attach = async (page: Page, folder: string, ...names: (keyof typeof FILES)[]): Promise<void> => {
  await page.getByLabel('Files to attach').setInputFiles(names.map((name) => onDisk(folder, name)))
  await expect(pictures(page).getByRole('listitem')).toHaveCount(names.length)
}
const open = async (page: Page, at: number): Promise<void> => {
  await new Chart(page).section('images')
  await pictures(page)
    .getByRole('button', { name: /^Open/u })
    .nth(at * 2)
    .click()
  await expect(page.getByText(/zoom \d+ %/u).first()).toBeVisible()
}

test('a recording plays by the file’s clock; slices, contrast, turns and pages go by keys; then stands beside now', async ({
  launch,
  dataFolder,
}) => {
  test.setTimeout(120_000)
  const { page } = await launch({ now: '2026-11-22T09:00:00Z' })
  await firstRun(page)
  await register(page, PATIENT)
  await startVisit(page, '2026-10-11')
  await new Chart(page).section('images')
  await attach(page, dataFolder, 'scan.dcm')
  await page.getByRole('button', { name: 'Back to the patient' }).click()
  await startVisit(page, '2026-11-22')
  await new Chart(page).section('images')
  await attach(page, dataFolder, 'cine.dcm', 'mr.dcm', 'report.pdf')
  // A report whose words do not name the patient is asked about.
  await page.getByLabel('Files to attach').setInputFiles(onDisk(dataFolder, 'other.pdf'))
  const question = page.getByRole('alertdialog', { name: 'Another person’s report?' })
  await expect(question).toContainText('The words of this report do not name this patient.')
  await question.getByRole('button', { name: 'Leave it out' }).click()
  await expect(question).toHaveCount(0)
  await expect(pictures(page).getByRole('listitem')).toHaveCount(3)

  // A recording: said and kept speed, frame by frame, played from a key.
  await open(page, 0)
  await expect(page.getByText('20 a second, from the file')).toBeVisible()
  await expect(
    page.getByText('Palpa does not analyse pictures and is not a diagnostic device.'),
  ).toBeVisible()
  await page.keyboard.press('PageDown')
  await expect(page.getByText('frame 2 of 12')).toBeVisible()
  await page.keyboard.press('End')
  await expect(page.getByText('frame 12 of 12')).toBeVisible()
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  // From the last it goes on with the first.
  await expect(page.getByText('frame 3 of 12')).toBeVisible()
  await page.keyboard.press('>')
  await expect(page.getByText(/^40 a second, the file’s, × 2/u)).toBeVisible()
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible()

  // Beside the ultrasound of the visit before, the older one on the left, each under its date.
  await page.keyboard.press('b')
  const films = page.getByRole('application')
  await expect(films).toHaveCount(2)
  await expect(films.nth(0)).toHaveAccessibleName(/visit of 11 October 2026/u)
  await expect(films.nth(1)).toHaveAccessibleName(/visit of 22 November 2026, this one/u)
  const zooms = page.getByText(/zoom \d+ %/u)
  await expect(zooms).toHaveCount(2)
  const before = await zooms.allInnerTexts()
  await page.keyboard.press('+')
  await expect(zooms.nth(0)).not.toHaveText(before[0] ?? '')
  await expect(zooms.nth(1)).not.toHaveText(before[1] ?? '')
  await page.keyboard.press('j')
  const linked = await zooms.allInnerTexts()
  await page.keyboard.press('+')
  await expect(zooms.nth(1)).not.toHaveText(linked[1] ?? '')
  await expect(zooms.nth(0)).toHaveText(linked[0] ?? '')
  expect(await faults(page, 'then and now')).toEqual([])
  await page.keyboard.press('b')
  await expect(films).toHaveCount(1)

  // The whole window, and the keys of a picture.
  await page.keyboard.press('f')
  await expect(page.getByRole('toolbar', { name: 'Film' })).toHaveCount(0)
  await expect(page.getByText(`${PATIENT.given} ${PATIENT.family}`).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('toolbar', { name: 'Film' })).toBeVisible()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('then and now')
  await page.keyboard.press('Escape')

  // Contrast of the file by key; the side goes where the picture is mirrored and nothing says how it lies.
  await page.keyboard.press('n')
  await expect(page.getByText('RIGHT (file)')).toBeVisible()
  await expect(page.getByRole('button', { name: 'wide', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await page.keyboard.press('c')
  await expect(page.getByRole('button', { name: 'fat', exact: true })).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('m')
  await expect(page.getByText('mirrored')).toBeVisible()
  await expect(page.getByText('RIGHT (file)')).toHaveCount(0)
  await page.keyboard.press('o')
  await expect(page.getByText('RIGHT (file)')).toBeVisible()

  // Pages of a report.
  await page.keyboard.press('n')
  await expect(page.getByText('page 1 of 3')).toBeVisible()
  await page.keyboard.press(']')
  await expect(page.getByText('page 2 of 3')).toBeVisible()
  await expect(page.getByText('The words of this report name this patient.')).toBeVisible()
  await page.keyboard.press('Escape')
  await new Chart(page).section('images')
  await expect(pictures(page).getByRole('listitem')).toHaveCount(3)
})
