import ts from 'typescript'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { CONTENT_SECURITY_POLICY, denyByDefault, webPreferences } from '../../electron/runtime/hardening'
import { sourcesOf, type Source } from './sources'

const session = vi.hoisted(() => ({
  setPermissionRequestHandler: vi.fn(),
  setPermissionCheckHandler: vi.fn(),
  setDevicePermissionHandler: vi.fn(),
}))
vi.mock('electron', () => ({ session: { defaultSession: session } }))

const product = sourcesOf(['electron', 'renderer', 'shared'], /\.(ts|vue|html)$/)
const main = product.filter(({ path }) => path.startsWith('electron/') && path.endsWith('.ts'))

/** Every `new <name>(…)` in a source. */
function constructions({ path, text }: Source, name: string): ts.NewExpression[] {
  const found: ts.NewExpression[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText().split('.').at(-1) === name) found.push(node)
    node.forEachChild(visit)
  }
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true))
  return found
}

/** Paths of the sources in which a pattern stands. */
const where = (pattern: RegExp, sources: readonly Source[] = product): string[] =>
  sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path)

describe('windows', () => {
  it('are isolated, sandboxed and without Node', () => {
    expect(webPreferences('preload.js')).toEqual({
      preload: 'preload.js',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    })
  })

  it('all take their web preferences from hardening.ts', () => {
    const windows = main.flatMap((source) => constructions(source, 'BrowserWindow'))
    expect(windows.length).toBeGreaterThan(0)
    for (const window of windows) {
      const options = window.arguments?.[0]
      const preferences =
        options && ts.isObjectLiteralExpression(options)
          ? options.properties.find((property) => property.name?.getText() === 'webPreferences')
          : undefined
      const where = window.getSourceFile().fileName
      expect(preferences?.getText(), where).toMatch(/^webPreferences: webPreferences\(/)
      expect(window.getSourceFile().text, where).toMatch(
        /import \{[^}]*\bwebPreferences\b[^}]*\} from '[^']*\/hardening'/,
      )
    }
  })

  it.each(['BrowserView', 'WebContentsView', 'BaseWindow'])('are never a %s', (name) => {
    expect(main.flatMap((source) => constructions(source, name))).toEqual([])
  })

  it.each([
    ['nodeIntegration\\w*: true'],
    ['contextIsolation: false'],
    ['sandbox: false'],
    ['webSecurity: false'],
    ['webviewTag'],
    ['allowRunningInsecureContent'],
    ['experimentalFeatures'],
    ['enableBlinkFeatures'],
    ['<webview'],
    ['no-sandbox'],
  ])('nowhere say %s', (pattern) => {
    expect(where(new RegExp(pattern))).toEqual([])
  })
})

describe('content security policy', () => {
  const policy = new Map(
    CONTENT_SECURITY_POLICY.split('; ').map((line) => {
      const [name = '', ...sources] = line.split(' ')
      return [name, sources]
    }),
  )

  it('takes nothing from outside', () => {
    expect(Object.fromEntries(policy)).toEqual({
      'default-src': ["'self'"],
      // Compiled picture decoders; still no text becomes code.
      'script-src': ["'self'", "'wasm-unsafe-eval'"],
      'style-src': ["'self'"],
      'style-src-attr': ["'unsafe-inline'"],
      'img-src': ["'self'", 'blob:', 'data:'],
      'object-src': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
      'frame-ancestors': ["'none'"],
    })
  })

  it('goes out with the pages', () => {
    expect(where(/'content-security-policy': sources\.contentSecurityPolicy/)).toEqual([
      'electron/ipc/protocol.ts',
    ])
    expect(where(/contentSecurityPolicy: CONTENT_SECURITY_POLICY/)).toEqual(['electron/main.ts'])
  })

  it('is not asked to bend: no inline script, no evaluated text, no address outside', () => {
    expect(
      where(
        /<script(?![^>]*\bsrc="\.?\/)[^>]*>/,
        product.filter(({ path }) => path.endsWith('.html')),
      ),
    ).toEqual([])
    expect(where(/\beval\(|new Function\(|executeJavaScript\(/)).toEqual([])
    const loads = /(?:src|href|fetch\(|import\(|url\()=?["'(]*https?:\/\//
    expect(
      where(
        loads,
        product.filter(({ path }) => path.startsWith('renderer/')),
      ),
    ).toEqual([])
  })
})

describe('pages may not', () => {
  const contents = { setWindowOpenHandler: vi.fn(), on: vi.fn() }
  const app = { on: vi.fn() }

  beforeEach(() => {
    denyByDefault(app as unknown as Electron.App)
    const [event, created] = app.on.mock.calls[0] as [string, (event: unknown, made: typeof contents) => void]
    expect(event).toBe('web-contents-created')
    created({}, contents)
  })

  it('open windows', () => {
    const [handler] = contents.setWindowOpenHandler.mock.calls[0] as [() => unknown]
    expect(handler()).toEqual({ action: 'deny' })
  })

  it.each(['will-navigate', 'will-attach-webview'])('%s', (name) => {
    const listener = contents.on.mock.calls.find(([event]) => event === name)?.[1] as (event: object) => void
    const event = { preventDefault: vi.fn() }
    listener(event)
    expect(event.preventDefault).toHaveBeenCalledOnce()
  })

  it('have permissions or devices, but may fill the screen', () => {
    const answer = vi.fn()
    const [request] = session.setPermissionRequestHandler.mock.calls[0] as [
      (contents: unknown, permission: string, answer: (granted: boolean) => void) => void,
    ]
    const asked = ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'fullscreen']
    for (const permission of asked) request({}, permission, answer)
    // A picture may fill the screen; nothing else is given.
    expect(answer.mock.calls).toEqual(asked.map((one) => [one === 'fullscreen']))
    const [check] = session.setPermissionCheckHandler.mock.calls[0] as [() => boolean]
    const [device] = session.setDevicePermissionHandler.mock.calls[0] as [() => boolean]
    expect([check(), device()]).toEqual([false, false])
  })

  it('be made before that is said', () => {
    const [source] = main.filter(({ path }) => path === 'electron/main.ts')
    const calls = source?.text.slice(source.text.indexOf('whenReady')) ?? ''
    expect(calls.indexOf('denyByDefault(app)')).toBeGreaterThan(0)
    expect(calls.indexOf('denyByDefault(app)')).toBeLessThan(calls.indexOf('openWindow()'))
  })

  it('start other programs through main', () => {
    expect(where(/\bshell\b.*from 'electron'|openExternal|openPath|from 'node:child_process'/, main)).toEqual(
      [],
    )
  })
})

describe('calls', () => {
  it('go through the one gate with the sender check', () => {
    expect(where(/ipcMain\.(on|handle|once|handleOnce)\(/, main)).toEqual([])
    expect(where(/\.handle\(name,/, main)).toEqual(['electron/ipc/register.ts'])
    const [gate] = main.filter(({ path }) => path === 'electron/ipc/register.ts')
    const text = gate?.text ?? ''
    expect(text.indexOf('boundary.pageOf(event)')).toBeGreaterThan(0)
    expect(text.indexOf('boundary.pageOf(event)')).toBeLessThan(text.indexOf('safeParse(raw)'))
  })

  it('leave the preload as named functions only', () => {
    expect(where(/\bipcRenderer\b/)).toEqual(['electron/preload.ts'])
    const [preload] = main.filter(({ path }) => path === 'electron/preload.ts')
    expect(preload?.text.match(/exposeInMainWorld\(/g)).toHaveLength(1)
    expect(preload?.text).not.toMatch(/process\.|require\(|node:/)
  })
})
