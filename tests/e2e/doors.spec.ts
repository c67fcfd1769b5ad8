import { VIGNETTES } from '../fixtures/vignettes'
import { Chart } from './chart'
import { expect, test } from './launch'
import { firstRun, register, startVisit, unlock, PASSPHRASE } from './steps'

const { patient } = VIGNETTES.V1
const NOW = '2026-11-22T09:00:00Z'
const NEW_PASSPHRASE = 'three zz-test otters sleep afloat'

test('a wrong passphrase says so in plain words and holds the next try back; the recovery code sets a new one', async ({
  launch,
}) => {
  const { app, page } = await launch()
  const code = await firstRun(page)
  await page.getByRole('button', { name: 'Lock' }).click()
  await expect(page.getByRole('heading', { name: 'Zz-Test Clinic' })).toBeVisible()

  const box = page.getByLabel('Passphrase', { exact: true })
  const wrong = page.getByText('That passphrase does not open this vault.')
  await expect(box).toBeFocused()
  await unlock(page, 'not it')
  await expect(wrong).toBeVisible()
  // Mistyping once costs nothing; from then on the wait grows.
  const waits: number[] = []
  for (let tries = 0; waits.length < 2; tries += 1) {
    expect(tries, 'a wait begins within a few tries').toBeLessThan(6)
    await expect(page.getByRole('button', { name: 'Unlock', exact: true })).toBeEnabled({ timeout: 30_000 })
    await unlock(page, 'not it')
    await expect(box).toHaveValue('')
    const told = /Try again in (\d+) s/u.exec((await page.locator('#unlock-says').textContent()) ?? '')
    if (told) waits.push(Number(told[1]))
  }
  expect(waits[1]).toBeGreaterThanOrEqual(waits[0]!)
  await expect(page.getByRole('button', { name: /^Unlock in \d+ s$/u })).toBeDisabled()
  await app.close()

  const again = await launch()
  await again.page.getByRole('button', { name: 'Use the recovery code…' }).click()
  await again.page.getByLabel('Recovery code').fill(code.join(' ').toLowerCase())
  await again.page.getByLabel('New passphrase').fill(NEW_PASSPHRASE)
  await again.page.getByRole('button', { name: 'Unlock', exact: true }).click({ timeout: 60_000 })
  await expect(again.page.getByRole('button', { name: /Register/u })).toBeVisible()
  await again.page.getByRole('button', { name: 'Lock' }).click()
  await unlock(again.page, PASSPHRASE)
  await expect(again.page.getByText('That passphrase does not open this vault.')).toBeVisible()
  await expect(again.page.getByRole('button', { name: 'Unlock', exact: true })).toBeEnabled()
  await unlock(again.page, NEW_PASSPHRASE)
  await expect(again.page.getByRole('button', { name: /Register/u })).toBeVisible()
})

test('locking mid-exam by key keeps the draft, and unlocking returns to the same field', async ({
  launch,
}) => {
  const { page } = await launch({ now: NOW })
  await firstRun(page)
  await register(page, patient)
  await startVisit(page, '2026-11-22')
  const chart = new Chart(page)
  await chart.answer('complaint.painNow', 4)
  await chart.section('contributors')
  await chart.answer('contributors.sittingHours', 9)
  const heavy = chart.row('contributors.trauma').getByRole('radiogroup').first()
  await heavy.getByRole('radio').first().focus()
  await chart.key('lock')
  await expect(page.getByLabel('Passphrase', { exact: true })).toBeFocused()
  await expect(page.getByText(patient.family)).toHaveCount(0)

  await page.keyboard.type(PASSPHRASE)
  await page.keyboard.press('Enter')
  await expect(heavy.getByRole('radio').first()).toBeFocused()
  await expect(chart.row('contributors.sittingHours').getByRole('textbox')).toHaveValue('9')
  await chart.section('complaint')
  await expect(chart.row('complaint.painNow').getByRole('radio', { name: '4', exact: true })).toBeChecked()
})

test('half-typed text is there again after a lock, and after the app was closed', async ({ launch }) => {
  const { app, page } = await launch({ now: NOW })
  await firstRun(page)
  await register(page, patient)
  await startVisit(page, '2026-11-22')
  const chart = new Chart(page)
  await chart.section('contributors')
  await chart.row('contributors.sittingHours').getByRole('textbox').pressSequentially('25')
  await chart.key('lock')
  await expect(page.getByLabel('Passphrase', { exact: true })).toBeFocused()
  await app.close()

  const again = await launch({ now: NOW })
  await unlock(again.page)
  await again.page.getByRole('button', { name: /Drafts/u }).click()
  await again.page.getByRole('button', { name: /Aster/u }).first().click()
  const row = again.page.locator('[data-path="contributors.sittingHours"]')
  await expect(row.getByRole('textbox')).toHaveValue('25')
  await expect(row.getByRole('textbox')).toBeFocused()
})

test('quiet minutes lock the vault, and so does a laptop that goes to sleep', async ({ launch }) => {
  const { app, page } = await launch({ now: NOW })
  await firstRun(page)
  const locked = page.getByLabel('Passphrase', { exact: true })
  // Ten minutes are the clinic's setting at first; only the clock moves.
  await app.evaluate(() => {
    const Before = Date
    const ahead = 11 * 60_000
    globalThis.Date = class extends Before {
      constructor(...args: [] | [number]) {
        if (args.length === 0) super(Before.now() + ahead)
        else super(...args)
      }
      static override now = () => Before.now() + ahead
    } as DateConstructor
  })
  await expect(locked).toBeVisible({ timeout: 15_000 })
  await unlock(page)
  await expect(page.getByRole('button', { name: /Register/u })).toBeVisible()
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'))
  await expect(locked).toBeVisible()
})
