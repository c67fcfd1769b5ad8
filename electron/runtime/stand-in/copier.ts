/** Copies what crosses between the page's world and the preload's, with some leaves put in place of others. */
export interface Copier {
  readonly isRecord: (x: unknown) => x is Record<string, unknown>
  /** A copy of arrays and plain objects, loops kept, in which `swap` may put another value for any leaf. */
  readonly copy: (x: unknown, swap: (x: unknown) => unknown) => unknown
}

/** Its source is injected into both worlds, so it may use nothing from outside its own braces. */
export function makeCopier(): Copier {
  const isRecord = (x: unknown): x is Record<string, unknown> =>
    typeof x === 'object' && x !== null && Object.getPrototypeOf(x) === Object.prototype

  const copyKnown = (x: unknown, swap: (x: unknown) => unknown, seen: Map<unknown, unknown>): unknown => {
    const known = seen.get(x)
    if (known !== undefined) return known
    const swapped = swap(x)
    if (swapped !== x) return swapped
    if (Array.isArray(x)) {
      const made: unknown[] = []
      seen.set(x, made)
      for (const held of x) made.push(copyKnown(held, swap, seen))
      return made
    }
    if (!isRecord(x)) return x
    const made = {}
    seen.set(x, made)
    for (const [key, held] of Object.entries(x))
      Object.defineProperty(made, key, {
        value: copyKnown(held, swap, seen),
        writable: true,
        enumerable: true,
        configurable: true,
      })
    return made
  }
  return { isRecord, copy: (x, swap) => copyKnown(x, swap, new Map()) }
}
