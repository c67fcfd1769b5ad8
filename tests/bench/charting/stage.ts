import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type ElectronApplication, type Page } from '@playwright/test'
import type { PalpaApi } from '@shared/ipc/contract'
import { DEFINITION_VERSION } from '@shared/exam/definition'
import { launchPalpa } from '../../e2e/launch'
import { unlock } from '../../e2e/steps'
import { PASSPHRASE } from '../../fixtures/records'

/** Six digits, the fewest that Palpa takes. */
export const PIN = '835267'

/** What a clinic keeps ready: a plan of its own. */
const SELF_CARE = {
  name: 'Self-care',
  definitionVersion: DEFINITION_VERSION,
  values: {
    'plan.options': ['stretches', 'advice'],
    'plan.stretches': ['kneeHug', 'pelvicTilt'],
    'plan.advice': ['changePosition', 'support'],
  },
  entries: {},
}

export interface Stage {
  readonly app: ElectronApplication
  readonly page: Page
}

/** Every print is taken, as by a printer that answers; a print dialog cannot be pressed by a script. */
const takePaper = ({ BrowserWindow }: typeof Electron.CrossProcessExports): void => {
  const contents = BrowserWindow.getAllWindows()[0]?.webContents
  if (contents === undefined) throw new Error('There is no window')
  const taken = { count: 0 }
  Object.assign(globalThis, { taken })
  Object.assign(Object.getPrototypeOf(contents) as object, {
    print: (_options: unknown, told: (printed: boolean, reason: string) => void) => {
      taken.count += 1
      told(true, '')
    },
  })
}

/** Sets a PIN and keeps a plan set, as somebody did in the settings long ago. */
const settle = (page: Page): Promise<void> =>
  page.evaluate(
    async ({ pin, passphrase, planSet }) => {
      const { palpa } = globalThis as unknown as { palpa: PalpaApi }
      const set = await palpa['people.setPin']({ pin, passphrase })
      const kept = await palpa['library.savePlanSet']({ baseRevision: 0, planSet, own: true })
      if (!set.ok) throw new Error(set.error.code)
      if (!kept.ok) throw new Error(kept.error.code)
    },
    { pin: PIN, passphrase: PASSPHRASE, planSet: SELF_CARE },
  )

/** The invented clinic, as `seal` makes it, in the built app, unlocked, with a PIN, a plan set and a printer; gone afterwards. */
export async function onStage<T>(
  seal: (dataFolder: string) => Promise<unknown>,
  play: (stage: Stage) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'palpa-charting-'))
  const dataFolder = join(folder, 'data')
  try {
    await seal(dataFolder)
    // A PIN is bound to the keychain of the operating system: here that of the test runtime.
    const app = await launchPalpa({ dataFolder, env: { STAND_IN_KEYCHAIN: 'gnome_libsecret' } })
    try {
      const page = await app.firstWindow()
      page.setDefaultTimeout(15_000)
      await unlock(page, PASSPHRASE)
      await expect(page.getByRole('option').first()).toBeVisible()
      await settle(page)
      await app.evaluate(takePaper)
      await page.keyboard.press('Control+l')
      await page.getByLabel('PIN', { exact: true }).fill(PIN)
      await page.getByRole('button', { name: 'Unlock', exact: true }).click()
      await expect(page.getByRole('option').first()).toBeVisible()
      return await play({ app, page })
    } finally {
      await app.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** How often something was printed. */
export const printed = (app: ElectronApplication): Promise<number> =>
  app.evaluate(() => (globalThis as unknown as { taken: { count: number } }).taken.count)
