import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { aptInstall } from './apt.mjs'
import { npm, root, runQuietly, say, Stop } from './shell.mjs'

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))

/** @throws Stop when this Node is older than package.json asks for */
export function checkNode() {
  const wanted = readJson(join(root, 'package.json')).engines.node.replace('>=', '')
  const [major, minor] = process.versions.node.split('.').map(Number)
  const [wantedMajor, wantedMinor] = wanted.split('.').map(Number)
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return
  throw new Stop(
    `Node ${wanted} or newer is needed, this is ${process.versions.node}. See https://nodejs.org`,
  )
}

/** Compares what the lock file wants with what npm says it put there. */
function isInstalled() {
  const record = join(root, 'node_modules/.package-lock.json')
  const compiled = join(root, 'node_modules/sqlite3/build/Release/node_sqlite3.node')
  if (!existsSync(record) || !existsSync(compiled)) return false
  const installed = readJson(record).packages
  return Object.entries(readJson(join(root, 'package-lock.json')).packages)
    .filter(([path, entry]) => path !== '' && !entry.optional && !entry.devOptional)
    .every(([path, { version }]) => installed[path]?.version === version)
}

/** node-gyp compiles sqlite3 against Node's headers; where they lie beside Node it need not download them. */
function headers() {
  const prefix = dirname(dirname(process.execPath))
  return existsSync(join(prefix, 'include/node/node.h'))
    ? { npm_package_config_node_gyp_nodedir: prefix, npm_config_nodedir: prefix }
    : {}
}

/** Exactly what the lock file says; what is there already and right is kept. */
async function npmInstall() {
  const command = existsSync(join(root, 'node_modules/.package-lock.json'))
    ? ['install', '--no-save']
    : ['ci']
  const { program, args, options } = npm([...command, '--include=dev', '--loglevel=error'])
  return runQuietly('installing', program, args, { env: { ...process.env, ...headers() }, ...options })
}

/** @throws Stop when the packages cannot be installed, saying what is missing */
export async function installIfNeeded() {
  if (isInstalled()) return
  say('Installing packages. sqlite3 is compiled where it cannot be downloaded: about two minutes.')
  let result = await npmInstall()
  // No compiler: the only thing a bare Debian lacks.
  if (result.code !== 0 && /gyp ERR|node-pre-gyp|prebuild-install/.test(result.text)) {
    say('sqlite3 could not be compiled. Installing a compiler.')
    if (await aptInstall(['python3', 'make', 'g++'])) result = await npmInstall()
  }
  if (result.code !== 0) {
    console.error(result.text.trim().split('\n').slice(0, 25).join('\n'))
    throw new Stop(
      'The packages could not be installed. Look for the network, and for python3, make and a C++ compiler (Debian: apt-get install python3 make g++).',
    )
  }
  say('Packages are installed.')
}
