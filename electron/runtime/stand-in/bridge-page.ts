import type { Copier } from './copier'

/**
 * Runs in the page's own world, before its scripts: builds what `contextBridge.exposeInMainWorld` exposes and
 * refuses new windows. Its source is injected, so it may use nothing from outside its own braces.
 * @param copier what `makeCopier` makes, built in the same world
 * @param secret prefix of the events that cross between the two worlds; the page cannot guess it
 */
export function bridgePage(secret: string, copier: Copier): void {
  type Call = (...args: unknown[]) => unknown
  type Reply = { c: number; kind: 'value' | 'promise' | 'failure'; v?: unknown }
  // Taken before the page runs, so that it cannot put its own in their place.
  const listen = EventTarget.prototype.addEventListener.bind(window)
  const dispatch = EventTarget.prototype.dispatchEvent.bind(window)
  const Custom = CustomEvent
  const clone = structuredClone
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its event below
  const readDetail = Object.getOwnPropertyDescriptor(CustomEvent.prototype, 'detail')?.get
  const detail = (event: Event): unknown => readDetail?.call(event)
  const fire = (name: string, held: unknown): boolean => dispatch(new Custom(secret + name, { detail: held }))

  const { isRecord, copy } = copier
  const functions = new Map<number, Call>()
  const waiting = new Map<number, (reply: Reply) => void>()
  let next = 0

  const outgoing = (args: unknown): unknown =>
    copy(args, (x) => {
      if (typeof x !== 'function') return x
      for (const [id, known] of functions) if (known === x) return { [secret]: id }
      functions.set(++next, x as Call)
      return { [secret]: next }
    })
  const incoming = (value: unknown): unknown =>
    copy(value, (x) => {
      const id = isRecord(x) ? x[secret] : undefined
      return typeof id === 'number' ? (...args: unknown[]) => call(id, args) : x
    })
  const call = (id: number, args: unknown[]): unknown => {
    const c = ++next
    const replies: Reply[] = []
    waiting.set(c, (reply) => replies.push(reply))
    // Throws DataCloneError for what cannot cross, as Electron's bridge does.
    fire('call', clone({ id, c, args: outgoing(args) }))
    const [reply] = replies
    if (!reply) throw new Error('The bridge to the preload is gone.')
    if (reply.kind === 'promise')
      return new Promise((resolve, reject) => {
        waiting.set(c, (late) => {
          waiting.delete(c)
          if (late.kind === 'value') resolve(incoming(late.v))
          else reject(new Error(String(late.v)))
        })
      })
    waiting.delete(c)
    if (reply.kind === 'failure') throw new Error(String(reply.v))
    return incoming(reply.v)
  }

  listen(`${secret}reply`, (event) => {
    const reply = detail(event) as Reply
    waiting.get(reply.c)?.(reply)
  })
  listen(`${secret}callback`, (event) => {
    const { id, args } = detail(event) as { id: number; args: unknown[] }
    functions.get(id)?.(...args)
  })
  listen(`${secret}expose`, (event) => {
    const { key, api } = detail(event) as { key: string; api: unknown }
    const made = incoming(api)
    const value = typeof made === 'object' && made !== null ? Object.freeze(made) : made
    Object.defineProperty(window, key, { value, writable: false, configurable: false, enumerable: true })
  })

  const refuseWindow = (url: string): null => {
    fire('open', url)
    return null
  }
  window.open = (url: string | URL = 'about:blank') => refuseWindow(new URL(url, location.href).href)
  listen('click', (event) => {
    const link = event
      .composedPath()
      .find((node) => node instanceof HTMLAnchorElement && node.target === '_blank' && node.href !== '')
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented) return
    event.preventDefault()
    refuseWindow(link.href)
  })
}
