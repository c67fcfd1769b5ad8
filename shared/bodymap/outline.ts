import type { Polygon, Vertex } from './geometry'
import { against } from './geometry'
import { FRAME_MM, type Place } from './point'

/** Skin lines of the patient's right as [x, y] in mm, from the head downwards (waist, hip: estimates, lean). */
// prettier-ignore
export const SKIN_LINE: Polygon = [
  [143, 152], [137, 136], [133, 121], [131.5, 107], [133.5, 91], [138.5, 73], [144, 54], [148.5, 34],
  [152, 10], [155, -18], [157.5, -50], [158.5, -82], [157.5, -114], [154.8, -150], [151, -192],
]

/** The alternative line for women: narrower waist, wider hips; the frame and the zones stay. */
// prettier-ignore
export const SKIN_LINE_FEMALE: Polygon = [
  [136, 152], [129.5, 136], [125.5, 121], [124, 107], [127, 91], [134, 73], [142, 54], [148.5, 34],
  [153.5, 10], [157.5, -18], [160, -50], [161.3, -82], [160.8, -112], [158, -150], [154, -192],
]

/** The two skin lines by name. */
export const SKINS = { standard: SKIN_LINE, female: SKIN_LINE_FEMALE } as const
export type SkinLine = keyof typeof SKINS

/** Half the breadth of the body at a height, mm; straight between the knots of the skin line. */
export const halfWidthAt = (skin: SkinLine, yMm: number): number => {
  const knots = SKINS[skin]
  const below = knots.findIndex(([, y]) => y <= yMm)
  const [upper, lower] = [knots[below - 1] ?? knots[0], knots[below] ?? knots.at(-1)]
  if (!upper || !lower || upper[1] === lower[1]) return (lower ?? upper)?.[0] ?? 0
  const part = Math.min(1, Math.max(0, (upper[1] - yMm) / (upper[1] - lower[1])))
  return upper[0] + (lower[0] - upper[0]) * part
}

const mirrored = ([x, y]: Vertex): Vertex => [-x, y]
const closed = (line: Polygon): Polygon => [...line, ...line.map(mirrored).reverse()]
const BODIES = [closed(SKIN_LINE), closed(SKIN_LINE_FEMALE)]

/** Whether a place can be stored: inside the frame and inside either skin line. A place off the body is refused. */
export const onBody = ({ xMm, yMm }: Place): boolean =>
  yMm <= FRAME_MM.top &&
  yMm >= FRAME_MM.bottom &&
  BODIES.some((body) => against(body, xMm, yMm) !== 'outside')
