import { z } from 'zod'
import { examBody } from './exam'
import { person } from './people'
import { reason } from './revision'
import { instant, isoDate, uuid } from './values'

/**
 * What stays in a chart after a draft left it: who, when and why, and on which day the visit was. Of one that was moved
 * to the chart of somebody else nothing that was found at it; of one that was discarded all that was typed, sealed, so
 * that it can be brought back.
 */
export const leftVisit = z.object({
  examId: uuid,
  visitOn: isoDate,
  startedAt: instant,
  at: instant,
  by: person,
  reason,
  how: z.enum(['moved', 'discarded', 'broughtBack']),
  /** Pictures that went with it. Those of a discarded draft do not come back. */
  pictures: z.int().nonnegative(),
  body: examBody.optional(),
})
export type LeftVisit = z.infer<typeof leftVisit>
