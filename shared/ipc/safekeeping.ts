import { z } from 'zod'
import { backupSettings, backupStatus, generation, rehearsal } from '../records/backup'
import {
  CERTIFICATE_COPIES,
  ERASURE_REASONS,
  erasureDone,
  erasurePreview,
  erasureReached,
} from '../records/erasure'
import { retentionReport } from '../records/retention'
import { uuid } from '../records/values'
import { channel, done, nothing, onPaper, paperTo, secret } from './shape'

/** Shapes of the calls for backups, erasure and retention. */
export const SAFEKEEPING = {
  /** On a laptop without a vault, or with one that does not open: asks for a folder and tells what lies in it. */
  'vault.findBackups': channel(nothing, z.object({ backups: z.array(generation) })),
  /** Copies and verifies one of those that were found, by its place in the list. Leaves the vault locked. */
  'vault.openBackup': channel(z.object({ index: z.int().nonnegative() }), done),
  'backup.status': channel(nothing, backupStatus),
  /** Asks for the folder that backups go to. `validation` for one inside the data folder. */
  'backup.choosePlace': channel(nothing, done),
  'backup.saveSettings': channel(backupSettings, done),
  /** Into the place that was chosen; asks for one where there is none. `path` is the new backup. */
  'backup.now': channel(
    nothing,
    z.object({
      path: z.string(),
      documents: z.int(),
      images: z.int(),
      missing: z.int(),
      bytes: z.int(),
      copied: z.object({ images: z.int(), bytes: z.int() }),
      pruned: z.int(),
    }),
  ),
  /** Calls off the backup, rehearsal or restore that is under way. */
  'backup.cancel': channel(nothing, done),
  /** Tries the latest backup out. What it lacks is in the answer. */
  'backup.rehearse': channel(nothing, rehearsal),
  /** Puts a backup in the vault's place, after backing up what is there now. Locks. */
  'backup.restore': channel(z.object({ name: z.string().max(100), passphrase: secret }), done),
  'erasure.preview': channel(z.object({ patientId: uuid }), erasurePreview),
  'erasure.erase': channel(
    z.object({
      patientId: uuid,
      /** Typed, as proof that this is the chart that is meant. */
      clinicNumber: z.string().max(40),
      reason: z.enum(ERASURE_REASONS),
      passphrase: secret,
      secondId: uuid,
      secondPassphrase: secret,
    }),
    erasureDone,
  ),
  /** Takes erased patients out of the older backups within reach, and names those that are not. */
  'erasure.reachBackups': channel(nothing, erasureReached),
  'erasure.certificate': channel(z.object({ copy: z.enum(CERTIFICATE_COPIES), to: paperTo }), onPaper),
  /** Lets go of the name that the certificate was printed from. */
  'erasure.close': channel(nothing, done),
  /** `notFound` while no period is set. */
  'retention.report': channel(nothing, retentionReport),
  'retention.print': channel(z.object({ to: paperTo }), onPaper),
} as const
