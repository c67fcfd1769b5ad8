import { SKIN_LINE } from '@shared/bodymap/outline'

type Vertex = readonly [x: number, y: number]

/** Landmarks of the right side in mm of the map's frame, the same places as on the palpation map; estimates, lean adult. */
const CREST: readonly Vertex[] = [
  [45, 0],
  [51, 16],
  [60, 32],
  [70, 46],
  [82, 58],
  [96, 67.5],
  [112, 72],
  [126, 69],
]
const BUTTOCK_FOLD: readonly Vertex[] = [
  [1, -166],
  [22, -178],
  [48, -182],
  [78, -176],
  [104, -163],
]
const CLEFT: readonly Vertex[] = [
  [0, -58],
  [1, -100],
  [-0.5, -135],
  [1, -166],
]

const round = (value: number): string => String(Math.round(value * 10) / 10)

/** A smooth line through all points (Catmull-Rom as Bézier), y turned down for drawing; `side` -1 mirrors. */
const smooth = (points: readonly Vertex[], side: 1 | -1): string => {
  const at = (index: number): Vertex => points[Math.max(0, Math.min(points.length - 1, index))] ?? [0, 0]
  const xy = ([x, y]: Vertex): string => `${round(x * side)} ${round(-y)}`
  const pull = (a: Vertex, b: Vertex, c: Vertex, sign: 1 | -1): Vertex => [
    b[0] + (sign * (c[0] - a[0])) / 6,
    b[1] + (sign * (c[1] - a[1])) / 6,
  ]
  return points
    .slice(1)
    .reduce(
      (path, to, i) =>
        `${path}C${xy(pull(at(i - 1), at(i), to, 1))} ${xy(pull(at(i), to, at(i + 2), -1))} ${xy(to)}`,
      `M${xy(at(0))}`,
    )
}
const both = (points: readonly Vertex[]): string => `${smooth(points, 1)}${smooth(points, -1)}`

/** Paths of the patient's map, in mm with y down. */
export const BACK = {
  skin: both(SKIN_LINE),
  folds: `${both(BUTTOCK_FOLD)}${smooth(CLEFT, 1)}M-8 50Q-4 56 0 62Q4 56 8 50`,
  /** Felt, not seen: dashed. */
  bones: `${both(CREST)}M0 -150V40`,
  dimples: 'M39 2Q45 9 51 2M-39 2Q-45 9 -51 2',
} as const
