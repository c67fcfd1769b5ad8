import { rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { integer, type Reader } from '../connection'
import type { Core, RecordedEntry, Work } from '../core'
import { documentWrites } from '../document-writes'
import { answered, refuse, unwrap } from '../failures'
import { imageFile, vaultFile } from '../files'
import { namesIn } from '../backup/layout'
import {
  addToLedger,
  insertErasure,
  ledgerRows,
  missingFrom,
  readLedger,
  type Emptied,
  type Erasure,
} from './ledger'
import type { NewRevision } from '../types'
import { eraseRows, picturesOf, stillSays } from './plan'

/** One transaction whose freed bytes are overwritten. What older pages still hold goes with `scrub`. */
async function securely(core: Core, work: (handle: Work) => Promise<void>): Promise<void> {
  const { connection } = core
  await connection.outside((db) => db.exec('PRAGMA secure_delete = ON'))
  try {
    await core.transact(work)
  } finally {
    await connection.outside((db) => db.exec('PRAGMA secure_delete = OFF'))
  }
}

const hasKey = async (db: Reader, patientId: string): Promise<boolean> =>
  (await db.get('SELECT 1 AS n FROM patient_key WHERE patient_id = ? AND wrapped IS NOT NULL', [
    patientId,
  ])) !== undefined

/**
 * Destroys the patient's data key and with it every document, picture, draft and thumbnail; the rows that the audit
 * chain names stay, sealed for good. `audit` must name no patient. `notFound` when there is no key to destroy.
 * @param patientIds the charts of one patient, all or none of them; the first gives the erasure its number
 * @param elsewhere what was said of the patient in the charts of others, and what takes its place there
 * @returns the erasures, the first one first, and the pictures whose files are now to be unlinked
 */
export async function erasePatient(
  core: Core,
  patientIds: readonly string[],
  elsewhere: { readonly emptied: readonly Emptied[]; readonly written: readonly NewRevision[] },
  audit: (erasureId: string) => Omit<RecordedEntry, 'patientId' | 'docId' | 'saved'>,
): Promise<{ erasures: Erasure[]; imageIds: string[] }> {
  const erasures: Erasure[] = []
  const imageIds: string[] = []
  await securely(core, async (work) => {
    const { db, at, record, afterCommit } = work
    const writes = documentWrites(
      core,
      (write) => answered(() => write(work)),
      () => undefined,
    )
    for (const one of elsewhere.written) unwrap(await writes.put(one))
    for (const patientId of patientIds) {
      if (!(await hasKey(db, patientId))) return refuse('notFound')
      const mine = erasures.length === 0 ? elsewhere.emptied : []
      imageIds.push(...(await picturesOf(db, patientId, mine)))
      const made: Erasure = {
        erasureId: uuidv7(),
        patientId,
        erasedAt: at,
        ...(mine.length > 0 && { emptied: [...mine] }),
      }
      await eraseRows(db, patientId, at, mine)
      await insertErasure(db, core.keys, core.vaultId, made)
      record(audit(made.erasureId))
      afterCommit(() => core.patientKeys.forget(patientId))
      erasures.push(made)
    }
  })
  return { erasures, imageIds }
}

/**
 * Erases again whoever the ledgers name and this database still has a key of: after a restore, and after a vault file
 * that somebody put back by hand. Runs at every unlock, before anything of a patient is opened.
 * @param more ledgers beside the vault's own and its folder's
 */
export async function honourLedger(core: Core, more: readonly Erasure[] = []): Promise<void> {
  const own = await core.connection.read((db) => ledgerRows(db, core.keys, core.vaultId))
  const beside = [...(await readLedger(core.keys, core.vaultId, core.dataFolder)), ...more]
  const fresh = missingFrom(own, unique(beside))
  const all = [...own, ...fresh]
  const due = await core.connection.read(async (db) => {
    const found: Erasure[] = []
    for (const erasure of all) {
      const held = await hasKey(db, erasure.patientId)
      if (held || (await stillSays(db, erasure.emptied ?? []))) found.push(erasure)
    }
    return found
  })
  const files: string[] = []
  if (due.length > 0 || fresh.length > 0) {
    await securely(core, async ({ db, at, record }) => {
      for (const erasure of fresh) await insertErasure(db, core.keys, core.vaultId, erasure)
      for (const { erasureId, patientId, emptied } of due) {
        const gone = await picturesOf(db, patientId, emptied)
        files.push(...gone.map((imageId) => imageFile(core.dataFolder, imageId)))
        await eraseRows(db, patientId, at, emptied)
        await db.run('UPDATE erasure SET scrubbed = 0 WHERE erasure_id = ?', [erasureId])
        record({ what: 'erasure.replayed', detail: erasureId })
      }
    })
  }
  for (const file of files) await rm(file, { force: true })
  await addToLedger(core.keys, core.vaultId, core.dataFolder, all)
}

const unique = (erasures: readonly Erasure[]): Erasure[] => [
  ...new Map(erasures.map((erasure) => [erasure.erasureId, erasure])).values(),
]

/** Whether some file may still hold a wrapped key that was destroyed. */
export const scrubIsDue = (core: Core): Promise<boolean> =>
  core.connection.read(
    async (db) => (await db.get('SELECT 1 AS n FROM erasure WHERE scrubbed = 0 LIMIT 1')) !== undefined,
  )

/**
 * Rewrites the whole file, so that no freed page and no gap in a page keeps what was destroyed, empties the log and
 * removes the copies that migrations left. Takes seconds on a large vault, and twice its room on the disk.
 * What a solid-state disk keeps of overwritten blocks is out of reach: those hold a key wrapped by the vault's.
 */
export async function scrub(core: Core): Promise<void> {
  const { connection } = core
  await connection.outside((db) => db.exec('VACUUM'))
  await mustBeEmpty(core)
  for (const name of await namesIn(core.dataFolder)) {
    if (name.startsWith(`${basename(vaultFile(core.dataFolder))}.before-`)) {
      await rm(join(dirname(vaultFile(core.dataFolder)), name), { force: true })
    }
  }
  await connection.transaction((db) => db.run('UPDATE erasure SET scrubbed = 1 WHERE scrubbed = 0'))
  await connection.checkpoint()
}

/** The log can be emptied only while nobody else reads; otherwise the scrub stays due. */
async function mustBeEmpty(core: Core): Promise<void> {
  const row = await core.connection.outside((db) => db.get('PRAGMA wal_checkpoint(TRUNCATE)'))
  if (row === undefined || integer(row, 'busy') !== 0) refuse('conflict')
}
