import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root, runQuietly, say } from './shell.mjs'

const { CACHE } = createRequire(import.meta.url)('../find-chromium.cjs')

const LIMIT_MS = 90_000
const PACKAGE = join(root, 'node_modules/electron')

/** Where the electron package says its binary is. Asking the package itself would start a download. */
function installed() {
  const pathFile = join(PACKAGE, 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(PACKAGE, 'dist')
  const binary = join(folder, readFileSync(pathFile, 'utf8').trim())
  return existsSync(binary) ? binary : undefined
}

/**
 * Electron's binary. Its own installer is tried once per Electron version, since a network that keeps it out
 * today keeps it out tomorrow; the outcome is remembered in node_modules/.cache/palpa.
 * @param askAgain forget an earlier failure
 */
export async function electronBinary(askAgain) {
  const found = installed()
  if (found) return found
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'))
  const memory = join(CACHE, `electron-${version}.json`)
  if (!askAgain && existsSync(memory)) {
    say(`Electron ${version} could not be installed earlier (ask again with: npm start -- --ask-electron).`)
    return undefined
  }
  say(`Installing Electron ${version}.`)
  const { code, text } = await runQuietly(
    'downloading Electron',
    process.execPath,
    [join(PACKAGE, 'install.js')],
    { limitMs: LIMIT_MS },
  )
  const binary = installed()
  if (binary) return binary
  const reason =
    code === 124 ? 'no answer in 90 s' : (/^\s*(?:\w*Error): (.*)$/m.exec(text)?.[1] ?? `exit code ${code}`)
  mkdirSync(CACHE, { recursive: true })
  writeFileSync(memory, `${JSON.stringify({ version, reason })}\n`)
  say(`Electron ${version} cannot be installed here: ${reason}. Using the stand-in.`)
  return undefined
}
