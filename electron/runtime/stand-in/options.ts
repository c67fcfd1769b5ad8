import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'

/** A Chromium that the stand-in may open windows in. */
export interface Chromium {
  readonly path: string
  /** True for a build without windows of its own (chrome-headless-shell and the npm-shipped one). */
  readonly headlessOnly: boolean
  /** Added to the browser's environment: where its own libraries and fonts are. */
  readonly env: Readonly<Record<string, string>>
}

export interface Options {
  readonly appDir: string
  readonly main: string
  readonly name: string
  readonly version: string
  readonly electronVersion: string
  readonly chromium: Chromium | undefined
  /** Arguments after the app's folder, as `process.argv` gives them to an app. */
  readonly argv: readonly string[]
  /** Modules asked for by `-r`, loaded before the app as Electron does. */
  readonly preloaded: readonly string[]
  readonly headful: boolean
  /** A test tool attaches first and then calls `__playwright_run()`. */
  readonly waitForTool: boolean
  readonly inspectPort: number | undefined
  readonly debuggingPort: string | undefined
  readonly userData: string | undefined
}

interface Manifest {
  readonly name?: string
  readonly productName?: string
  readonly version?: string
  readonly main?: string
}

const electronVersionOf = (appDir: string): string => {
  try {
    const manifest: unknown = createRequire(join(appDir, 'x.js'))('electron/package.json')
    return (manifest as { version: string }).version
  } catch {
    return '0.0.0'
  }
}

/**
 * `electron [switches] [-r module] <app folder> [arguments]`
 * @throws when the folder holds no package.json
 */
export function readOptions(argv: readonly string[], chromium: Chromium | undefined): Options {
  const preloaded: string[] = []
  let at = 0
  for (; at < argv.length; at++) {
    const word = argv[at] ?? ''
    if (word === '-r' || word === '--require') preloaded.push(resolve(argv[++at] ?? ''))
    else if (!word.startsWith('-')) break
  }
  const value = (name: string): string | undefined =>
    argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3)
  const appDir = resolve(argv[at] ?? '.')
  const manifest = JSON.parse(readFileSync(join(appDir, 'package.json'), 'utf8')) as Manifest
  const inspect = argv.find((word) => /^--inspect(=|$)/.test(word))
  const wanted = process.env['STAND_IN_HEADFUL']
  const display = process.platform !== 'linux' || process.env['DISPLAY'] !== undefined
  return {
    appDir,
    main: resolve(appDir, manifest.main ?? 'index.js'),
    name: manifest.productName ?? manifest.name ?? 'Electron',
    version: manifest.version ?? '0.0.0',
    electronVersion: electronVersionOf(appDir),
    chromium,
    argv: argv.slice(at),
    preloaded,
    headful: !chromium?.headlessOnly && (wanted === undefined ? display : wanted === '1'),
    waitForTool: inspect !== undefined && value('remote-debugging-port') === '0',
    inspectPort: inspect === undefined ? undefined : Number(inspect.split('=')[1] ?? 9229),
    debuggingPort: value('remote-debugging-port'),
    userData: value('user-data-dir'),
  }
}

/** Lines for whoever debugs the stand-in itself (STAND_IN_DEBUG=1); silent otherwise. */
export function debug(message: string): void {
  if (process.env['STAND_IN_DEBUG']) console.error('[stand-in]', message)
}
