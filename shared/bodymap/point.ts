import type { BodyPoint } from '../exam/answer'

/**
 * Edition of the coordinate frame and of the zones. Every stored point carries it: a later edition
 * must be able to tell which frame an old point was placed in.
 */
export const MAP_VERSION = 1

/** PSIS to PSIS in the frame, mm. Between dry sacra (66.5) and surface dimples (about 100); an estimate. */
export const STANDARD_PSIS_DISTANCE_MM = 90

/** Half width of the midline band, mm: a point with |x| <= 10 is `midline` (ruling of the map, version 1). */
export const MIDLINE_BAND_MM = 10

/** What the map shows, in mm of the frame; points outside are never stored. */
export const FRAME_MM = { left: -170, right: 170, top: 150, bottom: -190 } as const

export const SIDES = ['left', 'midline', 'right'] as const
export type Side = (typeof SIDES)[number]

/** A place without its edition: x mm from the midline (patient's right positive), y mm above the PSIS line. */
export type Place = Pick<BodyPoint, 'xMm' | 'yMm'>

/** Tenths of a millimetre are kept: finer than a finger, coarse enough to print the same everywhere. */
const tenth = (mm: number): number => Math.round(mm * 10) / 10 + 0

/** A point of the current edition, rounded to 0.1 mm. Does not check that it lies on the body: see `onBody`. */
export const bodyPointAt = (xMm: number, yMm: number): BodyPoint => ({
  xMm: tenth(xMm),
  yMm: tenth(yMm),
  mapVersion: MAP_VERSION,
})

/** The point moved by dx towards the patient's right and dy towards the head, mm, kept to 0.1 mm. */
export const nudge = (point: BodyPoint, dxMm: number, dyMm: number): BodyPoint => ({
  xMm: tenth(point.xMm + dxMm),
  yMm: tenth(point.yMm + dyMm),
  mapVersion: point.mapVersion,
})

/** Side of a place: `midline` where |x| is at most 10 mm. */
export const sideAt = ({ xMm }: Pick<Place, 'xMm'>): Side =>
  Math.abs(xMm) <= MIDLINE_BAND_MM ? 'midline' : xMm < 0 ? 'left' : 'right'
