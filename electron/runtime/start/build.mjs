import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, runQuietly, say, Stop } from './shell.mjs'

const SOURCES = ['electron', 'renderer', 'shared', 'electron.vite.config.ts', 'package-lock.json']
const OUTPUTS = ['main/main.js', 'main/stand-in.js', 'preload/preload.js', 'renderer/index.html']

function* filesIn(path) {
  const { isDirectory, size, mtimeMs } = ((stat) => ({ ...stat, isDirectory: stat.isDirectory() }))(
    statSync(path),
  )
  if (!isDirectory) yield `${path} ${size} ${mtimeMs}`
  else for (const name of readdirSync(path).sort()) yield* filesIn(join(path, name))
}

/** Names, sizes and times of all sources: changes with any file that is edited, added or removed. */
function stateOfSources() {
  const hash = createHash('sha256')
  for (const source of SOURCES) for (const line of filesIn(join(root, source))) hash.update(`${line}\n`)
  return hash.digest('hex')
}

/** @throws Stop when the build fails, after showing why */
export async function buildIfStale() {
  const stamp = join(root, 'out/built-from')
  const state = stateOfSources()
  const complete = OUTPUTS.every((output) => existsSync(join(root, 'out', output)))
  if (complete && existsSync(stamp) && readFileSync(stamp, 'utf8') === state) return
  say('Building.')
  const script = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  const { code, text } = await runQuietly('building', process.execPath, [
    script,
    'build',
    '--logLevel',
    'warn',
  ])
  if (code !== 0) {
    console.error(text.trim())
    throw new Stop('The build failed; the reason stands above.')
  }
  writeFileSync(stamp, state)
}
