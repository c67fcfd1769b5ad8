import { z } from 'zod'
import { instant, uuid } from '../records/values'

/** A paper that left the clinic: of which revision of which visit, when, by whom, and to where. */
export const givenPaper = z.object({
  givenId: uuid,
  examId: uuid,
  revision: z.int().positive(),
  at: instant,
  by: uuid,
  to: z.enum(['printer', 'pdf']),
})
