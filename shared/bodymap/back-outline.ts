import type { Axes, BodyPoint } from '../exam/answer'
import { placeLabels } from './labels'
import { halfAxes } from './nodule-shape'
import { halfWidthAt, type SkinLine } from './outline'
import { CLEFT, CREST_LINE, FOLDS, MIDLINE, PSIS_POINTS, SKIN_PATHS } from './plate'
import { PELVIS_OUTLINES, SPINES_LUMBAR } from './plate-bones'
import { acrossFactor, DRAWN_MM } from './projection'
import { sideAt, type Side } from './point'

/** One line of the drawing on paper; widths in mm of the frame, black on white. */
export interface OutlineStroke {
  readonly d: string
  readonly weight: 'heavy' | 'plain' | 'light'
  readonly dashed: boolean
  /** Blank inside, so that what lies behind is not drawn through it. */
  readonly covers?: boolean
}

/** A nodule on paper: an ellipse with a leader to its label, all in mm of the drawing. */
export interface OutlineMarker {
  readonly label: string
  readonly cx: number
  readonly cy: number
  readonly rx: number
  readonly ry: number
  /** Size not recorded: drawn dashed. */
  readonly unsized: boolean
  readonly leader: { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number }
  readonly text: { readonly x: number; readonly y: number; readonly anchor: 'start' | 'end' }
}

export interface BackOutline {
  readonly viewBox: string
  readonly width: number
  readonly height: number
  /** Height of the letters. */
  readonly textMm: number
  /** Factor that the strokes are scaled by across; markers and labels already are. */
  readonly across: number
  readonly strokes: readonly OutlineStroke[]
  readonly markers: readonly OutlineMarker[]
  /** Upper corners, for "left" and "right" in words on the side they name. */
  readonly corners: { readonly left: number; readonly right: number; readonly y: number }
}

export interface BackOutlineOptions {
  readonly nodules: readonly {
    readonly label: string
    readonly at: BodyPoint
    readonly size?: Axes | undefined
  }[]
  readonly skin?: SkinLine
  readonly psisDistanceMm?: number | undefined
  /** Height of the letters in mm of the drawing; the page knows how large it prints it. */
  readonly textMm?: number
}

/** Smallest marker that still reads on paper, mm of the drawing. */
const LEAST_MM = 5

const strokesOf = (skin: SkinLine): readonly OutlineStroke[] => [
  ...PELVIS_OUTLINES.map((d) => ({ d, weight: 'light', dashed: false, covers: true }) as const),
  { d: SPINES_LUMBAR, weight: 'light', dashed: false },
  { d: CREST_LINE, weight: 'plain', dashed: false },
  { d: MIDLINE, weight: 'light', dashed: true },
  { d: PSIS_POINTS, weight: 'plain', dashed: false },
  { d: CLEFT + FOLDS, weight: 'plain', dashed: false },
  { d: SKIN_PATHS[skin].edge, weight: 'heavy', dashed: false },
]

/**
 * The same drawing for paper: outlines, markers and label places as data, so that handout and screen share one
 * set of paths. Units are mm of the frame, y downwards, seen from behind (the patient's left is on the left).
 */
export const backOutline = ({
  nodules,
  skin = 'standard',
  psisDistanceMm,
  textMm = 11,
}: BackOutlineOptions): BackOutline => {
  const factor = acrossFactor(psisDistanceMm)
  const half = DRAWN_MM.halfWidth * Math.max(1, factor) + 2 * textMm
  const count = (side: Side): number => nodules.filter(({ at }) => sideAt(at) === side).length
  const freer = count('left') < count('right') ? 'left' : 'right'
  const marks = nodules.map(({ label, at, size }, i) => {
    const { rx, ry } = halfAxes(size)
    const side = sideAt(at)
    return {
      id: String(i),
      label,
      side: side === 'midline' ? freer : side,
      cx: at.xMm * factor,
      cy: -at.yMm,
      rx: Math.max(LEAST_MM, rx),
      ry: Math.max(LEAST_MM, ry),
      unsized: size === undefined,
    }
  })
  const height = DRAWN_MM.top - DRAWN_MM.bottom
  const places = placeLabels(
    marks.map(({ id, label, side, cx, cy, rx, ry }) => ({
      id,
      side,
      x: cx + half,
      y: cy + DRAWN_MM.top,
      radius: (rx + ry) / 2 + 1,
      widthPx: label.length * textMm * 0.62,
      heightPx: textMm * 1.2,
    })),
    {
      widthPx: 2 * half,
      top: 2.8 * textMm,
      bottom: height - 4,
      bodyEdge: (_side, top, bottom) => {
        const insets = [top, (top + bottom) / 2, bottom].map(
          (y) => half - halfWidthAt(skin, DRAWN_MM.top - y) * factor,
        )
        return [Math.max(...insets), Math.min(...insets)]
      },
    },
  )
  const markers = places.flatMap(({ id, side, x, top, leader }): OutlineMarker[] => {
    const mark = marks.find((each) => each.id === id)
    if (!mark) return []
    const { label, cx, cy, rx, ry, unsized } = mark
    const [x2, y2] = [leader.x2 - half, top + 0.6 * textMm - DRAWN_MM.top]
    // Where the leader leaves the ellipse, so that it never runs inside it.
    const part = 1 / Math.max(1, Math.hypot((x2 - cx) / rx, (y2 - cy) / ry))
    return [
      {
        label,
        cx,
        cy,
        rx,
        ry,
        unsized,
        leader: { x1: cx + (x2 - cx) * part, y1: cy + (y2 - cy) * part, x2, y2 },
        text: { x: x - half, y: top + textMm - DRAWN_MM.top, anchor: side === 'left' ? 'end' : 'start' },
      },
    ]
  })
  return {
    viewBox: `${-half} ${-DRAWN_MM.top} ${2 * half} ${height}`,
    width: 2 * half,
    height,
    textMm,
    strokes: strokesOf(skin),
    across: factor,
    markers,
    corners: { left: -half + 1, right: half - 1, y: -DRAWN_MM.top + textMm },
  }
}
