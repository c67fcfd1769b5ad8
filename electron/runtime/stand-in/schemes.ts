import type * as Electron from 'electron'
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { named } from './guard'
import { debug } from './options'

type Handler = (request: Request) => Response | Promise<Response>

/** Headers of the loopback hop that are none of the app's business. */
const HOP_HEADERS = new Set(['host', 'connection', 'cookie', 'referer'])
const WINDOW_HOST = /^window-\d+\.stand-in\.localhost$/
const COOKIE = 'stand-in'

/**
 * Chromium cannot navigate to a scheme it was not compiled with, so `app://clinic/x` becomes
 * `http://clinic.app.localhost/x`, answered by one loopback server. The browser resolves every such name to that
 * server, and the server answers only who shows this run's secret: other programs on the machine get 403.
 */
export class Schemes {
  readonly #handlers = new Map<string, Handler>()
  readonly #secret = randomBytes(24).toString('hex')
  readonly #server = createServer((request, response) => void this.#answer(request, response))
  #port = 0

  constructor(private readonly isReady: () => boolean) {}

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    this.#port = (this.#server.address() as AddressInfo).port
  }

  /** Every name that the stand-in invents leads to its server; no other name leads anywhere. */
  resolverRules(): string {
    return `MAP *.localhost 127.0.0.1:${this.#port}, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1`
  }

  /**
   * The secret for one page's host. A cookie and not a header: what workers ask for carries it too, and pages
   * cannot read it.
   */
  cookie(webUrl: string): { name: string; value: string; url: string; httpOnly: true; sameSite: 'Strict' } {
    const url = new URL('/', webUrl).href
    return { name: COOKIE, value: this.#secret, url, httpOnly: true, sameSite: 'Strict' }
  }

  toWeb(url: string): string {
    const scheme = /^([a-z][a-z0-9+-]*):\/\//.exec(url)?.[1]
    if (scheme === undefined || !this.#handlers.has(scheme)) return url
    const { host, pathname, search, hash } = new URL(url)
    return `http://${host || 'bundle'}.${scheme}.localhost${pathname}${search}${hash}`
  }

  toApp(url: string): string {
    if (!URL.canParse(url)) return url
    const { hostname, pathname, search, hash } = new URL(url)
    const [, host, scheme] = /^(.+)\.([a-z0-9+-]+)\.localhost$/.exec(hostname) ?? []
    if (host === undefined || scheme === undefined || !this.#handlers.has(scheme)) return url
    return `${scheme}://${host}${pathname}${search}${hash}`
  }

  readonly api = named('electron.protocol', {
    registerSchemesAsPrivileged: () => {
      if (this.isReady())
        throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    },
    handle: (scheme: string, handler: Handler) => {
      if (this.#handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
      this.#handlers.set(scheme, handler)
    },
    unhandle: (scheme: string) => {
      this.#handlers.delete(scheme)
    },
    isProtocolHandled: (scheme: string) => this.#handlers.has(scheme),
  } satisfies Pick<
    Electron.Protocol,
    'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'
  >)

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const host = incoming.headers.host ?? ''
    if (WINDOW_HOST.test(host)) {
      outgoing.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Palpa</title>')
      return
    }
    if (!this.#isOurs(incoming)) {
      outgoing.writeHead(403).end()
      return
    }
    const url = this.toApp(`http://${host}${incoming.url ?? '/'}`)
    const handler = this.#handlers.get(new URL(url).protocol.slice(0, -1))
    if (!handler) {
      outgoing.writeHead(404).end()
      return
    }
    try {
      await this.#send(await handler(this.#request(url, incoming)), outgoing)
    } catch (error) {
      debug(String(error))
      if (!outgoing.headersSent) outgoing.writeHead(500)
      outgoing.end()
    }
  }

  #isOurs(incoming: IncomingMessage): boolean {
    const shown = (incoming.headers.cookie ?? '').split('; ')
    return shown.includes(`${COOKIE}=${this.#secret}`)
  }

  #request(url: string, incoming: IncomingMessage): Request {
    const headers = new Headers()
    for (const [name, value] of Object.entries(incoming.headers))
      if (!HOP_HEADERS.has(name)) headers.set(name, String(value))
    const method = incoming.method ?? 'GET'
    if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers })
    const body = Readable.toWeb(incoming) as unknown as BodyInit
    return new Request(url, { method, headers, body, duplex: 'half' } as RequestInit)
  }

  async #send(response: Response, outgoing: ServerResponse): Promise<void> {
    const headers = Object.fromEntries(response.headers)
    // Nothing of a patient may rest in the browser's cache, whatever the app's own header says.
    outgoing.writeHead(response.status, { ...headers, 'cache-control': 'no-store' })
    if (response.body === null) outgoing.end()
    else await pipeline(Readable.fromWeb(response.body as ReadableStream), outgoing)
  }
}
