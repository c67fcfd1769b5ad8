import { z } from 'zod'
import { instant, uuid } from './values'

/**
 * Why a patient is erased. A closed list: words typed freely could name the patient, and stay in the audit chain for
 * ever.
 */
export const ERASURE_REASONS = ['patientAsked', 'retentionOver', 'ordered', 'byMistake'] as const
export type ErasureReason = (typeof ERASURE_REASONS)[number]
export const ERASURE_REASON_LABELS: Record<ErasureReason, string> = {
  patientAsked: 'the patient asked for it',
  retentionOver: 'the retention period is over',
  ordered: 'a court or an authority ordered it',
  byMistake: 'registered by mistake',
}

/** A place of backups, and what the erasure could do there. */
export const erasurePlace = z.object({
  folder: z.string(),
  lastAt: instant,
  there: z.boolean(),
})

/** What goes, shown before anybody agrees to it. */
export const erasurePreview = z.object({
  visits: z.int().nonnegative(),
  handouts: z.int().nonnegative(),
  drafts: z.int().nonnegative(),
  revisions: z.int().nonnegative(),
  images: z.int().nonnegative(),
  imageBytes: z.int().nonnegative(),
  /** Charts of the same person that were joined: they go with it. */
  joined: z.array(z.object({ name: z.string(), clinicNumber: z.string() })),
  /** Visits that were first charted in the chart of somebody else: what they say there goes too. */
  elsewhere: z.int().nonnegative(),
  /** Who may be the second person: everybody else who unlocks with a passphrase of their own. */
  seconds: z.array(z.object({ personId: uuid, name: z.string() })),
  places: z.array(erasurePlace),
})
export type ErasurePreview = z.infer<typeof erasurePreview>

export const erasureDone = z.object({
  erasureId: uuid,
  erasedAt: instant,
  /** False while a file of this laptop may still hold the wrapped key; Palpa tries again when nobody types. */
  clean: z.boolean(),
})
export type ErasureDone = z.infer<typeof erasureDone>

/** What became of the older backups. */
export const erasureReached = z.object({
  places: z.array(
    erasurePlace.extend({
      /** Generations rewritten without the patient. */
      rewritten: z.int().nonnegative(),
      /** Generations that still hold the key and could not be rewritten: to be destroyed by hand. */
      left: z.array(z.string()),
    }),
  ),
})
export type ErasureReached = z.infer<typeof erasureReached>

/** Whose copy of the certificate: the patient's names them, the clinic's names nobody. Neither is kept. */
export const CERTIFICATE_COPIES = ['patient', 'clinic'] as const
