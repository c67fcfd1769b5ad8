import { expect, type Page } from '@playwright/test'

/** What every journey begins with, through roles and labels. All people are invented. */
export const PASSPHRASE = 'four zz-test herons wade slowly'
export const CLINICIAN = 'Dr Zz-Test Linden'

/** First run: clinic, person, recovery code and two groups of it back. Answers the code, group by group. */
export async function firstRun(page: Page, profession = 'pain specialist'): Promise<string[]> {
  await page.getByLabel('Clinic name').fill('Zz-Test Clinic')
  await page.getByLabel('Address').fill('1 Zz-Test Road')
  await page.getByLabel('Phone').fill('5550 0142')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByLabel('Your name, as it signs').fill(CLINICIAN)
  const chosen = page.getByRole('button', { name: profession, exact: true })
  if ((await chosen.getAttribute('aria-pressed')) !== 'true') await chosen.click()
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE)
  await page.getByLabel('Passphrase again').fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Make the vault' }).click()
  const shown = page.getByRole('list', { name: 'Recovery code' }).getByRole('listitem')
  await expect(shown).toHaveCount(8)
  const groups = (await shown.allInnerTexts()).map((text) => text.split(/\s+/u).at(-1) ?? '')
  await page.getByRole('button', { name: 'I have it' }).click()
  for (const label of await page.getByText(/^Group \d$/u).allInnerTexts())
    await page.getByLabel(label).fill(groups[Number(label.slice(-1)) - 1] ?? '')
  await page.getByRole('button', { name: 'Start Palpa' }).click()
  await expect(page.getByRole('button', { name: /Register/u })).toBeVisible()
  return groups
}
