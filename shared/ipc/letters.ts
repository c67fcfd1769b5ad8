import { z } from 'zod'
import { givenLetter, letterOptions, letterPreview, letterStanding } from '../handout/letter'
import { uuid } from '../records/values'
import { printerChoice } from './paper'
import { channel, done, onPaper, paperTo } from './shape'

const ofExam = z.object({ examId: uuid })

/** Shapes of the calls about letters to colleagues. */
export const LETTERS = {
  /**
   * What was being written of this visit, or a letter in which nobody wrote yet. `isBack`: it was kept from before. With
   * `textId`: what the clinic's own letter makes of this visit, whatever was kept.
   */
  'letters.begin': channel(
    ofExam.extend({ textId: uuid.optional() }),
    z.object({ options: letterOptions, isBack: z.boolean() }),
  ),
  /** Keeps what is written, sealed; without options, forgets it. */
  'letters.keep': channel(ofExam.extend({ options: letterOptions.optional() }), done),
  'letters.preview': channel(ofExam.extend({ options: letterOptions }), letterPreview),
  /** `seen`: whoever writes has seen the doubts of the preview. `validation` without, and where it says no reason. */
  'letters.print': channel(
    ofExam.extend({
      options: letterOptions,
      to: paperTo,
      seen: z.boolean(),
      printer: printerChoice.optional(),
    }),
    onPaper.extend({ givenId: uuid }),
  ),
  /** Newest first, each with whether it still says what the visit says. */
  'letters.given': channel(
    ofExam,
    z.object({ given: z.array(givenLetter.extend({ standing: letterStanding })) }),
  ),
  /** A letter as it was given, to the letter. */
  'letters.reprint': channel(
    ofExam.extend({ givenId: uuid, to: paperTo, printer: printerChoice.optional() }),
    onPaper,
  ),
} as const
