import type { Axes } from '../exam/answer'

/** Drawn dashed where no size was recorded, mm across. It stands for a place, not for a finding. */
export const UNSIZED_MM = 12

/**
 * Half axes as drawn, mm. The long axis lies across the body, as most back mice do; its direction is not
 * recorded.
 */
export const halfAxes = (size: Axes | undefined): { readonly rx: number; readonly ry: number } =>
  size === undefined
    ? { rx: UNSIZED_MM / 2, ry: UNSIZED_MM / 2 }
    : { rx: Math.max(size.longMm, size.shortMm) / 2, ry: Math.min(size.longMm, size.shortMm) / 2 }

/**
 * The filled part of an ellipse round the origin for tenderness 0 to 4: that many quarters, clockwise from
 * the top. Empty for 0.
 */
export const quartersPath = (rx: number, ry: number, tenderness: number): string => {
  const n = Math.min(4, Math.max(0, Math.trunc(tenderness)))
  const ends = ['', `${rx} 0`, `0 ${ry}`, `${-rx} 0`]
  if (n === 0) return ''
  if (n === 4) return `M${-rx} 0a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0Z`
  return `M0 0V${-ry}A${rx} ${ry} 0 ${n === 3 ? 1 : 0} 1 ${ends[n] ?? ''}Z`
}

/** "18 × 12" in millimetres, longer axis first. */
export const sizeLabel = ({ longMm, shortMm }: Axes): string =>
  `${Math.max(longMm, shortMm)} × ${Math.min(longMm, shortMm)}`
