import { expect, type ElectronApplication, type Page } from '@playwright/test'
import { SWITCHABLE } from '@shared/prompts/rule-set'
import type { SignedExam } from '@shared/records/exam'
import { t, told } from '../../renderer/language/text'
import type { PlainVignette } from '../fixtures/vignettes'

/**
 * What every journey begins with, through roles and labels, in the language that `renderer/language` speaks in this
 * process: English unless a test sets another. All people are invented.
 */
export const PASSPHRASE = 'four zz-test herons wade slowly'
export const CLINICIAN = 'Dr Zz-Test Linden'

/** Stands for what a test does not know: a name, a time, a number. */
const ANY = '\u0000'
const BY = { name: ANY, profession: ANY, day: ANY, time: ANY }
/** A text of the screens as it is searched for, from its start where `from` says so. */
const like = (text: string, from: '' | '^' = ''): RegExp =>
  new RegExp(from + text.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`).replaceAll(ANY, '.+'), 'u')

/** First run: clinic, person, recovery code and two groups of it back. Answers the code, group by group. */
export async function firstRun(
  page: Page,
  profession = 'pain specialist',
  /** Told when a screen of the first run is filled in. */
  filled: (screen: 'clinic' | 'person' | 'code' | 'asked-back') => Promise<void> = () => Promise.resolve(),
): Promise<string[]> {
  await page.getByLabel(t('Clinic name'), { exact: true }).fill('Zz-Test Clinic')
  await page.getByLabel(t('Address'), { exact: true }).fill('1 Zz-Test Road')
  await page.getByLabel(t('Phone'), { exact: true }).fill('5550 0142')
  await filled('clinic')
  await page.getByRole('button', { name: t('Next') }).click()
  await page.getByLabel(t('Your name, as it signs')).fill(CLINICIAN)
  const chosen = page.getByRole('button', { name: told(profession), exact: true })
  if ((await chosen.getAttribute('aria-pressed')) !== 'true') await chosen.click()
  await page.getByLabel(t('Passphrase'), { exact: true }).fill(PASSPHRASE)
  await page.getByLabel(t('Passphrase again'), { exact: true }).fill(PASSPHRASE)
  await filled('person')
  await page.getByRole('button', { name: t('Make the vault') }).click()
  const shown = page.getByRole('list', { name: t('Recovery code') }).getByRole('listitem')
  await expect(shown).toHaveCount(8)
  const groups = (await shown.allInnerTexts()).map((text) => text.split(/\s+/u).at(-1) ?? '')
  await filled('code')
  await page.getByRole('button', { name: t('I have it') }).click()
  await expect(page.getByText(t('Type two groups of the code, from the paper.'))).toBeVisible()
  for (const [index, group] of groups.entries()) {
    const box = page.getByLabel(t('Group {index}', { index: index + 1 }), { exact: true })
    if ((await box.count()) > 0) await box.fill(group)
  }
  await filled('asked-back')
  await page.getByRole('button', { name: t('Start Palpa') }).click()
  await expect(page.getByRole('button', { name: like(t('Register')) })).toBeVisible()
  return groups
}

/** Registers a patient from the home screen and stays on the patient's page. */
export async function register(page: Page, patient: PlainVignette['patient']): Promise<void> {
  await page.getByRole('button', { name: like(t('Register')) }).click()
  await page.getByLabel(t('Given name'), { exact: true }).fill(patient.given)
  await page.getByLabel(t('Family name'), { exact: true }).fill(patient.family)
  await page.getByLabel(t('Birth date'), { exact: true }).fill(patient.bornOn)
  await page.getByRole('radio', { name: told(patient.sex), exact: true }).click()
  await page
    .getByRole('button', { name: t('Register') })
    .last()
    .click()
  await expect(page.getByText(like(t('No. {number}', { number: ANY }), '^')).first()).toBeVisible()
}

/** Starts a visit from the patient's page, on its own day. */
export async function startVisit(page: Page, visitOn: string): Promise<void> {
  await page.getByRole('button', { name: t('New visit') }).click()
  await page.getByLabel(t('Day of the visit')).fill(visitOn)
  await page.getByRole('button', { name: t('Start'), exact: true }).click()
  await expect(page.getByRole('navigation', { name: t('Sections') })).toBeVisible()
}

/** Signs the open visit with the passphrase and waits for the signed page. */
export async function signVisit(page: Page, mode: SignedExam['mode'] = 'complete'): Promise<void> {
  await page.getByRole('button', { name: like(t('Sign…'), '^') }).click()
  const dialog = page.getByRole('alertdialog', { name: t('Sign this visit') })
  await dialog.getByLabel(t('Passphrase of {signer}', { signer: CLINICIAN })).fill(PASSPHRASE)
  const name = mode === 'complete' ? t('Sign') : t('Sign as incomplete, emergency')
  await dialog.getByRole('button', { name, exact: true }).click()
  await expect(
    page.getByText(
      like(
        mode === 'complete'
          ? t('Signed by {name}, {profession}, {day}, {time}.', BY)
          : t('Signed as incomplete, emergency, by {name}, {profession}, {day}, {time}.', BY),
        '^',
      ),
    ),
  ).toBeVisible()
}

/** Injections and prescribing come into scope (Settings, This laptop). */
export async function allowProcedures(page: Page): Promise<void> {
  await page.getByRole('button', { name: like(t('Settings')) }).click()
  await page.getByRole('button', { name: t('This laptop') }).click()
  const scope = page.getByRole('radiogroup', { name: t('Injections and prescribing are in scope here') })
  await scope.getByRole('radio', { name: t('yes') }).click()
  await page.getByRole('button', { name: t('Save'), exact: true }).click()
  await expect(page.getByText(like(t('Saved {time}', { time: ANY })))).toBeVisible()
  await page.getByRole('button', { name: like(t('Patients')) }).click()
}

/** Everything that ships off is switched on by its name (Settings, Prompts), as in the fixture clinic. */
export async function switchRulesOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: like(t('Settings')) }).click()
  await page.getByRole('button', { name: t('Prompts'), exact: true }).click()
  for (const { id, name } of SWITCHABLE)
    await page
      .getByRole('radiogroup', { name: `${id}, ${told(name)}`, exact: true })
      .getByRole('radio', { name: t('on') })
      .click()
  await page.getByRole('button', { name: t('Save'), exact: true }).click()
  await expect(page.getByText(like(t('Saved {time}', { time: ANY })))).toBeVisible()
  await page.getByRole('button', { name: like(t('Patients')) }).click()
}

/** Types the passphrase at the unlock screen. */
export async function unlock(page: Page, passphrase = PASSPHRASE): Promise<void> {
  await page.getByLabel(t('Passphrase'), { exact: true }).fill(passphrase)
  await page.getByRole('button', { name: t('Unlock'), exact: true }).click()
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
