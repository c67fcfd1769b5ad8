import type { Sheet } from '@shared/handout/sheet'
import { BRIEFEST } from '@shared/handout/brevity'
import { chunksOf, floats, isStacked, type SheetChunk } from './chunks'
import type { Chunk } from './paginate'

/** One way to lay a document out. */
export interface PagePlan {
  /** Step of tightening that the page's style knows; 0 is the look of the design. */
  readonly tight: number
  readonly chunks: readonly Omit<Chunk, 'height'>[]
  /** The chunk that the foot of page 1 points to when it stands on a later page. */
  readonly pointTo?: number
}

export interface SheetPlan extends PagePlan {
  readonly pieces: readonly SheetChunk[]
}

/** Tightening at which exercises show their end pose alone, beside its words. */
const COMPACT = 4

/** The last resort of the longest languages: words keep their size, the drawing beside the heat goes. */
const BARE = 5

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
]

/** Large pieces: what does not fit above the page end that they miss is filled with what may move. */
const OVERTAKEN: readonly string[] = ['do', 'help']

/** Every plan of a sheet, to be tried in order until one keeps within its pages and no piece is taller than a page. */
export const plansOf = (sheet: Pick<Sheet, 'sections' | 'size' | 'kind' | 'paper' | 'beside'>): SheetPlan[] =>
  LADDER.flatMap((step) =>
    // Only a narrow column makes the help box taller than a page.
    isStacked(sheet)
      ? [
          { step, cut: false },
          { step, cut: true },
        ]
      : [{ step, cut: false }],
  ).map(({ step: [brief, tight], cut }) => {
    const pieces = chunksOf(sheet, brief, tight === COMPACT, cut)
    const help = pieces.findIndex((piece) => piece.section === 'help')
    return {
      tight,
      pieces,
      chunks: pieces.map((piece) => ({
        keep: (piece.is === 'blocks' || piece.is === 'pair') && piece.keep,
        half: piece.is === 'blocks' && piece.half,
        floats: floats(piece),
        overtaken: OVERTAKEN.includes(piece.section),
      })),
      ...(help < 0 || sheet.kind === 'emergency' ? {} : { pointTo: help }),
    }
  })
