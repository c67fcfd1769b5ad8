import { z } from 'zod'
import { instant, uuid } from './values'

/** Kinds taken in, recognised by content and never by name. */
export const IMAGE_KINDS = ['jpeg', 'png', 'webp', 'pdf', 'dicom'] as const

/** The wrong-patient guard: what a file says of its patient, held against the chart. The text itself stays sealed. */
export const IDENTITY_MATCHES = ['matches', 'differs', 'absent'] as const
export const imageIdentity = z.object({ name: z.enum(IDENTITY_MATCHES), bornOn: z.enum(IDENTITY_MATCHES) })
export type ImageIdentity = z.infer<typeof imageIdentity>

/**
 * What the file itself says. Lengths in pixels; names inside the file stay sealed with it. Of a PDF: pages as frames,
 * the first page's size in points, and 1 x 1 until a window has read it.
 */
export const imageFacts = z.object({
  kind: z.enum(IMAGE_KINDS),
  columns: z.int().positive(),
  rows: z.int().positive(),
  frames: z.int().positive(),
  /** DICOM only: US, MR … */
  modality: z.string().optional(),
  /** DICOM only: transfer syntax UID. */
  transferSyntax: z.string().optional(),
  /** DICOM only: whether words stand in the pixels, as far as the file says (Burned In Annotation, 0028,0301). */
  burnedIn: z.boolean().optional(),
  /** DICOM files of one frame: the series they are a slice of, and their number in it. */
  series: z.object({ uid: z.string(), instance: z.int().optional() }).optional(),
  /** DICOM; of a PDF what its words say, once a window has read them. */
  identity: imageIdentity.optional(),
})
export type ImageFacts = z.infer<typeof imageFacts>

/** What only opening a PDF tells of it: its pages, and whether its words name the patient. */
export const pageFacts = imageFacts.pick({ columns: true, rows: true, frames: true, identity: true })
export type PageFacts = z.infer<typeof pageFacts>

/** A file that somebody chose. Its name is shown, and kept sealed until it is in or given up. */
export const chosenFile = z.object({
  name: z.string().max(255),
  bytes: z.int().nonnegative(),
  /** What it is known by when it is chosen again. */
  mark: z.string().min(1).max(64),
})
export type ChosenFile = z.infer<typeof chosenFile>
export const awaitedFile = chosenFile.extend({ fileId: uuid })
export type AwaitedFile = z.infer<typeof awaitedFile>

/** A sealed image file and the row that names it. What people typed about it are answers of the exam (group `image`). */
export const imageRecord = z.object({
  imageId: uuid,
  patientId: uuid,
  examId: uuid,
  /** Entry of the exam's `image` group that describes it. The slices of one series share theirs: together they are one stack. */
  entryId: uuid,
  facts: imageFacts,
  /** Length and SHA-256 (hex) of the bytes that are kept: a DICOM file whole, a photograph without its place. */
  bytes: z.int().positive(),
  sha256: z.string().length(64),
  /** SHA-256 (hex) of the file as it came, where something was taken out of it. */
  originalSha256: z.string().length(64).optional(),
  attachedAt: instant,
  hasThumbnail: z.boolean(),
})
export type ImageRecord = z.infer<typeof imageRecord>
