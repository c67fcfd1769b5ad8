import type { Page } from '@playwright/test'
import { VIGNETTES } from '../fixtures/vignettes'
import { expect, test } from './launch'
import { firstRun, PASSPHRASE, register, startVisit } from './steps'

const NOW = '2026-11-22T09:00:00Z'
const ALDER = 'Zz-Test Alder'
const OAK = 'Zz-Test Oak'
const OWN = { [ALDER]: 'five zz-test alders lean on water', [OAK]: 'nine zz-test oaks hold the bank' }
const FIRST = 'handed over zz-test paper note'
const PIN = '835267'
const shots = process.env['PALPA_SHOTS']

const shot = async (page: Page, name: string): Promise<void> => {
  if (shots === undefined) return
  for (const theme of ['light', 'dark']) {
    await page.evaluate((value) => (document.documentElement.dataset['theme'] = value), theme)
    await page.screenshot({ path: `${shots}/${name}-${theme}.png` })
  }
  await page.evaluate(() => delete document.documentElement.dataset['theme'])
}
const topic = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: /^Settings/u }).click()
  await page.getByRole('button', { name, exact: true }).click()
}
const add = async (page: Page, name: string, role: string): Promise<void> => {
  await page.getByRole('button', { name: 'Add a person…' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Add a person' })
  await dialog.getByLabel('Name, as it signs').fill(name)
  await dialog.getByRole('radio', { name: role }).click()
  await dialog.getByLabel('First passphrase, to hand over', { exact: true }).fill(FIRST)
  await dialog.getByLabel('First passphrase, to hand over again').fill(FIRST)
  await dialog.getByLabel('Your own passphrase').fill(PASSPHRASE)
  await shot(page, 'people-add')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('button', { name: `Suspend ${name}` })).toBeVisible()
}
const unlockAs = async (page: Page, name: string, secret: string): Promise<void> => {
  await page.getByRole('radio', { name }).check()
  await page.locator('#passphrase').fill(secret)
  await page.getByRole('button', { name: 'Unlock', exact: true }).click()
}
const chooseOwn = async (page: Page, name: typeof ALDER | typeof OAK): Promise<void> => {
  await unlockAs(page, name, FIRST)
  await expect(page.getByRole('heading', { name: 'Choose your own passphrase' })).toBeVisible()
  await page.getByLabel('Passphrase that you were given').fill(FIRST)
  await page.getByLabel('New passphrase', { exact: true }).fill(OWN[name])
  await page.getByLabel('New passphrase again').fill(OWN[name])
  await shot(page, 'choose-own')
  await page.getByRole('button', { name: 'Use this passphrase' }).click()
  await expect(page.getByRole('button', { name: /Register/u })).toBeVisible()
}

test('people are added, choose their own passphrase, switch by PIN, and see what their role may', async ({
  launch,
}) => {
  test.setTimeout(180_000)
  const { app, page } = await launch({ now: NOW, env: { STAND_IN_KEYCHAIN: 'gnome_libsecret' } })
  await firstRun(page)
  await register(page, VIGNETTES.V1.patient)
  await startVisit(page, '2026-11-22')
  await page.getByRole('button', { name: 'Back to the patient' }).click()

  await topic(page, 'People')
  await add(page, ALDER, 'clinician')
  await add(page, OAK, 'assistant')
  await shot(page, 'people')
  await topic(page, 'Your passphrase')
  await page.getByLabel('PIN', { exact: true }).fill('123456')
  await page.locator('#pin-passphrase').fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Set PIN' }).click()
  await expect(page.getByText('among the first that anybody tries')).toBeVisible()
  await page.getByLabel('PIN', { exact: true }).fill(PIN)
  await page.getByRole('button', { name: 'Set PIN' }).click()
  await expect(page.getByText('The PIN unlocks and signs on this laptop.')).toBeVisible()
  await shot(page, 'own')

  // The assistant: pictures and no form, no governing, no signing.
  await page.keyboard.press('Control+Shift+L')
  await chooseOwn(page, OAK)
  await page.getByRole('button', { name: /^Drafts/u }).click()
  await page.getByRole('button', { name: /Aster/u }).first().click()
  await expect(page.getByText('You attach pictures here.')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Sign/u })).toHaveCount(0)
  await shot(page, 'assistant-visit')
  await page.getByRole('button', { name: 'Back to the patient' }).click()
  await page.getByRole('button', { name: /^Settings/u }).click()
  await expect(page.getByRole('button', { name: 'People', exact: true })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Clinic', exact: true })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Backup', exact: true })).toHaveCount(0)

  // The owner by PIN; one mistake costs a try of five.
  await page.getByRole('button', { name: /^Switch person/u }).click()
  await page.getByRole('radio', { name: 'Dr Zz-Test Linden' }).check()
  await page.getByLabel('PIN', { exact: true }).fill('990073')
  await page.getByRole('button', { name: 'Unlock', exact: true }).click()
  await expect(page.getByText('That is not the PIN. 4 tries left')).toBeVisible()
  await shot(page, 'unlock-pin')
  await page.getByLabel('PIN', { exact: true }).fill(PIN)
  await page.getByRole('button', { name: 'Unlock', exact: true }).click()
  await topic(page, 'People')

  // The last owner stays; a suspended person is told so.
  await page.getByRole('button', { name: 'Details and role of Dr Zz-Test Linden' }).click()
  const edit = page.getByRole('alertdialog', { name: 'Details and role' })
  await edit.getByRole('radio', { name: 'assistant' }).click()
  await edit.getByLabel('Your own passphrase').fill(PASSPHRASE)
  await edit.getByRole('button', { name: 'Save' }).click()
  await expect(edit.getByText('This is the only owner of the clinic.')).toBeVisible()
  await edit.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: `Suspend ${OAK}` }).click()
  const suspend = page.getByRole('alertdialog', { name: 'Suspend this person' })
  await suspend.getByLabel('Your own passphrase').fill(PASSPHRASE)
  await suspend.getByRole('button', { name: 'Suspend', exact: true }).click()
  await expect(page.getByRole('button', { name: `Bring back ${OAK}` })).toBeVisible()

  // Who did what: of everybody, and of one chart from its own page.
  await topic(page, 'Who did what')
  await expect(page.getByRole('row', { name: /Person suspended.*Zz-Test Oak/u })).toBeVisible()
  await expect(page.getByRole('row', { name: /Wrong passphrase, PIN or code.*nobody known/u })).toBeVisible()
  await shot(page, 'record')
  await page.getByRole('button', { name: /^Patients/u }).click()
  await page.getByRole('button', { name: 'Patient', exact: true }).click()
  await page.getByRole('button', { name: 'Who opened this chart' }).click()
  await expect(page.getByRole('row', { name: /Visit opened.*Zz-Test Oak/u }).first()).toBeVisible()
  await expect(page.getByRole('row', { name: /Person suspended/u })).toHaveCount(0)
  await shot(page, 'record-patient')
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'))
  await page.getByRole('radio', { name: OAK }).check()
  await expect(page.getByText('This person is suspended and cannot unlock.')).toBeVisible()
  await shot(page, 'unlock-suspended')
})
