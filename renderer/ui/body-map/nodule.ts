import type { Axes, BodyPoint, Outline } from '@shared/exam/answer'
import { areaOf, placeInWords, sizeLabel, spanOf } from '@shared/bodymap'

/** What the map needs to know of a nodule. `tenderness` is absent where it was not graded, which is not 0. */
export interface MapNodule {
  readonly id: string
  /** R1, L1, M1; the caller's. */
  readonly label: string
  readonly at: BodyPoint
  readonly size?: Axes | undefined
  /** Drawn round it by hand. */
  readonly outline?: Outline | undefined
  readonly tenderness?: number | undefined
  readonly selected?: boolean | undefined
  /**
   * Set where the place is the record's and nobody has said it today: the visit that said it, as it is read aloud
   * ("11 October"). Drawn in pencil; moving or confirming it says it.
   */
  readonly lastSeen?: string | undefined
}

/** Where a nodule was at an earlier visit, drawn in pencil under where it is. */
export interface FormerNodule {
  readonly id: string
  readonly at: BodyPoint
  readonly size?: Axes | undefined
  readonly outline?: Outline | undefined
}

const outlineInWords = ({ ring }: Outline): string => {
  const { longMm, shortMm } = spanOf(ring)
  return `outlined by hand, ${Math.round(longMm)} by ${Math.round(shortMm)} mm and ${Math.round(areaOf(ring))} square mm`
}

/** A nodule as a screen reader says it: label, place, size, outline, tenderness. */
export const noduleInWords = ({ label, at, size, outline, tenderness, lastSeen }: MapNodule): string =>
  [
    lastSeen === undefined ? label : `${label}, not placed today, last visit ${lastSeen}`,
    placeInWords(at).text,
    size === undefined ? 'size not recorded' : `${sizeLabel(size).replace('×', 'by')} mm`,
    ...(outline === undefined ? [] : [outlineInWords(outline)]),
    tenderness === undefined ? 'tenderness not recorded' : `tenderness ${tenderness} of 4`,
  ].join(', ')
