import { resolve } from 'node:path'
import { defineConfig } from '@playwright/test'
import { root } from './root'

process.env['TZ'] = 'UTC'

/** `runtime` proves the stand-in itself, `e2e` the app on whichever runtime PALPA_E2E_RUNTIME names. */
export default defineConfig({
  outputDir: resolve(root, 'out/test-results'),
  workers: 2,
  retries: 0,
  fullyParallel: true,
  forbidOnly: true,
  // A laptop that does other things meanwhile is slow, not wrong.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: resolve(root, 'out/playwright.json') }]],
  use: { trace: 'off', screenshot: 'off', video: 'off' },
  projects: [
    ...(process.env['PALPA_E2E_RUNTIME'] === 'electron'
      ? []
      : [{ name: 'runtime', testDir: resolve(root, 'tests/runtime'), testMatch: '**/*.spec.ts' }]),
    { name: 'e2e', testDir: resolve(root, 'tests/e2e'), testMatch: '**/*.spec.ts' },
  ],
})
