import { z } from 'zod'

/** The least that an old laser printer leaves white at every edge, mm. */
export const MARGIN_MM = 15
/** A third of an A4 page: no clinic's printed letterhead is taller. */
export const MOST_TOP_MM = 90

/**
 * How a document sits on the clinic's paper: the same for the patient's sheet, the note and every letter. The clinic's
 * own stands in its settings, and each printing may say otherwise.
 */
export const pageFrame = z.object({
  /** Prints the clinic's name, address and phone. Off where the paper carries them already. */
  letterhead: z.boolean(),
  /** Kept free at the top of each page that comes out on the front of a sheet of paper, mm. */
  topMm: z.int().min(MARGIN_MM).max(MOST_TOP_MM),
  /** Printed on both sides: every second page comes out on a back, which carries no printed letterhead. */
  twoSided: z.boolean(),
})
export type PageFrame = z.infer<typeof pageFrame>

/** Blank paper, both sides. */
export const PLAIN_FRAME: PageFrame = { letterhead: true, topMm: MARGIN_MM, twoSided: true }

/** Whether a page, counted from 0, comes out on the front of its sheet of paper. */
export const isFront = (page: number, { twoSided }: PageFrame): boolean => !twoSided || page % 2 === 0
