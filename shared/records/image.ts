import { z } from 'zod'
import { instant, uuid } from './values'

/** Kinds taken in, recognised by content and never by name. */
export const IMAGE_KINDS = ['jpeg', 'png', 'dicom'] as const

/** `clinical-content` 2.8. A published image needs a licence and a credit line. */
export const IMAGE_SOURCES = ['ownDevice', 'hospital', 'patient', 'published'] as const
export const IMAGE_CONSENTS = ['recordOnly', 'teaching', 'handout'] as const

/** What the file itself says. Lengths in pixels; names inside the file stay sealed with it. */
export const imageFacts = z.object({
  kind: z.enum(IMAGE_KINDS),
  columns: z.int().positive(),
  rows: z.int().positive(),
  frames: z.int().positive(),
  /** DICOM only: US, MR … */
  modality: z.string().optional(),
  /** DICOM only: transfer syntax UID. */
  transferSyntax: z.string().optional(),
})
export type ImageFacts = z.infer<typeof imageFacts>

/** A sealed image file and the row that names it. What people typed about it are answers of the exam (group `image`). */
export const imageRecord = z.object({
  imageId: uuid,
  patientId: uuid,
  examId: uuid,
  /** Entry of the exam's `image` group that describes it. */
  entryId: uuid,
  facts: imageFacts,
  bytes: z.int().positive(),
  /** SHA-256 of the original bytes, hex. */
  sha256: z.string().length(64),
  attachedAt: instant,
  hasThumbnail: z.boolean(),
})
export type ImageRecord = z.infer<typeof imageRecord>
