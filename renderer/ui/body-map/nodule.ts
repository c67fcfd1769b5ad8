import type { Axes, BodyPoint, Outline } from '@shared/exam/answer'
import { areaOf, spanOf } from '@shared/bodymap'
import { t } from '../../language/text'
import { placeWords } from './place-words'

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
  return t('outlined by hand, {long} by {short} mm and {area} square mm', {
    long: Math.round(longMm),
    short: Math.round(shortMm),
    area: Math.round(areaOf(ring)),
  })
}

/** A nodule as a screen reader says it: label, place, size, outline, tenderness. */
export const noduleInWords = ({ label, at, size, outline, tenderness, lastSeen }: MapNodule): string =>
  [
    lastSeen === undefined
      ? label
      : t('{label}, not placed today, last visit {lastSeen}', { label, lastSeen }),
    placeWords(at),
    size === undefined
      ? t('size not recorded')
      : t('{long} by {short} mm', { long: size.longMm, short: size.shortMm }),
    ...(outline === undefined ? [] : [outlineInWords(outline)]),
    tenderness === undefined
      ? t('tenderness not recorded')
      : t('tenderness {tenderness} of 4', { tenderness }),
  ].join(', ')
