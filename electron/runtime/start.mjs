// Palpa's front door: `npm start` and `npm test` both come here. Nothing but Node is needed to run it.
//
//   node electron/runtime/start.mjs [command] [arguments]
//
//   (none)      installs what is missing, builds what is old, and opens the app. Arguments go to the app.
//               Without a display it plays the demo visit instead and leaves the papers in out/demo/.
//   test        everything that proves the product: npm run verify, then the tests in the built app
//   e2e         only the tests in the built app; arguments go to Playwright
//   demo        the demo visit           tests/demo/demo.ts
//   demo:seed   invented patients        tests/demo/seed.ts
//   bench       the speed measurements   tests/bench/bench.ts
//   bench:charting   inputs and modelled seconds of whole visits   tests/bench/charting.ts
//   torture     kill -9, 200 times; --service needs no window   tests/torture/torture.ts
//   goldens     the vignettes' sheets on paper against their pictures; --renew draws these anew   tests/goldens/goldens.ts
//   replay      what Palpa makes of a visit that stands in a file; needs no window   tests/replay/replay.ts
//
// The last seven are TypeScript modules whose default export is `(args: string[]) => Promise<void>`; run-script.mjs
// loads them through Vite. They may throw: the first line of the message is shown and the exit code is 1.
//
// Arguments of its own:
//   --stand-in       use the stand-in even where Electron is installed
//   --ask-electron   try to install Electron's binary again after an earlier try failed
// Environment:
//   PALPA_CHROMIUM   a Chromium, Chrome or Edge for the stand-in
//   PALPA_DATA_DIR   where the vault lives, in place of the system's folder for app data
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfStale } from './start/build.mjs'
import { ensureChromium } from './start/chromium.mjs'
import { electronBinary } from './start/electron.mjs'
import { checkNode, installIfNeeded } from './start/install.mjs'
import { root, run, say, Stop } from './start/shell.mjs'
import { testAll } from './start/test.mjs'

const SCRIPTS = {
  demo: 'tests/demo/demo.ts',
  'demo:seed': 'tests/demo/seed.ts',
  bench: 'tests/bench/bench.ts',
  'bench:charting': 'tests/bench/charting.ts',
  torture: 'tests/torture/torture.ts',
  goldens: 'tests/goldens/goldens.ts',
  replay: 'tests/replay/replay.ts',
}
const OWN_FLAGS = ['--stand-in', '--ask-electron']

const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

async function script(command, args) {
  const file = SCRIPTS[command]
  if (!existsSync(join(root, file))) throw new Stop(`There is no ${file} in this version.`)
  return run(process.execPath, [join(root, 'electron/runtime/start/run-script.mjs'), file, ...args])
}

async function open(flags, args) {
  const binary = flags.has('--stand-in') ? undefined : await electronBinary(flags.has('--ask-electron'))
  const chromium = binary ? undefined : await ensureChromium()
  await buildIfStale()
  if (!hasDisplay() || (chromium?.headlessOnly ?? false)) {
    // The demo plays on the stand-in, which needs a Chromium even where Electron is installed.
    if (binary) await ensureChromium()
    say(
      hasDisplay()
        ? 'This Chromium has no windows of its own: playing the demo visit instead.'
        : 'There is no display: playing the demo visit instead.',
    )
    return script('demo', args)
  }
  const data = process.env.PALPA_DATA_DIR ? [`--user-data-dir=${process.env.PALPA_DATA_DIR}`] : []
  if (binary) {
    say('Opening Palpa on Electron.')
    return run(binary, [...data, root, ...args])
  }
  say(`Opening Palpa on the stand-in, with windows in ${chromium.path}.`)
  return run(process.execPath, [join(root, 'electron/runtime/stand-in/electron'), ...data, root, ...args])
}

async function main([command, ...rest]) {
  const known = ['test', 'e2e', ...Object.keys(SCRIPTS)].includes(command)
  const words = known ? rest : [command, ...rest].filter((word) => word !== undefined)
  const flags = new Set(words.filter((word) => OWN_FLAGS.includes(word)))
  const args = words.filter((word) => !OWN_FLAGS.includes(word))
  checkNode()
  await installIfNeeded()
  if (!known) return open(flags, args)
  const windowless = command === 'replay' || (command === 'torture' && args.includes('--service'))
  if (windowless) return script(command, args)
  if (process.env.PALPA_E2E_RUNTIME !== 'electron') await ensureChromium()
  else if (!(await electronBinary(true))) throw new Stop('Electron is not installed here.')
  await buildIfStale()
  if (command === 'test') return testAll()
  if (command === 'e2e')
    return run(process.execPath, [
      join(root, 'node_modules/@playwright/test/cli.js'),
      'test',
      '--config',
      'tests/playwright.config.ts',
      ...args,
    ])
  return script(command, args)
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Stop)) throw error
  console.error(`palpa: ${error.message}`)
  process.exitCode = 1
}
