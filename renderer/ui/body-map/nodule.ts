import type { Axes, BodyPoint } from '@shared/exam/answer'
import { placeInWords, sizeLabel } from '@shared/bodymap'

/** What the map needs to know of a nodule. `tenderness` is absent where it was not graded, which is not 0. */
export interface MapNodule {
  readonly id: string
  /** R1, L1, M1; the caller's. */
  readonly label: string
  readonly at: BodyPoint
  readonly size?: Axes | undefined
  readonly tenderness?: number | undefined
  readonly selected?: boolean | undefined
}

/** A nodule as a screen reader says it: label, place, size, tenderness. */
export const noduleInWords = ({ label, at, size, tenderness }: MapNodule): string =>
  [
    label,
    placeInWords(at).text,
    size === undefined ? 'size not recorded' : `${sizeLabel(size).replace('×', 'by')} mm`,
    tenderness === undefined ? 'tenderness not recorded' : `tenderness ${tenderness} of 4`,
  ].join(', ')
