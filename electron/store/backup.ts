import { createHash } from 'node:crypto'
import {
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
  type FileHandle,
} from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { Connection, integer, text, type Reader } from './connection'
import type { Core } from './core'
import { isNodeError, refuse } from './failures'
import { imageFile, imageFolder, syncFile, syncFolder, vaultFile } from './files'
import { readImageRow } from './image-rows'
import { openSealedFile } from './images'
import { refuseNewer } from './migrate'
import type { BackupReport, Progress } from './types'

const MANIFEST = 'manifest.json'
const MANIFEST_FORMAT = 1
/** A folder of this name is unfinished and is removed by the next backup into the same place. */
const UNFINISHED = /^\.palpa-backup-.*\.part$/
const COPY_BYTES = 1024 * 1024

const manifest = z.object({
  format: z.literal(MANIFEST_FORMAT),
  vaultId: z.uuid(),
  createdAt: z.iso.datetime(),
  documents: z.int().nonnegative(),
  images: z.int().nonnegative(),
  /** Slash-separated paths inside the backup. */
  files: z.array(
    z.object({
      path: z.string().regex(/^(vault\.db|images\/[0-9a-f-]{36}\.sealed)$/),
      bytes: z.int().nonnegative(),
      sha256: z.string().length(64),
    }),
  ),
})
type Manifest = z.infer<typeof manifest>
type ManifestFile = Manifest['files'][number]

const mustGoOn = (progress: Progress): void => {
  if (progress.signal?.aborted === true) refuse('cancelled')
}

const countOf = async (db: Reader, sql: string): Promise<number> => {
  const row = await db.get(sql)
  return row === undefined ? 0 : integer(row, 'n')
}

/** Copies a file, telling every piece; answers what was read. */
async function copyFile(
  from: string,
  to: FileHandle | undefined,
  onPiece: (bytes: number) => void,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  const source = await open(from, 'r')
  const piece = Buffer.allocUnsafe(COPY_BYTES)
  let bytes = 0
  try {
    for (;;) {
      const { bytesRead } = await source.read(piece, 0, piece.length, null)
      if (bytesRead === 0) break
      const part = piece.subarray(0, bytesRead)
      hash.update(part)
      await to?.writeFile(part)
      bytes += bytesRead
      onPiece(bytesRead)
    }
  } finally {
    await source.close()
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** One image into the backup, opened chunk by chunk on the way: a damaged image is found now, not at the restore. */
async function backUpImage(
  core: Core,
  row: ReturnType<typeof readImageRow>,
  target: string,
  onPiece: (bytes: number) => void,
): Promise<{ bytes: number; sha256: string }> {
  const { reader, close } = await openSealedFile(core, imageFile(core.dataFolder, row.imageId), row)
  const out = await open(target, 'wx')
  const hash = createHash('sha256')
  try {
    await reader.verify(row.fileDigest, async (sealed) => {
      hash.update(sealed)
      await out.writeFile(sealed)
      onPiece(sealed.length)
    })
    await out.sync()
  } finally {
    await out.close()
    await close()
  }
  return { bytes: row.sealedBytes, sha256: hash.digest('hex') }
}

/** The database's own words about a copy of it. */
async function inspect(
  file: string,
): Promise<{ documents: number; rows: ReturnType<typeof readImageRow>[] }> {
  const copy = await Connection.open(file, 'readOnly')
  try {
    await refuseNewer(copy)
    return await copy.read(async (db) => {
      const check = await db.get('PRAGMA integrity_check(1)')
      if (check === undefined || text(check, 'integrity_check') !== 'ok') refuse('damaged')
      const rows = await db.all('SELECT * FROM image WHERE removed_at IS NULL ORDER BY image_id')
      return {
        documents: await countOf(db, 'SELECT count(*) AS n FROM document_revision'),
        rows: rows.map(readImageRow),
      }
    })
  } finally {
    await copy.close()
  }
}

const freeName = async (into: string, at: Date): Promise<string> => {
  const stamp = at.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')
  const taken = new Set(await readdir(into))
  for (let copy = 1; ; copy += 1) {
    const name = `palpa-backup-${stamp}${copy === 1 ? '' : `-${copy}`}`
    if (!taken.has(name)) return name
  }
}

/**
 * Copies the sealed vault: first the database in one consistent state, then the images that it names, then the
 * manifest with the hashes, read back from the disk; the folder gets its name last. Saving goes on meanwhile.
 */
export async function backUp(core: Core, into: string, progress: Progress): Promise<BackupReport> {
  await mkdir(into, { recursive: true })
  for (const name of await readdir(into)) {
    if (UNFINISHED.test(name)) await rm(join(into, name), { recursive: true, force: true })
  }
  const name = await freeName(into, core.now())
  const part = join(into, `.${name}.part`)
  try {
    await mkdir(imageFolder(part), { recursive: true })
    // A connection of its own: the copy of a large vault takes seconds, and nobody's typing waits for it.
    const source = await Connection.open(vaultFile(core.dataFolder), 'readOnly')
    try {
      await source.outside((db) => db.run('VACUUM INTO ?', [vaultFile(part)]))
    } finally {
      await source.close()
    }
    await syncFile(vaultFile(part))
    mustGoOn(progress)
    const { documents, rows } = await inspect(vaultFile(part))
    const databaseBytes = (await stat(vaultFile(part))).size
    // Each image is copied and then read back, the database only read back.
    const of = databaseBytes + 2 * rows.reduce((sum, row) => sum + row.sealedBytes, 0)
    let done = 0
    const onPiece = (bytes: number): void => {
      done += bytes
      progress.onProgress?.(done, of)
      mustGoOn(progress)
    }
    const files: ManifestFile[] = []
    for (const row of rows) {
      const copied = await backUpImage(core, row, imageFile(part, row.imageId), onPiece)
      const back = await copyFile(imageFile(part, row.imageId), undefined, onPiece)
      if (back.sha256 !== copied.sha256) refuse('damaged')
      files.push({ path: `images/${row.imageId}.sealed`, ...copied })
    }
    files.push({ path: 'vault.db', ...(await copyFile(vaultFile(part), undefined, onPiece)) })
    const facts: Manifest = {
      format: MANIFEST_FORMAT,
      vaultId: core.vaultId,
      createdAt: core.now().toISOString(),
      documents,
      images: rows.length,
      files,
    }
    await writeFile(join(part, MANIFEST), JSON.stringify(facts, undefined, 1), { flush: true })
    await syncFolder(imageFolder(part))
    await syncFolder(part)
    mustGoOn(progress)
    await rename(part, join(into, name))
    await syncFolder(into)
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    return { path: join(into, name), documents, images: rows.length, bytes }
  } catch (error) {
    await rm(part, { recursive: true, force: true })
    throw error
  }
}

/** What a backup says of itself. `notFound` when the folder is no backup, `damaged` when its list does not read. */
export async function readBackupManifest(folder: string): Promise<Manifest> {
  const raw = await readFile(join(folder, MANIFEST), 'utf8').catch((error: unknown) => {
    if (isNodeError(error, 'ENOENT') || isNodeError(error, 'ENOTDIR')) return refuse('notFound')
    throw error
  })
  try {
    return manifest.parse(JSON.parse(raw))
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) return refuse('damaged')
    throw error
  }
}

/**
 * Copies a backup into an empty data folder. Every file is hashed as it is copied; the vault file is moved to its
 * place last, so an interrupted copy is no vault. The copy gets a device id of its own: it is another laptop now.
 * `notFound` when the folder is no backup, `damaged` when a file is missing or not as the manifest says.
 */
export async function copyBackup(
  backupFolder: string,
  dataFolder: string,
  progress: Progress,
): Promise<void> {
  const { files } = await readBackupManifest(backupFolder)
  const incoming = join(dataFolder, '.incoming')
  await rm(incoming, { recursive: true, force: true })
  try {
    await mkdir(imageFolder(incoming), { recursive: true })
    const of = files.reduce((sum, file) => sum + file.bytes, 0)
    let done = 0
    for (const file of files) {
      const target = join(incoming, file.path)
      const out = await open(target, 'wx')
      try {
        const copied = await copyFile(join(backupFolder, file.path), out, (bytes) => {
          done += bytes
          progress.onProgress?.(done, of)
          mustGoOn(progress)
        }).catch((error: unknown) => {
          if (isNodeError(error, 'ENOENT')) return refuse('damaged')
          throw error
        })
        if (copied.sha256 !== file.sha256 || copied.bytes !== file.bytes) refuse('damaged')
        await out.sync()
      } finally {
        await out.close()
      }
    }
    const named = new Set(files.map((file) => file.path))
    const { rows } = await inspect(vaultFile(incoming))
    if (rows.some((row) => !named.has(`images/${row.imageId}.sealed`))) refuse('damaged')
    await takeNewDeviceId(vaultFile(incoming))
    await rm(imageFolder(dataFolder), { recursive: true, force: true })
    await rename(imageFolder(incoming), imageFolder(dataFolder))
    await rename(vaultFile(incoming), vaultFile(dataFolder))
    await syncFolder(dirname(vaultFile(dataFolder)))
  } finally {
    await rm(incoming, { recursive: true, force: true })
  }
}

async function takeNewDeviceId(file: string): Promise<void> {
  const connection = await Connection.open(file, 'create')
  try {
    await connection.transaction((db) => db.run('UPDATE vault SET device_id = ?', [uuidv7()]))
    await connection.checkpoint()
  } finally {
    await connection.close()
  }
}
