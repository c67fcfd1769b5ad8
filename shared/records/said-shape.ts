import { z } from 'zod'
import type { Said } from './said'
import { isoDate } from './values'

/** Shape of a text with places, for the way between the processes: a screen says it in its language. */
export const saidShape: z.ZodType<Said> = z.object({
  text: z.string(),
  one: z.string().exactOptional(),
  en: z.string().exactOptional(),
  of: z.string().exactOptional(),
  slots: z.record(
    z.string(),
    z.union([
      z.string(),
      z.object({ asIs: z.string() }),
      z.object({ day: isoDate, short: z.boolean().exactOptional() }),
      z.lazy(() => saidShape),
    ]),
  ),
})
