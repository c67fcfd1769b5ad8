/** Text in, text out: what Electron's structured clone carries across `invoke`, `send` and events. */
export interface Codec {
  /** @throws when a value cannot be cloned, with Electron's message */
  readonly encode: (value: unknown) => string
  readonly decode: (text: string) => unknown
}

/**
 * Structured clone as JSON text. Its source is also injected into the preload's world, so it may use nothing
 * from outside its own braces.
 */
export function makeCodec(): Codec {
  type Tagged = { readonly $: string; readonly k?: string; readonly v?: unknown }
  type Base64Array = Uint8Array & { toBase64?: () => string }
  type Base64Class = { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }
  const errorClasses = { TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError }
  const viewClasses = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  }
  const inNode = typeof Buffer !== 'undefined'
  const notCloneable = (): Error => new Error('An object could not be cloned.')

  const toBase64 = (bytes: Uint8Array): string => {
    if (inNode) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
    const native = (bytes as Base64Array).toBase64
    if (native) return native.call(bytes)
    let text = ''
    for (let at = 0; at < bytes.length; at += 32768)
      text += String.fromCharCode(...bytes.subarray(at, at + 32768))
    return btoa(text)
  }
  const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => {
    if (inNode) return new Uint8Array(Buffer.from(text, 'base64'))
    const native = (Uint8Array as unknown as Base64Class).fromBase64
    return native ? native(text) : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  }

  const encode = (value: unknown): string => {
    const seen = new Map<object, number>()
    const number = (x: number): unknown => {
      if (Object.is(x, -0)) return { $: 'n', v: '-0' }
      return Number.isFinite(x) ? x : { $: 'n', v: String(x) }
    }
    const object = (x: object): unknown => {
      const known = seen.get(x)
      if (known !== undefined) return { $: 'r', v: known }
      seen.set(x, seen.size)
      if (Array.isArray(x)) return { $: 'a', v: Array.from(x, go) }
      if (x instanceof Date) return { $: 'd', v: x.getTime() }
      if (x instanceof RegExp) return { $: 'x', v: [x.source, x.flags] }
      if (x instanceof Map) return { $: 'm', v: [...x].map(([key, held]) => [go(key), go(held)]) }
      if (x instanceof Set) return { $: 's', v: [...x].map(go) }
      if (x instanceof ArrayBuffer) return { $: 'b', v: toBase64(new Uint8Array(x)) }
      if (ArrayBuffer.isView(x)) {
        const kind = Object.prototype.toString.call(x).slice(8, -1)
        return { $: 't', k: kind, v: toBase64(new Uint8Array(x.buffer, x.byteOffset, x.byteLength)) }
      }
      if (x instanceof Error) return { $: 'e', v: [x.name, x.message, x.stack] }
      const tag = Object.prototype.toString.call(x)
      if (/ (Promise|WeakMap|WeakSet|WeakRef|Blob|File)\]$/.test(tag)) throw notCloneable()
      if (!inNode && x instanceof EventTarget) throw notCloneable()
      return { $: 'o', v: Object.fromEntries(Object.entries(x).map(([key, held]) => [key, go(held)])) }
    }
    const go = (x: unknown): unknown => {
      switch (typeof x) {
        case 'string':
        case 'boolean':
          return x
        case 'number':
          return number(x)
        case 'undefined':
          return { $: 'u' }
        case 'bigint':
          return { $: 'i', v: String(x) }
        case 'object':
          return x === null ? null : object(x)
        case 'function':
        case 'symbol':
          throw notCloneable()
      }
    }
    return JSON.stringify(go(value))
  }

  const decode = (text: string): unknown => {
    const seen: unknown[] = []
    const keep = <T>(made: T): T => {
      seen.push(made)
      return made
    }
    const error = ([name, message, stack]: [string, string, string | undefined]): Error => {
      const known = name in errorClasses ? errorClasses[name as keyof typeof errorClasses] : Error
      const made = new known(message)
      if (stack !== undefined) made.stack = stack
      return made
    }
    const record = (held: object): object => {
      const made = keep({})
      // Defined, not assigned: a key `__proto__` stays a key.
      for (const [key, inner] of Object.entries(held))
        Object.defineProperty(made, key, {
          value: go(inner),
          writable: true,
          enumerable: true,
          configurable: true,
        })
      return made
    }
    const go = (x: unknown): unknown => {
      if (x === null || typeof x !== 'object') return x
      const { $: kind, k: view, v: held } = x as Tagged
      switch (kind) {
        case 'n':
          return Number(held)
        case 'i':
          return BigInt(held as string)
        case 'r':
          return seen[held as number]
        case 'a': {
          const made = keep<unknown[]>([])
          for (const inner of held as unknown[]) made.push(go(inner))
          return made
        }
        case 'd':
          return keep(new Date(held as number))
        case 'x':
          return keep(new RegExp(...(held as [string, string])))
        case 'm': {
          const made = keep(new Map<unknown, unknown>())
          for (const [key, inner] of held as [unknown, unknown][]) made.set(go(key), go(inner))
          return made
        }
        case 's': {
          const made = keep(new Set<unknown>())
          for (const inner of held as unknown[]) made.add(go(inner))
          return made
        }
        case 'b':
          return keep(fromBase64(held as string).buffer)
        case 't': {
          const View = viewClasses[view as keyof typeof viewClasses] as new (bytes: ArrayBuffer) => object
          return keep(new View(fromBase64(held as string).buffer))
        }
        case 'e':
          return keep(error(held as [string, string, string | undefined]))
        case 'o':
          return record(held as object)
        default:
          return undefined
      }
    }
    return go(JSON.parse(text))
  }

  return { encode, decode }
}
