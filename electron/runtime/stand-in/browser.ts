import { spawn, type ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { Cdp, type Session } from './cdp'
import { debug, type Options } from './options'

const PROFILE = 'palpa-stand-in-'
const GRACE_MS = 1500

const FLAGS = [
  '--remote-debugging-pipe',
  '--no-startup-window',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-breakpad',
  '--password-store=basic',
  '--use-mock-keychain',
  '--disable-features=Translate,MediaRouter,OptimizationHints,DialMediaRouteProvider,AutofillServerCommunication',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--disk-cache-size=1',
  '--disable-gpu-shader-disk-cache',
  '--no-proxy-server',
  '--test-type',
  '--noerrdialogs',
]

/** The browser remembers nothing that is typed: no form history, no passwords, no spelling service. */
const PREFERENCES = {
  autofill: { enabled: false, profile_enabled: false, credit_card_enabled: false },
  credentials_enable_service: false,
  profile: { password_manager_enabled: false },
  translate: { enabled: false },
  browser: { enable_spellchecking: false, has_seen_welcome_page: true },
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** A profile of this run's own. Those of runs that were killed go too. */
function freshProfile(): string {
  for (const entry of readdirSync(tmpdir())) {
    const pid = Number(/^palpa-stand-in-(\d+)-/.exec(entry)?.[1] ?? 'NaN')
    if (Number.isInteger(pid) && !isRunning(pid)) remove(join(tmpdir(), entry))
  }
  const profile = mkdtempSync(join(tmpdir(), `${PROFILE}${process.pid}-`))
  mkdirSync(join(profile, 'Default'))
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(PREFERENCES))
  // The browser keeps what was typed into a page for "restore tabs", in clear. A file where its folder would be
  // leaves it no place; Electron has no such service.
  writeFileSync(join(profile, 'Default', 'Sessions'), '')
  return profile
}

function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  } catch (error) {
    debug(String(error))
  }
}

/** The Chromium process behind all windows. Emits `gone` when it ends without being asked to. */
export class Browser extends EventEmitter {
  /** Commands and events of the browser as a whole. */
  root!: Session
  /** Chromium's version, for example `156.0.8078.79`; empty until started. */
  version = ''
  #cdp: Cdp | undefined
  #process: ChildProcess | undefined
  #profile = ''
  #ending = false

  constructor(private readonly options: Options) {
    super()
  }

  get headful(): boolean {
    return this.options.headful
  }

  /** @throws when there is no Chromium, in one line that says what to install */
  async start(resolverRules: string): Promise<void> {
    const { chromium, debuggingPort } = this.options
    if (!chromium)
      throw new Error('stand-in: no Chromium found. Install Chromium, Chrome or Edge, or set PALPA_CHROMIUM.')
    this.#profile = freshProfile()
    process.on('exit', () => {
      this.#process?.kill('SIGKILL')
      remove(this.#profile)
    })
    const args = [
      ...FLAGS,
      ...this.#windowFlags(),
      `--host-resolver-rules=${resolverRules}`,
      ...(debuggingPort === undefined ? [] : [`--remote-debugging-port=${debuggingPort}`]),
      ...(this.headful ? [] : ['--headless=new', '--hide-scrollbars', '--disable-gpu']),
    ]
    const child = spawn(chromium.path, args, {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...chromium.env },
    })
    this.#process = child
    const failed = new Promise<never>((_, reject) => child.once('error', reject))
    child.stderr?.on('data', (text: Buffer) => this.#relay(String(text)))
    child.once('exit', () => {
      if (!this.#ending) this.emit('gone')
    })
    this.#cdp = new Cdp(child.stdio[3] as Writable, child.stdio[4] as Readable)
    this.root = this.#cdp.session()
    const { product } = await Promise.race([this.root.send('Browser.getVersion'), failed])
    this.version = product.split('/')[1] ?? product
    await this.root.send('Target.setDiscoverTargets', { discover: true })
  }

  session(sessionId: string): Session {
    if (!this.#cdp) throw new Error('stand-in: the browser has not been started')
    return this.#cdp.session(sessionId)
  }

  /** Asks the running browser for a window without tabs or address line, as a second `chromium --app=` would. */
  openAppWindow(url: string, width: number, height: number): void {
    const { chromium } = this.options
    if (!chromium) return
    spawn(chromium.path, [...this.#windowFlags(), `--app=${url}`, `--window-size=${width},${height}`], {
      stdio: 'ignore',
      env: { ...process.env, ...chromium.env },
    })
  }

  /** Ends the browser and removes its profile. */
  async end(): Promise<void> {
    this.#ending = true
    const child = this.#process
    if (child?.exitCode === null) {
      const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
      await Promise.race([
        this.root.send('Browser.close').catch((error: unknown) => debug(String(error))),
        setTimeout(GRACE_MS),
      ])
      await Promise.race([exited, setTimeout(GRACE_MS)])
      child.kill('SIGKILL')
    }
    remove(this.#profile)
  }

  /** Flags that a second start must share with the first to reach the same browser. */
  #windowFlags(): string[] {
    const root = process.getuid?.() === 0
    return [
      `--user-data-dir=${this.#profile}`,
      '--test-type',
      ...(root || this.options.chromium?.headlessOnly ? ['--no-sandbox'] : []),
      ...(this.headful && process.platform === 'linux' ? ['--ozone-platform=x11'] : []),
    ]
  }

  /** Test tools wait for the browser's own line about its debugging port. */
  #relay(text: string): void {
    for (const line of text.split('\n'))
      if (line.startsWith('DevTools listening')) process.stderr.write(`${line}\n`)
      else if (line) debug(line)
  }
}
