import { z } from 'zod'
import { instant, uuid } from './values'

/** What is looked at. The order is that of the home screen. */
export const HEALTH_CHECKS = [
  /** The audit trail, every revision and image row that it names, and the copy of its seal outside the data folder. */
  'trail',
  /** SQLite's own quick check of the vault file, at every start. */
  'pages',
  /** SQLite's whole integrity check, weekly and after each backup. */
  'whole',
  /** Every sealed document and image file opened once, slowly, while nobody types. */
  'records',
] as const
export type HealthCheckName = (typeof HEALTH_CHECKS)[number]

/** How the last run of a check ended. `found`: it ended and there are findings. */
export const healthCheck = z.object({
  check: z.enum(HEALTH_CHECKS),
  /** When it ended. */
  at: instant,
  ended: z.enum(['well', 'found']),
  /** What was looked at: revisions and audit entries, pages of the file, documents and images. */
  counted: z.int().nonnegative(),
})

type Level = 'alarm' | 'notice'
/** What can be done: put back from a backup, taken out, or only read, understood and accepted. */
type Remedy = 'fromBackup' | 'takeOut' | 'accept' | 'none'

/**
 * What a check can find. An alarm says that something is lost, altered or not as it was written; a notice says that
 * something outside the vault should be put right.
 */
export const FINDINGS = {
  /** A signed or saved revision does not open, or is not the one that was written. */
  recordDamaged: { level: 'alarm', remedy: 'fromBackup' },
  /** A revision that the audit trail names is gone. */
  recordMissing: { level: 'alarm', remedy: 'fromBackup' },
  /** A revision that nobody wrote: the audit trail does not know it. */
  recordUnknown: { level: 'alarm', remedy: 'takeOut' },
  /** The data key of a patient does not open: none of that patient's records does. */
  keyDamaged: { level: 'alarm', remedy: 'fromBackup' },
  draftDamaged: { level: 'alarm', remedy: 'none' },
  /** The file of an image is gone or does not open. */
  imageFileMissing: { level: 'alarm', remedy: 'fromBackup' },
  imageFileDamaged: { level: 'alarm', remedy: 'fromBackup' },
  /** The row that names an image was changed, removed, or put in by hand. */
  imageRowDamaged: { level: 'alarm', remedy: 'fromBackup' },
  imageRowUnknown: { level: 'alarm', remedy: 'takeOut' },
  /** Entries of the audit trail are gone, changed, or in another order. */
  trailBroken: { level: 'alarm', remedy: 'accept' },
  /** The vault is older than its seal outside the data folder: a file was rolled back or exchanged. */
  rolledBack: { level: 'alarm', remedy: 'accept' },
  /** SQLite found pages of the vault file that do not fit together. */
  pagesDamaged: { level: 'alarm', remedy: 'none' },
  /** The copy of the seal outside the data folder was there and is gone. A new one has been made. */
  sealCopyGone: { level: 'notice', remedy: 'accept' },
  /** The laptop's clock stands before the last entry of the vault. */
  clockBack: { level: 'notice', remedy: 'none' },
  cloudFolder: { level: 'notice', remedy: 'none' },
  networkFolder: { level: 'notice', remedy: 'none' },
} as const satisfies Record<string, { level: Level; remedy: Remedy }>
export type FindingCode = keyof typeof FINDINGS

const FINDING_CODES = Object.keys(FINDINGS) as [FindingCode, ...FindingCode[]]

/** One thing that a check found. Ids and times only: what a record says is never in it. */
export const finding = z.object({
  /** The same for the same trouble at every run, so that an answer to it lasts. */
  findingId: z.string(),
  code: z.enum(FINDING_CODES),
  /** Kind of the document. */
  kind: z.string().optional(),
  /** Document, image or exam of a draft. */
  id: uuid.optional(),
  revision: z.int().optional(),
  /** Number of the revision, or of the first entry of the audit trail that is gone, on this vault. */
  seq: z.int().optional(),
  patientId: uuid.optional(),
  examId: uuid.optional(),
  /** When the damaged thing was written; for the clock, when the last entry was. */
  at: instant.optional(),
  /** How many entries are gone. */
  count: z.int().optional(),
  /** A fact for the wording: the name of the service that synchronises the folder. Never patient data. */
  detail: z.string().optional(),
})
export type Finding = z.infer<typeof finding>

/** How the open vault stands. */
export const vaultHealth = z.object({
  /** Last result of each check that ever ended. */
  checks: z.array(healthCheck),
  /** The check that runs now, and how far it is. */
  running: z.object({ check: z.enum(HEALTH_CHECKS), done: z.int(), of: z.int() }).optional(),
  /** Alarms first. */
  findings: z.array(finding),
  /** Findings that a person has read and accepted with a reason. */
  accepted: z.array(finding.extend({ acceptedAt: instant, by: uuid, reason: z.string() })),
})
export type VaultHealth = z.infer<typeof vaultHealth>

export const levelOf = (code: FindingCode): Level => FINDINGS[code].level
export const remedyOf = (code: FindingCode): Remedy => FINDINGS[code].remedy
