import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test'
import { root } from '../root'

const fixedClock = resolve(root, 'tests/e2e/fixed-clock.cjs')

export interface LaunchOptions {
  /** Where the vault lives. Launch twice with the same folder to restart the app. */
  readonly dataFolder: string
  /** Instant at which main's clock and the window's start, for example `2026-03-02T09:00:00Z`. */
  readonly now?: string
  /** Added to the app's environment. */
  readonly env?: Readonly<Record<string, string>>
  /** Arguments after the app's folder. */
  readonly args?: readonly string[]
  /** CommonJS modules that the runtime loads before the app. */
  readonly preloaded?: readonly string[]
}

const onElectron = process.env['PALPA_E2E_RUNTIME'] === 'electron'

/** The stand-in's executable. */
export const standIn = resolve(
  root,
  process.platform === 'win32'
    ? 'electron/runtime/stand-in/electron.cmd'
    : 'electron/runtime/stand-in/electron',
)

/** @throws when the runtime that PALPA_E2E_RUNTIME names, or the build, is missing; the message says what to do */
function checkRuntime(): void {
  const wanted = onElectron ? 'node_modules/electron/path.txt' : 'out/main/stand-in.js'
  if (!existsSync(resolve(root, 'out/main/main.js')))
    throw new Error('Palpa is not built. Run: npm run build')
  if (!existsSync(resolve(root, wanted)))
    throw new Error(
      onElectron ? 'Electron is not installed. Run: npx install-electron' : 'Run: npm run build',
    )
}

/** The built app on a data folder of the caller's. Ends by `app.close()`. */
export function launchPalpa({
  dataFolder,
  now,
  env = {},
  args = [],
  preloaded = [],
}: LaunchOptions): Promise<ElectronApplication> {
  checkRuntime()
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return _electron.launch({
    // Playwright finds Electron by itself, and only then loads what holds back `ready` until it is attached.
    ...(onElectron ? {} : { executablePath: standIn }),
    args: [
      ...[...(now === undefined ? [] : [fixedClock]), ...preloaded].flatMap((file) => ['-r', file]),
      `--user-data-dir=${dataFolder}`,
      root,
      ...args,
    ],
    cwd: root,
    env: {
      ...Object.fromEntries(inherited),
      TZ: 'UTC',
      // Beside the data folder of the test, and so outside it: nothing of a test stays with whoever runs it.
      PALPA_SEAL_DIR: `${dataFolder}.seal`,
      // Test windows stay out of sight; STAND_IN_HEADFUL=1 shows them.
      STAND_IN_HEADFUL: process.env['STAND_IN_HEADFUL'] ?? '0',
      ...(now === undefined ? {} : { FIXED_CLOCK_START: now }),
      ...env,
    },
  })
}

interface Fixtures {
  /** This test's own data folder; removed afterwards. */
  dataFolder: string
  /** Starts the app on `dataFolder` unless another is given; whatever is still open is closed afterwards. */
  launch: (options?: Partial<LaunchOptions>) => Promise<{ app: ElectronApplication; page: Page }>
  /** The app's window on a fresh data folder. */
  window: Page
}

export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the wanted fixtures from this pattern
  dataFolder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'palpa-e2e-'))
    await use(folder)
    // A bug that nobody saw on the screen is a bug.
    const incidents = join(folder, 'incidents.log')
    base.expect(existsSync(incidents) ? readFileSync(incidents, 'utf8') : '').toBe('')
    for (const made of [folder, `${folder}.seal`])
      rmSync(made, { recursive: true, force: true, maxRetries: 5 })
  },
  launch: async ({ dataFolder }, use) => {
    const open = new Set<ElectronApplication>()
    const violations: string[] = []
    await use(async (options = {}) => {
      const app = await launchPalpa({ dataFolder, ...options })
      open.add(app)
      app.on('close', () => open.delete(app))
      const page = await app.firstWindow()
      page.setDefaultTimeout(10_000)
      if (options.now !== undefined) await page.clock.setSystemTime(options.now)
      page.on('console', (message) => {
        if (message.text().includes('Content Security Policy')) violations.push(message.text().slice(0, 300))
      })
      return { app, page }
    })
    for (const app of open) await app.close()
    // Whatever the policy stops is missing on somebody's screen.
    base.expect(violations).toEqual([])
  },
  window: async ({ launch }, use) => {
    const { page } = await launch()
    await use(page)
  },
})

export { expect } from '@playwright/test'
