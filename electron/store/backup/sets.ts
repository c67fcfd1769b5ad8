import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { imageFolder, PART_SUFFIX, SEALED_SUFFIX, syncFolder, vaultFile } from '../files'
import type { BackupGeneration } from '../types'
import { lengthOf } from './copy'
import { isGeneration, isUnfinished, namesIn, setsAt, tryManifest, type Manifest } from './layout'

/** Restores keep their own safety copies out of the ordinary count; this many of them stay. */
const SAFETY_COPIES = 2

/** A generation with all its manifest says. */
export interface Listed {
  readonly name: string
  readonly path: string
  readonly manifest: Manifest | undefined
  /** All its files are there and as long as the manifest says. Says nothing about their bytes. */
  readonly whole: boolean
}

async function lookAt(set: string, name: string, images: ReadonlySet<string>): Promise<Listed> {
  const path = join(set, name)
  const manifest = await tryManifest(path)
  const database = manifest?.files.find((file) => file.path === 'vault.db')
  const whole =
    manifest !== undefined &&
    database !== undefined &&
    (await lengthOf(vaultFile(path))) === database.bytes &&
    manifest.files.every((file) => file === database || images.has(file.path))
  return { name, path, manifest, whole }
}

/** Every generation of a set, newest first; those that cannot be read come last. */
export async function generationsOf(set: string): Promise<readonly Listed[]> {
  const names = (await namesIn(set)).filter(isGeneration)
  const images = new Set((await namesIn(imageFolder(set))).map((name) => `images/${name}`))
  const listed = await Promise.all(names.map((name) => lookAt(set, name, images)))
  const at = (one: Listed): string => one.manifest?.createdAt ?? ''
  return listed.sort((a, b) => at(b).localeCompare(at(a)) || b.name.localeCompare(a.name))
}

const summary = ({ name, path, manifest, whole }: Listed): BackupGeneration => ({
  name,
  path,
  whole,
  vaultId: manifest?.vaultId ?? '',
  deviceId: manifest?.deviceId ?? '',
  createdAt: manifest?.createdAt ?? '',
  why: manifest?.why ?? 'asked',
  documents: manifest?.tables['document_revision'] ?? 0,
  images: manifest === undefined ? 0 : manifest.files.filter((file) => file.path !== 'vault.db').length,
  bytes: manifest?.files.reduce((sum, file) => sum + file.bytes, 0) ?? 0,
})

/** The backups that a person may mean by a folder, newest first. Needs no key, and shows nothing that one would. */
export async function listBackups(chosen: string): Promise<readonly BackupGeneration[]> {
  const found = (await Promise.all((await setsAt(chosen)).map(generationsOf))).flat().map(summary)
  return found.sort((a, b) => b.createdAt.localeCompare(a.createdAt))
}

/** Removes a generation so that half of it never stands under a good name. */
export async function removeGeneration(set: string, name: string): Promise<void> {
  const part = join(set, `.${name}.part`)
  await rm(part, { recursive: true, force: true })
  await rename(join(set, name), part)
  await rm(part, { recursive: true, force: true })
}

/** What an interrupted backup left of its database copy. Its pictures stay: the next one goes on from them. */
export async function removeUnfinished(set: string): Promise<void> {
  for (const name of await namesIn(set)) {
    if (isUnfinished(name)) await rm(join(set, name), { recursive: true, force: true })
  }
}

interface Pruning {
  readonly keep: number
  /** Name of the one just made and read back. */
  readonly made: string
  /** Device ids of this laptop, those before a restore included. */
  readonly own: ReadonlySet<string>
  /** Names of those that a rehearsal could not open: they do not count as good. */
  readonly bad: ReadonlySet<string>
}

/**
 * Takes the oldest generations away until `keep` good ones are left. Never touched: the one just made, what another
 * laptop made, and what cannot be read (a person has to look at it). A clock that was set back makes the new one look
 * old; it stays all the same.
 * @returns how many went
 */
export async function prune(set: string, { keep, made, own, bad }: Pruning): Promise<number> {
  const mine = (await generationsOf(set)).filter(
    ({ whole, manifest, name }) => whole && name !== made && own.has(manifest?.deviceId ?? ''),
  )
  const spoilt = mine.filter(({ name }) => bad.has(name))
  const good = mine.filter(({ name }) => !bad.has(name))
  const safety = good.filter(({ manifest }) => manifest?.why === 'beforeRestore')
  const ordinary = good.filter(({ manifest }) => manifest?.why !== 'beforeRestore')
  const surplus = [
    ...ordinary.slice(Math.max(0, keep - 1)),
    ...safety.slice(SAFETY_COPIES),
    ...(ordinary.length + 1 >= keep ? spoilt : []),
  ]
  for (const { name } of surplus) await removeGeneration(set, name)
  return surplus.length
}

/** Removes pictures that no generation names. Where one manifest cannot be read, nothing is removed. */
export async function sweepSet(set: string): Promise<void> {
  const generations = await generationsOf(set)
  if (generations.some(({ manifest }) => manifest === undefined)) return
  const named = new Set(generations.flatMap(({ manifest }) => manifest?.files.map((file) => file.path) ?? []))
  for (const name of await namesIn(imageFolder(set))) {
    const ours = name.endsWith(SEALED_SUFFIX) || name.endsWith(SEALED_SUFFIX + PART_SUFFIX)
    if (ours && !named.has(`images/${name}`)) await rm(join(imageFolder(set), name), { force: true })
  }
  await syncFolder(set)
}
