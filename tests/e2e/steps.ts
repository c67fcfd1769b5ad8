import { expect, type ElectronApplication, type Page } from '@playwright/test'
import { SWITCHABLE } from '@shared/prompts/rule-set'
import type { SignedExam } from '@shared/records/exam'
import type { PlainVignette } from '../fixtures/vignettes'

/** What every journey begins with, through roles and labels. All people are invented. */
export const PASSPHRASE = 'four zz-test herons wade slowly'
export const CLINICIAN = 'Dr Zz-Test Linden'

/** First run: clinic, person, recovery code and two groups of it back. Answers the code, group by group. */
export async function firstRun(
  page: Page,
  profession = 'pain specialist',
  /** Told when a screen of the first run is filled in. */
  filled: (screen: 'clinic' | 'person' | 'code' | 'asked-back') => Promise<void> = () => Promise.resolve(),
): Promise<string[]> {
  await page.getByLabel('Clinic name').fill('Zz-Test Clinic')
  await page.getByLabel('Address').fill('1 Zz-Test Road')
  await page.getByLabel('Phone').fill('5550 0142')
  await filled('clinic')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByLabel('Your name, as it signs').fill(CLINICIAN)
  const chosen = page.getByRole('button', { name: profession, exact: true })
  if ((await chosen.getAttribute('aria-pressed')) !== 'true') await chosen.click()
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE)
  await page.getByLabel('Passphrase again').fill(PASSPHRASE)
  await filled('person')
  await page.getByRole('button', { name: 'Make the vault' }).click()
  const shown = page.getByRole('list', { name: 'Recovery code' }).getByRole('listitem')
  await expect(shown).toHaveCount(8)
  const groups = (await shown.allInnerTexts()).map((text) => text.split(/\s+/u).at(-1) ?? '')
  await filled('code')
  await page.getByRole('button', { name: 'I have it' }).click()
  for (const label of await page.getByText(/^Group \d$/u).allInnerTexts())
    await page.getByLabel(label).fill(groups[Number(label.slice(-1)) - 1] ?? '')
  await filled('asked-back')
  await page.getByRole('button', { name: 'Start Palpa' }).click()
  await expect(page.getByRole('button', { name: /Register/u })).toBeVisible()
  return groups
}

/** Registers a patient from the home screen and stays on the patient's page. */
export async function register(page: Page, patient: PlainVignette['patient']): Promise<void> {
  await page.getByRole('button', { name: /Register/u }).click()
  await page.getByLabel('Given name').fill(patient.given)
  await page.getByLabel('Family name').fill(patient.family)
  await page.getByLabel('Birth date').fill(patient.bornOn)
  await page.getByRole('radio', { name: patient.sex, exact: true }).click()
  await page.getByRole('button', { name: 'Register' }).last().click()
  await expect(page.getByText(/^No\. \d{5}/u).first()).toBeVisible()
}

/** Starts a visit from the patient's page, on its own day. */
export async function startVisit(page: Page, visitOn: string): Promise<void> {
  await page.getByRole('button', { name: 'New visit' }).click()
  await page.getByLabel('Day of the visit').fill(visitOn)
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(page.getByRole('navigation', { name: 'Sections' })).toBeVisible()
}

/** Signs the open visit with the passphrase and waits for the signed page. */
export async function signVisit(page: Page, mode: SignedExam['mode'] = 'complete'): Promise<void> {
  await page.getByRole('button', { name: /^Sign…/u }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Sign this visit' })
  await dialog.getByLabel(/^Passphrase of/u).fill(PASSPHRASE)
  const name = mode === 'complete' ? 'Sign' : 'Sign as incomplete, emergency'
  await dialog.getByRole('button', { name, exact: true }).click()
  await expect(page.getByText(mode === 'complete' ? /^Signed by/u : /^Signed as incomplete/u)).toBeVisible()
}

/** Injections and prescribing come into scope (Settings, This laptop). */
export async function allowProcedures(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Settings/u }).click()
  await page.getByRole('button', { name: 'This laptop' }).click()
  const scope = page.getByRole('radiogroup', { name: 'Injections and prescribing are in scope here' })
  await scope.getByRole('radio', { name: 'yes' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(/^Saved \d\d:\d\d/u)).toBeVisible()
  await page.getByRole('button', { name: /Patients/u }).click()
}

/** Everything that ships off is switched on by its name (Settings, Prompts), as in the fixture clinic. */
export async function switchRulesOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Settings/u }).click()
  await page.getByRole('button', { name: 'Prompts', exact: true }).click()
  for (const { id, name } of SWITCHABLE)
    await page
      .getByRole('radiogroup', { name: `${id}, ${name}`, exact: true })
      .getByRole('radio', { name: 'on' })
      .click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(/^Saved \d\d:\d\d/u)).toBeVisible()
  await page.getByRole('button', { name: /Patients/u }).click()
}

/** Types the passphrase at the unlock screen. */
export async function unlock(page: Page, passphrase = PASSPHRASE): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
  await page.getByRole('button', { name: 'Unlock', exact: true }).click()
}

/** The answer to the next save dialog of the operating system. */
export const answerSaveDialog = (app: ElectronApplication, path: string): Promise<void> =>
  app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)

/** From the signed visit to its sheet, drawn as it prints. */
export async function openHandout(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Handout…/u }).click()
  await expect(page.getByRole('button', { name: 'Save PDF' })).toBeEnabled()
}

/** Saves the sheet that stands open to the place the dialog answers. */
export async function savePdf(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save PDF' }).click()
  await expect(page.getByText(/^Handout: saved as/u)).toBeVisible({ timeout: 30_000 })
}
