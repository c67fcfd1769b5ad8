/**
 * What changed between two JSON values, small enough to be written at every keystroke. A patch says what stands at a
 * place now and never "move" or "insert at": one that got lost costs only what it said itself, and the patches after it
 * still apply.
 */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json
}

/** What lists of entries call their own: by it an entry is found again, wherever in the list it stands. */
const KEYS = ['entryId', 'id'] as const
type Key = (typeof KEYS)[number]

export type JsonPatch =
  /** Stands there now, whole. */
  | { readonly is: Json }
  /** Members that changed; `null` for one that is gone. */
  | { readonly in: Readonly<Record<string, JsonPatch | null>> }
  /** A list of entries: their order now, and the entries that are new or changed. */
  | { readonly by: Key; readonly order: readonly string[]; readonly in: Readonly<Record<string, JsonPatch>> }

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

const member = (object: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined

/** The entries of a list by their own id; nothing where some have none, or two have the same. */
function entriesBy(list: readonly Json[], key: Key): Map<string, Json> | undefined {
  const entries = new Map<string, Json>()
  for (const item of list) {
    const id = isObject(item) ? member(item, key) : undefined
    if (typeof id !== 'string' || entries.has(id)) return undefined
    entries.set(id, item)
  }
  return entries
}

function listPatch(before: readonly Json[], after: readonly Json[]): JsonPatch {
  if (after.length === 0) return { is: after }
  for (const by of KEYS) {
    const [was, now] = [entriesBy(before, by), entriesBy(after, by)]
    if (was === undefined || now === undefined) continue
    const changed: [string, JsonPatch][] = []
    for (const [id, item] of now) {
      const old = was.get(id)
      const patch = old === undefined ? { is: item } : patchOf(old, item)
      if (patch !== undefined) changed.push([id, patch])
    }
    return { by, order: [...now.keys()], in: record(changed) }
  }
  return { is: after }
}

/** Own keys only, whatever they are called: `__proto__` is a key like any other. */
const record = <T>(entries: readonly (readonly [string, T])[]): Record<string, T> =>
  Object.fromEntries(entries)

/** What to apply to `before` to get `after`; nothing when they say the same. Order of members says nothing. */
export function patchOf(before: Json, after: Json): JsonPatch | undefined {
  if (Object.is(before, after)) return undefined
  if (isList(before) && isList(after)) {
    return same(before, after) ? undefined : listPatch(before, after)
  }
  if (!isObject(before) || !isObject(after)) return same(before, after) ? undefined : { is: after }
  const changed: [string, JsonPatch | null][] = []
  for (const key of Object.keys(before)) if (member(after, key) === undefined) changed.push([key, null])
  for (const [key, value] of Object.entries(after)) {
    const old = member(before, key)
    const patch = old === undefined ? { is: value } : patchOf(old, value)
    if (patch !== undefined) changed.push([key, patch])
  }
  return changed.length === 0 ? undefined : { in: record(changed) }
}

/** Whether two values say the same. */
export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (Object.is(a, b)) return true
  if (isList(a) && isList(b)) return a.length === b.length && a.every((item, at) => same(item, b[at]))
  if (!isObject(a) || !isObject(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => same(a[key], member(b, key)))
}

/**
 * The value after a patch. A place that is not there any more (an earlier patch was lost) is made; what cannot be made
 * whole by this patch alone is left out rather than guessed.
 */
export function applied(before: Json | undefined, patch: JsonPatch): Json | undefined {
  if ('is' in patch) return patch.is
  if ('by' in patch) {
    const was = (isList(before) ? entriesBy(before, patch.by) : undefined) ?? new Map<string, Json>()
    return patch.order.flatMap((id) => {
      const change = member2(patch.in, id)
      const item = change === undefined ? was.get(id) : applied(was.get(id) ?? { [patch.by]: id }, change)
      return item === undefined ? [] : [item]
    })
  }
  const members = new Map(isObject(before) ? Object.entries(before) : [])
  for (const [key, change] of Object.entries(patch.in)) {
    const value = change === null ? undefined : applied(members.get(key), change)
    if (value === undefined) members.delete(key)
    else members.set(key, value)
  }
  return record([...members])
}

const member2 = (changes: Readonly<Record<string, JsonPatch>>, id: string): JsonPatch | undefined =>
  Object.hasOwn(changes, id) ? changes[id] : undefined
