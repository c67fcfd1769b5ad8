import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { Connection, integer } from '../../electron/store/connection'
import { vaultFile } from '../../electron/store/files'
import { VIGNETTES } from '../fixtures/vignettes'
import { Chart } from './chart'
import { expect, test } from './launch'
import { firstRun, PASSPHRASE, register, startVisit } from './steps'

/** What the window shows, asked by main: Playwright lets go of a page that crashed. */
const inWindow = <T>(app: ElectronApplication, script: string): Promise<T> =>
  app.evaluate(
    ({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript(code),
    script,
  ) as Promise<T>

/** Saves of drafts that stand in the journal. */
const saves = async (dataFolder: string): Promise<number> => {
  const db = await Connection.open(vaultFile(dataFolder), 'readOnly')
  const row = await db.read((tx) => tx.get('SELECT count(*) AS n FROM draft_journal'))
  await db.close()
  return integer(row!, 'n')
}

test('a page that crashes costs nothing that was typed: the vault is locked, and the draft says what came back', async ({
  launch,
  dataFolder,
}) => {
  test.setTimeout(120_000)
  const { app, page } = await launch()
  await firstRun(page)
  await register(page, VIGNETTES.V1.patient)
  await startVisit(page, VIGNETTES.V1.visits[0]!.visitOn)
  const chart = new Chart(page)
  await chart.section('palpation')
  const before = await saves(dataFolder)
  await chart.row('palpation.narrative').getByRole('textbox').fill('zz under the thumb')
  await expect.poll(() => saves(dataFolder)).toBeGreaterThan(before)
  await page.goto('chrome://crash').catch(() => undefined)

  const text = (): Promise<string> => inWindow<string>(app, 'document.body.innerText')
  await expect.poll(() => text().catch(() => ''), { timeout: 30_000 }).toContain('Unlock')
  expect(await text()).not.toContain('thumb')
  await inWindow(
    app,
    `(() => {
      const box = document.querySelector('input[type=password]')
      box.value = ${JSON.stringify(PASSPHRASE)}
      box.dispatchEvent(new Event('input', { bubbles: true }))
      box.form.requestSubmit()
    })()`,
  )
  await expect.poll(text, { timeout: 30_000 }).toMatch(/Drafts\s*1/u)
  await inWindow(
    app,
    `[...document.querySelectorAll('nav button')].find((one) => one.textContent.includes('Drafts')).click()`,
  )
  await expect.poll(() => inWindow(app, `document.querySelectorAll('li > button[data-path]').length`)).toBe(1)
  await inWindow(app, `document.querySelector('li > button[data-path]').click()`)
  await expect.poll(text, { timeout: 30_000 }).toMatch(/Recovered: 1 answer typed/u)
  // It stands in the log of incidents, without a word of anybody; nothing else does.
  const incidents = join(dataFolder, 'incidents.log')
  expect(readFileSync(incidents, 'utf8')).toMatch(/^\S+ \S+ window crashed undefined\n$/u)
  writeFileSync(incidents, '')
})
