import { readPdf } from '../fixtures/pdf'
import { VIGNETTES } from '../fixtures/vignettes'
import { Chart } from './chart'
import { expect, test } from './launch'
import { answerSaveDialog, firstRun, register, signVisit, startVisit, unlock } from './steps'

const { patient, visits } = VIGNETTES.V1
const visit = visits[0]!

test('a letter from the signed visit: written, kept across a lock, guarded against the other side, and what the preview shows comes out as PDF', async ({
  launch,
}, info) => {
  test.setTimeout(120_000)
  const { app, page } = await launch({ now: '2026-11-22T09:00:00Z' })
  await firstRun(page, 'GP')
  await register(page, patient)
  await startVisit(page, visit.visitOn)
  await new Chart(page).visit(visit)
  await signVisit(page)
  await page.keyboard.press('Alt+l')
  await expect(page.getByRole('button', { name: /^Print/u }).first()).toBeDisabled()
  await page.getByLabel('To', { exact: true }).fill('Dr Zz-Test Rowan\nLump clinic\n2 Zz-Test Street')
  await page.getByLabel('Reason', { exact: true }).fill('The lump on the left hurts on every long drive.')
  await expect(page.getByText('The text says “left”. This visit has R1 on the right.')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Save PDF/u }).first()).toBeDisabled()

  await page.keyboard.press('Control+l')
  await unlock(page)
  await expect(page.getByLabel('Reason', { exact: true })).toHaveValue(/^The lump on the left/u)
  await page.getByLabel('Reason', { exact: true }).fill('The lump hurts on every long drive.')
  await page.getByLabel('What I ask', { exact: true }).fill('Does it need a scan before an injection?')
  await expect(page.getByText('The text says “left”')).toBeHidden()
  await page.getByLabel('Background').uncheck()

  const paper = page.getByRole('region', { name: 'The letter as it prints' })
  await expect(paper).toContainText('Does it need a scan before an injection?')
  await expect(paper).toContainText('Recorded and left out of this letter: background.')
  const shown = (await paper.innerText()).replaceAll(/\s+/gu, ' ')
  const path = info.outputPath('letter.pdf')
  await answerSaveDialog(app, path)
  await page
    .getByRole('button', { name: /^Save PDF/u })
    .first()
    .click()
  await expect(page.getByText(/^Letter: saved as/u)).toBeVisible()
  const pdf = await readPdf(path)
  expect(pdf).toMatchObject({ tagged: true, language: 'en' })
  for (const text of pdf.text) expect(text).toContain('no. 00001')
  const words = pdf.text.join(' ').replaceAll(/\s+/gu, ' ')
  for (const said of [
    'Dr Zz-Test Rowan',
    'R1: it is on the right',
    'Reducible: not examined.',
    'With kind regards,',
  ])
    for (const where of [words, shown]) expect(where).toContain(said)
  await expect(page.getByText(/to Dr Zz-Test Rowan, saved as PDF, revision 1/u)).toBeVisible()
  await expect(page.getByRole('button', { name: /^Print again/u })).toBeVisible()
})
