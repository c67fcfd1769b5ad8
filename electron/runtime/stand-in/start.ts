import type * as Electron from 'electron'
import { randomBytes } from 'node:crypto'
import inspector from 'node:inspector'
import Module, { createRequire } from 'node:module'
import { join } from 'node:path'
import { App } from './app'
import { Browser } from './browser'
import type { Contents } from './contents'
import { Menu, nativeTheme, powerMonitor, screen, shell } from './desktop'
import { makeDialog } from './dialog'
import { named } from './guard'
import { IpcMain } from './ipc-main'
import { net } from './net'
import { debug, readOptions, type Chromium, type Options } from './options'
import { makeSafeStorage } from './safe-storage'
import { Schemes } from './schemes'
import { Permissions } from './session'
import { Window, Windows } from './window'

/** The API as an app gets it, and what the launcher does with it. */
function makeElectron(options: Options) {
  const browser = new Browser(options)
  const permissions = new Permissions()
  const ipcMain = new IpcMain()
  const end = (code: number): void => {
    void browser.end().finally(() => process.exit(code))
  }
  const app: App = new App(options, () => windows.all(), end)
  const schemes = new Schemes(app.isReady)
  const secret = `standIn${randomBytes(12).toString('hex')}`
  const windows: Windows = new Windows(
    { browser, schemes, ipcMain, permissions, secret },
    () => app.windowsGone(),
    (window) => {
      app.emit('web-contents-created', {}, window.webContents)
      app.emit('browser-window-created', {}, window)
    },
    options.appDir,
  )

  class BrowserWindow extends Window {
    constructor(windowOptions: Electron.BrowserWindowConstructorOptions = {}) {
      if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
      super(windows, windowOptions)
    }
    static getAllWindows = (): Window[] => windows.all()
    static fromId = (id: number): Window | null => windows.byId(id) ?? null
    static fromWebContents = (contents: Contents): Window | null => windows.byId(contents.id) ?? null
    static getFocusedWindow = (): Window | null => windows.all().at(-1) ?? null
  }

  const electron = named('electron', {
    app,
    BrowserWindow: named('electron.BrowserWindow', BrowserWindow),
    webContents: named('electron.webContents', {
      getAllWebContents: () => windows.all().map((window) => window.webContents),
      fromId: (id: number) => windows.byId(id)?.webContents,
      fromDevToolsTargetId: (targetId: string) => windows.byTarget(targetId)?.webContents,
    }),
    ipcMain,
    protocol: schemes.api,
    net,
    session: named('electron.session', { defaultSession: permissions.session }),
    dialog: makeDialog(options.headful),
    safeStorage: makeSafeStorage(() => app.getPath('userData'), app.isReady),
    Menu,
    shell,
    nativeTheme,
    powerMonitor,
    screen,
  } satisfies Partial<Record<keyof typeof Electron, unknown>>)

  const launch = async (): Promise<void> => {
    await schemes.listen()
    await browser.start(schemes.resolverRules())
    Object.assign(process.versions, { chrome: browser.version, 'stand-in': browser.version })
    const { root } = browser
    root.on('Target.targetDestroyed', ({ targetId }) => windows.byTarget(targetId)?.gone())
    // A window that a page got past the injected refusal: asked about, and closed either way.
    root.on('Target.targetCreated', ({ targetInfo: { openerId, targetId, type, url } }) => {
      const opener = openerId === undefined ? undefined : windows.byTarget(openerId)
      if (!opener || type !== 'page') return
      opener.webContents.windowAsked(url)
      root.send('Target.closeTarget', { targetId }).catch((error: unknown) => debug(String(error)))
    })
    browser.on('gone', () => {
      for (const window of windows.all()) window.gone()
      end(0)
    })
  }
  return { electron, app, launch, end }
}

/** `require('electron')` answers with the stand-in from here on; everything else loads as before. */
function answerRequire(electron: object): void {
  type Load = (id: string, ...rest: unknown[]) => unknown
  const loader = Module as unknown as { _load: Load }
  const load = loader._load.bind(loader)
  loader._load = (id, ...rest) => (id === 'electron' || id === 'electron/main' ? electron : load(id, ...rest))
}

/** What an app finds in `process` under Electron. */
function dressProcess(options: Options): void {
  const versions = { ...process.versions, electron: options.electronVersion }
  Object.defineProperties(process, {
    versions: { value: versions, configurable: true, enumerable: true },
    type: { value: 'browser', configurable: true, enumerable: true },
    resourcesPath: { value: join(options.appDir, 'resources'), configurable: true, enumerable: true },
  })
  process.argv = [process.argv[0] ?? 'electron', ...options.argv]
}

/**
 * Runs the app of `argv` on plain Node, with its windows in a Chromium.
 * @param argv the executable's arguments, as Electron's own takes them
 * @param chromium where to open windows; without one the app ends with one line that says what to install
 */
export function start(argv: readonly string[], chromium: Chromium | undefined): void {
  const options = readOptions(argv, chromium)
  if (options.inspectPort !== undefined) inspector.open(options.inspectPort, '127.0.0.1')
  dressProcess(options)
  const { electron, app, launch, end } = makeElectron(options)
  answerRequire(electron)
  const fail = (error: unknown): void => {
    console.error(error instanceof Error && error.message.startsWith('stand-in:') ? error.message : error)
    end(1)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
  // As in Electron, an app that listens itself decides what becomes of its bugs.
  process.on('uncaughtException', (error) => {
    if (process.listenerCount('uncaughtException') === 1) fail(error)
  })
  const load = createRequire(join(options.appDir, 'package.json'))
  for (const module of options.preloaded) load(module)

  const launched = launch()
  launched.catch(fail)
  const becomeReady = (): void => {
    launched.then(() => app.becomeReady()).catch(fail)
  }
  // A test tool attaches to both debuggers first and then asks for `ready`, so that it misses no window.
  if (options.waitForTool) Object.assign(globalThis, { __playwright_run: becomeReady })
  load(options.main)
  if (!options.waitForTool) becomeReady()
}
