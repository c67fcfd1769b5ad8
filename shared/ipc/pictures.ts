import { z } from 'zod'
import { chosenFile, imageRecord, pageFacts } from '../records/image'
import { uuid } from '../records/values'
import { channel, done } from './shape'

/** What can be taken out of the vault of a picture, and as what kind of file. */
export const EXPORT_FORMS = ['original', 'deidentified', 'png', 'csv', 'report'] as const
export type ExportForm = (typeof EXPORT_FORMS)[number]

/** More than a disc holds. */
export const MAX_CHOSEN = 20_000

const expectedFile = z.object({
  fileId: uuid,
  /** It is in already, or on its way: it is not sent again. */
  isHere: z.boolean(),
})
export type ExpectedFile = z.infer<typeof expectedFile>

const missingFiles = z.object({
  /** How many were chosen, those that came in among them. */
  chosen: z.int().nonnegative(),
  files: z.array(z.object({ fileId: uuid, name: z.string() })),
})
export type MissingFiles = z.infer<typeof missingFiles>

/** A drawn picture: as large as 40 million pixels get. */
const MAX_PNG_BYTES = 192 * 1024 * 1024

/** Shapes of the calls about pictures: on their way in, awaited, held, taken out. */
export const PICTURES = {
  'images.begin': channel(
    z.object({ examId: uuid, entryId: uuid, bytes: z.int().positive(), fileId: uuid.optional() }),
    z.object({ uploadId: uuid }),
  ),
  /** Chunks come in order, 1 MiB each but the last. */
  'images.chunk': channel(
    z.object({ uploadId: uuid, index: z.int().nonnegative(), bytes: z.instanceof(Uint8Array) }),
    z.object({ received: z.int() }),
  ),
  'images.finish': channel(z.object({ uploadId: uuid }), imageRecord),
  'images.cancel': channel(z.object({ uploadId: uuid }), done),
  /** A PNG of at most 100 KB that the window drew from the first frame. */
  'images.thumbnail': channel(
    z.object({ imageId: uuid, png: z.instanceof(Uint8Array), pages: pageFacts.optional() }),
    done,
  ),
  'images.list': channel(
    z.object({ patientId: uuid }),
    z.object({ images: z.array(imageRecord), damaged: z.int() }),
  ),
  'images.remove': channel(z.object({ imageId: uuid }), done),
  /** Tells what was chosen before any of it is sent: what does not come in is remembered. Answers in the same order. */
  'images.expect': channel(
    z.object({ examId: uuid, files: z.array(chosenFile).max(MAX_CHOSEN) }),
    z.object({ files: z.array(expectedFile) }),
  ),
  /** What was chosen earlier, did not come in, and is in nobody's hand. */
  'images.missing': channel(z.object({ examId: uuid }), missingFiles),
  'images.giveUp': channel(z.object({ examId: uuid, fileIds: z.array(uuid).max(MAX_CHOSEN) }), done),
  /** Asks for the folder. `png`: the picture as the window drew it. Names of files say the day and no patient. */
  'images.export': channel(
    z.object({
      imageIds: z.array(uuid).min(1).max(2000),
      form: z.enum(EXPORT_FORMS),
      png: z
        .instanceof(Uint8Array)
        .refine((bytes) => bytes.length <= MAX_PNG_BYTES)
        .optional(),
    }),
    z.object({
      folder: z.string(),
      files: z.array(z.string()),
      /** Words inside the pixels may name somebody: pixels are not changed. */
      mayNameInPixels: z.boolean(),
      /** Files of which no copy without a name can be made: damaged, deflated or of no header. */
      left: z.int().nonnegative(),
    }),
  ),
}
