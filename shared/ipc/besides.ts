import { z } from 'zod'
import { draftBeside } from '../records/beside'
import { uuid } from '../records/values'
import { channel, done } from './shape'

/** Shapes of the calls about what was typed into a visit that another window had by then. */
export const BESIDES = {
  /** Oldest first; `damaged` counts those that do not open. */
  'exams.besides': channel(
    z.object({ examId: uuid }),
    z.object({ besides: z.array(draftBeside), damaged: z.int().nonnegative() }),
  ),
  /** Somebody has compared it: so many of its answers were taken over, and it goes. */
  'exams.settleBeside': channel(
    z.object({ examId: uuid, besideId: uuid, taken: z.int().nonnegative() }),
    done,
  ),
}
