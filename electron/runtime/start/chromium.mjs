import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { aptInstall } from './apt.mjs'
import { npm, runQuietly, say, Stop } from './shell.mjs'

const { SHIPPED, findChromium } = createRequire(import.meta.url)('../find-chromium.cjs')

/** The last version for Node 20. Not in package.json: 66 MB that few machines need. */
const NPM_CHROMIUM = '@sparticuz/chromium@147.0.0'

/** True when the browser starts at all: on some systems the package of that name only points elsewhere. */
function starts({ path, env }) {
  if (process.platform !== 'linux') return true
  try {
    const options = { env: { ...process.env, ...env }, timeout: 20_000, stdio: ['ignore', 'pipe', 'ignore'] }
    return execFileSync(path, ['--version', '--no-sandbox'], options).length > 0
  } catch {
    return false
  }
}

/** Unpacks the Chromium that comes inside an npm package, with its own libraries and fonts. Headless only. */
async function installFromNpm() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return
  const folder = join(SHIPPED, 'npm')
  rmSync(SHIPPED, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  const { program, args, options } = npm(['install', '--ignore-scripts', '--loglevel=error', NPM_CHROMIUM])
  const { code } = await runQuietly('downloading Chromium', program, args, { ...options, cwd: folder })
  if (code !== 0) return
  const packed = join(folder, 'node_modules/@sparticuz/chromium/bin')
  const unpacked = (name) => brotliDecompressSync(readFileSync(join(packed, name)))
  const browser = join(SHIPPED, 'chromium')
  writeFileSync(browser, unpacked('chromium.br'))
  chmodSync(browser, 0o755)
  for (const archive of ['al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br'])
    execFileSync('tar', ['-xf', '-', '-C', SHIPPED], { input: unpacked(archive) })
  rmSync(folder, { recursive: true })
  const env = { LD_LIBRARY_PATH: join(SHIPPED, 'lib'), FONTCONFIG_PATH: join(SHIPPED, 'fonts') }
  writeFileSync(join(SHIPPED, 'ready.json'), JSON.stringify({ path: browser, headlessOnly: true, env }))
}

/**
 * A Chromium that starts: one that is here, else Debian's, else the npm-shipped one.
 * @throws Stop when none can be had
 */
export async function ensureChromium() {
  const here = findChromium()
  if (here && starts(here)) return here
  say('No Chromium, Chrome or Edge here.')
  if (await aptInstall(['chromium', 'fonts-liberation'])) {
    const found = findChromium()
    if (found && starts(found)) {
      say(`Chromium is installed: ${found.path}.`)
      return found
    }
  }
  say(`Taking the Chromium of ${NPM_CHROMIUM} (66 MB, without windows).`)
  await installFromNpm()
  const shipped = findChromium()
  if (shipped && starts(shipped)) return shipped
  throw new Stop('Install Chromium, Chrome or Edge, or set PALPA_CHROMIUM to one.')
}
