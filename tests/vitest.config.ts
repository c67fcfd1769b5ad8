import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const root = resolve(import.meta.dirname, '..')

/** Unit, store, ipc, golden and component tests. End to end tests run under Playwright (playwright.config.ts). */
export default defineConfig({
  root,
  plugins: [vue()],
  resolve: { alias: { '@shared': resolve(root, 'shared') } },
  test: {
    include: ['tests/{unit,store,ipc,golden,component,runtime}/**/*.test.ts'],
    env: { TZ: 'UTC' },
    restoreMocks: true,
    // By itself it leaves one core free, which is half of a small laptop.
    maxWorkers: '100%',
    // A machine that does other things meanwhile is slow, not wrong: speed is shown by the bench.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: ['default', ['json', { outputFile: 'out/vitest.json' }]],
  },
})
