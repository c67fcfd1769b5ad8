import { ultrasound } from '../fixtures/dicom'
import { readPdf } from '../fixtures/pdf'
import { VIGNETTES } from '../fixtures/vignettes'
import { Chart } from './chart'
import { expect, test } from './launch'
import { answerSaveDialog, firstRun, openHandout, register, savePdf, signVisit, startVisit } from './steps'

/** The fixture files are of somebody called so and born then; this patient is that person. */
const PATIENT = { ...VIGNETTES.V1.patient, bornOn: '1980-02-14' }
const visit = VIGNETTES.V1.visits[0]!

test('a picture that was agreed to stands on the patient’s sheet, and in the letter with what was measured', async ({
  launch,
}, info) => {
  test.setTimeout(180_000)
  const { app, page } = await launch({ now: '2026-11-22T09:00:00Z' })
  await page.setViewportSize({ width: 1280, height: 800 })
  await firstRun(page, 'GP')
  await register(page, PATIENT)
  await startVisit(page, '2026-11-22')
  const chart = new Chart(page)
  await chart.visit(visit)
  await chart.section('images')
  const buffer = Buffer.from(ultrasound({}, 640, 480))
  await page
    .getByLabel('Files to attach')
    .setInputFiles({ name: 'scan.dcm', mimeType: 'application/dicom', buffer })
  await page.getByRole('button', { name: 'Open Ultrasound' }).first().click()
  const film = page.getByRole('application')
  await expect(film.locator('canvas').first()).toBeVisible()
  const box = (await film.boundingBox()) ?? { x: 0, y: 0, width: 1, height: 1 }
  await page.keyboard.press('l')
  await page.mouse.move(box.x + 0.2 * box.width, box.y + 0.4 * box.height)
  await page.mouse.down()
  await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.4 * box.height, { steps: 4 })
  await page.mouse.up()
  const measured = page.getByRole('region', { name: 'Measurements' })
  await expect(measured.getByText(/mm, from the region calibration of this frame\.$/u)).toBeVisible()
  const said = page.getByRole('region', { name: 'What you see' })
  const one = (group: string, name: string) =>
    said.getByRole('radiogroup', { name: group }).getByRole('radio', { name, exact: true })
  await said.getByRole('radio', { name: 'ultrasound', exact: true }).click()
  await said.getByRole('radio', { name: 'R1', exact: true }).click()
  await one('Side marker', 'right').click()
  await one('Identifiers removed', 'yes').click()
  const several = (group: string, name: string) =>
    said.getByRole('group', { name: group }).getByRole('button', { name, exact: true })
  await several('Consent', 'handout').click()
  for (const paper of ['note', 'letter', 'handout']) await several('Print in', paper).click()
  await page.getByRole('button', { name: /^Done/u }).click()
  await signVisit(page)

  await openHandout(page)
  const warned = page.getByRole('region', { name: 'Pictures on the sheet' })
  await expect(warned).toContainText('Words in the picture may name somebody')
  const sheet = info.outputPath('sheet.pdf')
  await answerSaveDialog(app, sheet)
  await savePdf(page)
  const handed = await readPdf(sheet)
  expect(handed.pages).toBe(2)
  expect(handed.alts).toContain('Ultrasound picture of your lump. It shows your right side.')
  await page.getByRole('button', { name: 'Back to the visit' }).click()

  await expect(page.getByText(/^Signed by/u)).toBeVisible()
  await page.keyboard.press('Alt+l')
  await page.getByLabel('Reason', { exact: true }).fill('The lump hurts on every long drive.')
  await expect(page.getByRole('checkbox', { name: /^Ultrasound, R1, right\./u })).toBeChecked()
  const letter = info.outputPath('letter.pdf')
  await answerSaveDialog(app, letter)
  await page
    .getByRole('button', { name: /^Save PDF/u })
    .first()
    .click()
  await expect(page.getByText(/^Letter: saved as/u)).toBeVisible()
  const sent = await readPdf(letter)
  expect(sent.alts).toContain('Ultrasound, R1, right.')
  expect(sent.text.join(' ').replaceAll(/\s+/gu, ' ')).toMatch(
    /A length: [\d.]+ mm, from the region calibration of this frame/u,
  )
})
