import { EventEmitter } from 'node:events'

/** Names that inspectors, promises, bundlers and test tools look up on any object. Absent is a fair answer. */
const LOOKED_UP = new Set([
  'then',
  'toJSON',
  'default',
  'nodeType',
  'asymmetricMatch',
  'domain',
  'inspect',
  'href',
])

const isLookedUp = (key: string): boolean => LOOKED_UP.has(key) || key.startsWith('_')

const refusal = (name: string): Error => new Error(`stand-in: ${name} is not implemented`)

/**
 * Makes every read of a member that is not there throw by its Electron name, so that a call the stand-in
 * lacks is found at once instead of answering `undefined`.
 * @param name how Electron's documentation calls the object, for example `electron.app`
 */
export function named<T extends object>(name: string, implemented: T): T {
  return new Proxy(implemented, {
    get(target, key, receiver): unknown {
      if (typeof key === 'symbol' || key in target) return Reflect.get(target, key, receiver)
      if (isLookedUp(key)) return undefined
      throw refusal(`${name}.${key}`)
    },
  })
}

/** An EventEmitter whose subclasses refuse members they lack, as `named` does for plain objects. */
export function emitterNamed(name: string): new () => EventEmitter {
  class Named extends EventEmitter {}
  // The proxy stands behind the class's own members: only what neither the class nor EventEmitter has gets there.
  Object.setPrototypeOf(Named.prototype, named(name, EventEmitter.prototype))
  return Named
}
