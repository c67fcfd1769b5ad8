import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import type { CallInput, PalpaApi } from '@shared/ipc/contract'
import { DEFINITION_VERSION } from '@shared/exam/definition'
import { launchPalpa } from '../../e2e/launch'
import { unlock } from '../../e2e/steps'
import { PASSPHRASE } from '../../fixtures/records'
import { expect } from './driver'

/** Six digits, the fewest that Palpa takes. */
export const PIN = '835267'

/** What a clinic keeps ready: two plans of its own, in the order of their keys. */
const PLAN = {
  'plan.options': ['stretches', 'advice'],
  'plan.stretches': ['kneeHug', 'pelvicTilt'],
  'plan.advice': ['changePosition', 'support'],
}
const PLAN_SETS: CallInput<'library.savePlanSet'>['planSet'][] = [
  { name: 'Self-care', definitionVersion: DEFINITION_VERSION, values: PLAN, entries: {} },
  {
    name: 'Self-care, injection',
    definitionVersion: DEFINITION_VERSION,
    values: PLAN,
    entries: {
      injection: [
        {
          'injection.agent': 'lidocaine',
          'injection.adrenaline': 'plain',
          'injection.concentration': 1,
          'injection.volume': 3,
          'injection.steroid': 'triamcinolone',
          'injection.steroidMg': 20,
          'injection.gauge': 25,
          'injection.length': 40,
          'injection.guidance': 'landmark',
          'injection.technique': 'single',
        },
      ],
    },
  },
]

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

/** What somebody did in the settings long ago: a PIN, plan sets, and the Malay words of the sheet read by two people. */
const settle = (page: Page): Promise<void> =>
  page.evaluate(
    async ({ pin, passphrase, planSets }) => {
      const { palpa } = globalThis as unknown as { palpa: PalpaApi }
      const value = <T>(answer: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
        if (!answer.ok) throw new Error(answer.error.code)
        return answer.value
      }
      value(await palpa['people.setPin']({ pin, passphrase }))
      for (const planSet of planSets)
        value(await palpa['library.savePlanSet']({ baseRevision: 0, planSet, own: true }))
      const { units } = value(await palpa['translations.list']({ language: 'ms' }))
      value(
        await palpa['translations.sign']({
          language: 'ms',
          units: units.map(({ id, hash }) => ({ id, hash })),
          with: { name: 'Zz-Test Reader', what: 'nurse, speaks Malay at home' },
          passphrase,
        }),
      )
    },
    { pin: PIN, passphrase: PASSPHRASE, planSets: PLAN_SETS },
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
      page.setDefaultTimeout(60_000)
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
