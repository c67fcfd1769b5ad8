import type { Vertex } from './geometry'

/** Knots of one smooth stretch in mm of the frame (y upwards). Where two stretches meet the line may turn sharply. */
export type Run = readonly Vertex[]

/** SVG y points down; the frame's points up. Two decimals of a millimetre are finer than any printer. */
const pair = (x: number, y: number): string =>
  `${Math.round(x * 100) / 100 + 0} ${Math.round(-y * 100) / 100 + 0}`

const distance = (a: Vertex, b: Vertex): number => Math.sqrt(Math.hypot(b[0] - a[0], b[1] - a[1]))
const reflected = (about: Vertex, p: Vertex): Vertex => [2 * about[0] - p[0], 2 * about[1] - p[1]]

/** Control point at `at` on the way to `next`, coming from `before` (centripetal Catmull-Rom: no loops, no overshoot). */
const control = (before: Vertex, at: Vertex, next: Vertex): Vertex => {
  const [d1, d2] = [distance(before, at), distance(at, next)]
  if (d1 === 0 || d2 === 0) return at
  const along = (i: 0 | 1): number =>
    (d1 * d1 * next[i] - d2 * d2 * before[i] + (2 * d1 * d1 + 3 * d1 * d2 + d2 * d2) * at[i]) /
    (3 * d1 * (d1 + d2))
  return [along(0), along(1)]
}

interface Ends {
  readonly before?: Vertex
  readonly after?: Vertex
}

const smooth = (run: Run, { before, after }: Ends = {}): string => {
  const segments: string[] = []
  for (let i = 0; i + 1 < run.length; i += 1) {
    const [from, to] = [run[i], run[i + 1]]
    if (!from || !to) continue
    const previous = run[i - 1] ?? before ?? reflected(from, to)
    const next = run[i + 2] ?? after ?? reflected(to, from)
    const [a, b] = [control(previous, from, to), control(next, to, from)]
    segments.push(`C${pair(...a)} ${pair(...b)} ${pair(...to)}`)
  }
  return segments.join('')
}

const start = (runs: readonly Run[]): string => {
  const first = runs[0]?.[0]
  return first ? `M${pair(...first)}` : ''
}
const flip = ([x, y]: Vertex): Vertex => [-x, y]

/** An open line through the runs, on the patient's right. */
export const line = (...runs: readonly Run[]): string => start(runs) + runs.map((run) => smooth(run)).join('')

const shape = (...runs: readonly Run[]): string => `${line(...runs)}Z`

/** The same line on both sides of the body. */
export const lines = (...runs: readonly Run[]): string =>
  line(...runs) + line(...runs.map((run) => run.map(flip)))

/** The same closed shape on both sides of the body. */
export const shapes = (...runs: readonly Run[]): string =>
  shape(...runs) + shape(...runs.map((run) => run.map(flip)))

/** A closed shape without any corner, on both sides of the body. */
export const loops = (knots: Run): string =>
  [knots, knots.map(flip)]
    .map((run) => {
      const [first, second, last] = [run[0], run[1], run.at(-1)]
      if (!first || !second || !last) return ''
      return `${start([run])}${smooth([...run, first], { before: last, after: second })}Z`
    })
    .join('')

/**
 * One closed shape across the midline from its right half, given from the midline above to the midline
 * below. It crosses the midline without a kink.
 */
export const across = (...half: readonly Run[]): string => {
  const left = half.map((run) => run.map(flip).reverse()).reverse()
  const ends = (runs: readonly Run[], i: number): Ends => {
    const [first, last] = [runs[0]?.[1], runs.at(-1)?.at(-2)]
    return {
      ...(i === 0 && first ? { before: flip(first) } : {}),
      ...(i === runs.length - 1 && last ? { after: flip(last) } : {}),
    }
  }
  const drawn = [half, left].flatMap((runs) => runs.map((run, i) => smooth(run, ends(runs, i))))
  return `${start(half)}${drawn.join('')}Z`
}

/** Straight-sided shape on both sides. */
export const polygons = (points: readonly Vertex[]): string => polygon(points) + polygon(points.map(flip))
export const polygon = (points: readonly Vertex[]): string => `M${points.map((p) => pair(...p)).join('L')}Z`

/** An ellipse on both sides, mm. */
export const ovals = (x: number, y: number, rx: number, ry: number): string =>
  [x, -x]
    .map((cx) => `M${pair(cx - rx, y)}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0Z`)
    .join('')
