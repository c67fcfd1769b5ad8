import type { CDPSession } from '@playwright/test'
import { EventEmitter } from 'node:events'
import type { Readable, Writable } from 'node:stream'

interface Waiting {
  readonly method: string
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

interface Message {
  readonly id?: number
  readonly sessionId?: string
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

/** One DevTools session: a command's parameters and answer are typed by the protocol itself. */
export interface Session {
  readonly send: CDPSession['send']
  readonly on: CDPSession['on']
}

/**
 * DevTools protocol over `--remote-debugging-pipe`: NUL-separated JSON, written to the browser's descriptor 3
 * and read from its descriptor 4. A pipe and not a port: no other process can reach it.
 */
export class Cdp {
  readonly #pipe: Writable
  readonly #waiting = new Map<number, Waiting>()
  readonly #heard = new EventEmitter().setMaxListeners(0)
  #parts: Buffer[] = []
  #nextId = 0
  #gone = false

  constructor(toBrowser: Writable, fromBrowser: Readable) {
    this.#pipe = toBrowser
    fromBrowser.on('data', (chunk: Buffer) => this.#read(chunk))
    for (const end of [toBrowser, fromBrowser]) {
      end.on('error', () => this.#end())
      end.on('close', () => this.#end())
    }
  }

  /** The session of one page, or of the browser itself when no id is given. */
  session(sessionId?: string): Session {
    const send = (method: string, params: object = {}): Promise<unknown> =>
      this.#send(method, params, sessionId)
    const on = (event: string, listener: (payload: unknown) => void): void => {
      this.#heard.on(`${sessionId ?? ''}:${event}`, listener)
    }
    return { send, on } as unknown as Session
  }

  #send(method: string, params: object, sessionId: string | undefined): Promise<unknown> {
    if (this.#gone) return Promise.reject(new Error(`${method}: the browser has ended`))
    const id = ++this.#nextId
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { method, resolve, reject })
      this.#pipe.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    })
  }

  #read(chunk: Buffer): void {
    let rest = chunk
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      this.#parts.push(rest.subarray(0, end))
      const text = Buffer.concat(this.#parts).toString()
      this.#parts = []
      rest = rest.subarray(end + 1)
      this.#hear(JSON.parse(text) as Message)
    }
    if (rest.length > 0) this.#parts.push(rest)
  }

  #hear(message: Message): void {
    if (message.id === undefined) {
      this.#heard.emit(`${message.sessionId ?? ''}:${message.method ?? ''}`, message.params)
      return
    }
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (!waiting) return
    if (message.error) waiting.reject(new Error(`${waiting.method}: ${message.error.message}`))
    else waiting.resolve(message.result)
  }

  #end(): void {
    this.#gone = true
    for (const { method, reject } of this.#waiting.values())
      reject(new Error(`${method}: the browser has ended`))
    this.#waiting.clear()
  }
}
