import type * as Electron from 'electron'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Contents, type World } from './contents'
import { emitterNamed } from './guard'
import { debug } from './options'

/** Where a window that is not shown yet waits, in pixels: outside any screen. */
const OFF_SCREEN = -20_000
const OPEN_TIMEOUT_MS = 15_000

/** All open windows, by Electron's id and by the browser's. */
export class Windows {
  readonly #open = new Map<number, Window>()
  #lastId = 0

  constructor(
    readonly world: World,
    private readonly onAllClosed: () => void,
    readonly onCreated: (window: Window) => void,
    readonly appDir: string,
  ) {}

  add(window: Window): number {
    const id = ++this.#lastId
    this.#open.set(id, window)
    return id
  }

  remove(window: Window): void {
    this.#open.delete(window.id)
    if (this.#open.size === 0) this.onAllClosed()
  }

  all = (): Window[] => [...this.#open.values()]
  byId = (id: number): Window | undefined => this.#open.get(id)
  byTarget = (targetId: string): Window | undefined =>
    this.all().find((window) => window.webContents.targetId === targetId)
}

type Options = Electron.BrowserWindowConstructorOptions

type Implemented = Pick<
  Electron.BrowserWindow,
  | 'id'
  | 'loadURL'
  | 'loadFile'
  | 'close'
  | 'destroy'
  | 'isDestroyed'
  | 'show'
  | 'showInactive'
  | 'hide'
  | 'focus'
  | 'blur'
  | 'isFocused'
  | 'isVisible'
  | 'isMinimized'
  | 'isMaximized'
  | 'isFullScreen'
  | 'minimize'
  | 'maximize'
  | 'unmaximize'
  | 'restore'
  | 'setSize'
  | 'getSize'
  | 'setBounds'
  | 'getBounds'
  | 'getContentBounds'
  | 'getNormalBounds'
  | 'setMinimumSize'
  | 'center'
  | 'setTitle'
  | 'getTitle'
  | 'setMenu'
  | 'removeMenu'
  | 'setMenuBarVisibility'
  | 'setContentProtection'
  | 'setBackgroundColor'
  | 'setProgressBar'
  | 'flashFrame'
>

/** `BrowserWindow`: a page of the browser, in a window without tabs under a display. */
export class Window extends emitterNamed('electron.BrowserWindow') implements Implemented {
  readonly id: number
  readonly webContents: Contents
  readonly #created: Promise<void>
  #destroyed = false
  #shown: boolean
  #state: 'normal' | 'minimized' | 'maximized' = 'normal'
  #bounds: Electron.Rectangle
  #title: string

  constructor(
    private readonly windows: Windows,
    options: Options = {},
  ) {
    super()
    this.id = windows.add(this)
    this.#shown = options.show !== false
    this.#title = options.title ?? ''
    const { x = 0, y = 0, width = 800, height = 600 } = options
    this.#bounds = { x, y, width, height }
    this.webContents = new Contents(windows.world, {
      id: this.id,
      preload: options.webPreferences?.preload,
      close: () => this.close(),
      isDestroyed: () => this.#destroyed,
      openChild: (url, more) => void new Window(windows, { ...more }).loadURL(url),
    })
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'))
    this.#created = this.#create()
    this.#created.catch((error: unknown) => {
      console.error('stand-in:', error)
      this.gone()
    })
    windows.onCreated(this)
  }

  async #create(): Promise<void> {
    const { browser } = this.windows.world
    const { width, height } = this.#bounds
    const blank = { url: 'about:blank', newWindow: true, width, height }
    const targetId = browser.headful
      ? await this.#openAppWindow()
      : (await browser.root.send('Target.createTarget', blank)).targetId
    await this.webContents.attach(targetId)
    if (browser.headful) await this.#place()
  }

  /** A second start of the browser is forwarded to the running one, which then opens a window without tabs. */
  #openAppWindow(): Promise<string> {
    const { browser } = this.windows.world
    const url = `http://window-${this.id}.stand-in.localhost/`
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('no window was opened')), OPEN_TIMEOUT_MS)
      const look = ({
        targetInfo,
      }: {
        targetInfo: { type: string; url: string; targetId: string }
      }): void => {
        if (targetInfo.type !== 'page' || targetInfo.url !== url) return
        clearTimeout(late)
        resolve(targetInfo.targetId)
      }
      browser.root.on('Target.targetCreated', look)
      browser.root.on('Target.targetInfoChanged', look)
      browser.openAppWindow(url, this.#bounds.width, this.#bounds.height)
    })
  }

  async #place(): Promise<void> {
    const { x, y, width, height } = this.#bounds
    if (!this.#shown) await this.#setBounds({ left: OFF_SCREEN, top: OFF_SCREEN, width, height })
    else await this.#setBounds({ left: x, top: y, width, height })
    if (this.#shown && this.#state !== 'normal') await this.#setBounds({ windowState: this.#state })
  }

  async #setBounds(bounds: {
    left?: number
    top?: number
    width?: number
    height?: number
    windowState?: 'normal' | 'minimized' | 'maximized'
  }): Promise<void> {
    const { root } = this.windows.world.browser
    const { targetId } = this.webContents
    const { windowId } = await root.send('Browser.getWindowForTarget', { targetId })
    await root.send('Browser.setWindowBounds', { windowId, bounds })
  }

  #replace(): void {
    this.#created.then(() => this.#place()).catch((error: unknown) => debug(String(error)))
  }

  #setState(state: 'normal' | 'minimized' | 'maximized'): void {
    this.#state = state
    this.#created
      .then(() => this.#setBounds({ windowState: state }))
      .catch((error: unknown) => debug(String(error)))
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }

  loadFile(file: string): Promise<void> {
    return this.loadURL(pathToFileURL(join(this.windows.appDir, file)).href)
  }

  /** Emits `close`, which a listener may prevent. */
  close(): void {
    if (this.#destroyed) return
    const asked = { prevented: false, preventDefault: () => void (asked.prevented = true) }
    this.emit('close', asked)
    if (!asked.prevented) this.destroy()
  }

  destroy(): void {
    if (this.#destroyed) return
    const { targetId } = this.webContents
    const { root } = this.windows.world.browser
    this.gone()
    if (targetId !== '')
      root.send('Target.closeTarget', { targetId }).catch((error: unknown) => debug(String(error)))
  }

  /** The page is no more, whoever ended it. */
  gone(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    this.webContents.emit('destroyed')
    this.emit('closed')
    this.windows.remove(this)
  }

  show(): void {
    this.#shown = true
    if (this.windows.world.browser.headful) this.#replace()
    this.emit('show')
  }

  hide(): void {
    this.#shown = false
    if (this.windows.world.browser.headful) this.#replace()
    this.emit('hide')
  }

  focus(): void {
    const { root } = this.windows.world.browser
    this.#created
      .then(() => root.send('Target.activateTarget', { targetId: this.webContents.targetId }))
      .catch((error: unknown) => debug(String(error)))
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds }
    this.#replace()
  }

  setTitle(title: string): void {
    this.#title = title
  }

  setSize = (width: number, height: number): void => this.setBounds({ width, height })
  getSize = (): number[] => [this.#bounds.width, this.#bounds.height]
  getBounds = (): Electron.Rectangle => ({ ...this.#bounds })
  getContentBounds = (): Electron.Rectangle => this.getBounds()
  getNormalBounds = (): Electron.Rectangle => this.getBounds()
  minimize = (): void => this.#setState('minimized')
  maximize = (): void => this.#setState('maximized')
  unmaximize = (): void => this.#setState('normal')
  restore = (): void => this.#setState('normal')
  isMinimized = (): boolean => this.#state === 'minimized'
  isMaximized = (): boolean => this.#state === 'maximized'
  isFullScreen = (): boolean => false
  isVisible = (): boolean => this.#shown
  isFocused = (): boolean => this.windows.all().at(-1) === this
  isDestroyed = (): boolean => this.#destroyed
  getTitle = (): string => this.#title
  showInactive = (): void => this.show()
  blur = (): void => undefined
  center = (): void => undefined
  setMinimumSize = (): void => undefined
  setMenu = (): void => undefined
  removeMenu = (): void => undefined
  setMenuBarVisibility = (): void => undefined
  setContentProtection = (): void => undefined
  setBackgroundColor = (): void => undefined
  setProgressBar = (): void => undefined
  flashFrame = (): void => undefined
}
