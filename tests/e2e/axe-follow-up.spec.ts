import { sealClinic } from '../demo/seal-clinic'
import { oftenSeen } from '../fixtures/clinic'
import { faults } from './axe-faults'
import { Chart } from './chart'
import { expect, test } from './launch'
import { PASSPHRASE } from '../fixtures/records'
import { unlock } from './steps'

const shots = process.env['PALPA_SHOTS']

test('axe finds nothing in a follow-up: ghosts, life lines, then and now, outcomes, and prompts that are answered', async ({
  launch,
  dataFolder,
}) => {
  test.setTimeout(300_000)
  await sealClinic(dataFolder, () => undefined, { patients: [oftenSeen(3, 2)] })
  const { page } = await launch()
  await page.setViewportSize({ width: 1280, height: 800 })
  const found: string[] = []
  const look = async (screen: string): Promise<void> => {
    found.push(...(await faults(page, screen)))
    if (shots !== undefined)
      await page.screenshot({ path: `${shots}/${screen.replaceAll(/\W+/gu, '-')}.png` })
  }
  await unlock(page, PASSPHRASE)
  await page.getByRole('combobox', { name: /Find a patient/u }).fill('quince')
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Nodules', exact: true })).toBeVisible()
  await look('patient with nodules over time')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('region', { name: 'Then and now', exact: true })).toBeVisible()
  const chart = new Chart(page)
  await chart.throughTabs((section, at) => look(`follow-up, ${section.title} ${at}`))
  await chart.section('palpation')
  await page.getByRole('tab', { name: /^R1/u }).click()
  await expect(page.getByRole('region', { name: 'Life line of R1' })).toBeVisible()
  await chart.key('sameSection')
  const bar = page.getByRole('region', { name: 'Prompts' })
  await expect(bar).toContainText('no red flag recorded')
  await expect(bar).toContainText('Red flags not answered yet: 17.')
  await look('a nodule attested')

  await chart.section('redFlags')
  await chart.answer('redFlags.majorTrauma', 'yes')
  await chart.answer('redFlags.fever', 'yes')
  await expect(bar.getByRole('button', { name: 'Next prompt' })).toBeVisible()
  await look('prompts, one of several')
  await bar.getByRole('button', { name: /sources in full/u }).click()
  await look('a prompt with its sources')
  await bar.getByRole('button', { name: 'Disagree…' }).click()
  await look('a prompt and why it is disagreed with')
  await bar.getByLabel('Why you disagree').fill('Seen and cleared at the hospital')
  await bar.getByRole('button', { name: 'Keep reason' }).click()
  await look('a prompt that was answered')
  await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'))
  await look('prompts in dark')
  expect(found).toEqual([])
})
