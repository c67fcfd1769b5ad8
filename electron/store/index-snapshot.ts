import { deserialize, serialize } from 'node:v8'
import { z } from 'zod'
import { blob, integer, type Reader } from './connection'
import { StoreFailure } from './failures'
import type { MemoryIndex, TableRows } from './index-memory'
import { place, seal, unseal } from './sealing'

/**
 * The index between two unlocks: its rows, sealed in chunks, with the number of the last revision they hold. Never
 * authority: whatever is wrong with it, it is discarded and the index is built from the documents.
 */
export const SNAPSHOT_NAME = 'patients'
const ROWS_PER_CHUNK = 2000

const head = z.object({
  version: z.string(),
  watermark: z.int().nonnegative(),
  chunks: z.int().nonnegative(),
  /** Makes chunks of two snapshots unable to mix. */
  generation: z.string(),
})
const cell = z.union([z.string(), z.number(), z.null(), z.instanceof(Uint8Array)])
const tableRows = z.object({
  table: z.string(),
  rows: z.array(z.array(cell)),
})

const headPlace = (): string => place('index', 'snapshot', SNAPSHOT_NAME, 'head')
const chunkPlace = (generation: string, chunk: number): string =>
  place('index', 'snapshot', SNAPSHOT_NAME, generation, chunk)

/** Sealed chunks of a dump, the head first. */
export function sealSnapshot(
  key: Uint8Array,
  tables: readonly TableRows[],
  facts: { version: string; watermark: number; generation: string },
): Buffer[] {
  const parts = tables.flatMap(({ table, rows }) =>
    Array.from({ length: Math.ceil(rows.length / ROWS_PER_CHUNK) }, (_, index) => ({
      table,
      rows: rows.slice(index * ROWS_PER_CHUNK, (index + 1) * ROWS_PER_CHUNK),
    })),
  )
  const first = seal(
    key,
    headPlace(),
    Buffer.from(JSON.stringify({ ...facts, chunks: parts.length }), 'utf8'),
  )
  return [
    first,
    ...parts.map((part, index) => seal(key, chunkPlace(facts.generation, index + 1), serialize(part))),
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
    const json: unknown = JSON.parse(unseal(key, headPlace(), blob(first, 'sealed')).toString('utf8'))
    const { version, watermark, chunks, generation } = head.parse(json)
    const newest = await db.get('SELECT coalesce(max(seq), 0) AS n FROM document_revision')
    if (version !== index.version || chunks !== rest.length) return undefined
    if (newest === undefined || watermark > integer(newest, 'n')) return undefined
    const tables = rest.map((row, at) => {
      const plain = unseal(key, chunkPlace(generation, at + 1), blob(row, 'sealed'))
      return tableRows.parse(deserialize(plain))
    })
    await index.restore(tables)
    return watermark
  } catch (error) {
    if (error instanceof StoreFailure || error instanceof z.ZodError || isSqlError(error)) return undefined
    throw error
  }
}

const isSqlError = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  error.code.startsWith('SQLITE')
