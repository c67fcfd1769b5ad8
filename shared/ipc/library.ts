import { z } from 'zod'
import { phrase, phraseInput } from '../phrases/phrase'
import { planSet, planSetInput } from '../plans/plan-set'
import { vial } from '../plans/vials'
import { uuid } from '../records/values'
import { channel, done, nothing } from './shape'

/** Shapes of the calls about phrases and plan sets. */
export const LIBRARY = {
  /** The clinic's phrases and plan sets, and one's own; and the vials that were used lately. */
  'library.get': channel(
    nothing,
    z.object({ phrases: z.array(phrase), planSets: z.array(planSet), vials: z.array(vial) }),
  ),
  'library.savePhrase': channel(
    z.object({
      phraseId: uuid.optional(),
      baseRevision: z.int().nonnegative(),
      phrase: phraseInput,
      own: z.boolean(),
    }),
    phrase,
  ),
  'library.savePlanSet': channel(
    z.object({
      planSetId: uuid.optional(),
      baseRevision: z.int().nonnegative(),
      planSet: planSetInput,
      own: z.boolean(),
    }),
    planSet,
  ),
  'library.remove': channel(
    z.object({ kind: z.enum(['phrase', 'planSet']), id: uuid, baseRevision: z.int().positive() }),
    done,
  ),
  /** Asks where to; one file without any patient in it. */
  'library.export': channel(nothing, z.object({ path: z.string() })),
  /** Asks for the file; counts what was taken in. */
  'library.import': channel(nothing, z.object({ phrases: z.int(), planSets: z.int() })),
}
