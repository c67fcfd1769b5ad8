import { join } from 'node:path'
import { expect, type ElectronApplication, type Page } from '@playwright/test'
import { SECTIONS } from '@shared/exam/definition'
import { Chart } from '../e2e/chart'
import {
  answerSaveDialog,
  firstRun,
  openHandout,
  PASSPHRASE,
  savePdf,
  startVisit,
  unlock,
} from '../e2e/steps'
import { VIGNETTES } from '../fixtures/vignettes'
import { Stop } from './arguments'
import type { Recorder } from './recorder'

const { patient, visits } = VIGNETTES.V1
const visit = visits[0]!
/** The day and hour at which V1 is seen. */
export const SEEN_AT = `${visit.visitOn}T09:00:00Z`

/** A file to attach: a path, or bytes made here. */
export type Attachment = string | { name: string; mimeType: string; buffer: Buffer }

interface Demo {
  readonly app: ElectronApplication
  readonly page: Page
  readonly recorder: Recorder
  readonly out: string
  readonly image: Attachment
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

async function begin({ page, recorder }: Demo): Promise<void> {
  await recorder.step(
    'First run: the clinic, the first person, the recovery code and two groups of it back',
    () => firstRun(page, 'GP', (moment) => recorder.screen(`first-run-${moment}`)),
  )
  await recorder.screen('home-empty')
  await recorder.step('Lock, and unlock again', async () => {
    await page.keyboard.press('Control+l')
    await expect(button(page, 'Unlock')).toBeVisible()
    await recorder.screen('unlock')
    await unlock(page, 'not the zz-test passphrase')
    await expect(page.getByRole('alert').or(page.locator('#unlock-says'))).not.toBeEmpty()
    await recorder.screen('unlock-wrong-passphrase')
    await expect(button(page, 'Unlock')).toBeEnabled({ timeout: 30_000 })
    await unlock(page)
    await expect(button(page, /Register/u)).toBeVisible()
  })
}

async function register({ page, recorder }: Demo): Promise<void> {
  await recorder.step('Register Zz-Test Aster', async () => {
    await button(page, /Register/u).click()
    await page.getByLabel('Given name').fill(patient.given)
    await page.getByLabel('Family name').fill(patient.family)
    await page.getByLabel('Birth date').fill(patient.bornOn)
    await page.getByRole('radio', { name: patient.sex, exact: true }).click()
    await recorder.screen('register')
    await button(page, 'Register').last().click()
    await expect(page.getByText(/^No\. \d{5}/u).first()).toBeVisible()
  })
  await recorder.screen('patient-new')
}

async function attach({ page, image, recorder }: Demo, chart: Chart): Promise<void> {
  await chart.section('images')
  await page.getByLabel('Files to attach').setInputFiles(image)
  const doubt = page.getByRole('alertdialog', { name: /Another person/u })
  const attached = button(page, /^Open /u).first()
  const refused = page.locator('.images .line').getByText(/: /u)
  await expect(doubt.or(attached).or(refused).first()).toBeVisible({ timeout: 120_000 })
  if (await refused.isVisible()) throw new Stop(await refused.innerText())
  if (await doubt.isVisible()) {
    await recorder.screen('another-persons-picture')
    await doubt.getByRole('button', { name: 'Attach it here' }).click()
  }
  await expect(attached).toBeVisible({ timeout: 120_000 })
  const what = (await attached.getAttribute('aria-label')) ?? ''
  const modality = /ultrasound/iu.test(what) ? 'ultrasound' : /MR/u.test(what) ? 'mri' : 'other'
  await chart.open(/^Picture 1/u, 'picture')
  await chart.answer('image.modality', modality, 'picture')
  const nodule = visit.groups['nodule']?.[0]
  if (nodule !== undefined) await chart.answer('image.nodule', nodule.entryId, 'picture')
  await chart.answer('image.source', 'ownDevice', 'picture')
  await chart.answer('image.identifiersRemoved', 'no', 'picture')
}

async function examine(demo: Demo): Promise<void> {
  const { page, recorder } = demo
  await recorder.step('Start the visit', async () => {
    await startVisit(page, visit.visitOn)
  })
  await recorder.screen('exam-empty')
  await button(page, /^Sign…/u).click()
  await expect(page.getByRole('alertdialog', { name: 'Sign this visit' })).toBeVisible()
  await recorder.screen('sign-missing')
  await page.keyboard.press('Escape')
  const chart = new Chart(page)
  await chart.section('palpation')
  await page.keyboard.press('Alt+n')
  await expect(page.getByRole('application')).toBeFocused()
  for (const arrow of ['Shift+ArrowRight', 'Shift+ArrowRight', 'ArrowUp']) await page.keyboard.press(arrow)
  await recorder.screen('map-placing')
  await page.keyboard.press('Escape')
  await recorder.step('Chart the visit by the map and the form', () => chart.visit(visit))
  await recorder.step('Attach a picture', () => attach(demo, chart))
  await expect(page.getByRole('region', { name: 'Prompts' })).toContainText('R10')
  for (const { id, parts } of SECTIONS) {
    await chart.section(id)
    await recorder.screen(`exam-${id}`)
    if (id === 'palpation') {
      await page.getByRole('tab', { name: /^R1/u }).click()
      await recorder.screen('exam-palpation-nodule')
    }
    if (id === 'images') {
      await page.getByRole('tab', { name: /^Picture 1/u }).click()
      await recorder.screen('exam-images-picture')
    }
    // Long sections have a second half.
    const more = await page.evaluate(() => {
      const panel = document.querySelector('[role="tabpanel"]')
      if (panel === null || panel.scrollHeight <= panel.clientHeight + 40) return false
      panel.scrollTo(0, panel.scrollHeight)
      return true
    })
    if (more && parts.length > 0) await recorder.screen(`exam-${id}-end`)
  }
}

async function view({ page, recorder }: Demo): Promise<void> {
  await recorder.step('Look at the picture', async () => {
    await page
      .getByRole('navigation', { name: 'Sections' })
      .getByRole('button', { name: /^Images/u })
      .click()
    const first = page.getByRole('tab').first()
    if ((await first.count()) > 0) await first.click()
    await button(page, /^Open /u)
      .first()
      .click()
    await expect(page.getByRole('toolbar', { name: 'Film' })).toBeVisible()
    await recorder.screen('viewer')
    await button(page, 'Done').click()
    await expect(page.getByRole('navigation', { name: 'Sections' })).toBeVisible()
  })
}

async function sign({ page, recorder }: Demo): Promise<void> {
  await recorder.step('Sign', async () => {
    await button(page, /^Sign…/u).click()
    const dialog = page.getByRole('alertdialog', { name: 'Sign this visit' })
    await dialog.getByLabel(/^Passphrase of/u).fill(PASSPHRASE)
    await recorder.screen('sign')
    await dialog.getByRole('button', { name: 'Sign', exact: true }).click()
    await expect(page.getByText(/^Signed by/u)).toBeVisible({ timeout: 30_000 })
  })
  await recorder.screen('signed')
}

async function print({ app, page, recorder, out }: Demo): Promise<void> {
  await recorder.step('Save the clinic note as PDF', async () => {
    await answerSaveDialog(app, join(out, 'note.pdf'))
    await button(page, 'Save note as PDF').click()
    await expect(page.getByText('Note saved as PDF.')).toBeVisible({ timeout: 30_000 })
  })
  await recorder.step('Print the handout to PDF', async () => {
    await openHandout(page)
    await recorder.screen('handout')
    await answerSaveDialog(app, join(out, 'handout.pdf'))
    await savePdf(page)
  })
  await recorder.screen('handout-given')
  await page.getByRole('radio', { name: /large/iu }).click()
  await expect(button(page, 'Save PDF')).toBeEnabled()
  await recorder.screen('handout-large')
}

async function elsewhere({ page, recorder }: Demo): Promise<void> {
  await button(page, 'Back to the visit').click()
  await button(page, 'Back to the patient').click()
  await expect(page.getByText(/^No\. \d{5}/u).first()).toBeVisible()
  await recorder.screen('patient')
  await page.keyboard.press('Alt+1')
  await page.getByRole('combobox', { name: /Find a patient/u }).fill('aster')
  await expect(page.getByRole('option')).toHaveCount(1)
  await recorder.screen('home-search')
  await page.keyboard.press('F1')
  await recorder.screen('keys')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+2')
  await expect(page.getByRole('heading', { level: 1, name: 'Drafts' })).toBeVisible()
  await recorder.screen('drafts')
  await page.keyboard.press('Alt+3')
  const topics = page.getByRole('navigation', { name: 'Topics' }).getByRole('button')
  await expect(topics.first()).toBeVisible()
  for (const topic of await topics.all()) {
    const name = (await topic.innerText()).trim().split('\n')[0] ?? ''
    await topic.click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    await recorder.screen(`settings-${name.toLowerCase().replaceAll(' ', '-')}`)
  }
}

/** V1 from first run to printed handout, then every other screen. */
export async function playTypicalVisit(demo: Demo): Promise<void> {
  await begin(demo)
  await register(demo)
  await examine(demo)
  await view(demo)
  await sign(demo)
  await print(demo)
  await demo.recorder.step('Look around: patient, search, keys, drafts, settings', () => elsewhere(demo))
}
