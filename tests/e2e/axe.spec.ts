import { SECTIONS } from '@shared/exam/definition'
import { ultrasound } from '../fixtures/dicom'
import { VIGNETTES } from '../fixtures/vignettes'
import { faults } from './axe-faults'
import { Chart } from './chart'
import { expect, test } from './launch'
import { firstRun, openHandout, register, signVisit, startVisit, unlock } from './steps'

const NOW = '2026-11-22T09:00:00Z'

test('axe finds nothing at the doors, at home and in the settings, in light and dark', async ({ launch }) => {
  test.setTimeout(180_000)
  const { page } = await launch({ now: NOW })
  const found: string[] = []
  const look = async (screen: string): Promise<void> => void found.push(...(await faults(page, screen)))
  await expect(page.getByLabel('Clinic name')).toBeVisible()
  await look('first run')
  await firstRun(page)
  await look('patients, empty')
  await page.getByRole('button', { name: /Register/u }).click()
  await expect(page.getByLabel('Given name')).toBeVisible()
  await look('register')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await register(page, VIGNETTES.V1.patient)
  await look('patient')
  await page.getByRole('button', { name: 'New visit' }).click()
  await expect(page.getByRole('dialog', { name: 'New visit' })).toBeVisible()
  await look('new visit')
  await page.keyboard.press('Escape')
  await page
    .getByRole('button', { name: /Patients/u })
    .first()
    .click()
  await page.getByRole('combobox', { name: /Find a patient/u }).fill('aster')
  await expect(page.getByRole('option')).toHaveCount(1)
  await look('patients, found')
  await page.keyboard.press('F1')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await look('keys')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /Drafts/u }).click()
  await expect(page.getByRole('heading', { name: 'Drafts' })).toBeVisible()
  await look('drafts')
  await page.getByRole('button', { name: /Settings/u }).click()
  const topics = page.getByRole('navigation', { name: 'Topics' }).getByRole('button')
  await expect(topics.first()).toBeVisible()
  for (let at = 0; at < (await topics.count()); at += 1) {
    await topics.nth(at).click()
    const topic = await topics.nth(at).innerText()
    await expect(page.getByRole('heading', { level: 1, name: topic.trim() })).toBeVisible()
    await look(`settings, ${topic}`)
  }
  await page.getByRole('button', { name: /^Lock/u }).click()
  await expect(page.getByLabel('Passphrase', { exact: true })).toBeVisible()
  await unlock(page, 'not it')
  await expect(page.getByText('That passphrase does not open')).toBeVisible()
  await look('unlock')
  await page.getByRole('button', { name: 'Use the recovery code…' }).click()
  // Loaded when it is first asked for.
  await expect(page.getByLabel('Recovery code')).toBeVisible()
  await look('recovery')
  expect(found).toEqual([])
})

test('axe finds nothing in a visit, its pictures, its signature and its handout', async ({ launch }) => {
  test.setTimeout(240_000)
  const { page } = await launch({ now: NOW })
  const found: string[] = []
  const look = async (screen: string): Promise<void> => void found.push(...(await faults(page, screen)))
  await firstRun(page)
  await register(page, VIGNETTES.V1.patient)
  const [visit] = VIGNETTES.V1.visits
  await startVisit(page, visit!.visitOn)
  await look('visit, nothing answered')
  await page.getByRole('button', { name: /^Sign…/u }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await look('sign, much to answer')
  await page.keyboard.press('Escape')
  const chart = new Chart(page)
  await chart.visit(visit!)
  await chart.section('images')
  await page.getByLabel('Files to attach').setInputFiles({
    name: 'scan.dcm',
    mimeType: 'application/dicom',
    buffer: Buffer.from(ultrasound()),
  })
  await expect(page.getByRole('alertdialog', { name: /Another person/u })).toBeVisible()
  await look('another person’s picture')
  await page.getByRole('button', { name: 'Attach it here' }).click()
  await expect(page.getByRole('button', { name: 'Open Ultrasound' }).first()).toBeVisible()
  for (const section of SECTIONS) {
    await chart.section(section.id)
    const tabs = page.getByRole('tab')
    const count = await tabs.count()
    for (let at = 0; at < Math.max(1, count); at += 1) {
      if (count > 0) await tabs.nth(at).click()
      await look(`${section.title} ${at}`)
    }
  }
  await chart.section('contributors')
  await page.getByRole('textbox', { name: 'Sitting', exact: true }).fill('25')
  await page.getByRole('textbox', { name: 'Sitting', exact: true }).blur()
  await expect(page.getByText(/^0 to 24 .* 25 is kept here and not saved/u)).toBeVisible()
  await page.getByRole('textbox', { name: 'Weight', exact: true }).fill('400')
  await page.getByRole('textbox', { name: 'Weight', exact: true }).blur()
  await expect(page.getByLabel('Reason for keeping it')).toBeVisible()
  await look('refused and to confirm')
  await page.getByRole('textbox', { name: 'Sitting', exact: true }).fill('9')
  await page.getByRole('textbox', { name: 'Weight', exact: true }).fill('')
  await chart.section('images')
  await page.getByRole('tab', { name: 'Images' }).click()
  await page.getByRole('button', { name: 'Open Ultrasound' }).last().click()
  await expect(page.getByRole('button', { name: /^Done/u })).toBeVisible()
  await look('viewer')
  await page.getByRole('button', { name: /^Done/u }).click()
  await chart.section('images')
  await chart.open(/^Picture 1/u, 'scan')
  await chart.answer('image.modality', 'ultrasound', 'scan')
  await chart.answer('image.identifiersRemoved', 'no', 'scan')
  await page.getByRole('button', { name: /^Sign…/u }).click()
  await expect(page.getByRole('alertdialog').getByLabel(/^Passphrase of/u)).toBeVisible()
  await look('sign')
  await page.keyboard.press('Escape')
  await signVisit(page)
  await look('signed visit')
  await page.keyboard.press('Alt+l')
  await page.getByLabel('Reason', { exact: true }).fill('The lump on the left')
  await expect(page.getByText('The text says “left”')).toBeVisible()
  await look('letter')
  await page.getByRole('button', { name: 'Back to the visit' }).click()
  await openHandout(page)
  await look('handout')
  expect(found).toEqual([])
})
