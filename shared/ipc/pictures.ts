import { z } from 'zod'
import { uuid } from '../records/values'
import { channel } from './shape'

/** What can be taken out of the vault of a picture, and as what kind of file. */
export const EXPORT_FORMS = ['original', 'deidentified', 'png', 'csv', 'report'] as const
export type ExportForm = (typeof EXPORT_FORMS)[number]

/** A drawn picture: as large as 40 million pixels get. */
const MAX_PNG_BYTES = 192 * 1024 * 1024

/** Shapes of the calls about pictures that are taken out. */
export const PICTURES = {
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
