import type { BodyPoint } from '../exam/answer'
import { against, innerPoint, type Polygon } from './geometry'
import { bodyPointAt, MAP_VERSION, type Place } from './point'

/**
 * Zones of the map (clinical content 2.5), in order of precedence: the polygons are disjoint, so
 * precedence only settles the edges that two of them share.
 */
export const ZONES = [
  'psis',
  'crestMedial',
  'crestMiddle',
  'sacroiliac',
  'lumbosacral',
  'paraspinal',
  'upperButtock',
  'other',
] as const
export type Zone = (typeof ZONES)[number]

/** Names as the form, the note and the report show them. "Multifidus triangle" also names another region, so no zone bears it. */
export const ZONE_LABELS: Record<Zone, string> = {
  psis: 'PSIS',
  crestMedial: 'iliac crest, medial third',
  crestMiddle: 'iliac crest, middle third',
  sacroiliac: 'sacroiliac line',
  lumbosacral: 'lumbosacral',
  paraspinal: 'paraspinal L3–L5',
  upperButtock: 'upper buttock',
  other: 'other',
}

/** Outlines of the patient's right in mm; the left mirrors them. */
export type ZonePolygons = Readonly<Record<Exclude<Zone, 'other'>, Polygon>>

/** The zones of the patient's right in mm; the left mirrors them. `other` is the rest of the body. */
export const ZONE_POLYGONS: ZonePolygons = {
  // prettier-ignore
  psis: [
    [59.7, -2.9], [57.5, -8.3], [53.3, -12.5], [47.9, -14.7], [42.1, -14.7], [36.7, -12.5],
    [32.5, -8.3], [30.3, -2.9], [30.3, 2.9], [32.5, 8.3], [36.7, 12.5], [42.1, 14.7], [47.9, 14.7],
    [53.3, 12.5], [57.5, 8.3], [59.7, 2.9],
  ],
  // prettier-ignore
  crestMedial: [
    [44, 38], [35, 38], [33, 56], [58, 56], [82, 36], [73, 22], [65, 8], [59.7, -2.9], [59.7, 2.9],
    [57.5, 8.3], [53.3, 12.5], [47.9, 14.7], [43.2, 14.7],
  ],
  // prettier-ignore
  crestMiddle: [
    [70, 68], [84, 79], [99, 86], [112, 88], [112, 56], [100, 50], [90, 43], [82, 36], [58, 56],
  ],
  // prettier-ignore
  sacroiliac: [
    [44, 38], [43.2, 14.7], [42.1, 14.7], [36.7, 12.5], [32.5, 8.3], [30.3, 2.9], [30.3, -2.9],
    [32.5, -8.3], [36.7, -12.5], [42.1, -14.7], [47.9, -14.7], [53.3, -12.5], [54, -32], [47, -50],
    [30, -50], [24, -36], [24, 38],
  ],
  // prettier-ignore
  lumbosacral: [
    [24, 38], [24, -36], [30, -50], [0, -50], [0, 38],
  ],
  // prettier-ignore
  paraspinal: [
    [0, 126], [83, 126], [77, 74], [70, 68], [58, 56], [33, 56], [35, 38], [0, 38],
  ],
  // prettier-ignore
  upperButtock: [
    [126, 53], [138, 38], [143, 10], [146, -25], [148, -60], [148, -85], [8, -85], [10, -62],
    [30, -50], [47, -50], [54, -32], [53.3, -12.5], [57.5, -8.3], [59.7, -2.9], [65, 8], [73, 22],
    [82, 36], [90, 43], [100, 50], [112, 56],
  ],
}

/** The outlines of every edition of the map that a stored place may name. */
export type MapEditions = Readonly<Record<number, ZonePolygons>>
export const EDITIONS: MapEditions = { [MAP_VERSION]: ZONE_POLYGONS }

type Drawn = keyof ZonePolygons
const drawn = (zone: Zone): zone is Drawn => zone !== 'other'
export const DRAWN_ZONES: readonly Drawn[] = ZONES.filter(drawn)

/** The outlines of one edition. @throws if this Palpa does not know it: the vault refuses such files before */
export function zonesOf(version: number, editions: MapEditions = EDITIONS): ZonePolygons {
  const zones = editions[version]
  if (zones === undefined) throw new Error(`No edition ${version} of the map.`)
  return zones
}

/**
 * The one zone of a place. Left and right give the same name; off every polygon it is `other`. A stored place is named
 * by the edition that it was placed in, whatever the map looks like today.
 */
export const zoneAt = (
  { xMm, yMm, mapVersion = MAP_VERSION }: Place & { readonly mapVersion?: number },
  editions: MapEditions = EDITIONS,
): Zone => {
  const zones = zonesOf(mapVersion, editions)
  return DRAWN_ZONES.find((zone) => against(zones[zone], Math.abs(xMm), yMm) !== 'outside') ?? 'other'
}

/**
 * A place for a zone that was named and not pointed at: the middle of its polygon on that side.
 * `undefined` for `other`, which has no place of its own.
 */
export const placeOfZone = (zone: Zone, side: 'left' | 'right'): BodyPoint | undefined => {
  if (!drawn(zone)) return undefined
  const [x, y] = innerPoint(ZONE_POLYGONS[zone])
  return bodyPointAt(side === 'left' ? -x : x, y)
}
