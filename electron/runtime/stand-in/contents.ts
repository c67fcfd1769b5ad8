import type * as Electron from 'electron'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { preloadScript, pageScript } from './bridge'
import type { Browser } from './browser'
import type { Session } from './cdp'
import { makeCodec } from './codec'
import { makeFrame } from './frame'
import { emitterNamed } from './guard'
import type { IpcMain } from './ipc-main'
import { debug } from './options'
import { listPrinters, printPdf, readPdf, sheetOptions } from './printing'
import type { Schemes } from './schemes'
import type { Permissions } from './session'
import { RECEIVE_FUNCTION, SEND_BINDING, type FromPage, type ToPage } from './wire'

/** What every page needs of the run. */
export interface World {
  readonly browser: Browser
  readonly schemes: Schemes
  readonly ipcMain: IpcMain
  readonly permissions: Permissions
  /** Names the isolated world and prefixes the events between the two worlds. */
  readonly secret: string
}

/** What a page needs of its window. */
interface Owner {
  readonly id: number
  readonly preload: string | undefined
  close(): void
  isDestroyed(): boolean
  openChild(url: string, options: Electron.BrowserWindowConstructorOptions | undefined): void
}

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0]

type Implemented = Pick<
  Electron.WebContents,
  | 'id'
  | 'getURL'
  | 'getTitle'
  | 'isDestroyed'
  | 'isLoading'
  | 'isCrashed'
  | 'setWindowOpenHandler'
  | 'send'
  | 'loadURL'
  | 'reload'
  | 'printToPDF'
  | 'print'
  | 'getPrintersAsync'
  | 'executeJavaScript'
  | 'close'
  | 'openDevTools'
  | 'closeDevTools'
  | 'isDevToolsOpened'
  | 'focus'
  | 'setZoomFactor'
  | 'getZoomFactor'
  | 'setVisualZoomLevelLimits'
  | 'setBackgroundThrottling'
  | 'getOSProcessId'
>

const { encode, decode } = makeCodec()

/** `webContents` of one window: its page, what the page may call, where it may go, and how it is printed. */
export class Contents extends emitterNamed('electron.webContents') implements Implemented {
  readonly id: number
  readonly session
  readonly mainFrame
  #page: Session | undefined
  #targetId = ''
  #url = ''
  #title = ''
  #loading = false
  #zoom = 1
  /** Where the app itself is sending the page; asked for by nobody else. */
  #ordered: string | undefined
  #context: number | undefined
  #openHandler: OpenHandler = () => ({ action: 'allow' })
  readonly #attached: Promise<void>
  #markAttached: () => void = () => undefined

  constructor(
    private readonly world: World,
    private readonly owner: Owner,
  ) {
    super()
    this.id = owner.id
    this.session = world.permissions.session
    this.mainFrame = makeFrame(owner.id, () => this.getURL())
    this.#attached = new Promise((resolve) => {
      this.#markAttached = resolve
    })
  }

  get targetId(): string {
    return this.#targetId
  }

  /** Binds this object to a page of the browser. Called once by the window. */
  async attach(targetId: string): Promise<void> {
    const { browser, secret } = this.world
    this.#targetId = targetId
    const { sessionId } = await browser.root.send('Target.attachToTarget', { targetId, flatten: true })
    const page = browser.session(sessionId)
    this.#page = page
    this.#listen(page)
    const preload = this.owner.preload === undefined ? '' : readFileSync(this.owner.preload, 'utf8')
    const info = {
      versions: Object.fromEntries(
        Object.entries(process.versions).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ),
      platform: process.platform,
      sendBinding: SEND_BINDING,
      receiveFunction: RECEIVE_FUNCTION,
    }
    const everyDocument = 'Page.addScriptToEvaluateOnNewDocument'
    await Promise.all([
      page.send('Page.enable'),
      page.send('Runtime.enable'),
      page.send('Fetch.enable', { patterns: [{ resourceType: 'Document', requestStage: 'Request' }] }),
      page.send('Runtime.addBinding', { name: SEND_BINDING, executionContextName: secret }),
      page.send(everyDocument, { source: pageScript(secret) }),
      page.send(everyDocument, { source: preloadScript(secret, preload, info), worldName: secret }),
      this.world.permissions.apply(browser.root, this as unknown as Electron.WebContents),
    ])
    this.#markAttached()
  }

  #listen(page: Session): void {
    page.on('Runtime.executionContextCreated', ({ context }) => {
      const data = context.auxData as { isDefault: boolean; frameId: string } | undefined
      if (context.name === this.world.secret && data?.frameId === this.#targetId) this.#context = context.id
    })
    page.on('Runtime.executionContextsCleared', () => {
      this.#context = undefined
    })
    page.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === SEND_BINDING && executionContextId === this.#context) void this.#hear(payload)
    })
    page.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId !== undefined) return
      this.#url = frame.url + (frame.urlFragment ?? '')
      this.#loading = true
      this.emit('did-navigate', {}, this.getURL())
    })
    page.on('Page.domContentEventFired', () => this.emit('dom-ready', {}))
    page.on('Page.loadEventFired', () => {
      this.#loading = false
      this.emit('did-finish-load', {})
    })
    page.on('Inspector.targetCrashed', () =>
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }),
    )
    page.on('Fetch.requestPaused', ({ requestId, request, frameId }) => {
      const stopped = this.#refuses(request.url, frameId === this.#targetId)
      const answered = stopped
        ? page.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
        : page.send('Fetch.continueRequest', { requestId })
      answered.catch((error: unknown) => debug(String(error)))
    })
  }

  /** True when a listener of will-navigate (or will-frame-navigate) says no. Orders of the app are not asked. */
  #refuses(webUrl: string, isMainFrame: boolean): boolean {
    if (isMainFrame && this.#ordered !== undefined) {
      this.#ordered = undefined
      return false
    }
    const url = this.world.schemes.toApp(webUrl)
    let refused = false
    const preventDefault = (): void => void (refused = true)
    const event = { preventDefault, url, isMainFrame, isSameDocument: false, frame: this.mainFrame }
    this.emit('will-frame-navigate', event)
    if (isMainFrame) this.emit('will-navigate', event, url)
    return refused
  }

  async #hear(payload: string): Promise<void> {
    const message = decode(payload) as FromPage
    const event = {
      sender: this,
      senderFrame: this.mainFrame,
      processId: 1,
      frameId: this.id,
      reply: (channel: string, ...args: unknown[]) => this.send(channel, ...args),
    } as unknown as Electron.IpcMainInvokeEvent
    if (message.t === 'open') this.windowAsked(message.url)
    else if (message.t === 'send') this.world.ipcMain.emit(message.channel, event, ...message.args)
    else {
      const { id, channel, args } = message
      try {
        this.#tell({ t: 'reply', id, value: await this.world.ipcMain.invoke(channel, event, args) })
      } catch (error) {
        console.error(`Error occurred in handler for '${channel}':`, error)
        this.#tell({
          t: 'failure',
          id,
          message: `Error invoking remote method '${channel}': ${String(error)}`,
        })
      }
    }
  }

  #tell(message: ToPage): void {
    const text = encode(message)
    if (this.#context === undefined) return
    this.#page
      ?.send('Runtime.callFunctionOn', {
        functionDeclaration: `function (text) { globalThis.${RECEIVE_FUNCTION}(text) }`,
        executionContextId: this.#context,
        arguments: [{ value: text }],
        silent: true,
      })
      .catch((error: unknown) => debug(String(error)))
  }

  /** A page asks for a window of its own. */
  windowAsked(webUrl: string): void {
    const url = this.world.schemes.toApp(webUrl)
    const details = { url, frameName: '', features: '', disposition: 'new-window', referrer: { url: '' } }
    const answer = this.#openHandler(details as unknown as Electron.HandlerDetails)
    if (answer.action === 'allow') this.owner.openChild(url, answer.overrideBrowserWindowOptions)
  }

  async #attachedPage(): Promise<Session> {
    await this.#attached
    if (!this.#page || this.isDestroyed()) throw new Error('Object has been destroyed')
    return this.#page
  }

  /** @throws when the address cannot be loaded, or the window is closed meanwhile */
  async loadURL(url: string): Promise<void> {
    const page = await this.#attachedPage()
    const { browser, schemes } = this.world
    const webUrl = schemes.toWeb(url)
    if (webUrl !== url) await browser.root.send('Storage.setCookies', { cookies: [schemes.cookie(webUrl)] })
    const done = new AbortController()
    const loaded = Promise.race([
      once(this, 'did-finish-load', done),
      once(this, 'destroyed', done).then(() =>
        Promise.reject(new Error(`ERR_ABORTED (-3) loading '${url}'`)),
      ),
    ])
    loaded.catch(() => undefined)
    this.#ordered = webUrl
    try {
      const { errorText } = await page.send('Page.navigate', { url: webUrl })
      if (errorText !== undefined) {
        this.emit('did-fail-load', {}, -2, errorText, url, true)
        throw new Error(`${errorText} loading '${url}'`)
      }
      await loaded
    } finally {
      done.abort()
    }
  }

  reload(): void {
    this.#ordered = this.#url
    void this.#command((page) => page.send('Page.reload'))
  }

  async printToPDF(options: Electron.PrintToPDFOptions = {}): Promise<Buffer> {
    const page = await this.#attachedPage()
    return readPdf(page, options)
  }

  /** Prints through CUPS where there is one. There is no print dialog: a job that is not silent is refused. */
  print(
    options: Electron.WebContentsPrintOptions = {},
    callback: (success: boolean, reason: string) => void = () => undefined,
  ): void {
    if (options.silent !== true) {
      callback(false, 'Print job canceled')
      return
    }
    this.printToPDF(sheetOptions(options))
      .then((pdf) => printPdf(pdf, options))
      .then(
        (failure) => callback(failure === '', failure),
        () => callback(false, 'Print job failed'),
      )
  }

  async executeJavaScript(expression: string): Promise<unknown> {
    const page = await this.#attachedPage()
    const evaluated = await page.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    })
    const failure = evaluated.exceptionDetails
    if (failure) throw new Error(failure.exception?.description ?? failure.text)
    return evaluated.result.value as unknown
  }

  setZoomFactor(factor: number): void {
    this.#zoom = factor
    void this.#command((page) => page.send('Emulation.setPageScaleFactor', { pageScaleFactor: factor }))
  }

  async #command(run: (page: Session) => Promise<unknown>): Promise<void> {
    try {
      await run(await this.#attachedPage())
    } catch (error) {
      debug(String(error))
    }
  }

  send(channel: string, ...args: unknown[]): void {
    this.#tell({ t: 'event', channel, args })
  }

  getURL = (): string => this.world.schemes.toApp(this.#url)
  getTitle = (): string => this.#title
  setTitle = (title: string): void => void (this.#title = title)
  isDestroyed = (): boolean => this.owner.isDestroyed()
  isLoading = (): boolean => this.#loading
  isCrashed = (): boolean => false
  setWindowOpenHandler = (handler: OpenHandler): void => void (this.#openHandler = handler)
  getPrintersAsync = (): Promise<Electron.PrinterInfo[]> => listPrinters()
  close = (): void => this.owner.close()
  getZoomFactor = (): number => this.#zoom
  setVisualZoomLevelLimits = (): Promise<void> => Promise.resolve()
  setBackgroundThrottling = (): void => undefined
  openDevTools = (): void => undefined
  closeDevTools = (): void => undefined
  isDevToolsOpened = (): boolean => false
  focus = (): void => undefined
  getOSProcessId = (): number => process.pid
}
