import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Connection, text } from '../connection'
import type { Core } from '../core'
import { addToLedger, ledgerRows, type Erasure } from '../erasure/ledger'
import { eraseRows, stillSays } from '../erasure/plan'
import { answered } from '../failures'
import { syncFile, syncFolder, vaultFile } from '../files'
import { migrate } from '../migrate'
import { copyKnown, hashFile, mustHaveRoom } from './copy'
import { inspect } from './inspect'
import { freeName, sealManifest, unfinished, writeManifest, type Manifest } from './layout'
import { generationsOf, removeGeneration, type Listed } from './sets'

/** Where a generation is rewritten: on the laptop, so that a write-ahead log never lies on a stick. */
const scratchFolder = (dataFolder: string): string => join(dataFolder, '.rewriting')

const nothing = (): void => undefined

/** Erasures of patients whose key a generation still holds, or of whom it still says something elsewhere. */
async function stillHeld(generation: string, ledger: readonly Erasure[]): Promise<Erasure[]> {
  const copy = await Connection.open(vaultFile(generation), 'readOnly')
  try {
    return await copy.read(async (db) => {
      const rows = await db.all('SELECT patient_id FROM patient_key WHERE wrapped IS NOT NULL')
      const keys = new Set(rows.map((row) => text(row, 'patient_id')))
      const held: Erasure[] = []
      for (const erasure of ledger) {
        if (keys.has(erasure.patientId) || (await stillSays(db, erasure.emptied ?? []))) held.push(erasure)
      }
      return held
    })
  } finally {
    await copy.close()
  }
}

/** The same state without these patients, under a name of its own; the old one goes when the new one stands. */
async function rewrite(
  core: Core,
  set: string,
  generation: Listed & { manifest: Manifest },
  held: readonly Erasure[],
): Promise<void> {
  const { seal: _old, ...facts } = generation.manifest
  const database = facts.files.find((file) => file.path === 'vault.db')
  if (database === undefined) return
  const scratch = scratchFolder(core.dataFolder)
  const name = await freeName(set, new Date(facts.createdAt))
  const part = join(set, unfinished(name))
  await rm(scratch, { recursive: true, force: true })
  try {
    await mkdir(scratch, { recursive: true, mode: 0o700 })
    await mkdir(part)
    const file = vaultFile(scratch)
    await mustHaveRoom(scratch, 2 * database.bytes)
    await mustHaveRoom(set, database.bytes)
    await copyKnown(vaultFile(generation.path), file, database, nothing)
    const connection = await Connection.open(file, 'create')
    try {
      await migrate(connection, file)
      await connection.transaction(async (db) => {
        for (const { patientId, emptied } of held)
          await eraseRows(db, patientId, core.now().toISOString(), emptied)
      })
      // Only what the tables hold is copied: nothing of a freed page comes along.
      await connection.outside((db) => db.run('VACUUM INTO ?', [vaultFile(part)]))
    } finally {
      await connection.close()
    }
    await syncFile(vaultFile(part))
    const { tables, chain, images } = await inspect(vaultFile(part))
    const named = new Set(images.map((row) => `images/${row.imageId}.sealed`))
    const hashed = await hashFile(vaultFile(part), nothing)
    const files = [
      { path: 'vault.db', ...hashed, checkedAt: core.now().toISOString() },
      ...facts.files.filter((one) => named.has(one.path)),
    ]
    await writeManifest(part, sealManifest(core.keys, { ...facts, tables, chain, files }))
    await rename(part, join(set, name))
    await syncFolder(set)
    await removeGeneration(set, generation.name)
  } finally {
    await rm(scratch, { recursive: true, force: true })
    await rm(part, { recursive: true, force: true })
  }
}

const isSameState = (other: Listed, generation: Listed): boolean =>
  other !== generation &&
  other.whole &&
  other.manifest?.createdAt === generation.manifest?.createdAt &&
  other.manifest?.deviceId === generation.manifest?.deviceId

/**
 * Takes the keys of erased patients out of every generation of a set. What a drive keeps of overwritten blocks, and
 * drives that are not here, are out of reach; the ledger in the set erases again at every restore.
 * @returns generations rewritten, and names of those that still hold such a key
 */
export async function cleanseSet(
  core: Core,
  set: string,
): Promise<{ rewritten: number; left: readonly string[] }> {
  const ledger = await core.connection.read((db) => ledgerRows(db, core.keys, core.vaultId))
  const left: string[] = []
  let rewritten = 0
  if (ledger.length === 0) return { rewritten, left }
  const all = await generationsOf(set)
  // What is rewritten below knows nothing of the erasure: whoever opens it elsewhere must not take it for damage.
  const told = await answered(() => addToLedger(core.keys, core.vaultId, set, ledger))
  const gone = new Set<Listed>()
  for (const generation of all) {
    const { manifest, name, path } = generation
    const done = await answered(async () => {
      if ((await stat(vaultFile(path)).catch(() => undefined)) === undefined) return
      const held = await stillHeld(path, ledger)
      if (held.length === 0) return
      if (manifest?.vaultId !== core.vaultId) {
        left.push(name)
        return
      }
      // An interrupted rewriting has left the old one beside the new one.
      if (all.some((other) => !gone.has(other) && isSameState(other, generation))) {
        await removeGeneration(set, name)
        gone.add(generation)
      } else await rewrite(core, set, { ...generation, manifest }, held)
      rewritten += 1
    })
    if (!done.ok || !told.ok) left.push(name)
  }
  return { rewritten, left }
}
