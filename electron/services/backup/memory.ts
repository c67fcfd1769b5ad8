import { stat, statfs } from 'node:fs/promises'
import { isAbsolute, relative } from 'node:path'
import { z } from 'zod'
import { ok, type Result } from '../../../shared/errors'
import { backupSettings, KEEP_GENERATIONS, madeBackup, rehearsal } from '../../../shared/records/backup'
import { instant, uuid } from '../../../shared/records/values'
import type { DocumentReads, DocumentWrites } from '../../store/types'
import type { Session } from '../context'

/** What this laptop remembers of its backups; sealed with the rest. One document, its id is the device's. */
const memory = z.object({
  /** Where backups go; absent until somebody chose. */
  folder: z.string().optional(),
  settings: backupSettings,
  last: madeBackup.optional(),
  rehearsal: rehearsal.optional(),
  /** Every place this laptop ever backed up to, with its last time: an erasure has to reach them all. */
  places: z.array(z.object({ folder: z.string(), lastAt: instant })),
  /** Generations that a rehearsal could not open, by name. */
  bad: z.array(z.string()),
  /** Pictures that a rehearsal found spoilt in the place; the next backup looks at them again. */
  doubted: z.array(uuid),
  /** Device ids that this laptop had before a restore. */
  formerDevices: z.array(uuid),
})
export type Memory = z.infer<typeof memory>

/** Nothing is backed up by itself before an owner chose a place; then daily, until they say otherwise. */
const FIRST: Memory = {
  settings: { every: 'daily', keep: KEEP_GENERATIONS.first },
  places: [],
  bad: [],
  doubted: [],
  formerDevices: [],
}

/** The first shape of this document knew only the folder and the time. */
const firstShape = z.object({ folder: z.string(), at: instant })

const readBody = (body: unknown): Memory => {
  const parsed = memory.safeParse(body)
  if (parsed.success) return parsed.data
  const old = firstShape.safeParse(body)
  if (!old.success) return FIRST
  const { folder, at } = old.data
  return { ...FIRST, folder, places: [{ folder, lastAt: at }] }
}

/** What is remembered; a document that does not open costs the memory and nothing else. */
export const recall = async (
  { vault }: Session,
  documents: DocumentReads = vault.documents,
): Promise<Memory> => {
  const found = await documents.latest('backup', vault.deviceId)
  return found.ok ? readBody(found.value.body) : FIRST
}

/** Writes what is remembered for a device, from inside a transaction. */
export const remember = async (
  documents: DocumentReads & DocumentWrites,
  deviceId: string,
  body: Memory,
): Promise<Result<Memory>> => {
  const before = await documents.latest('backup', deviceId)
  if (!before.ok && before.error.code !== 'notFound') return before
  const put = await documents.put({
    kind: 'backup',
    docId: deviceId,
    patientId: null,
    baseRevision: before.ok ? before.value.revision : 0,
    body,
  })
  return put.ok ? ok(body) : put
}

export const withPlace = (places: Memory['places'], folder: string, lastAt: string): Memory['places'] => [
  { folder, lastAt },
  ...places.filter((place) => place.folder !== folder),
]

/** A stick that was pulled out must not come back as a folder of the same name on the laptop's own disk. */
export const isThere = (folder: string): Promise<boolean> =>
  stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  )

/** Bytes free where backups go; undefined where the file system does not tell. */
export const freeBytes = async (folder: string): Promise<number | undefined> => {
  const space = await statfs(folder).catch(() => undefined)
  return space === undefined || space.blocks === 0 ? undefined : space.bavail * space.bsize
}

/** A backup inside the folder that it copies is none. */
export const isInside = (folder: string, around: string): boolean => {
  const way = relative(around, folder)
  return !way.startsWith('..') && !isAbsolute(way)
}
