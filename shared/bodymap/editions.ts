import type { BodyPoint } from '../exam/answer'
import { against, edges, type Polygon, type Vertex } from './geometry'
import { bodyPointAt, type Place } from './point'
import { DRAWN_ZONES, EDITIONS, zonesOf, type MapEditions, type ZonePolygons } from './zones'

/*
 * From one edition of the map to another. A stored place never changes: it carries the edition it was placed in, and
 * its words (side, zone, millimetres) are those of that edition for good. Only a drawing of another edition asks where
 * the same anatomy lies there.
 *
 * A new edition draws every zone with the same corners in the same order (a corner is a point of the body, wherever the
 * new drawing puts it), gets the next number and joins `EDITIONS`.
 */

type Drawn = keyof ZonePolygons

const cross = ([ax, ay]: Vertex, [bx, by]: Vertex, [cx, cy]: Vertex): number =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)

/** Corners of the triangles that fill a polygon, as indices; by cutting off ears. */
function triangles(polygon: Polygon): readonly (readonly [number, number, number])[] {
  const turn = Math.sign(edges(polygon).reduce((sum, [[ax, ay], [bx, by]]) => sum + ax * by - bx * ay, 0))
  const left = polygon.map((_vertex, index) => index)
  const found: (readonly [number, number, number])[] = []
  const at = (index: number): Vertex => polygon[index] ?? [0, 0]
  while (left.length > 3) {
    const ear = left.findIndex((b, position) => {
      const [a, c] = [left.at(position - 1) ?? 0, left[(position + 1) % left.length] ?? 0]
      if (cross(at(a), at(b), at(c)) * turn <= 0) return false
      const corner = [at(a), at(b), at(c)]
      return left.every((other) => [a, b, c].includes(other) || against(corner, ...at(other)) === 'outside')
    })
    // Corners in line bound no ear; the one before them goes.
    const cut = Math.max(0, ear)
    found.push([left.at(cut - 1) ?? 0, left[cut] ?? 0, left[(cut + 1) % left.length] ?? 0])
    left.splice(cut, 1)
  }
  const [a = 0, b = 0, c = 0] = left
  return [...found, [a, b, c]]
}

/** A place of a triangle in the triangle with the same corners elsewhere; none if it lies outside. */
function inTriangle(
  from: readonly Vertex[],
  to: readonly Vertex[],
  x: number,
  y: number,
): Vertex | undefined {
  const [a, b, c] = from
  const [a2, b2, c2] = to
  if (!a || !b || !c || !a2 || !b2 || !c2) return undefined
  const area = cross(a, b, c)
  if (Math.abs(area) < 1e-9 || against([a, b, c], x, y) === 'outside') return undefined
  const [wa, wb] = [cross([x, y], b, c) / area, cross([x, y], c, a) / area]
  const wc = 1 - wa - wb
  return [wa * a2[0] + wb * b2[0] + wc * c2[0], wa * a2[1] + wb * b2[1] + wc * c2[1]]
}

/** Inside a zone: by the triangles of its corners, so that it stays in the zone and at the same share of it. */
function withinZone(
  zone: Drawn,
  from: ZonePolygons,
  to: ZonePolygons,
  x: number,
  y: number,
): Vertex | undefined {
  const [here, there] = [from[zone], to[zone]]
  const corners = (polygon: Polygon, indices: readonly number[]): Vertex[] =>
    indices.flatMap((index) => {
      const vertex = polygon[index]
      return vertex ? [vertex] : []
    })
  for (const indices of triangles(here)) {
    const moved = inTriangle(corners(here, indices), corners(there, indices), x, y)
    if (moved !== undefined) return moved
  }
  return undefined
}

/**
 * Outside every zone: moved as far as the nearest point of their outlines is, and sideways less and less towards the
 * midline, which stays where it is.
 */
function besideZones(from: ZonePolygons, to: ZonePolygons, x: number, y: number): Vertex {
  let nearest = { distance: Infinity, foot: [x, y] as Vertex, there: [x, y] as Vertex }
  for (const zone of DRAWN_ZONES) {
    const moved = edges(to[zone])
    edges(from[zone]).forEach(([[ax, ay], [bx, by]], index) => {
      const [ux, uy] = [bx - ax, by - ay]
      const squared = ux * ux + uy * uy
      const along = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * ux + (y - ay) * uy) / squared))
      const foot: Vertex = [ax + along * ux, ay + along * uy]
      const distance = Math.hypot(x - foot[0], y - foot[1])
      const edge = moved[index]
      if (distance >= nearest.distance || edge === undefined) return
      const [[cx, cy], [ex, ey]] = edge
      nearest = { distance, foot, there: [cx + along * (ex - cx), cy + along * (ey - cy)] }
    })
  }
  const { foot, there } = nearest
  const share = foot[0] > 0 ? Math.min(1, x / foot[0]) : 1
  return [x + (there[0] - foot[0]) * share, y + there[1] - foot[1]]
}

/**
 * Where the anatomy of a stored place lies in another edition's frame. Left stays left, the midline stays the midline,
 * and a place in a zone stays in that zone, at the same share of it.
 *
 * @throws if the place names an edition that this Palpa does not know: the vault refuses such files before
 */
export function inFrame(point: BodyPoint, version: number, editions: MapEditions = EDITIONS): BodyPoint {
  if (point.mapVersion === version) return point
  const [from, to] = [zonesOf(point.mapVersion, editions), zonesOf(version, editions)]
  const [side, x] = [point.xMm < 0 ? -1 : 1, Math.abs(point.xMm)]
  const zone = DRAWN_ZONES.find((one) => against(from[one], x, point.yMm) !== 'outside')
  const [movedX, movedY] =
    (zone && withinZone(zone, from, to, x, point.yMm)) ?? besideZones(from, to, x, point.yMm)
  return { ...bodyPointAt(side * Math.max(0, movedX), movedY), mapVersion: version }
}

/** A place in the frame of another one, so that the two can be held against each other. */
export const inFrameOf = (point: BodyPoint, other: BodyPoint): Place => inFrame(point, other.mapVersion)
