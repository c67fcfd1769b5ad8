import { z } from 'zod'
import { ERROR_CODES } from '../errors'
import { instant, isoDate, uuid } from './values'

/** Why a backup was made. */
export const BACKUP_REASONS = ['asked', 'scheduled', 'beforeRestore'] as const

/** How often Palpa backs up by itself. */
export const BACKUP_EVERY = ['daily', 'weekly', 'never'] as const
export const BACKUP_EVERY_LABELS: Record<(typeof BACKUP_EVERY)[number], string> = {
  daily: 'every day',
  weekly: 'every week',
  never: 'only when asked',
}

/** Generations kept at least and at most, and what a new place keeps. */
export const KEEP_GENERATIONS = { least: 2, most: 30, first: 7 } as const

export const backupSettings = z.object({
  every: z.enum(BACKUP_EVERY),
  keep: z.int().min(KEEP_GENERATIONS.least).max(KEEP_GENERATIONS.most),
})
export type BackupSettings = z.infer<typeof backupSettings>

/** What a rehearsal found wrong, the pictures apart. */
export const REHEARSAL_PROBLEMS = [
  /** The database, or the list of files, is not as it was written. */
  'database',
  /** A table holds another number of rows than was written down. */
  'counts',
  /** The audit chain of the backup is broken. */
  'audit',
  /** The audit chain is whole and not the beginning of this vault's. */
  'otherHistory',
  /** A document does not open, or differs from the one in this vault. */
  'documents',
  'drafts',
] as const

/** A restore that was tried out: what was restored, opened and compared. */
export const rehearsal = z.object({
  at: instant,
  backupAt: instant,
  /** Folder of the generation. */
  path: z.string(),
  passed: z.boolean(),
  documents: z.int().nonnegative(),
  drafts: z.int().nonnegative(),
  images: z.int().nonnegative(),
  /** Documents of patients erased since; nothing of theirs is opened. */
  erased: z.int().nonnegative(),
  damagedImages: z.array(uuid),
  problems: z.array(z.enum(REHEARSAL_PROBLEMS)),
})
export type Rehearsal = z.infer<typeof rehearsal>

/** A backup that was made. */
export const madeBackup = z.object({
  at: instant,
  path: z.string(),
  documents: z.int().nonnegative(),
  images: z.int().nonnegative(),
  /** Pictures that are damaged on this laptop and in the place. */
  missing: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
})

/** One backup as it lies in a place. Listing it needs no key and shows nothing of a patient. */
export const generation = z.object({
  name: z.string(),
  createdAt: z.string(),
  why: z.enum(BACKUP_REASONS),
  /** Its files are all there. False too where its list of files does not read. */
  whole: z.boolean(),
  documents: z.int().nonnegative(),
  images: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
})
export type Generation = z.infer<typeof generation>

/** What takes long; one at a time. */
export const BACKUP_WORK = ['backup', 'rehearsal', 'restore', 'opening'] as const
export const workProgress = z.object({
  what: z.enum(BACKUP_WORK),
  /** Bytes; 0 of 0 while it is not known how many there are. */
  done: z.int().nonnegative(),
  of: z.int().nonnegative(),
})
export type WorkProgress = z.infer<typeof workProgress>

/** How the backups of this laptop stand, from what it remembers. */
export const backupHealth = z.object({
  settings: backupSettings,
  place: z.object({ folder: z.string(), there: z.boolean() }).optional(),
  last: madeBackup.optional(),
  /** The day on which the next one is due; absent when Palpa makes none by itself. */
  nextOn: isoDate.optional(),
  due: z.boolean(),
  rehearsal: rehearsal.optional(),
  rehearsalDue: z.boolean(),
  /** The last thing that Palpa tried by itself and could not do, since it was unlocked. */
  failed: z.object({ at: instant, what: z.enum(BACKUP_WORK), code: z.enum(ERROR_CODES) }).optional(),
})
export type BackupHealth = z.infer<typeof backupHealth>

/** All that the Backup screen shows. */
export const backupStatus = backupHealth.extend({
  running: workProgress.optional(),
  generations: z.array(
    generation.extend({
      /** Made by this laptop, before a restore of it included. */
      own: z.boolean(),
      /** A rehearsal could not open it. */
      bad: z.boolean(),
    }),
  ),
  /** Bytes free in the place, where its file system tells. */
  free: z.int().nonnegative().optional(),
})
export type BackupStatus = z.infer<typeof backupStatus>
