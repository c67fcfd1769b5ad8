import { z } from 'zod'
import { examBody } from './exam'
import { instant, uuid } from './values'

/** The detail of a refused save whose text lies beside the visit from now on. */
export const BESIDE = 'beside'

/**
 * What somebody typed into a visit while another window saved or signed it: sealed beside the visit until somebody has
 * compared the two. `paths` are the answers that were typed, so that nothing older passes for typing.
 */
export const draftBeside = z.object({
  besideId: uuid,
  examId: uuid,
  /** When it was kept last. */
  at: instant,
  /** Name of who typed it. */
  by: z.string(),
  paths: z.array(z.string()),
  body: examBody,
})
export type DraftBeside = z.infer<typeof draftBeside>
