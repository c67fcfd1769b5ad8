import type { BodyPoint } from '../exam/answer'
import { inFrame } from './editions'
import { bodyPointAt, FRAME_MM, MAP_VERSION, STANDARD_PSIS_DISTANCE_MM, type Place } from './point'
import { EDITIONS, type MapEditions } from './zones'

/** What the drawing shows of the frame, mm: the skin lines with a margin, from above L3 to below the folds. */
export const DRAWN_MM = { halfWidth: 166, top: 136, bottom: -186 } as const

/** A measured PSIS distance outside these limits does not scale the drawing further, mm. */
const SCALED_MM = { least: 60, most: 130 } as const

export interface ViewOptions {
  /** Width of the drawing, CSS px. */
  readonly widthPx: number
  /** Most that the drawing may be tall, px; then it is narrower than its space. */
  readonly maxHeightPx?: number | undefined
  /** 1 shows all of it. */
  readonly zoom?: number
  /** What zooming in keeps in the middle. */
  readonly centre?: Place | undefined
  /** The edition that the drawing is of; a place of another one is drawn where its anatomy lies here. */
  readonly drawing?: { readonly version: number; readonly editions: MapEditions }
  /** Measured on the patient: scales the drawing across by d/90, never coordinates or zones. */
  readonly psisDistanceMm?: number | undefined
}

/** How mm of the frame become px of the drawing, and back. */
export interface View {
  readonly widthPx: number
  readonly heightPx: number
  /** px per mm on the patient; sizes are drawn with it. */
  readonly scale: number
  /** px per mm of the frame across and along: across differs when the PSIS distance was measured. */
  readonly across: number
  readonly along: number
  /** px of the midline and of the PSIS line. */
  readonly originX: number
  readonly originY: number
  readonly toDrawing: (place: Place | BodyPoint) => { readonly x: number; readonly y: number }
  /** The point under a px of the drawing; input is scaled back, so that it lies in the frame. */
  readonly toPoint: (px: { readonly x: number; readonly y: number }) => BodyPoint
}

/** Factor by which the drawing is wider than the frame. */
export const acrossFactor = (psisDistanceMm: number | undefined): number =>
  psisDistanceMm === undefined
    ? 1
    : Math.min(SCALED_MM.most, Math.max(SCALED_MM.least, psisDistanceMm)) / STANDARD_PSIS_DISTANCE_MM

const between = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value))

/** Free px on each side for labels: none in a side panel, up to 96 where there is room. */
const gutterOf = (widthPx: number): number => between((widthPx - 380) / 4, 0, 96)

/**
 * Fits the drawing into a width. Strokes and labels are not part of it: they keep their size on screen.
 */
export const viewOf = ({
  widthPx,
  maxHeightPx,
  zoom = 1,
  centre,
  psisDistanceMm,
  drawing = { version: MAP_VERSION, editions: EDITIONS },
}: ViewOptions): View => {
  const factor = acrossFactor(psisDistanceMm)
  const tallMm = DRAWN_MM.top - DRAWN_MM.bottom
  const fitting = (widthPx - 2 * gutterOf(widthPx)) / (2 * DRAWN_MM.halfWidth * Math.max(1, factor))
  const fit = Math.max(0.2, Math.min(fitting, (maxHeightPx ?? Infinity) / tallMm))
  const heightPx = Math.round(fit * tallMm)
  const scale = fit * zoom
  const across = scale * factor
  const halfPx = Math.max((FRAME_MM.right + 2) * across, widthPx / 2)
  const originX = between(
    widthPx / 2 - (zoom > 1 ? (centre?.xMm ?? 0) * across : 0),
    widthPx - halfPx,
    halfPx,
  )
  const middleMm = (DRAWN_MM.top + DRAWN_MM.bottom) / 2
  const originY = between(
    heightPx / 2 + (zoom > 1 ? (centre?.yMm ?? middleMm) : middleMm) * scale,
    heightPx + DRAWN_MM.bottom * scale,
    DRAWN_MM.top * scale,
  )
  return {
    widthPx,
    heightPx,
    scale,
    across,
    along: scale,
    originX,
    originY,
    toDrawing: (place) => {
      const { xMm, yMm } = 'mapVersion' in place ? inFrame(place, drawing.version, drawing.editions) : place
      return { x: originX + xMm * across, y: originY - yMm * scale }
    },
    toPoint: ({ x, y }) => bodyPointAt((x - originX) / across, (originY - y) / scale),
  }
}
