import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { _electron, expect, test, type ElectronApplication, type Page } from '@playwright/test'
import { standIn } from '../e2e/launch'
import { root } from '../root'

const appFolder = resolve(root, 'tests/runtime/fixture-app')

interface Seen {
  second: string[][]
  navigations: string[]
  opened: string[]
  closePrevented: number
  contents: number
}
interface Fixture {
  seen: Seen
  preventClose: boolean
  open: (options?: object) => Promise<Electron.BrowserWindow>
}
interface Bridge {
  echo: (value: unknown) => Promise<unknown>
  fail: () => Promise<unknown>
  missing: () => Promise<unknown>
  sender: () => Promise<{ url: string; main: boolean; sameWindow: boolean }>
  saveAs: () => Promise<{ canceled: boolean; filePath: string }>
  seal: (text: string) => Promise<{ result: string; clear: boolean; backend: string }>
  tick: (count: number) => void
  onTock: (listener: (count: number) => void) => () => void
  versions: () => Record<string, string>
}
type World = typeof globalThis & { fixture: Bridge; violations: string[] }
type MainWorld = typeof globalThis & { fixture: Fixture }

const headless = {
  ...(process.env as Record<string, string>),
  STAND_IN_HEADFUL: process.env['STAND_IN_HEADFUL'] ?? '0',
}

const launch = (folder: string): Promise<ElectronApplication> =>
  _electron.launch({
    executablePath: standIn,
    args: [`--user-data-dir=${folder}`, appFolder],
    env: headless,
  })

// One browser for many assertions: starting one is most of the time a test takes.
test.describe.configure({ mode: 'serial' })

let folder: string
let app: ElectronApplication
let page: Page

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'palpa-runtime-'))
  app = await launch(folder)
  page = await app.firstWindow()
  await page.getByRole('heading', { name: 'Fixture' }).waitFor()
})

test.afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

const seen = (): Promise<Seen> => app.evaluate(() => (globalThis as MainWorld).fixture.seen)

test('carries what structured clone carries, both ways', async () => {
  const back = await page.evaluate(async () => {
    const loop: { self?: unknown } = {}
    loop.self = loop
    const sent = {
      date: new Date(5),
      map: new Map<unknown, unknown>([['a', 1n]]),
      set: new Set([Number.NaN, -0]),
      bytes: new Uint8Array([1, 2, 255]),
      floats: new Float32Array([1.5]),
      buffer: new Uint8Array([9]).buffer,
      nothing: undefined as unknown,
      error: new TypeError('kept'),
      proto: JSON.parse('{"__proto__":1}') as unknown,
      loop,
    }
    const got = (await (window as unknown as World).fixture.echo(sent)) as typeof sent
    return {
      date: got.date instanceof Date && got.date.getTime(),
      map: got.map instanceof Map && got.map.get('a') === 1n,
      set: got.set.has(Number.NaN),
      bytes: got.bytes instanceof Uint8Array && [...got.bytes],
      floats: got.floats instanceof Float32Array && [...got.floats],
      buffer: got.buffer instanceof ArrayBuffer && new Uint8Array(got.buffer)[0],
      nothing: 'nothing' in got && got.nothing === undefined,
      error: got.error instanceof TypeError && got.error.message,
      proto: Object.keys(got.proto as object),
      loop: got.loop.self === got.loop,
    }
  })
  expect(back).toEqual({
    date: 5,
    map: true,
    set: true,
    bytes: [1, 2, 255],
    floats: [1.5],
    buffer: 9,
    nothing: true,
    error: 'kept',
    proto: ['__proto__'],
    loop: true,
  })
})

test('refuses what cannot be cloned, and says errors as Electron does', async () => {
  const said = await page.evaluate(async () => {
    const { fixture } = window as unknown as World
    const message = (error: unknown): string => (error as Error).message
    return {
      thrown: await fixture.fail().catch(message),
      missing: await fixture.missing().catch(message),
      callback: await fixture.echo(() => 1).catch(message),
    }
  })
  expect(said).toEqual({
    thrown: "Error invoking remote method 'fail': RangeError: out of reach",
    missing: "Error invoking remote method 'missing': Error: No handler registered for 'missing'",
    callback: 'An object could not be cloned.',
  })
})

test('names the sender by its app:// address and delivers events until unsubscribed', async () => {
  expect(await page.evaluate(() => (window as unknown as World).fixture.sender())).toEqual({
    url: 'app://fixture/index.html',
    main: true,
    sameWindow: true,
  })
  const tocks = await page.evaluate(async () => {
    const { fixture } = window as unknown as World
    const heard: number[] = []
    const off = fixture.onTock((count) => heard.push(count))
    fixture.tick(1)
    await fixture.echo('after the first')
    off()
    fixture.tick(2)
    await fixture.echo('after the second')
    return heard
  })
  expect(tocks).toEqual([2])
})

test('keeps the page away from Node and freezes what is exposed', async () => {
  const world = await page.evaluate(() => ({
    require: typeof (window as unknown as { require: unknown }).require,
    process: typeof (window as unknown as { process: unknown }).process,
    frozen: Object.isFrozen((window as unknown as World).fixture),
    leaked: Object.keys(window).filter((name) => /stand/i.test(name)),
    secure: isSecureContext,
  }))
  expect(world).toEqual({
    require: 'undefined',
    process: 'undefined',
    frozen: true,
    leaked: [],
    secure: true,
  })
})

test('names itself to the app', async () => {
  const versions = await page.evaluate(() => (window as unknown as World).fixture.versions())
  expect(versions['stand-in']).toMatch(/^\d+\./)
  expect(versions['chrome']).toBe(versions['stand-in'])
  expect(await app.evaluate(() => process.versions.electron)).toMatch(/^\d+\.\d+\.\d+$/)
  expect(await app.evaluate(({ app: main }) => [main.getName(), main.getVersion()])).toEqual([
    'fixture-app',
    '1.2.3',
  ])
})

test('serves app:// with ranges and streams, to workers too, and shows the handler no secret', async () => {
  const served = await page.evaluate(async () => {
    const part = await fetch('/bytes', { headers: { range: 'bytes=10-19' } })
    const worker = new Worker('/worker.js')
    const inWorker = new Promise((resolve) => {
      worker.onmessage = (event) => resolve(event.data)
    })
    return {
      status: part.status,
      range: part.headers.get('content-range'),
      bytes: [...new Uint8Array(await part.arrayBuffer())],
      whole: (await (await fetch('/stream')).arrayBuffer()).byteLength,
      inWorker: await inWorker,
      lost: (await fetch('/nowhere')).status,
      seen: (await (await fetch('/seen?a=1')).json()) as { url: string; names: string[] },
    }
  })
  expect(served).toMatchObject({
    status: 206,
    range: 'bytes 10-19/1000',
    bytes: [10, 11, 12, 13, 14, 15, 16, 17, 18, 19],
    whole: 1000,
    inWorker: 1000,
    lost: 404,
    seen: { url: 'app://fixture/seen?a=1' },
  })
  expect(served.seen.names).not.toContain('cookie')
})

test('answers no other program on the machine', async () => {
  test.skip(process.platform !== 'linux', 'reads the port from /proc')
  const { origin, host } = new URL(page.url())
  expect(origin).toBe('http://fixture.app.localhost')
  const profile = `palpa-stand-in-${app.process().pid ?? ''}-`
  const commands = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && existsSync(`/proc/${name}/cmdline`))
    .map((name) => readFileSync(`/proc/${name}/cmdline`, 'utf8'))
  const browser = commands.find((line) => line.includes(profile) && line.includes('host-resolver-rules'))
  const port = /127\.0\.0\.1:(\d+)/.exec(browser ?? '')?.[1] ?? ''
  // Port and host name are right; only this run's secret is missing.
  const status = await new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path: '/index.html', headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
  })
  expect(status).toBe(403)
})

test('content security policy stops eval, inline script and addresses outside', async () => {
  const inline = await page.evaluate(() => document.documentElement.dataset['inline'])
  expect(inline).toBeUndefined()
  const blocked = await page.evaluate(async () => {
    const outside = await fetch('https://example.invalid/').catch(() => 'refused')
    const script = document.createElement('script')
    script.textContent = 'document.documentElement.dataset.inline = "ran"'
    document.head.append(script)
    const late = document.createElement('script')
    late.src = 'data:text/javascript,document.documentElement.dataset.inline="ran"'
    document.head.append(late)
    return { outside, inline: document.documentElement.dataset['inline'] }
  })
  expect(blocked).toEqual({ outside: 'refused', inline: undefined })
  const evaluated = await page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.blockedURI), {
          once: true,
        })
        // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the policy must stop it
        setTimeout('document.documentElement.dataset.inline = "ran"', 0)
      }),
  )
  expect(evaluated).toBe('eval')
  const violations = await page.evaluate(() => (window as unknown as World).violations)
  expect(violations).toContain('connect-src')
  expect(violations.filter((name) => name.startsWith('script-src')).length).toBeGreaterThanOrEqual(2)
})

test('window.open, links to new windows and navigation are denied', async () => {
  const opened = await page.evaluate(() => window.open('https://example.invalid/opened'))
  expect(opened).toBeNull()
  await page.locator('#blank').click()
  await page.locator('#away').click()
  await expect.poll(async () => (await seen()).navigations).toEqual(['https://example.invalid/'])
  expect((await seen()).opened).toEqual(['https://example.invalid/opened', 'https://example.invalid/blank'])
  expect(app.windows()).toHaveLength(1)
  await expect(page.getByRole('heading', { name: 'Fixture' })).toBeVisible()
  expect(await page.evaluate(() => (window as unknown as World).fixture.echo('still here'))).toBe(
    'still here',
  )
})

test('permissions are denied', async () => {
  const states = await page.evaluate(async () => {
    const ask = async (name: string): Promise<string> =>
      (await navigator.permissions.query({ name: name as PermissionName })).state
    return [
      await ask('camera'),
      await ask('microphone'),
      await ask('geolocation'),
      await ask('notifications'),
    ]
  })
  expect(states).toEqual(['denied', 'denied', 'denied', 'denied'])
})

test('dialogs are answered by the test', async () => {
  const cancelled = await page.evaluate(() => (window as unknown as World).fixture.saveAs())
  expect(cancelled.canceled).toBe(true)
  await app.evaluate(({ dialog }) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: '/chosen/sheet.pdf' })
  })
  const answered = await page.evaluate(() => (window as unknown as World).fixture.saveAs())
  expect(answered).toEqual({ canceled: false, filePath: '/chosen/sheet.pdf' })
})

test('safe storage seals with a key file and says that it is no keychain', async () => {
  expect(await page.evaluate(() => (window as unknown as World).fixture.seal('palpate'))).toEqual({
    result: 'palpate',
    clear: false,
    backend: 'basic_text',
  })
})

test('one window loads its page again and again, and keeps no listener of it', async () => {
  const listeners = await app.evaluate(async () => {
    const { fixture } = globalThis as MainWorld
    const hidden = await fixture.open({ show: false })
    const url = hidden.webContents.getURL()
    const before = hidden.webContents.listenerCount('destroyed')
    for (let turn = 0; turn < 12; turn += 1) await hidden.loadURL(url)
    const after = hidden.webContents.listenerCount('destroyed')
    hidden.destroy()
    return after - before
  })
  expect(listeners).toBe(0)
})

test('a hidden window prints to PDF and refuses a printer that is not there', async () => {
  const result = await app.evaluate(async () => {
    const { fixture } = globalThis as MainWorld
    const hidden = await fixture.open({ show: false })
    const pdf = await hidden.webContents.printToPDF({ pageSize: 'A4', printBackground: true })
    const printed = await new Promise((resolve) =>
      hidden.webContents.print({ silent: true, deviceName: 'no such printer' }, (success, reason) =>
        resolve({ success, reason }),
      ),
    )
    const visible = hidden.isVisible()
    hidden.destroy()
    return { text: pdf.toString('latin1'), printed, visible }
  })
  expect(result.text).toMatch(/^%PDF-/)
  expect(result.text).toMatch(/MediaBox \[0 0 59[45]\.?\d* 84[12]/)
  expect(result.printed).toEqual({ success: false, reason: 'Invalid deviceName provided' })
  expect(result.visible).toBe(false)
})

test('a page that is loaded again and again keeps no listener of the loads before', async () => {
  const counts = await app.evaluate(async () => {
    const hidden = await (globalThis as MainWorld).fixture.open({ show: false })
    const contents = hidden.webContents
    const listeners = (): number =>
      contents.listenerCount('destroyed') + contents.listenerCount('did-finish-load')
    const before = listeners()
    for (let n = 0; n < 3; n += 1) await contents.loadURL(contents.getURL())
    const after = listeners()
    hidden.destroy()
    return { before, after }
  })
  expect(counts.after).toBe(counts.before)
})

test('a call that is not implemented throws by its name', async () => {
  const thrown = await app.evaluate((electron) => {
    const { app: main, BrowserWindow } = electron
    const message = (run: () => unknown): string => {
      try {
        run()
        return 'nothing thrown'
      } catch (error) {
        return (error as Error).message
      }
    }
    const [window] = BrowserWindow.getAllWindows()
    return [
      message(() => electron.desktopCapturer),
      message(() => main.getGPUInfo('basic')),
      message(() => window?.setKiosk(true)),
      message(() => window?.webContents.capturePage()),
    ]
  })
  expect(thrown).toEqual([
    'stand-in: electron.desktopCapturer is not implemented',
    'stand-in: electron.app.getGPUInfo is not implemented',
    'stand-in: electron.BrowserWindow.setKiosk is not implemented',
    'stand-in: electron.webContents.capturePage is not implemented',
  ])
})

test('a second start is turned away and its arguments reach the first', async () => {
  const second = join(folder, 'second.txt')
  await promisify(execFile)(
    process.execPath,
    [standIn, `--user-data-dir=${folder}`, appFolder, '--open=handout'],
    { env: { ...headless, FIXTURE_SECOND: second } },
  )
  expect(readFileSync(second, 'utf8')).toBe('turned away')
  await expect.poll(async () => (await seen()).second.length).toBe(1)
  expect((await seen()).second[0]).toContain('--open=handout')
})

test('closing can be prevented; afterwards no profile is left behind', async () => {
  const profile = `palpa-stand-in-${app.process().pid ?? ''}-`
  const profiles = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith(profile))
  expect(profiles()).toHaveLength(1)
  const closed = await app.evaluate(({ BrowserWindow }) => {
    const { fixture } = globalThis as MainWorld
    fixture.preventClose = true
    const [window] = BrowserWindow.getAllWindows()
    window?.close()
    const survived = window?.isDestroyed() === false
    fixture.preventClose = false
    return { survived, prevented: fixture.seen.closePrevented }
  })
  expect(closed).toEqual({ survived: true, prevented: 1 })
  await app.close()
  expect(profiles()).toEqual([])
})
