import { z } from 'zod'
import { givenHandout, handoutOptions, sheetPreview } from '../handout/sheet'
import {
  languageStanding,
  MAX_COMMENT,
  outsideReviewer,
  reviewedUnit,
  unitAsRead,
} from '../handout/text/review'
import { LANGUAGES, patient } from '../records/people'
import { MAX_PIN } from '../records/pin'
import { instant, isoDate, uuid } from '../records/values'
import { channel, nothing, onPaper, paperTo, secret } from './shape'

/** A printer that was chosen beforehand; without one the system's own dialog asks. */
export const printerChoice = z.object({
  name: z.string().min(1).max(500),
  copies: z.int().min(1).max(20),
})
export type PrinterChoice = z.infer<typeof printerChoice>

/** Why a translation that is not reviewed is given all the same. */
export const MAX_OVERRIDE = 300
const override = z.string().trim().min(1).max(MAX_OVERRIDE)

const proof = z.union([z.object({ passphrase: secret }), z.object({ pin: z.string().min(1).max(MAX_PIN) })])
const units = { language: z.enum(LANGUAGES), units: z.array(unitAsRead).min(1).max(1000) }
const reviewed = z.object({ units: z.array(reviewedUnit) })

/** Shapes of the calls about the patient's sheet, its words and the printers. */
export const PAPER = {
  /** Whose sheet it is, the language they prefer, how far each language may be trusted, and what was given. */
  'handouts.open': channel(
    z.object({ examId: uuid }),
    z.object({
      patient,
      visitOn: isoDate,
      standings: z.array(languageStanding),
      given: z.array(givenHandout),
      /** What "print all" makes of the letter of the visit; nothing where there is none or where it may not be seen. */
      letter: z
        .union([z.object({ to: z.string() }), z.object({ not: z.enum(['outdated', 'begun']) })])
        .optional(),
    }),
  ),
  'handouts.preview': channel(z.object({ examId: uuid, options: handoutOptions }), sheetPreview),
  /** `gated` with detail `translation` where the words are not reviewed and `override` says no reason. */
  'handouts.print': channel(
    z.object({
      examId: uuid,
      options: handoutOptions,
      to: paperTo,
      override: override.optional(),
      printer: printerChoice.optional(),
      /** Asked for: the patient's name stands in the name of the file. */
      nameInFile: z.boolean().default(false),
    }),
    onPaper.extend({ givenId: uuid.optional() }),
  ),
  'handouts.given': channel(
    z.object({ examId: uuid }),
    z.object({
      given: z.array(givenHandout),
      /** The sheet that was given last says something else than the visit does now, or should not be out at all. */
      outdated: z.object({ at: instant, why: z.enum(['changed', 'withdrawn']) }).optional(),
    }),
  ),
  /** Exactly what was given, whatever was changed since. */
  'handouts.reprint': channel(
    z.object({ examId: uuid, givenId: uuid, to: paperTo, printer: printerChoice.optional() }),
    onPaper.extend({ givenId: uuid.optional() }),
  ),
  /**
   * The sheet as the clinic prints it, in the language that the patient prefers, the note, and the letter that was given
   * last. `not`: why a letter there is stayed behind.
   */
  'handouts.printAll': channel(
    z.object({
      examId: uuid,
      options: handoutOptions.optional(),
      override: override.optional(),
      printer: printerChoice.optional(),
    }),
    z.object({
      printed: z.array(z.enum(['handout', 'note', 'letter'])),
      not: z.enum(['outdated', 'begun']).optional(),
    }),
  ),
  'printers.list': channel(
    nothing,
    z.object({ printers: z.array(z.object({ name: z.string(), label: z.string() })) }),
  ),
  'translations.standings': channel(nothing, z.object({ standings: z.array(languageStanding) })),
  'translations.list': channel(z.object({ language: z.enum(LANGUAGES) }), reviewed),
  'translations.comment': channel(
    z.object({ ...units, text: z.string().trim().min(1).max(MAX_COMMENT) }),
    reviewed,
  ),
  /** `conflict` where a unit reads otherwise by now. */
  'translations.sign': channel(z.object({ ...units, with: outsideReviewer.optional() }).and(proof), reviewed),
  /** Takes back every signature under these units. */
  'translations.withdraw': channel(
    z.object({ ...units, text: z.string().trim().min(1).max(MAX_COMMENT) }),
    reviewed,
  ),
} as const
