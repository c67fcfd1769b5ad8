import { isNowhere, MAP_VERSION, shadingInFrame, simplified, type Vertex, type Zone } from '@shared/bodymap'
import type { Shading } from '@shared/exam/answer'

/** A fingertip on the skin, mm. */
export const BRUSH_MM = 14
/** How far a kept stroke may lie from the drawn one, mm; far below the width of the brush. */
const TOLERANCE_MM = 1

/** What there is to draw on: of this edition of the map, empty where nothing or "nowhere" was said. */
export function shadingToDrawOn(shading: Shading | undefined): Shading {
  if (shading === undefined) return { strokes: [], zones: [], mapVersion: MAP_VERSION }
  if (shading.mapVersion === MAP_VERSION) return shading
  const strokes = shadingInFrame(shading, MAP_VERSION).strokes.map(({ widthMm, line }) => ({
    widthMm,
    line: simplified(line, TOLERANCE_MM),
  }))
  return { strokes, zones: shading.zones, mapVersion: MAP_VERSION }
}

/** With one more stroke, of which only the points that say something are kept. */
export const withStroke = (shading: Shading, line: readonly Vertex[]): Shading => ({
  ...shading,
  strokes: [...shading.strokes, { widthMm: BRUSH_MM, line: simplified(line, TOLERANCE_MM) }],
})

export const hasZone = (shading: Shading | undefined, zone: Zone, side: 'left' | 'right'): boolean =>
  shading?.zones.some((one) => one.zone === zone && one.side === side) ?? false

/** With a whole zone, or without it where it was there. */
export const withZoneToggled = (shading: Shading, zone: Zone, side: 'left' | 'right'): Shading => ({
  ...shading,
  zones: hasZone(shading, zone, side)
    ? shading.zones.filter((one) => one.zone !== zone || one.side !== side)
    : [...shading.zones, { zone, side }],
})

/** Asked, and it hurts nowhere on the map. */
export const NOWHERE: Shading = { strokes: [], zones: [], mapVersion: MAP_VERSION }

/** Nothing is left of it: then nothing was said, which is not "nowhere". */
export const orNothing = (shading: Shading): Shading | undefined => (isNowhere(shading) ? undefined : shading)

/** Without its last stroke, or without the last zone where no stroke is left. */
export const withoutLast = (shading: Shading): Shading | undefined =>
  orNothing(
    shading.strokes.length > 0
      ? { ...shading, strokes: shading.strokes.slice(0, -1) }
      : { ...shading, zones: shading.zones.slice(0, -1) },
  )
