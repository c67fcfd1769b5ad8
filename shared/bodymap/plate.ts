import { across, line, lines, ovals, polygons } from './curve'
import { FRAME_MM } from './point'
import { CREST, LANDMARKS, MULTIFIDUS_TRIANGLE, SACROILIAC_LINE, TUFFIER_MM } from './landmarks'
import { SKINS as SKIN, type SkinLine } from './outline'
import { ZONE_POLYGONS, ZONES } from './zones'

/*
 * The plate as SVG path data. One unit is 1 mm of the frame; x grows to the patient's right, which is the
 * right of the drawing (seen from behind), y downwards. Screen and paper draw the same strings.
 */

const { top, bottom } = FRAME_MM
const outlines = (which: SkinLine) => ({
  /** Closed, for the fill. */
  fill: across(
    [
      [0, top + 2],
      [SKIN[which][0]?.[0] ?? 0, top + 2],
    ],
    [...SKIN[which]],
    [
      [SKIN[which].at(-1)?.[0] ?? 0, bottom - 2],
      [0, bottom - 2],
    ],
  ),
  /** Open at head and feet, for the stroke. */
  edge: lines([...SKIN[which]]),
})

/** The two skin lines; the female one is an alternative of the same frame. */
export const SKIN_PATHS: Record<SkinLine, { readonly fill: string; readonly edge: string }> = {
  standard: outlines('standard'),
  female: outlines('female'),
}

/** Soft surface lines: edge of the back muscles, loin fold, upper and outer edge of the buttock. */
// prettier-ignore
export const CONTOURS = [
  lines([[84, 152], [82.4, 134], [79.4, 116], [75, 98], [70, 84]]),
  lines([[132.4, 92.4], [125, 95.6], [116, 96.4]]),
  lines([[98, -163], [110, -154.4], [119, -144], [125, -131]]),
].join('')

// prettier-ignore
export const CLEFT = [
  line([[0, LANDMARKS.cleftTop.at[1]], [0.3, -90], [0, -130], [0, -168]]),
  lines([[0, -168], [1.8, -174], [4.2, -182], [6, -192]]),
].join('')

// prettier-ignore
export const FOLDS = lines([[2.2, -170.6], [12, -174.6], [28, -177.6], [48, -178.4], [68, -175.8], [85, -170.4], [98, -163]])

/** Dimples over the PSIS: a soft hollow and the point itself, both sides. */
export const DIMPLES = ovals(...LANDMARKS.psis.at, 8.5, 8.5)
export const PSIS_POINTS = ovals(...LANDMARKS.psis.at, 1.9, 1.9)

export const SACROILIAC = lines([...SACROILIAC_LINE])
export const CREST_LINE = lines([...CREST])
export const TRIANGLE = polygons(MULTIFIDUS_TRIANGLE)
export const TUFFIER = `M${-LANDMARKS.crestApex.at[0] - 26} ${-TUFFIER_MM}H${LANDMARKS.crestApex.at[0] + 26}`
export const MIDLINE = `M0 ${-top}V${-bottom}`
export const PSIS_LINE = 'M-150 0H150'

/** Ticks every 10 mm along the PSIS line, longer every 50 mm. */
export const PSIS_TICKS = Array.from({ length: 29 }, (_, i) => (i - 14) * 10)
  .filter((x) => x !== 0)
  .map((x) => `M${x} ${x % 50 === 0 ? -3.2 : -1.8}v${x % 50 === 0 ? 6.4 : 3.6}`)
  .join('')

/** Thirds of the crest: PSIS to the cluneal point, to the highest point; the lateral third belongs to `other`. */
const upTo = CREST.findIndex(([x]) => x === LANDMARKS.cluneal.at[0])
const apex = CREST.findIndex(([x]) => x === LANDMARKS.crestApex.at[0])
export const CREST_THIRDS = {
  medial: lines(CREST.slice(0, upTo + 1)),
  middle: lines(CREST.slice(upTo, apex + 1)),
  lateral: lines(CREST.slice(apex)),
} as const

/** Short strokes across the crest where one third ends. */
export const CREST_BOUNDS =
  lines([
    [67, 49.6],
    [73, 42.4],
  ]) +
  lines([
    [112, 77],
    [112, 67],
  ])

/** Outline of each zone on both sides. */
export const ZONE_PATHS = ZONES.flatMap((zone) =>
  zone === 'other' ? [] : [{ zone, d: polygons(ZONE_POLYGONS[zone]) }],
)

/** Lines every 50 mm of the frame. */
export const GRID = [
  ...[-150, -100, -50, 50, 100, 150].map((x) => `M${x} ${-top}V${-bottom}`),
  ...[100, 50, -50, -100, -150].map((y) => `M${FRAME_MM.left} ${-y}H${FRAME_MM.right}`),
].join('')
