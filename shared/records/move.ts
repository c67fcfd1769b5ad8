import { z } from 'zod'
import { chartFace } from './joined'
import { instant, isoDate } from './values'

/** What moving a visit to another chart does, shown before it is done. */
export const movePreview = z.object({
  from: chartFace,
  to: chartFace,
  visitOn: isoDate,
  /** How it stands in the wrong chart; nothing for a draft. */
  signed: z.object({ by: z.string(), at: instant, revisions: z.int().positive() }).optional(),
  /** Labels of its nodules, and what they are called in the right chart until they are signed there. */
  nodules: z.array(z.object({ was: z.string(), becomes: z.string() })),
  images: z.int().nonnegative(),
  /** Sheets that were given out of it, with the wrong name on them. */
  given: z.int().nonnegative(),
  /** Answers that spoke of the wrong chart, and are asked again. */
  left: z.int().nonnegative(),
})
export type MovePreview = z.infer<typeof movePreview>
