import { sideAt, type Place, type Side } from './point'
import { zoneAt, type Zone } from './zones'

/** Where a zone is, as a sentence says it. */
export const ZONE_PHRASES: Record<Zone, string> = {
  psis: 'over the PSIS',
  crestMedial: 'over the iliac crest, medial third',
  crestMiddle: 'over the iliac crest, middle third',
  sacroiliac: 'over the sacroiliac line',
  lumbosacral: 'lumbosacral',
  paraspinal: 'paraspinal L3–L5',
  upperButtock: 'upper buttock',
  other: 'outside the named zones',
}

const SIDE_PHRASES: Record<Side, string> = { left: 'left', midline: 'midline', right: 'right' }

export interface PlaceWordsOptions {
  /** The distances were measured on the patient. Otherwise the words say "about" and "from the map". */
  readonly measured?: boolean
}

/** One place in words; each piece stands alone, `text` joins them. Distances in whole millimetres. */
export interface PlaceWords {
  readonly side: string
  /** "over the PSIS" */
  readonly zone: string
  /** "about 52 mm from the midline"; on either side of it, near it, "about 4 mm right of the midline". */
  readonly fromMidline: string
  /** "6 mm above the PSIS line", "at the level of the PSIS line" */
  readonly fromPsisLine: string
  /** "from the map", empty when measured */
  readonly source: string
  readonly text: string
}

const sideways = (xMm: number, about: string): string => {
  const mm = Math.round(Math.abs(xMm))
  if (mm === 0) return 'in the midline'
  if (sideAt({ xMm }) !== 'midline') return `${about}${mm} mm from the midline`
  return `${about}${mm} mm ${xMm < 0 ? 'left' : 'right'} of the midline`
}

const upwards = (yMm: number): string => {
  const mm = Math.round(Math.abs(yMm))
  if (mm === 0) return 'at the level of the PSIS line'
  return `${mm} mm ${yMm < 0 ? 'below' : 'above'} the PSIS line`
}

/**
 * A place in the words of the note, the form and the screen reader:
 * "right, over the PSIS, about 52 mm from the midline, 6 mm above the PSIS line, from the map".
 */
export const placeInWords = (place: Place, { measured = false }: PlaceWordsOptions = {}): PlaceWords => {
  const pieces = {
    side: SIDE_PHRASES[sideAt(place)],
    zone: ZONE_PHRASES[zoneAt(place)],
    fromMidline: sideways(place.xMm, measured ? '' : 'about '),
    fromPsisLine: upwards(place.yMm),
    source: measured ? '' : 'from the map',
  }
  const text = Object.values(pieces)
    .filter((piece) => piece !== '')
    .join(', ')
  return { ...pieces, text }
}

/** The short form beside a row of the form: "52 mm out, 6 mm up"; left or right is said by the side. */
export const placeInShort = ({ xMm, yMm }: Place): string => {
  const [out, up] = [Math.round(Math.abs(xMm)), Math.round(Math.abs(yMm))]
  return `${out} mm out, ${up} mm ${yMm < 0 ? 'down' : 'up'}`
}
