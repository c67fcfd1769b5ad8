import { z } from 'zod'
import { uuid } from '../records/values'
import { clinicText, clinicTextInput } from '../texts/clinic-text'
import { reading } from '../texts/measure'
import { pematScore, pematScoreInput } from '../texts/pemat'
import { channel, done, nothing } from './shape'

const what = z.union([uuid, z.enum(['sheet', 'letter'])])

/** Shapes of the calls about the clinic's own sheets and letters. */
export const TEXTS = {
  'texts.list': channel(nothing, z.object({ texts: z.array(clinicText), scores: z.array(pematScore) })),
  /** `validation` where it says what no standing text may say, or its name stands already. */
  'texts.save': channel(
    z.object({ textId: uuid.optional(), baseRevision: z.int().nonnegative(), text: clinicTextInput }),
    clinicText,
  ),
  /** Every revision, newest first. */
  'texts.history': channel(z.object({ textId: uuid }), z.object({ revisions: z.array(clinicText) })),
  /** Takes one out of the list; its revisions stay. */
  'texts.remove': channel(z.object({ textId: uuid, baseRevision: z.int().positive() }), done),
  /** Asks where to; one file without any patient in it. */
  'texts.export': channel(nothing, z.object({ path: z.string() })),
  /** Asks for the file; counts what was taken in and what stood there already by name. */
  'texts.import': channel(nothing, z.object({ taken: z.int(), there: z.int() })),
  /** What was typed into a text and not saved, sealed; without it, forgets it. `what`: its id, `sheet` or `letter`. */
  'texts.kept': channel(z.object({ what }), z.object({ typed: z.string().optional() })),
  'texts.keep': channel(z.object({ what, typed: z.string().max(200_000).optional() }), done),
  /** How a text reads while it is written. Nothing of it is kept. */
  'texts.measure': channel(
    z.object({
      pieces: z.array(z.string().max(4000)).max(200),
      names: z.array(z.string().max(200)).max(40),
    }),
    reading,
  ),
  /** Keeps who scored which version of a sheet, and how. */
  'texts.score': channel(pematScoreInput, pematScore),
} as const
