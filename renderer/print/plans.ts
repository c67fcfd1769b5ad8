import type { Sheet } from '@shared/handout/sheet'
import { BRIEFEST } from '@shared/handout/brevity'
import { chunksOf, floats, isStacked, type SheetChunk } from './chunks'
import type { Chunk } from './paginate'

/** One way to lay a document out. */
export interface PagePlan {
  /** Step of tightening that the page's style knows, those before it included; 0 is the look of the design. */
  readonly tight: number
  readonly chunks: readonly (Omit<Chunk, 'height'> & {
    /** What says the same in two plans of one tightening is as tall in both, and is measured once. */
    readonly same?: string
  })[]
  /** The chunk that the foot of page 1 points to when it stands on a later page. */
  readonly pointTo?: number
}

export interface SheetPlan extends PagePlan {
  readonly pieces: readonly SheetChunk[]
}

/** Tightening at which exercises show their end pose alone, beside its words. */
const COMPACT = 4

/** Words keep their size, the drawing beside the heat goes. */
const BARE = 5

/** The last resort of the longest languages: the help box's two languages under each other, columns as wide as they get. */
const CLOSE = 6

/** Short lines stand in two columns, and the help box's two languages in a frame each, which a page end may part. */
const CLOSEST = 7

/**
 * How far a sheet is shortened and how tightly it is set, the best for its reader first. Space between things goes before words,
 * words before the size of type, and type never goes under 12 pt (ruling 25).
 */
const LADDER: readonly (readonly [brief: number, tight: number])[] = [
  [0, 0],
  [0, 1],
  [1, 1],
  [1, 2],
  [2, 2],
  [3, 2],
  [3, 3],
  [4, 3],
  [4, COMPACT],
  [BRIEFEST, 3],
  [BRIEFEST, BARE],
  [BRIEFEST, CLOSE],
  [BRIEFEST, CLOSEST],
]

/** From here on two columns break between any two blocks, and not between sections alone. */
const BREAKS_ANYWHERE = BARE

/** Large pieces: what does not fit above the page end that they miss is filled with what may move. */
const OVERTAKEN: readonly string[] = ['do', 'help']

/** Whether page ends may fall inside what is usually kept whole, the best for the reader first. */
const waysToCut = (sheet: Pick<Sheet, 'size' | 'kind' | 'paper' | 'beside'>, tight: number): boolean[] => {
  // One page and no limit apart: an emergency is parted on the smallest paper alone.
  if (sheet.kind === 'emergency' && sheet.paper !== 'A5') return [false]
  // Only a narrow column makes the help box taller than a page.
  return isStacked(sheet) ? [false, true] : [tight >= BREAKS_ANYWHERE]
}

/** Every plan of a sheet, to be tried in order until one keeps within its pages and no piece is taller than a page. */
export const plansOf = (sheet: Pick<Sheet, 'sections' | 'size' | 'kind' | 'paper' | 'beside'>): SheetPlan[] =>
  LADDER.flatMap((step) => waysToCut(sheet, step[1]).map((cut) => ({ step, cut }))).map(
    ({ step: [brief, tight], cut }) => {
      const pieces = chunksOf(sheet, brief, tight === COMPACT, cut, tight >= CLOSEST)
      const help = pieces.findIndex((piece) => piece.section === 'help')
      return {
        tight,
        pieces,
        chunks: pieces.map((piece) => ({
          same: JSON.stringify(piece),
          keep: (piece.is === 'blocks' || piece.is === 'pair') && piece.keep,
          half: piece.is === 'blocks' && piece.half,
          floats: floats(piece),
          overtaken: OVERTAKEN.includes(piece.section),
          ...(piece.is === 'blocks' && piece.half ? { part: piece.section, tied: piece.tied === true } : {}),
        })),
        ...(help < 0 || sheet.kind === 'emergency' ? {} : { pointTo: help }),
      }
    },
  )
