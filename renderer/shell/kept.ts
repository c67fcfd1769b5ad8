import { computed, type ComputedRef } from 'vue'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** Equal in all that they hold. For plain data: records, lists and simple values. */
export const alike = (one: unknown, other: unknown): boolean => {
  if (Object.is(one, other)) return true
  if (!isRecord(one) || !isRecord(other) || Array.isArray(one) !== Array.isArray(other)) return false
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && alike(one[key], other[key]))
  )
}

/**
 * A computed that keeps its value while a new one says the same. What hangs on it is not drawn again: with every
 * keystroke each row of the form is asked how it looks, and all but one look as before.
 */
export const kept = <T>(make: () => T): ComputedRef<T> =>
  computed<T>((before) => {
    const now = make()
    return before !== undefined && alike(before, now) ? before : now
  })
