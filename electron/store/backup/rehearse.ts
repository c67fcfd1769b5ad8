import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Rehearsal, REHEARSAL_PROBLEMS } from '@shared/records/backup'
import { Chain } from '../chain'
import { blob, Connection, integer, text, type Row } from '../connection'
import { Core } from '../core'
import { documentPlace, readHead } from '../document-identity'
import { draftReads } from '../drafts'
import { refuse, StoreFailure, unwrap } from '../failures'
import { imageFile, imageFolder, vaultFile } from '../files'
import { revisionOpens } from '../health/rows'
import { Source as TrailSource } from '../health/source'
import { TrailWalk } from '../health/trail'
import { ledgerRows } from '../erasure/ledger'
import type { ImageRow } from '../image-rows'
import { migrate } from '../migrate'
import { PatientKeys } from '../patient-keys'
import { tagOf, unseal } from '../sealing'
import type { Progress } from '../types'
import { checkSealed, copyKnown, counting, mustGoOn } from './copy'
import { checkManifest, type ManifestFile } from './layout'
import { copyDatabaseOf, pictureId, picturesOf, sourceAt, type Source } from './restore'

/** Rows opened between two turns of the event loop. */
const STEP = 100

/** Private to this laptop, wiped afterwards, and swept at the next unlock if the laptop died meanwhile. */
const scratchFolder = (dataFolder: string): string => join(dataFolder, '.rehearsal')
export const sweepRehearsal = (dataFolder: string): Promise<void> =>
  rm(scratchFolder(dataFolder), { recursive: true, force: true })

type Problem = (typeof REHEARSAL_PROBLEMS)[number]

interface Findings {
  documents: number
  drafts: number
  images: number
  /** Of patients erased since: their keys are gone here, so nothing of theirs is opened. */
  erased: number
  readonly damagedImages: string[]
  readonly problems: Problem[]
}

/**
 * Restores a backup into a scratch vault beside this one and looks whether everything is there: the database is
 * copied and migrated, its audit chain walked and held against this vault's (the backup's must be its beginning),
 * every document and draft opened and every document compared with this vault's, every picture copied, opened and
 * compared. Pictures come one at a time, so the disk needs room for the database and the largest of them.
 * What the backup lacks or spoils is in the answer; a failure is something else (drive gone, disk full, called off).
 */
export async function rehearse(core: Core, chosen: string, progress: Progress): Promise<Rehearsal> {
  const scratch = scratchFolder(core.dataFolder)
  await rm(scratch, { recursive: true, force: true })
  try {
    await mkdir(imageFolder(scratch), { recursive: true, mode: 0o700 })
    const source = await sourceAt(chosen)
    const found: Findings = {
      documents: 0,
      drafts: 0,
      images: 0,
      erased: 0,
      damagedImages: [],
      problems: [],
    }
    const of = source.manifest.files.reduce((sum, file) => sum + file.bytes, 0)
    const onPiece = counting(progress, of)
    const opened = await spoilt(found, 'database', async () => {
      checkManifest(core.keys, source.manifest)
      return copyDatabaseOf(source, scratch, onPiece)
    })
    if (opened !== undefined) {
      if (!sameCounts(opened.tables, source.manifest.tables)) found.problems.push('counts')
      await withVault(core, scratch, async (restored) => {
        await compareChain(core, restored, source, found, progress)
        const erased = await erasedHere(core)
        await compareDocuments(core, restored, erased, found, progress)
        await openDrafts(restored, erased, found)
        const files = new Map(picturesOf(source).map((file) => [pictureId(file), file]))
        for (const row of opened.images.filter(({ patientId }) => !erased.has(patientId))) {
          const file = files.get(row.imageId)
          if (file === undefined) found.damagedImages.push(row.imageId)
          else await comparePicture(core, restored, source, { row, file, onPiece }, found)
        }
      })
    }
    const { manifest, generation } = source
    const passed = found.problems.length === 0 && found.damagedImages.length === 0
    return { ...found, passed, path: generation, backupAt: manifest.createdAt, at: core.now().toISOString() }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** `damaged` is a finding; everything else ends the rehearsal. */
async function spoilt<T>(found: Findings, problem: Problem, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof StoreFailure) || error.error.code !== 'damaged') throw error
    if (!found.problems.includes(problem)) found.problems.push(problem)
    return undefined
  }
}

const sameCounts = (a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean =>
  Object.keys({ ...a, ...b }).every((table) => a[table] === b[table])

async function withVault(
  core: Core,
  scratch: string,
  work: (restored: Core) => Promise<void>,
): Promise<void> {
  const file = vaultFile(scratch)
  const connection = await Connection.open(file, 'create')
  try {
    await migrate(connection, file)
    const patientKeys = new PatientKeys(core.keys.for('patientKeys'))
    const chain = new Chain(core.keys.for('audit'), core.vaultId)
    // The keys are the open vault's and stay its own to wipe.
    const { vaultId, deviceId, personId, keys, now } = core
    await work(
      new Core(connection, scratch, vaultId, deviceId, personId, keys, patientKeys, chain, now),
    ).finally(() => patientKeys.wipe())
  } finally {
    await connection.close()
  }
}

async function compareChain(
  core: Core,
  restored: Core,
  { manifest }: Source,
  found: Findings,
  { signal = new AbortController().signal }: Progress,
): Promise<void> {
  // A generation that was rewritten after an erasure does not hold the ledger that says so; this vault does.
  const ledger = await core.connection.read((db) => ledgerRows(db, core.keys, core.vaultId))
  const trail = await TrailSource.reading(restored.dataFolder, { signal, restMs: 0 }, (reading) =>
    new TrailWalk(restored.chain, revisionOpens(restored), ledger).run(reading),
  )
  const tag = await core.connection.read(async (db) => {
    const row = await db.get('SELECT sealed FROM audit WHERE seq = ?', [manifest.chain.seq])
    return row === undefined ? undefined : tagHex(blob(row, 'sealed'))
  })
  if (trail.findings.length > 0 || trail.entries !== manifest.chain.seq) found.problems.push('audit')
  else if (manifest.chain.seq > 0 && tag !== manifest.chain.tag) found.problems.push('otherHistory')
}

const tagHex = (sealed: Uint8Array): string => Buffer.from(tagOf(sealed)).toString('hex')

async function erasedHere(core: Core): Promise<ReadonlySet<string>> {
  const rows = await core.connection.read((db) =>
    db.all('SELECT patient_id FROM patient_key WHERE wrapped IS NULL'),
  )
  return new Set(rows.map((row) => text(row, 'patient_id')))
}

/** Every revision is opened with its key and held against the same row of this vault. */
async function compareDocuments(
  core: Core,
  restored: Core,
  erased: ReadonlySet<string>,
  found: Findings,
  progress: Progress,
): Promise<void> {
  for (let after = 0; ;) {
    mustGoOn(progress)
    const rows = await restored.connection.read((db) =>
      db.all('SELECT * FROM document_revision WHERE seq > ? ORDER BY seq LIMIT ?', [after, STEP]),
    )
    const last = rows.at(-1)
    if (last === undefined) break
    const until = integer(last, 'seq')
    const here = await core.connection.read((db) =>
      db.all('SELECT seq, sealed FROM document_revision WHERE seq > ? AND seq <= ?', [after, until]),
    )
    const sealedHere = new Map(here.map((row) => [integer(row, 'seq'), blob(row, 'sealed')]))
    for (const row of rows) await compareDocument(restored, row, sealedHere, erased, found)
    after = until
    // Somebody who types meanwhile is not held up.
    await new Promise((resolve) => setImmediate(resolve))
  }
}

async function compareDocument(
  restored: Core,
  row: Row,
  sealedHere: ReadonlyMap<number, Uint8Array>,
  erased: ReadonlySet<string>,
  found: Findings,
): Promise<void> {
  const head = readHead(row)
  const sealed = blob(row, 'sealed')
  const here = sealedHere.get(head.seq)
  const differs = here === undefined || Buffer.compare(here, sealed) !== 0
  if (differs && !found.problems.includes('documents')) found.problems.push('documents')
  if (head.patientId !== null && erased.has(head.patientId)) {
    found.erased += 1
    return
  }
  await spoilt(found, 'documents', async () => {
    const { patientId } = head
    const keys =
      patientId === null
        ? restored.keys
        : await restored.connection.read((db) => restored.patientKeys.existing(db, patientId))
    unseal(keys.for('documents'), documentPlace(head), sealed)
    found.documents += 1
  })
}

async function openDrafts(restored: Core, erased: ReadonlySet<string>, found: Findings): Promise<void> {
  const { drafts, damaged } = unwrap(await draftReads(restored, restored.read).list())
  found.drafts = drafts.length
  if (damaged.some(({ patientId }) => !erased.has(patientId))) found.problems.push('drafts')
}

interface Picture {
  readonly row: ImageRow
  readonly file: ManifestFile
  readonly onPiece: (bytes: number) => void
}

async function comparePicture(
  core: Core,
  restored: Core,
  { set }: Source,
  { row, file, onPiece }: Picture,
  found: Findings,
): Promise<void> {
  const copy = imageFile(restored.dataFolder, row.imageId)
  try {
    await copyKnown(imageFile(set, row.imageId), copy, file, onPiece)
    const here = await core.connection.read((db) =>
      db.get('SELECT file_digest FROM image WHERE image_id = ?', [row.imageId]),
    )
    if (here === undefined || Buffer.compare(blob(here, 'file_digest'), row.fileDigest) !== 0) {
      refuse('damaged')
    }
    await checkSealed(restored, row, copy, () => Promise.resolve())
    found.images += 1
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error
    if (error.error.code !== 'damaged') throw error
    found.damagedImages.push(row.imageId)
  } finally {
    await rm(copy, { force: true })
  }
}
