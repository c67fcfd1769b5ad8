/** A vertex in mm of the frame: [x towards the patient's right, y above the PSIS line]. */
export type Vertex = readonly [number, number]
export type Polygon = readonly Vertex[]

/** How near to an edge counts as on it, mm; far below the 0.1 mm that is stored. */
const ON_EDGE_MM = 1e-6

const onSegment = (x: number, y: number, [ax, ay]: Vertex, [bx, by]: Vertex): boolean => {
  const [ux, uy] = [bx - ax, by - ay]
  const squared = ux * ux + uy * uy
  if (squared === 0) return Math.hypot(x - ax, y - ay) <= ON_EDGE_MM
  const along = Math.min(1, Math.max(0, ((x - ax) * ux + (y - ay) * uy) / squared))
  return Math.hypot(x - (ax + along * ux), y - (ay + along * uy)) <= ON_EDGE_MM
}

/** Sides of the polygon in order, the closing one included. */
export const edges = (polygon: Polygon): readonly (readonly [Vertex, Vertex])[] =>
  polygon.map((vertex, i) => [vertex, polygon[(i + 1) % polygon.length] ?? vertex] as const)

/** Where a place lies against a polygon. */
export const against = (polygon: Polygon, x: number, y: number): 'inside' | 'edge' | 'outside' => {
  let inside = false
  for (const [a, b] of edges(polygon)) {
    if (onSegment(x, y, a, b)) return 'edge'
    if (a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0])) inside = !inside
  }
  return inside ? 'inside' : 'outside'
}

/** Centre of area. Of a polygon that bends round something it may lie outside: see `innerPoint`. */
const centroid = (polygon: Polygon): Vertex => {
  let [area, cx, cy] = [0, 0, 0]
  for (const [[ax, ay], [bx, by]] of edges(polygon)) {
    const cross = ax * by - bx * ay
    area += cross
    cx += (ax + bx) * cross
    cy += (ay + by) * cross
  }
  return [cx / (3 * area), cy / (3 * area)]
}

/**
 * A point that is surely inside: the centroid, or where it falls outside the middle of the widest
 * stretch of the polygon at the centroid's height.
 */
export const innerPoint = (polygon: Polygon): Vertex => {
  const [cx, cy] = centroid(polygon)
  if (against(polygon, cx, cy) === 'inside') return [cx, cy]
  const crossings = edges(polygon)
    .filter(([a, b]) => a[1] > cy !== b[1] > cy)
    .map(([a, b]) => a[0] + ((cy - a[1]) / (b[1] - a[1])) * (b[0] - a[0]))
    .sort((a, b) => a - b)
  let best: readonly [number, number] = [cx, cx]
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const [from = cx, to = cx] = crossings.slice(i, i + 2)
    if (to - from > best[1] - best[0]) best = [from, to]
  }
  return [(best[0] + best[1]) / 2, cy]
}
