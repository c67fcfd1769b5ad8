import { inFrame } from './editions'
import { edges, type Polygon, type Vertex } from './geometry'
import type { Place } from './point'
import { EDITIONS, type MapEditions } from './zones'

/*
 * Lines drawn by hand on the map, as [x, y] in mm of a frame. A hand draws some hundred points a second; what is kept is
 * the line without the points that say nothing, to a tenth of a millimetre.
 */

const tenth = (mm: number): number => Math.round(mm * 10) / 10 + 0
const rounded = ([x, y]: Vertex): [number, number] => [tenth(x), tenth(y)]

/** How far a point is from the stretch between two others, mm. */
export function distanceToSegment([x, y]: Vertex, [ax, ay]: Vertex, [bx, by]: Vertex): number {
  const [ux, uy] = [bx - ax, by - ay]
  const squared = ux * ux + uy * uy
  const along = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * ux + (y - ay) * uy) / squared))
  return Math.hypot(x - (ax + along * ux), y - (ay + along * uy))
}

/**
 * The line without what lies within a tolerance of it (Douglas and Peucker), rounded to 0.1 mm. First and last point
 * stay; no point of the drawn line is further from the kept one than the tolerance and the rounding.
 */
export function simplified(line: readonly Vertex[], toleranceMm: number): [number, number][] {
  const [first, last] = [line[0], line.at(-1)]
  if (first === undefined || last === undefined) return []
  const keep = new Set([0, line.length - 1])
  const open: (readonly [number, number])[] = [[0, line.length - 1]]
  for (let stretch = open.pop(); stretch !== undefined; stretch = open.pop()) {
    const [from, to] = stretch
    const [a, b] = [line[from] ?? first, line[to] ?? last]
    let far = { at: -1, mm: toleranceMm }
    for (let at = from + 1; at < to; at += 1) {
      const mm = distanceToSegment(line[at] ?? a, a, b)
      if (mm > far.mm) far = { at, mm }
    }
    if (far.at < 0) continue
    keep.add(far.at)
    open.push([from, far.at], [far.at, to])
  }
  const kept = line.filter((_vertex, at) => keep.has(at)).map(rounded)
  return kept.filter(([x, y], at) => at === 0 || x !== kept[at - 1]?.[0] || y !== kept[at - 1]?.[1])
}

/** Where two stretches cross; none where they only touch in line. */
function crossing([a, b]: readonly [Vertex, Vertex], [c, d]: readonly [Vertex, Vertex]): Vertex | undefined {
  const [rx, ry, sx, sy] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]]
  const across = rx * sy - ry * sx
  if (across === 0) return undefined
  const t = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / across
  const u = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / across
  return t < 0 || t > 1 || u < 0 || u > 1 ? undefined : [a[0] + t * rx, a[1] + t * ry]
}

/** Area inside a closed line that does not cross itself, mm². */
export const areaOf = (ring: Polygon): number =>
  Math.abs(edges(ring).reduce((sum, [[ax, ay], [bx, by]]) => sum + ax * by - bx * ay, 0)) / 2

/**
 * The closed line that a hand meant: where it runs on beyond its own start, the tails are cut off at the crossing, and
 * of several loops the largest stays.
 */
export function closedRing(line: readonly Vertex[]): Polygon {
  let best: { readonly ring: Polygon; readonly area: number } | undefined
  for (let i = 0; i + 1 < line.length; i += 1)
    for (let j = i + 2; j + 1 < line.length; j += 1) {
      const [a, b, c, d] = [line[i], line[i + 1], line[j], line[j + 1]]
      const meet = a && b && c && d && crossing([a, b], [c, d])
      if (meet === undefined) continue
      const ring = [meet, ...line.slice(i + 1, j + 1)]
      const area = areaOf(ring)
      if (best === undefined || area > best.area) best = { ring, area }
    }
  // A small loop on the way round (a shaking hand) is not what was meant.
  return best !== undefined && best.area > areaOf(line) / 2 ? best.ring : line
}

/** The longest distance across a closed line, and its breadth at right angles to that, mm. */
export function spanOf(ring: Polygon): { readonly longMm: number; readonly shortMm: number } {
  let [longMm, ux, uy] = [0, 1, 0]
  for (const [ax, ay] of ring)
    for (const [bx, by] of ring) {
      const far = Math.hypot(bx - ax, by - ay)
      if (far > longMm) [longMm, ux, uy] = [far, (bx - ax) / far, (by - ay) / far]
    }
  const aside = ring.map(([x, y]) => y * ux - x * uy)
  const shortMm = ring.length === 0 ? 0 : Math.max(...aside) - Math.min(...aside)
  return { longMm, shortMm }
}

/** Middle of what a closed line encloses, by its area; of a line without one the mean of its corners. */
export function middleOfRing(ring: Polygon): Place {
  const turned = edges(ring).map(([[ax, ay], [bx, by]]) => ({
    cross: ax * by - bx * ay,
    x: ax + bx,
    y: ay + by,
  }))
  const twice = turned.reduce((sum, { cross }) => sum + cross, 0)
  const mean = (pick: (vertex: Vertex) => number): number =>
    ring.reduce((sum, vertex) => sum + pick(vertex), 0) / Math.max(1, ring.length)
  if (Math.abs(twice) < 1e-6) return { xMm: mean(([x]) => x), yMm: mean(([, y]) => y) }
  const weighed = (pick: (one: { x: number; y: number }) => number): number =>
    turned.reduce((sum, one) => sum + pick(one) * one.cross, 0) / (3 * twice)
  return { xMm: weighed(({ x }) => x), yMm: weighed(({ y }) => y) }
}

/** Corners of an ellipse that is set by keys: as smooth as a hand draws. */
const CORNERS = 24

/** An ellipse as a closed line, its first axis turned by degrees against the clock. */
export function ellipseRing(
  [x, y]: Vertex,
  { acrossMm, alongMm, degrees = 0 }: { acrossMm: number; alongMm: number; degrees?: number },
): [number, number][] {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
  return Array.from({ length: CORNERS }, (_, at) => {
    const angle = (2 * Math.PI * at) / CORNERS
    const [dx, dy] = [(acrossMm / 2) * Math.cos(angle), (alongMm / 2) * Math.sin(angle)]
    return rounded([x + dx * cos - dy * sin, y + dx * sin + dy * cos])
  })
}

/** The closed line moved as a whole, mm. */
export const shifted = (ring: Polygon, dx: number, dy: number): [number, number][] =>
  ring.map(([x, y]) => rounded([x + dx, y + dy]))

/** How far apart points of a line may be where it is bent into another frame, mm. */
const BEND_MM = 4

/** The start of a stretch and points on the way to its end, no further apart than `stepMm`. */
export const between = ([ax, ay]: Vertex, [bx, by]: Vertex, stepMm: number): Vertex[] => {
  const steps = Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / stepMm))
  return Array.from({ length: steps }, (_, at) => [
    ax + ((bx - ax) * at) / steps,
    ay + ((by - ay) * at) / steps,
  ])
}

/**
 * A drawn line where its anatomy lies in another edition's frame: bent with the drawing, and as it was in its own.
 *
 * @param closed the last point joins the first
 */
export function lineInFrame(
  { line, mapVersion, closed }: { line: readonly Vertex[]; mapVersion: number; closed: boolean },
  version: number,
  editions: MapEditions = EDITIONS,
): readonly Vertex[] {
  if (mapVersion === version) return line
  const stretches = closed ? edges(line) : edges(line).slice(0, -1)
  const end = line.at(-1)
  const dense = [
    ...stretches.flatMap(([a, b]) => between(a, b, BEND_MM)),
    ...(closed || end === undefined ? [] : [end]),
  ]
  return dense.map(([xMm, yMm]): Vertex => {
    const there = inFrame({ xMm, yMm, mapVersion }, version, editions)
    return [there.xMm, there.yMm]
  })
}
