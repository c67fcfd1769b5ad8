import type { Codec } from './codec'
import type { Copier } from './copier'
import type { FromPage, ToPage } from './wire'

/** What a sandboxed preload may ask of `require` and `process`. */
export interface PreloadWorld {
  readonly require: (name: string) => unknown
  readonly process: object
}

export interface PreloadInfo {
  readonly versions: Record<string, string>
  readonly platform: string
  readonly sendBinding: string
  readonly receiveFunction: string
}

/**
 * Runs in an isolated world, before the page's scripts: `ipcRenderer` and `contextBridge` for the preload.
 * Its source is injected, so it may use nothing from outside its own braces.
 */
export function bridgePreload(secret: string, copier: Copier, codec: Codec, info: PreloadInfo): PreloadWorld {
  type Call = (...args: unknown[]) => unknown
  type Listener = (event: unknown, ...args: unknown[]) => void
  type Pending = { resolve: (value: unknown) => void; reject: (error: Error) => void }
  const world = globalThis as unknown as Record<string, (text: string) => void>
  const deliver = world[info.sendBinding]
  const send = (message: FromPage): void => deliver?.(codec.encode(message))
  const fire = (name: string, detail: unknown): boolean =>
    window.dispatchEvent(new CustomEvent(secret + name, { detail }))
  const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

  const { isRecord, copy } = copier
  const functions = new Map<number, Call>()
  const proxies = new Map<number, Call>()
  const pending = new Map<number, Pending>()
  const listeners = new Map<string, Listener[]>()
  let next = 0

  const outgoing = (value: unknown): unknown =>
    copy(value, (x) => {
      if (typeof x !== 'function') return x
      functions.set(++next, x as Call)
      return { [secret]: next }
    })
  const callback = (id: number): Call => {
    const known = proxies.get(id)
    if (known) return known
    const made: Call = (...args) => {
      fire('callback', { id, args })
    }
    proxies.set(id, made)
    return made
  }
  const incoming = (args: unknown): unknown =>
    copy(args, (x) => {
      const id = isRecord(x) ? x[secret] : undefined
      return typeof id === 'number' ? callback(id) : x
    })

  const answer = (c: number, id: number, args: unknown[]): void => {
    try {
      const result = functions.get(id)?.(...(incoming(args) as unknown[]))
      if (!(result instanceof Promise)) {
        fire('reply', { c, kind: 'value', v: outgoing(result) })
        return
      }
      fire('reply', { c, kind: 'promise' })
      result.then(
        (value: unknown) => fire('reply', { c, kind: 'value', v: outgoing(value) }),
        (error: unknown) => fire('reply', { c, kind: 'failure', v: messageOf(error) }),
      )
    } catch (error) {
      fire('reply', { c, kind: 'failure', v: messageOf(error) })
    }
  }
  window.addEventListener(`${secret}call`, (event) => {
    const { id, c, args } = (event as CustomEvent<{ id: number; c: number; args: unknown[] }>).detail
    answer(c, id, args)
  })
  window.addEventListener(`${secret}open`, (event) =>
    send({ t: 'open', url: (event as CustomEvent<string>).detail }),
  )

  world[info.receiveFunction] = (text) => {
    const message = codec.decode(text) as ToPage
    if (message.t === 'event') {
      const event = { senderId: 0, ports: [] }
      for (const listener of [...(listeners.get(message.channel) ?? [])]) listener(event, ...message.args)
      return
    }
    const waiting = pending.get(message.id)
    pending.delete(message.id)
    if (message.t === 'reply') waiting?.resolve(message.value)
    else waiting?.reject(new Error(message.message))
  }

  const on = (channel: string, listener: Listener): unknown => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
    return ipcRenderer
  }
  const off = (channel: string, listener: Listener): unknown => {
    const left = [...(listeners.get(channel) ?? [])]
    const at = left.indexOf(listener)
    if (at >= 0) left.splice(at, 1)
    listeners.set(channel, left)
    return ipcRenderer
  }
  const once = (channel: string, listener: Listener): unknown => {
    const first: Listener = (...heard) => {
      off(channel, first)
      listener(...heard)
    }
    return on(channel, first)
  }
  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = ++next
        // Encoded first: a value that cannot be cloned rejects and leaves nothing waiting.
        send({ t: 'invoke', id, channel, args })
        pending.set(id, { resolve, reject })
      }),
    send: (channel: string, ...args: unknown[]) => send({ t: 'send', channel, args }),
    on,
    addListener: on,
    off,
    removeListener: off,
    once,
    sendSync: () => {
      throw new Error('stand-in: ipcRenderer.sendSync is not implemented')
    },
  }
  const electron = {
    ipcRenderer,
    contextBridge: {
      exposeInMainWorld: (key: string, api: unknown) => fire('expose', { key, api: outgoing(api) }),
    },
    webUtils: {
      getPathForFile: () => {
        throw new Error('stand-in: webUtils.getPathForFile is not implemented')
      },
    },
  }
  return {
    require: (name) => {
      if (name === 'electron' || name === 'electron/renderer') return electron
      throw new Error(`module not found: ${name} (a sandboxed preload has only electron)`)
    },
    process: {
      versions: info.versions,
      platform: info.platform,
      argv: [],
      env: {},
      type: 'renderer',
      sandboxed: true,
      contextIsolated: true,
    },
  }
}
