import { z } from 'zod'
import { instant, uuid } from '../records/values'

/**
 * PEMAT-P, the tool by which printed material for patients is judged (S36: Shoemaker, Wolf, Brach, AHRQ 14-0002-EF, 2013).
 * Its own item texts are not shipped: they could not be compared with the official form here. Each item is named in our
 * words after clinical content 5.5 and numbered in that order, U1 to U17 and A1 to A7; the official numbers differ. Whoever
 * scores for publication uses the official form.
 */
const ITEMS = {
  U1: 'Its purpose is plain at once',
  U2: 'Nothing in it distracts from the purpose',
  U3: 'Everyday words',
  U4: 'Medical words only where needed, and explained',
  U5: 'Active voice',
  U6: 'Numbers are clear',
  U7: 'The reader has nothing to work out',
  U8: 'Short pieces',
  U9: 'Headings tell what follows',
  U10: 'The order makes sense',
  U11: 'It ends with a summary',
  U12: 'Boxes, bullets, bold lead to what matters',
  U13: 'Pictures where they help',
  U14: 'Pictures show what the words say',
  U15: 'Pictures have captions',
  U16: 'Drawings are plain',
  U17: 'Tables are simple and have headings',
  A1: 'Names at least one thing to do',
  A2: 'Speaks to the reader',
  A3: 'Breaks it down into steps',
  A4: 'Gives something to do it with',
  A5: 'Helps with any sum',
  A6: 'Explains how to use its chart',
  A7: 'Pictures wherever they make doing easier',
} as const
export type PematItem = keyof typeof ITEMS
export const PEMAT_ITEMS: Readonly<Record<PematItem, string>> = ITEMS
export const PEMAT_ITEM_IDS = Object.keys(ITEMS) as [PematItem, ...PematItem[]]
export const PEMAT_REFERENCE =
  'PEMAT-P: Shoemaker, Wolf, Brach, AHRQ publication 14-0002-EF, 2013. Items in our own words and order.'

/** Agreed, not agreed, does not apply. */
export const PEMAT_MARKS = ['1', '0', 'na'] as const
export type PematMark = (typeof PEMAT_MARKS)[number]
const mark = z.object({ item: z.enum(PEMAT_ITEM_IDS), mark: z.enum(PEMAT_MARKS), why: z.string().max(300) })
export type PematAnswer = z.infer<typeof mark>

/** Of which sheet: Palpa's own in an edition, or a text of the clinic's in a revision. */
const scored = z.discriminatedUnion('is', [
  z.object({ is: z.literal('palpa'), edition: z.string().max(40) }),
  z.object({ is: z.literal('own'), textId: uuid, revision: z.int().positive() }),
])
export type ScoredSheet = z.infer<typeof scored>

export const pematScoreInput = z.object({
  of: scored,
  /** Every item once. */
  marks: z
    .array(mark)
    .refine((marks) => PEMAT_ITEM_IDS.every((id) => marks.filter(({ item }) => item === id).length === 1)),
})
export type PematScoreInput = z.infer<typeof pematScoreInput>
export const pematScore = pematScoreInput.extend({ scoreId: uuid, at: instant, by: z.string() })
export type PematScore = z.infer<typeof pematScore>

/** Percent that a sheet has to reach in both scales (clinical content 5.5). */
export const PEMAT_PASS = 80

/** Percent of the items that apply, in each scale, rounded; undefined where none applies. */
export const pematResult = (
  marks: readonly PematAnswer[],
): { readonly understandable?: number; readonly actionable?: number; readonly passes: boolean } => {
  const of = (scale: 'U' | 'A'): number | undefined => {
    const apply = marks.filter(({ item, mark: one }) => item.startsWith(scale) && one !== 'na')
    if (apply.length === 0) return undefined
    return Math.round((100 * apply.filter(({ mark: one }) => one === '1').length) / apply.length)
  }
  const [understandable, actionable] = [of('U'), of('A')]
  return {
    ...(understandable !== undefined && { understandable }),
    ...(actionable !== undefined && { actionable }),
    passes: (understandable ?? 0) >= PEMAT_PASS && (actionable ?? 0) >= PEMAT_PASS,
  }
}

const ours = (item: PematItem, one: PematMark, why: string): PematAnswer => ({ item, mark: one, why })

/**
 * Palpa's own sheet as its makers score it, with the reason for each item. Not verified by anybody who did not write it,
 * and by no patient (ruling 29): a clinic scores it again.
 */
export const PEMAT_OURS: readonly PematAnswer[] = [
  ours('U1', '1', 'Title and the box on top say what was found and what to do today.'),
  ours('U2', '1', 'Only what was found and chosen; no history of the condition, no advertising.'),
  ours('U3', '1', 'Every filled sheet is grade 6.9 or lower by Flesch-Kincaid, 8.0 by SMOG (tested).'),
  ours('U4', '1', '“Back mouse” is explained in its own section; a scan or a shot is said in plain words.'),
  ours('U5', '1', 'Steps are orders: “Put a warm pack”; what the clinic did stands with “we”.'),
  ours('U6', '1', 'Sizes have an everyday thing beside the millimetres; counts are whole numbers.'),
  ours('U7', '1', 'Dates are worked out; doses are given per time and per day.'),
  ours('U8', '1', 'One idea per heading, sentences short, lists of at most six.'),
  ours('U9', '1', 'Every section has a heading that says what it holds.'),
  ours('U10', '1', 'Found, do today, get help, more to do, next visit, in short.'),
  ours('U11', '1', '“In short” on sheets that have room; left out where two pages would not do otherwise.'),
  ours('U12', '1', 'Action boxes are numbered; the help box has a thick rule; bold is the only emphasis.'),
  ours('U13', '1', 'The patient’s own map, every stretch, heat, sitting and lifting are drawn.'),
  ours('U14', '1', 'Each drawing stands beside the words it shows, start and end apart.'),
  ours('U15', '1', 'Every drawing has a printed caption.'),
  ours('U16', '1', 'Line drawings of one style without background.'),
  ours('U17', '1', 'The tick chart has days on top and one row for each thing to do.'),
  ours('A1', '1', 'At least one box “do this” where anything was planned.'),
  ours('A2', '1', '“You” throughout.'),
  ours('A3', '1', 'Each stretch says start, move, hold and count.'),
  ours('A4', '1', 'Tick chart for fourteen days.'),
  ours('A5', 'na', 'There is nothing to work out.'),
  ours('A6', '0', 'The chart says “one box for each day” and does not show one ticked.'),
  ours('A7', '1', 'Start and end of every stretch.'),
]
