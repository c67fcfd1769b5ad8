import { expect, test } from './launch'
import { Chart } from './chart'
import { firstRun, register, startVisit } from './steps'

const DAY = '2026-11-26'
const ASTER = { given: 'Zz-Test', family: 'Aster', bornOn: '1980-03-12', sex: 'female' as const }

test('a phrase is written by its name, its stops are filled in turn, and an open one is not signed past; a plan set plans in one key; Ctrl K opens a chart', async ({
  launch,
}) => {
  const { page } = await launch({ now: `${DAY}T09:00:00Z` })
  await firstRun(page)
  await page.getByRole('button', { name: /Settings/u }).click()
  await page.getByRole('button', { name: 'Phrases, plans' }).click()
  await page.getByLabel('Name').fill('sit')
  await page.getByLabel('Text').fill('Sits [[hours]] h, [[at a desk|in a car]], [[since when?]].')
  await page.getByRole('button', { name: 'Save phrase' }).click()
  await expect(page.getByText('Saved .sit')).toBeVisible()
  await page.getByRole('button', { name: /Patients/u }).click()
  await register(page, ASTER)
  await startVisit(page, DAY)

  const chart = new Chart(page)
  await chart.section('complaint')
  const text = chart.row('complaint.narrative').getByRole('textbox')
  await text.click()
  await page.keyboard.type('.sit ')
  await expect(text).toHaveValue('Sits [[hours]] h, [[at a desk|in a car]], [[since when?]].')
  // Left as it is, it says what is still to fill and counts for nothing.
  await page.keyboard.type('9')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('status').filter({ hasText: 'in a car' })).toBeVisible()
  await page.keyboard.press('Shift+Tab')
  await expect(
    page.getByText('Still to fill: at a desk or in a car. F4 goes there.', { exact: true }),
  ).toBeVisible()
  await text.click()
  await page.keyboard.press('F4')
  await page.keyboard.press('2')
  await page.keyboard.press('Shift+Tab')
  await expect(text).toHaveValue('Sits 9 h, in a car.')
  await expect(page.getByText(/Still to fill/u)).toHaveCount(0)

  await chart.section('plan')
  await chart.answer('plan.options', ['heat'])
  await page.getByRole('button', { name: 'Keep as a set' }).click()
  await page.getByLabel('Name').fill('Heat first')
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  await expect(page.getByText('Kept as Heat first.')).toBeVisible()
  await chart.key('undo')
  await expect(chart.row('plan.options').getByRole('button', { name: 'heat' })).toHaveAttribute(
    'aria-pressed',
    'false',
  )
  await chart.key('planSet')
  await expect(chart.row('plan.options').getByRole('button', { name: 'heat' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )

  await chart.key('find')
  await page.getByRole('combobox', { name: /Find a patient/u }).fill('ast')
  await expect(page.getByRole('option', { name: /Zz-Test Aster/u })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation', { name: 'Sections' })).toBeVisible()
})
