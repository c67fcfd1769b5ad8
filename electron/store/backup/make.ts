import { appendFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ErrorCode } from '@shared/errors'
import { Connection } from '../connection'
import type { Core } from '../core'
import { addToLedger, ledgerRows, readLedger } from '../erasure/ledger'
import { answered, StoreFailure } from '../failures'
import { imageFile, imageFolder, syncFile, syncFolder, vaultFile } from '../files'
import type { ImageRow } from '../image-rows'
import type { BackupOptions, BackupReport } from '../types'
import {
  checkSealed,
  copySealed,
  counting,
  hashFile,
  lengthOf,
  mustGoOn,
  mustHaveRoom,
  type OnPiece,
} from './copy'
import { cleanseSet } from './cleanse'
import { inspect } from './inspect'
import {
  COPIED_FILE,
  freeName,
  HELP_FILE,
  isGeneration,
  namesIn,
  sealManifest,
  setFolder,
  tryManifest,
  unfinished,
  writeManifest,
  type ManifestFacts,
  type ManifestFile,
} from './layout'
import { prune, removeUnfinished, sweepSet } from './sets'

/** A picture in the set is read back whole again after so long; until then its length is enough. */
const CHECKED_FOR_MS = 30 * 24 * 60 * 60_000

const HELP = `This folder is a sealed backup of a Palpa vault. Nothing in it can be read without a passphrase of
that vault or its printed recovery code.

To open it: start Palpa on a laptop that has no vault yet and choose "Open a backup instead".
Keep the folder whole: its generations share the pictures in "images".
`

/** What the backups of a set, and the one that was interrupted, say of each file. */
async function knownFiles(set: string): Promise<Map<string, ManifestFile>> {
  const known = new Map<string, ManifestFile>()
  const learn = (file: ManifestFile): void => {
    const before = known.get(file.path)
    if (before === undefined || before.checkedAt < file.checkedAt) known.set(file.path, file)
  }
  for (const name of (await namesIn(set)).filter(isGeneration)) {
    for (const file of (await tryManifest(join(set, name)))?.files ?? []) learn(file)
  }
  const lines = await readFile(join(set, COPIED_FILE), 'utf8').catch(() => '')
  for (const line of lines.split('\n')) {
    // The last line may be cut: its picture is then read back instead of believed.
    try {
      learn(JSON.parse(line) as ManifestFile)
    } catch {
      continue
    }
  }
  return known
}

/** Brings pictures into the set, each once for all generations. */
class Pictures {
  readonly copied = { images: 0, bytes: 0 }
  /** Damaged on this laptop and not in the set either: they cost themselves, never the backup. */
  readonly missing: string[] = []

  private constructor(
    private readonly core: Core,
    private readonly set: string,
    private readonly known: ReadonlyMap<string, ManifestFile>,
    private readonly doubted: ReadonlySet<string>,
    private readonly onPiece: OnPiece,
  ) {}

  static async open(
    core: Core,
    set: string,
    doubted: readonly string[],
    onPiece: OnPiece,
  ): Promise<Pictures> {
    return new Pictures(core, set, await knownFiles(set), new Set(doubted), onPiece)
  }

  /** What is not in the set yet. */
  async bytesToCome(rows: readonly ImageRow[]): Promise<number> {
    let bytes = 0
    for (const row of rows) {
      if ((await lengthOf(imageFile(this.set, row.imageId))) !== row.sealedBytes) bytes += row.sealedBytes
    }
    return bytes
  }

  /** The picture in the set: as it is there, read back, or copied. Undefined when no good copy is to be had. */
  async take(row: ImageRow): Promise<ManifestFile | undefined> {
    const path = `images/${row.imageId}.sealed`
    const inSet = imageFile(this.set, row.imageId)
    const checkedAt = this.core.now().toISOString()
    if ((await lengthOf(inSet)) === row.sealedBytes) {
      const before = this.known.get(path)
      if (before?.bytes === row.sealedBytes && this.isFresh(row, before)) {
        this.onPiece(2 * row.sealedBytes)
        return { path, bytes: before.bytes, sha256: before.sha256, checkedAt: before.checkedAt }
      }
      // `onPiece(0)`: told nothing, but it can be called off.
      const look = checkSealed(this.core, row, inSet, async () => {
        await Promise.resolve()
        this.onPiece(0)
      })
      const checked = await unlessDamaged(look)
      if (checked !== undefined) {
        this.onPiece(2 * row.sealedBytes)
        return { path, ...checked, checkedAt }
      }
    }
    const from = imageFile(this.core.dataFolder, row.imageId)
    const copied = await unlessDamaged(copySealed(this.core, row, from, inSet, this.onPiece))
    if (copied === undefined) {
      this.missing.push(row.imageId)
      return undefined
    }
    this.copied.images += 1
    this.copied.bytes += copied.bytes
    const file = { path, ...copied, checkedAt }
    await appendFile(join(this.set, COPIED_FILE), `${JSON.stringify(file)}\n`)
    return file
  }

  /** A clock that was set back makes nothing fresh. */
  private isFresh(row: ImageRow, { checkedAt }: ManifestFile): boolean {
    const age = this.core.now().getTime() - Date.parse(checkedAt)
    return age >= 0 && age < CHECKED_FOR_MS && !this.doubted.has(row.imageId)
  }
}

/** Codes of a picture of which there is no good copy here. */
const LOST: readonly string[] = ['damaged', 'missingFile'] satisfies readonly ErrorCode[]

/** A picture in the set that is not the right one is copied anew, for all generations. */
const unlessDamaged = <T>(work: Promise<T>): Promise<T | undefined> =>
  work.catch((error: unknown) => {
    if (error instanceof StoreFailure && LOST.includes(error.error.code)) return undefined
    throw error
  })

/** One consistent state of the database. By a connection of its own: nobody's typing waits for it. */
async function copyDatabase(core: Core, to: string, { signal }: BackupOptions): Promise<void> {
  const source = await Connection.open(vaultFile(core.dataFolder), 'readOnly')
  const stop = (): void => source.interrupt()
  signal?.addEventListener('abort', stop)
  try {
    await source.outside((db) => db.run('VACUUM INTO ?', [to]))
  } finally {
    signal?.removeEventListener('abort', stop)
    await source.close()
  }
  await syncFile(to)
}

/** The ledger of erasures goes to every set, and what other laptops put there comes along. */
async function meetLedgers(core: Core, set: string): Promise<void> {
  const own = await core.connection.read((db) => ledgerRows(db, core.keys, core.vaultId))
  await addToLedger(core.keys, core.vaultId, set, own)
  await addToLedger(core.keys, core.vaultId, core.dataFolder, await readLedger(core.keys, core.vaultId, set))
}

/** Erased patients leave the older generations, and the oldest generations go. */
async function tidy(core: Core, set: string, made: string, options: BackupOptions): Promise<number> {
  await cleanseSet(core, set)
  const { keep, formerDevices = [], bad = [] } = options
  const own = new Set([core.deviceId, ...formerDevices])
  const gone = keep === undefined ? 0 : await prune(set, { keep, made, own, bad: new Set(bad) })
  await sweepSet(set)
  return gone
}

/**
 * Copies the sealed vault: first the database in one consistent state, then the pictures that it names and the set
 * does not hold yet, then the manifest with the hashes; the generation gets its name last. Saving goes on meanwhile.
 *
 * An interrupted backup is begun again with a new state of the database, and goes on from the pictures that were
 * already copied and read back: a picture never changes, so it belongs to every state that names it.
 */
export async function makeBackup(core: Core, into: string, options: BackupOptions): Promise<BackupReport> {
  const set = setFolder(into, core.vaultId)
  await mkdir(imageFolder(set), { recursive: true })
  await writeFile(join(set, HELP_FILE), HELP)
  await removeUnfinished(set)
  await meetLedgers(core, set)
  const databaseBytes = (await stat(vaultFile(core.dataFolder))).size
  await mustHaveRoom(set, databaseBytes)
  const createdAt = core.now()
  const name = await freeName(set, createdAt)
  const part = join(set, unfinished(name))
  try {
    await mkdir(part)
    await copyDatabase(core, vaultFile(part), options)
    mustGoOn(options)
    const { tables, chain, images } = await inspect(vaultFile(part))
    const copyBytes = (await stat(vaultFile(part))).size
    // A picture is copied and then read back, the database only read back.
    const onPiece = counting(options, copyBytes + 2 * images.reduce((sum, row) => sum + row.sealedBytes, 0))
    const database = await hashFile(vaultFile(part), onPiece)
    const pictures = await Pictures.open(core, set, options.doubted ?? [], onPiece)
    await mustHaveRoom(set, await pictures.bytesToCome(images))
    const files: ManifestFile[] = [{ path: 'vault.db', ...database, checkedAt: createdAt.toISOString() }]
    for (const row of images) {
      mustGoOn(options)
      const file = await pictures.take(row)
      if (file !== undefined) files.push(file)
    }
    const facts: ManifestFacts = {
      format: 2,
      vaultId: core.vaultId,
      deviceId: core.deviceId,
      createdAt: createdAt.toISOString(),
      why: options.why ?? 'asked',
      tables,
      chain,
      files,
      missing: pictures.missing,
    }
    await writeManifest(part, sealManifest(core.keys, facts))
    mustGoOn(options)
    await rename(part, join(set, name))
    await syncFolder(set)
    await rm(join(set, COPIED_FILE), { force: true })
    // The backup is made whatever becomes of the older ones.
    const tidied = await answered(() => tidy(core, set, name, options))
    return {
      path: join(set, name),
      name,
      createdAt: facts.createdAt,
      documents: tables['document_revision'] ?? 0,
      images: files.length - 1,
      missing: pictures.missing.length,
      bytes: files.reduce((sum, file) => sum + file.bytes, 0),
      copied: pictures.copied,
      pruned: tidied.ok ? tidied.value : 0,
    }
  } catch (error) {
    await rm(part, { recursive: true, force: true })
    throw error
  }
}
