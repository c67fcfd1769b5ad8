import { mkdir, rename, rm } from 'node:fs/promises'
import { v7 as uuidv7 } from 'uuid'
import { Chain } from '../chain'
import { Connection } from '../connection'
import { Core, type Work } from '../core'
import { honourLedger } from '../erasure/erase'
import { ledgerRows, readLedger } from '../erasure/ledger'
import { refuse } from '../failures'
import { imageFile, imageFolder, syncFile, syncFolder, vaultFile } from '../files'
import { migrate } from '../migrate'
import { PatientKeys } from '../patient-keys'
import type { Progress } from '../types'
import { copyKnown, counting, hashFile, lengthOf, mustGoOn, mustHaveRoom } from './copy'
import { checkManifest, type ManifestFile } from './layout'
import { copyDatabaseOf, incomingFolder, pictureId, picturesOf, sourceAt } from './restore'

/** Keys that stay the vault's: who may unlock is decided by today's list and not by the backup's. */
const KEPT_TABLES = ['key_slot'] as const

/**
 * Makes a backup ready to take the place of the open vault: its database beside the vault, its pictures among the
 * vault's, where nothing names them yet. Nothing of the vault changes; `putInPlace` then needs one rename.
 *
 * The restored database gets today's people, a device id of its own (what was written since the backup must never be
 * mistaken for what is written from now on), the ledger of erasures, and an audit entry that a restore happened.
 * `otherVault` when the backup is another vault's.
 * @param write what else belongs into the restored vault, in the transaction of its audit entry
 */
export async function prepareRestore(
  core: Core,
  chosen: string,
  progress: Progress,
  write: (restored: Core, work: Work) => Promise<void>,
): Promise<void> {
  const source = await sourceAt(chosen)
  if (source.manifest.vaultId !== core.vaultId) refuse('otherVault')
  checkManifest(core.keys, source.manifest)
  const incoming = incomingFolder(core.dataFolder)
  await rm(incoming, { recursive: true, force: true })
  try {
    await mkdir(incoming, { mode: 0o700 })
    const bytesOf = (files: readonly ManifestFile[]): number =>
      files.reduce((sum, file) => sum + file.bytes, 0)
    const pictures = picturesOf(source)
    const onPiece = counting(progress, bytesOf(source.manifest.files))
    const databaseBytes = bytesOf(source.manifest.files) - bytesOf(pictures)
    await mustHaveRoom(core.dataFolder, databaseBytes + bytesOf(await notHere(core.dataFolder, pictures)))
    await copyDatabaseOf(source, incoming, onPiece)
    for (const file of pictures) {
      const here = imageFile(core.dataFolder, pictureId(file))
      if (await isSame(here, file, progress)) onPiece(file.bytes)
      else await copyKnown(imageFile(source.set, pictureId(file)), here, file, onPiece)
    }
    await syncFolder(imageFolder(core.dataFolder))
    await finishDatabase(core, incoming, source.set, source.manifest.createdAt, write)
  } catch (error) {
    await rm(incoming, { recursive: true, force: true })
    throw error
  }
}

async function notHere(dataFolder: string, files: readonly ManifestFile[]): Promise<ManifestFile[]> {
  const missing: ManifestFile[] = []
  for (const file of files) {
    if ((await lengthOf(imageFile(dataFolder, pictureId(file)))) !== file.bytes) missing.push(file)
  }
  return missing
}

/** A picture that is still here and undamaged need not be copied. */
async function isSame(path: string, file: ManifestFile, progress: Progress): Promise<boolean> {
  if ((await lengthOf(path)) !== file.bytes) return false
  return (await hashFile(path, () => mustGoOn(progress))).sha256 === file.sha256
}

async function finishDatabase(
  core: Core,
  incoming: string,
  set: string,
  backupAt: string,
  write: (restored: Core, work: Work) => Promise<void>,
): Promise<void> {
  const kept = await core.connection.read(async (db) => ({
    ledger: await ledgerRows(db, core.keys, core.vaultId),
    rows: await Promise.all(
      KEPT_TABLES.map(async (table) => ({ table, rows: await db.all(`SELECT * FROM ${table}`) })),
    ),
  }))
  const file = vaultFile(incoming)
  const connection = await Connection.open(file, 'create')
  try {
    await migrate(connection, file)
    const deviceId = uuidv7()
    await connection.transaction(async (db) => {
      await db.run('UPDATE vault SET device_id = ?', [deviceId])
      await db.run('DELETE FROM restore_note')
      // A PIN belongs to the device that it was set on, and this is another one from now on.
      await db.run('DELETE FROM pin_slot')
      for (const { table, rows } of kept.rows) {
        await db.run(`DELETE FROM ${table}`)
        for (const row of rows) {
          const columns = Object.keys(row)
          await db.run(
            `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
            Object.values(row),
          )
        }
      }
    })
    // The keys are the open vault's and stay its own to wipe.
    const restored = new Core(
      connection,
      incoming,
      core.vaultId,
      deviceId,
      core.personId,
      core.keys,
      new PatientKeys(core.keys.for('patientKeys')),
      new Chain(core.keys.for('audit'), core.vaultId),
      core.now,
    )
    await restored.loadChain()
    const beside = await Promise.all(
      [core.dataFolder, set].map((folder) => readLedger(core.keys, core.vaultId, folder)),
    )
    await honourLedger(restored, [...kept.ledger, ...beside.flat()])
    await restored.transact(async (work) => {
      work.record({ what: 'vault.restored', detail: backupAt })
      await write(restored, work)
    })
    await connection.checkpoint()
    restored.patientKeys.wipe()
  } finally {
    await connection.close()
  }
  await syncFile(file)
}

/**
 * The restored database takes the vault's place. The vault must be locked and its file closed: a write-ahead log that
 * stayed behind would be played into the wrong database.
 */
export async function putInPlace(dataFolder: string): Promise<void> {
  const file = vaultFile(dataFolder)
  const log = await lengthOf(`${file}-wal`)
  if (log !== undefined && log > 0) refuse('conflict')
  for (const suffix of ['-wal', '-shm']) await rm(file + suffix, { force: true })
  await rename(vaultFile(incomingFolder(dataFolder)), file)
  await syncFolder(dataFolder)
  await rm(incomingFolder(dataFolder), { recursive: true, force: true })
}
