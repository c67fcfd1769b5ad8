import { blob, integer, type Reader } from './connection'
import { StoreFailure } from './failures'
import type { MemoryIndex, TableRows } from './index-memory'
import { place, seal, sealJson, unseal, unsealJson } from './sealing'

/**
 * The index between two unlocks: its rows, sealed in chunks, with the number of the last revision they hold. Never
 * authority: whatever is wrong with it, it is discarded and the index is built from the documents.
 */
export const SNAPSHOT_NAME = 'patients'

/** Sealed by us and opened by tag; the version is compared before anything else is believed. */
interface SnapshotHead {
  readonly version: string
  readonly watermark: number
  /** The table of each chunk, in order. */
  readonly tables: readonly string[]
  /** Makes chunks of two snapshots unable to mix. */
  readonly generation: string
}

const headPlace = (): string => place('index', 'snapshot', SNAPSHOT_NAME, 'head')
const chunkPlace = (generation: string, chunk: number): string =>
  place('index', 'snapshot', SNAPSHOT_NAME, generation, chunk)

/** Sealed chunks of a dump, the head first. */
export function sealSnapshot(
  key: Uint8Array,
  tables: readonly TableRows[],
  facts: { version: string; watermark: number; generation: string },
): Buffer[] {
  const head: SnapshotHead = { ...facts, tables: tables.map(({ table }) => table) }
  return [
    sealJson(key, headPlace(), head),
    ...tables.map(({ json }, index) => seal(key, chunkPlace(facts.generation, index + 1), json)),
  ]
}

/** Fills the index from the stored snapshot; undefined, and an unusable index, when it is wrong in any way. */
export async function restoreSnapshot(
  key: Uint8Array,
  db: Reader,
  index: MemoryIndex,
): Promise<number | undefined> {
  const rows = await db.all('SELECT chunk, sealed FROM snapshot WHERE name = ? ORDER BY chunk', [
    SNAPSHOT_NAME,
  ])
  const [first, ...rest] = rows
  if (first === undefined) return undefined
  try {
    const head = unsealJson(key, headPlace(), blob(first, 'sealed')) as SnapshotHead
    const { version, watermark, tables, generation } = head
    const newest = await db.get('SELECT coalesce(max(seq), 0) AS n FROM document_revision')
    if (version !== index.version || tables.length !== rest.length) return undefined
    if (newest === undefined || watermark > integer(newest, 'n')) return undefined
    await index.restore(
      rest.map((row, at) => ({
        table: tables[at] ?? '',
        json: unseal(key, chunkPlace(generation, at + 1), blob(row, 'sealed')).toString('utf8'),
      })),
    )
    return watermark
  } catch (error) {
    if (error instanceof StoreFailure || isSqlError(error)) return undefined
    throw error
  }
}

const isSqlError = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  error.code.startsWith('SQLITE')
