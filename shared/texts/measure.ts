import { z } from 'zod'
import { grade } from '../handout/sheet'

/** A place in a text that is hard to read, with the words that it is about. */
export const HINT_KINDS = ['long', 'passive', 'hard'] as const
export const hint = z.object({
  kind: z.enum(HINT_KINDS),
  /** The sentence, or the word. */
  words: z.string(),
  /** Words of a long sentence, syllables of a hard word. */
  count: z.int().optional(),
})
export type Hint = z.infer<typeof hint>

/** Longest sentence that is read in one go, words; a design choice (c). */
export const MOST_WORDS = 15

/** Limits of clinical content 5.1 and ruling 27. */
export const GRADE_LIMITS = { fleschKincaid: 6.9, smog: 8 } as const

/** How a text reads: its grade, and what would make it easier. */
export const reading = z.object({
  grade,
  sentences: z.int().nonnegative(),
  words: z.int().nonnegative(),
  longestSentence: z.int().nonnegative(),
  hints: z.array(hint),
})
export type Reading = z.infer<typeof reading>

/** Below this many sentences SMOG says little (ruling 27: it is reported on joined text). */
export const SMOG_SENTENCES = 10
