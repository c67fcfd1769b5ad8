import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { Connection } from '../connection'
import { copyLedger } from '../erasure/ledger'
import { refuse } from '../failures'
import { imageFile, imageFolder, syncFolder, vaultFile } from '../files'
import { migrate } from '../migrate'
import type { Progress } from '../types'
import { copyKnown, counting, mustHaveRoom } from './copy'
import { inspect, type Inspection } from './inspect'
import { isGeneration, readManifest, setsAt, type Manifest, type ManifestFile } from './layout'
import { generationsOf } from './sets'

/** Files on their way in; whatever is found here at a start was never finished. */
export const incomingFolder = (dataFolder: string): string => join(dataFolder, '.incoming')

/** A backup to be opened, with its manifest. */
export interface Source {
  readonly generation: string
  readonly set: string
  readonly manifest: Manifest
}

/**
 * The generation that a person means by a folder: itself, or the newest whole one inside. `notFound` when there is
 * none, `damaged` when its manifest does not read.
 */
export async function sourceAt(chosen: string): Promise<Source> {
  const read = async (generation: string): Promise<Source> => ({
    generation,
    set: dirname(generation),
    manifest: await readManifest(generation),
  })
  if (isGeneration(basename(chosen))) return read(chosen)
  const generations = (await Promise.all((await setsAt(chosen)).map(generationsOf))).flat()
  if (generations.length === 0) refuse('notFound')
  const [newest] = generations
    .filter(({ whole }) => whole)
    .sort((a, b) => (b.manifest?.createdAt ?? '').localeCompare(a.manifest?.createdAt ?? ''))
  return newest === undefined ? refuse('damaged') : read(newest.path)
}

const isDatabase = (file: ManifestFile): boolean => file.path === 'vault.db'

/** The database of a backup, hashed on the way and looked through; it must name what the manifest brings. */
export async function copyDatabaseOf(
  { generation, manifest }: Source,
  to: string,
  onPiece: (bytes: number) => void,
): Promise<Inspection> {
  const database = manifest.files.find(isDatabase) ?? refuse('damaged')
  await copyKnown(vaultFile(generation), vaultFile(to), database, onPiece)
  const inspection = await inspect(vaultFile(to))
  const brought = new Set([
    ...manifest.files.map((file) => file.path),
    ...manifest.missing.map((imageId) => `images/${imageId}.sealed`),
  ])
  if (inspection.images.some((row) => !brought.has(`images/${row.imageId}.sealed`))) refuse('damaged')
  if (inspection.vaultId !== manifest.vaultId) refuse('damaged')
  return inspection
}

/** The sealed pictures of a backup, without its database. */
export const picturesOf = ({ manifest }: Source): readonly ManifestFile[] =>
  manifest.files.filter((file) => !isDatabase(file))

export const pictureId = (file: ManifestFile): string => basename(file.path, '.sealed')

/**
 * Copies a backup into an empty data folder. Every file is hashed as it is copied; the vault file is moved to its
 * place last, so an interrupted copy is no vault. The copy gets a device id of its own: it is another laptop now.
 * `notFound` when the folder is no backup, `damaged` when a file is missing or not as the manifest says.
 * @returns the id of the vault
 */
export async function copyBackup(chosen: string, dataFolder: string, progress: Progress): Promise<string> {
  const source = await sourceAt(chosen)
  const incoming = incomingFolder(dataFolder)
  await rm(incoming, { recursive: true, force: true })
  try {
    await mkdir(imageFolder(incoming), { recursive: true })
    const of = source.manifest.files.reduce((sum, file) => sum + file.bytes, 0)
    await mustHaveRoom(incoming, of)
    const onPiece = counting(progress, of)
    await copyDatabaseOf(source, incoming, onPiece)
    for (const file of picturesOf(source)) {
      await copyKnown(
        imageFile(source.set, pictureId(file)),
        imageFile(incoming, pictureId(file)),
        file,
        onPiece,
      )
    }
    await syncFolder(imageFolder(incoming))
    await markCopied(vaultFile(incoming), source.manifest)
    await copyLedger(source.set, dataFolder)
    await rm(imageFolder(dataFolder), { recursive: true, force: true })
    await rename(imageFolder(incoming), imageFolder(dataFolder))
    await rename(vaultFile(incoming), vaultFile(dataFolder))
    await syncFolder(dataFolder)
    return source.manifest.vaultId
  } finally {
    await rm(incoming, { recursive: true, force: true })
  }
}

/** Another laptop from now on; the next unlock, which has the key, tells the audit chain of the restore. */
async function markCopied(file: string, manifest: Manifest): Promise<void> {
  const connection = await Connection.open(file, 'create')
  try {
    await migrate(connection, file)
    await connection.transaction(async (db) => {
      await db.run('UPDATE vault SET device_id = ?', [uuidv7()])
      await db.run('INSERT OR REPLACE INTO restore_note (id, backup_at) VALUES (1, ?)', [manifest.createdAt])
    })
    await connection.checkpoint()
  } finally {
    await connection.close()
  }
}
