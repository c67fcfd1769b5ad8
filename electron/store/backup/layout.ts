import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { BACKUP_REASONS } from '@shared/records/backup'
import { instant, uuid } from '@shared/records/values'
import { isNodeError, refuse, StoreFailure } from '../failures'
import { syncFolder } from '../files'
import { place, sealJson, unsealJson, type KeySet } from '../sealing'

/**
 * Where things lie on a backup drive.
 *
 *     palpa-backup-3f9a12bc/            a set: all backups of one vault in one place
 *       images/<id>.sealed              each picture once: sealed files never change
 *       generation-20261122-020000/     one consistent state of the vault
 *         vault.db
 *         manifest.json                 every file of this state with its hash
 *       erasures.sealed                 who was erased, for every restore (ruling 34)
 *       how-to-open.txt
 */
const MANIFEST = 'manifest.json'
export const HELP_FILE = 'how-to-open.txt'
/** Pictures copied by a backup that has not ended yet, one line each. */
export const COPIED_FILE = 'copied.jsonl'
const MANIFEST_FORMAT = 2
const SET = /^palpa-backup-[0-9a-f]{8}$/
const GENERATION = /^generation-\d{8}-\d{6}(-\d+)?$/
/** A folder of this name is unfinished; the next backup into the same set removes it. */
const UNFINISHED = /^\.generation-.*\.part$/

/** The set of a vault inside the folder that a person chose. UUIDv7 begins with the time, so its end tells vaults apart. */
export const setFolder = (into: string, vaultId: string): string =>
  join(into, `palpa-backup-${vaultId.replaceAll('-', '').slice(-8)}`)
export const isGeneration = (name: string): boolean => GENERATION.test(name)
export const isUnfinished = (name: string): boolean => UNFINISHED.test(name)
export const unfinished = (name: string): string => `.${name}.part`

const fileEntry = z.object({
  path: z.string().regex(/^(vault\.db|images\/[0-9a-f-]{36}\.sealed)$/),
  bytes: z.int().nonnegative(),
  sha256: z.string().length(64),
  /** When the file was last read back whole and found right. */
  checkedAt: instant,
})
export type ManifestFile = z.infer<typeof fileEntry>

const manifestFacts = z.object({
  format: z.literal(MANIFEST_FORMAT),
  vaultId: uuid,
  /** The laptop that made it. */
  deviceId: uuid,
  createdAt: instant,
  why: z.enum(BACKUP_REASONS),
  /** Rows of every table in this state. */
  tables: z.record(z.string(), z.int().nonnegative()),
  /** Number and tag of the last audit row. */
  chain: z.object({ seq: z.int().nonnegative(), tag: z.string() }),
  /** Paths with `/`: `vault.db` inside the generation, `images/…` inside the set. */
  files: z.array(fileEntry),
  /** Pictures that this state names and of which no good copy was to be had. */
  missing: z.array(uuid),
})
export type ManifestFacts = z.infer<typeof manifestFacts>

const manifest = manifestFacts.extend({
  /** The hash of all of the above, sealed with the vault's key: a manifest put together by a stranger does not open. */
  seal: z.base64(),
})
export type Manifest = z.infer<typeof manifest>

/** What a manifest says, in one order, so that writer and reader hash the same bytes. */
const digestOf = (facts: ManifestFacts): string =>
  createHash('sha256')
    .update(JSON.stringify(manifestFacts.parse(facts)))
    .digest('hex')

const sealPlace = (facts: ManifestFacts): string =>
  place('backups', 'manifest', facts.vaultId, facts.deviceId, facts.createdAt)

export const sealManifest = (keys: KeySet, facts: ManifestFacts): Manifest => ({
  ...facts,
  seal: sealJson(keys.for('backups'), sealPlace(facts), { digest: digestOf(facts) }).toString('base64'),
})

/** `damaged` unless this vault's own key sealed exactly this manifest. */
export function checkManifest(keys: KeySet, { seal, ...facts }: Manifest): void {
  const opened = unsealJson(keys.for('backups'), sealPlace(facts), Buffer.from(seal, 'base64'))
  const { digest } = z.object({ digest: z.string() }).parse(opened)
  if (digest !== digestOf(facts)) refuse('damaged')
}

/** `notFound` when the folder is no generation, `damaged` when its manifest is not one of ours. */
export async function readManifest(generation: string): Promise<Manifest> {
  const raw = await readFile(join(generation, MANIFEST), 'utf8').catch((error: unknown) => {
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

/** A name for a generation of this instant that the set does not have yet. */
export async function freeName(set: string, at: Date): Promise<string> {
  const stamp = at.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')
  const taken = new Set(await namesIn(set))
  for (let copy = 1; ; copy += 1) {
    const name = `generation-${stamp}${copy === 1 ? '' : `-${copy}`}`
    if (!taken.has(name)) return name
  }
}

/** Durable when it answers. */
export async function writeManifest(generation: string, sealed: Manifest): Promise<void> {
  await writeFile(join(generation, MANIFEST), JSON.stringify(sealed, undefined, 1), { flush: true })
  await syncFolder(generation)
}

/** Names in a folder; none when it is not there. */
export const namesIn = async (folder: string): Promise<readonly string[]> => {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isNodeError(error, 'ENOENT') || isNodeError(error, 'ENOTDIR')) return []
    throw error
  }
}

/**
 * The sets that a person may mean by a folder: the folder itself, the set around a generation that was chosen, or the
 * sets inside it.
 */
export async function setsAt(chosen: string): Promise<readonly string[]> {
  if (isGeneration(basename(chosen))) return [dirname(chosen)]
  const names = await namesIn(chosen)
  if (names.some(isGeneration)) return [chosen]
  return names.filter((name) => SET.test(name)).map((name) => join(chosen, name))
}

/** The manifest, or why there is none to be had. */
export const tryManifest = async (generation: string): Promise<Manifest | undefined> => {
  try {
    return await readManifest(generation)
  } catch (error) {
    if (error instanceof StoreFailure) return undefined
    throw error
  }
}
