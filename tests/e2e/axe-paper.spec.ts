import type { ElectronApplication } from '@playwright/test'
import { VIGNETTES } from '../fixtures/vignettes'
import { faults } from './axe-faults'
import { Chart } from './chart'
import { expect, test } from './launch'
import { firstRun, openHandout, register, signVisit, startVisit } from './steps'

const NOW = '2026-11-22T09:00:00Z'

/** No printer answers. A window that failed is replaced, so this is said before each try. */
const unanswered = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => {
    for (const { webContents } of BrowserWindow.getAllWindows())
      if (webContents.getURL().includes('print')) webContents.print = (_options, done) => done?.(false, 'x')
  })

test('axe finds nothing where texts are written, judged and reviewed, in light and dark', async ({
  launch,
}) => {
  test.setTimeout(180_000)
  const { page } = await launch({ now: NOW })
  const found: string[] = []
  const look = async (screen: string): Promise<void> => void found.push(...(await faults(page, screen)))
  await firstRun(page)
  await page.getByRole('button', { name: /Settings/u }).click()
  const topics = page.getByRole('navigation', { name: 'Topics' })
  const topic = (name: string) => topics.getByRole('button', { name, exact: true }).click()

  await topic('Clinic’s texts')
  await page.getByRole('button', { name: 'New sheet' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Zz-Test heat sheet')
  await page.getByRole('button', { name: 'Add passage' }).click()
  await page.getByLabel('Heading').fill('Warm packs')
  await page
    .getByRole('textbox', { name: 'Passage 1' })
    .fill('A pack that was warmed in water is recommended by our physiotherapy department to patients.')
  const meter = page.getByRole('region', { name: 'How your words read' })
  await expect(meter).toContainText('Over the aim of 6.9 and 8.0.')
  await expect(meter).toContainText('Passive: “was warmed”.')
  await expect(page.getByRole('region', { name: 'The text as it prints' })).toContainText('Warm packs')
  await look('a sheet while it is written')
  await page.getByLabel('Name', { exact: true }).fill('')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('A text needs a name. Nothing was saved')).toBeVisible()
  await look('a sheet that is refused')
  await page.getByLabel('Name', { exact: true }).fill('Zz-Test heat sheet')
  await page.getByRole('button', { name: 'Save', exact: true }).click()

  await page.getByRole('button', { name: 'Judge… Zz-Test heat sheet' }).click()
  const judging = page.getByRole('dialog', { name: 'Judge Zz-Test heat sheet' })
  await judging.getByRole('radio', { name: 'yes' }).first().click()
  await expect(judging).toContainText('23 to answer.')
  await look('judging a sheet')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Judge…', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'Judge Palpa’s sheet' })).toContainText(
    'Its makers: no. The chart says “one box for each day” and does not show one ticked.',
  )
  await look('judging Palpa’s sheet')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'New letter' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Zz-Test scan letter')
  await page.getByRole('textbox', { name: 'Reason' }).fill('A scan is asked for.')
  await page.getByRole('combobox', { name: 'Reason, take from the visit' }).selectOption('nodules')
  const letter = page.getByRole('region', { name: 'The text as it prints' })
  await expect(letter).toContainText('R1 (right)')
  await page.getByRole('radio', { name: 'Damson, a scan arranged' }).click()
  await expect(letter).toContainText('Zz-Test Damson')
  await look('a letter while it is written')
  await page.getByRole('button', { name: 'Back to the settings' }).click()

  await topic('Sheet’s words')
  const choose = page.getByRole('checkbox', { name: /^Choose /u })
  await choose.first().check()
  await page
    .getByRole('button', { name: /^Remark/u })
    .first()
    .click()
  await expect(page.getByLabel('What should change, and why')).toBeVisible()
  await look('translations under review')
  await page.getByRole('button', { name: 'Sign 1…' }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await look('signing a translation')
  await page.keyboard.press('Escape')
  expect(found).toEqual([])
})

test('axe finds nothing where a note is printed in part, and in a queue whose printer does not answer', async ({
  launch,
}) => {
  test.setTimeout(180_000)
  const { app, page } = await launch({ now: NOW })
  const found: string[] = []
  const look = async (screen: string): Promise<void> => void found.push(...(await faults(page, screen)))
  await firstRun(page)
  await register(page, VIGNETTES.V1.patient)
  const [visit] = VIGNETTES.V1.visits
  await startVisit(page, visit!.visitOn)
  await new Chart(page).visit(visit!)
  await signVisit(page)
  await page.getByRole('button', { name: 'Print part of it…' }).click()
  const part = page.getByRole('dialog', { name: 'Print the note' })
  await part.getByRole('textbox', { name: 'Free at the top of the page' }).fill('400')
  await expect(part.getByText('400 is kept here and not used')).toBeVisible()
  await look('a note in part')
  await page.keyboard.press('Escape')

  await openHandout(page)
  await unanswered(app)
  await page
    .getByRole('button', { name: /^Print/u })
    .first()
    .click()
  const queue = page.getByRole('region', { name: 'Print queue' })
  await expect(queue).toContainText('Handout: Printer did not answer.')
  await look('a handout that did not print')
  await page.getByRole('button', { name: 'Back to the visit' }).click()
  await expect(queue).toContainText('Handout: Printer did not answer.')
  await look('the queue beside the signed visit')
  await page.keyboard.press('Alt+l')
  await page.getByLabel('Reason', { exact: true }).fill('The lump hurts on every long drive.')
  await unanswered(app)
  await page
    .getByRole('button', { name: /^Print/u })
    .first()
    .click()
  await expect(queue).toContainText('Letter: Printer did not answer.')
  await look('a letter that did not print')
  await queue.getByRole('button', { name: 'Put aside' }).first().click()
  await expect(queue).not.toContainText('Letter')
  expect(found).toEqual([])
})
