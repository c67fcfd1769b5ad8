import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { npm, root, run, say } from './shell.mjs'

const VITEST = join(root, 'out/vitest.json')
const PLAYWRIGHT = join(root, 'out/playwright.json')

const readJson = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined)

/** One line per kind of proof: how many held, how many did not. A check that ends badly is never counted as none. */
function count(code, passed, failed) {
  return { passed, failed: code === 0 ? failed : Math.max(1, failed) }
}

/**
 * The one gate, then the built app.
 * @returns 0 only when nothing failed
 */
export async function testAll() {
  for (const report of [VITEST, PLAYWRIGHT]) rmSync(report, { force: true })
  say('Checking: types, lint, format, rooms, and the tests of every room.')
  const { program, args, options } = npm(['run', '--silent', 'verify'])
  const verified = await run(program, args, options)
  say('Testing the built app.')
  const cli = join(root, 'node_modules/@playwright/test/cli.js')
  const played = await run(process.execPath, [cli, 'test', '--config', 'tests/playwright.config.ts'])

  const unit = readJson(VITEST)
  const { stats } = readJson(PLAYWRIGHT) ?? {}
  const counts = [
    count(verified, unit?.numPassedTests ?? 0, unit?.numFailedTests ?? 0),
    count(played, stats?.expected ?? 0, (stats?.unexpected ?? 0) + (stats?.flaky ?? 0)),
  ]
  if (verified !== 0 && !unit?.numFailedTests)
    say('npm run verify failed before or beside its tests; see above.')
  const passed = counts.reduce((sum, each) => sum + each.passed, 0)
  const failed = counts.reduce((sum, each) => sum + each.failed, 0)
  say('All tests have run.')
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}
