import type * as Electron from 'electron'
import { mkdirSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { emitterNamed, named } from './guard'
import { takeLock } from './lock'
import type { Options } from './options'

/** What quitting needs to know of a window. */
export interface Closable {
  close(): void
  isDestroyed(): boolean
}

type PathName = Parameters<Electron.App['getPath']>[0]

const appData = (): string => {
  if (process.platform === 'win32') return process.env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support')
  return process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config')
}

type Implemented = Pick<
  Electron.App,
  | 'name'
  | 'isPackaged'
  | 'commandLine'
  | 'getName'
  | 'setName'
  | 'getVersion'
  | 'getAppPath'
  | 'getLocale'
  | 'getSystemLocale'
  | 'getPreferredSystemLanguages'
  | 'getPath'
  | 'setPath'
  | 'isReady'
  | 'whenReady'
  | 'requestSingleInstanceLock'
  | 'hasSingleInstanceLock'
  | 'releaseSingleInstanceLock'
  | 'quit'
  | 'exit'
  | 'focus'
  | 'enableSandbox'
  | 'disableHardwareAcceleration'
  | 'setAppUserModelId'
  | 'setAboutPanelOptions'
>

/** `electron.app`: names, folders, the single-instance lock, and the order of events when the app ends. */
export class App extends emitterNamed('electron.app') implements Implemented {
  /** As installed, for a bench: whatever the app does only under development is left out. */
  readonly isPackaged = process.env['STAND_IN_PACKAGED'] === '1'
  readonly #paths = new Map<string, string>()
  readonly #switches = new Map<string, string>()
  readonly #whenReady: Promise<void>
  #markReady: () => void = () => undefined
  #ready = false
  #quitting = false
  #release: (() => void) | undefined

  readonly commandLine = named('electron.app.commandLine', {
    appendSwitch: (name: string, value = '') => void this.#switches.set(name, value),
    hasSwitch: (name: string) => this.#switches.has(name),
    getSwitchValue: (name: string) => this.#switches.get(name) ?? '',
  }) as unknown as Electron.CommandLine

  constructor(
    private readonly options: Options,
    private readonly windows: () => readonly Closable[],
    private readonly end: (code: number) => void,
  ) {
    super()
    this.#whenReady = new Promise((resolve) => {
      this.#markReady = resolve
    })
    const folders: Partial<Record<PathName, string>> = {
      home: homedir(),
      appData: appData(),
      temp: tmpdir(),
      desktop: join(homedir(), 'Desktop'),
      documents: join(homedir(), 'Documents'),
      downloads: join(homedir(), 'Downloads'),
      exe: process.execPath,
    }
    for (const [name, folder] of Object.entries(folders)) this.#paths.set(name, folder)
    if (options.userData !== undefined) this.#paths.set('userData', options.userData)
    this.name = options.name
  }

  name: string
  getName = (): string => this.name
  setName = (name: string): void => void (this.name = name)
  getVersion = (): string => this.options.version
  getAppPath = (): string => this.options.appDir
  getLocale = (): string => Intl.DateTimeFormat().resolvedOptions().locale
  getSystemLocale = (): string => this.getLocale()
  getPreferredSystemLanguages = (): string[] => [this.getLocale()]
  isReady = (): boolean => this.#ready
  whenReady = (): Promise<void> => this.#whenReady
  focus = (): void => undefined
  enableSandbox = (): void => undefined
  disableHardwareAcceleration = (): void => undefined
  setAppUserModelId = (): void => undefined
  setAboutPanelOptions = (): void => undefined
  hasSingleInstanceLock = (): boolean => this.#release !== undefined

  setPath(name: string, folder: string): void {
    this.#paths.set(name, folder)
  }

  getPath(name: PathName): string {
    if (name === 'userData') {
      const folder = this.#paths.get('userData') ?? join(this.getPath('appData'), this.name)
      mkdirSync(folder, { recursive: true })
      return folder
    }
    if (name === 'sessionData') return this.getPath('userData')
    if (name === 'logs') return this.#paths.get('logs') ?? join(this.getPath('userData'), 'logs')
    const folder = this.#paths.get(name)
    if (folder === undefined) throw new Error(`Failed to get '${name}' path`)
    return folder
  }

  requestSingleInstanceLock(data: unknown = {}): boolean {
    if (this.#release) return true
    const told = { argv: [...process.argv], cwd: process.cwd(), data }
    this.#release = takeLock(join(this.getPath('userData'), 'stand-in'), told, (second) => {
      this.emit('second-instance', {}, second.argv, second.cwd, second.data)
    })
    return this.#release !== undefined
  }

  releaseSingleInstanceLock(): void {
    this.#release?.()
    this.#release = undefined
  }

  /** before-quit, then every window's close, then will-quit and quit; each of the first three may say no. */
  quit(): void {
    if (this.#quitting) return
    this.#quitting = true
    const closed = this.#agreed('before-quit') && this.#closeAll()
    if (!closed || !this.#agreed('will-quit')) {
      this.#quitting = false
      return
    }
    this.emit('quit', {}, 0)
    this.end(0)
  }

  exit(code = 0): void {
    this.end(code)
  }

  /** The last window is gone. */
  windowsGone(): void {
    if (this.#quitting) return
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed')
    else this.quit()
  }

  becomeReady(): void {
    this.#ready = true
    this.emit('will-finish-launching')
    this.emit('ready', {}, {})
    this.#markReady()
  }

  #closeAll(): boolean {
    for (const window of this.windows()) {
      window.close()
      if (!window.isDestroyed()) return false
    }
    return true
  }

  #agreed(event: 'before-quit' | 'will-quit'): boolean {
    let prevented = false
    const preventDefault = (): void => void (prevented = true)
    this.emit(event, {
      preventDefault,
      get defaultPrevented() {
        return prevented
      },
    })
    return !prevented
  }
}
