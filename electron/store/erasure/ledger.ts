import { open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { instant, uuid } from '@shared/records/values'
import { blob, text, type Reader, type Writer } from '../connection'
import { isNodeError, StoreFailure } from '../failures'
import { syncFolder } from '../files'
import { place, sealJson, unsealJson, type KeySet } from '../sealing'

/**
 * Revisions of one document that stood in the chart of somebody else, the first so many of them. Of a visit its draft
 * and its pictures go as well, in a state of the vault that still holds them.
 */
const emptied = z.object({ kind: z.string(), docId: uuid, upTo: z.int().nonnegative() })
export type Emptied = z.infer<typeof emptied>
export const isExam = ({ kind }: Emptied): boolean => kind === 'exam'

/**
 * Who was erased, sealed with the vault's key. It stands in the vault, beside it in the data folder, and in every
 * backup set that was within reach, because a restore brings back a database that knows nothing of it (ruling 34).
 * An entry taken out of a file by a stranger is not noticed; the vault's own table and its audit chain still hold it.
 */
const entry = z.object({
  erasureId: uuid,
  patientId: uuid,
  erasedAt: instant,
  /** What was emptied with the patient: a visit that was first charted in the chart of somebody else. */
  emptied: z.array(emptied).optional(),
})
export type Erasure = z.infer<typeof entry>

const LEDGER_FILE = 'erasures.sealed'
const ledgerFile = z.object({
  format: z.literal(1),
  vaultId: uuid,
  entries: z.array(z.object({ erasureId: uuid, sealed: z.base64() })),
})
type LedgerFile = z.infer<typeof ledgerFile>

const entryPlace = (vaultId: string, erasureId: string): string =>
  place('erasures', 'erasure', vaultId, erasureId)

export const sealErasure = (keys: KeySet, vaultId: string, erasure: Erasure): Buffer =>
  sealJson(keys.for('erasures'), entryPlace(vaultId, erasure.erasureId), erasure)

/** An entry of another vault, or one that was tampered with, counts for nothing. */
function openErasure(keys: KeySet, vaultId: string, erasureId: string, sealed: Uint8Array): Erasure[] {
  try {
    return [entry.parse(unsealJson(keys.for('erasures'), entryPlace(vaultId, erasureId), sealed))]
  } catch (error) {
    if (error instanceof StoreFailure || error instanceof z.ZodError) return []
    throw error
  }
}

/** The ledger of a folder still sealed; undefined when there is none that reads. */
async function readFileOf(folder: string): Promise<LedgerFile | undefined> {
  const raw = await readFile(join(folder, LEDGER_FILE), 'utf8').catch((error: unknown) => {
    if (isNodeError(error, 'ENOENT') || isNodeError(error, 'ENOTDIR')) return undefined
    throw error
  })
  if (raw === undefined) return undefined
  try {
    const parsed = ledgerFile.safeParse(JSON.parse(raw))
    return parsed.success ? parsed.data : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

async function writeFileTo(folder: string, ledger: LedgerFile): Promise<void> {
  const file = join(folder, LEDGER_FILE)
  const part = `${file}.part`
  try {
    const out = await open(part, 'w')
    try {
      await out.writeFile(JSON.stringify(ledger))
      await out.sync()
    } finally {
      await out.close()
    }
    await rename(part, file)
    await syncFolder(folder)
  } finally {
    await rm(part, { force: true })
  }
}

/** What the ledger file of a folder says of this vault. */
export async function readLedger(keys: KeySet, vaultId: string, folder: string): Promise<Erasure[]> {
  const found = await readFileOf(folder)
  if (found?.vaultId !== vaultId) return []
  return found.entries.flatMap(({ erasureId, sealed }) =>
    openErasure(keys, vaultId, erasureId, Buffer.from(sealed, 'base64')),
  )
}

/** Writes these erasures into a folder, those included that its file already names. */
export async function addToLedger(
  keys: KeySet,
  vaultId: string,
  folder: string,
  erasures: readonly Erasure[],
): Promise<void> {
  const there = await readLedger(keys, vaultId, folder)
  const missing = missingFrom(there, erasures)
  if (missing.length === 0) return
  const entries = [...there, ...missing].map((erasure) => ({
    erasureId: erasure.erasureId,
    sealed: sealErasure(keys, vaultId, erasure).toString('base64'),
  }))
  await writeFileTo(folder, { format: 1, vaultId, entries })
}

/** Takes the ledger of a backup along without a key; entries that the folder already has stay. */
export async function copyLedger(from: string, to: string): Promise<void> {
  const coming = await readFileOf(from)
  if (coming === undefined) return
  const there = await readFileOf(to)
  const known = there?.vaultId === coming.vaultId ? there.entries : []
  const ids = new Set(known.map(({ erasureId }) => erasureId))
  const entries = [...known, ...coming.entries.filter(({ erasureId }) => !ids.has(erasureId))]
  await writeFileTo(to, { ...coming, entries })
}

export const missingFrom = (known: readonly Erasure[], all: readonly Erasure[]): Erasure[] => {
  const ids = new Set(known.map(({ erasureId }) => erasureId))
  return all.filter(({ erasureId }) => !ids.has(erasureId))
}

/** The vault's own ledger. */
export async function ledgerRows(db: Reader, keys: KeySet, vaultId: string): Promise<Erasure[]> {
  const rows = await db.all('SELECT erasure_id, sealed FROM erasure')
  return rows.flatMap((row) => openErasure(keys, vaultId, text(row, 'erasure_id'), blob(row, 'sealed')))
}

/** Whether a revision was emptied by an erasure: then it is no damage that nothing stands in it. */
export const wasEmptied = (
  ledger: readonly Erasure[],
): ((kind: string, docId: string, revision: number) => boolean) => {
  const upTo = new Map(
    ledger.flatMap((one) => (one.emptied ?? []).map((is) => [`${is.kind} ${is.docId}`, is.upTo] as const)),
  )
  return (kind, docId, revision) => revision <= (upTo.get(`${kind} ${docId}`) ?? 0)
}

/** Visits of which an erasure took the pictures in the chart of somebody else. */
export const emptiedExams = (ledger: readonly Erasure[]): ReadonlySet<string> =>
  new Set(ledger.flatMap((one) => (one.emptied ?? []).filter(isExam).map(({ docId }) => docId)))

/** `scrubbed` follows when no file holds the wrapped key any more. */
export const insertErasure = async (
  db: Writer,
  keys: KeySet,
  vaultId: string,
  erasure: Erasure,
): Promise<void> => {
  await db.run('INSERT INTO erasure (erasure_id, sealed, scrubbed) VALUES (?, ?, 0)', [
    erasure.erasureId,
    sealErasure(keys, vaultId, erasure),
  ])
}
