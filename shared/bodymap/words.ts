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

/** What is said of a place beside its side and zone. */
export const PLACE_WORDS = {
  inMidline: 'in the midline',
  fromMidline: '{mm} mm from the midline',
  aboutFromMidline: 'about {mm} mm from the midline',
  leftOfMidline: '{mm} mm left of the midline',
  aboutLeftOfMidline: 'about {mm} mm left of the midline',
  rightOfMidline: '{mm} mm right of the midline',
  aboutRightOfMidline: 'about {mm} mm right of the midline',
  atPsisLine: 'at the level of the PSIS line',
  abovePsisLine: '{mm} mm above the PSIS line',
  belowPsisLine: '{mm} mm below the PSIS line',
  fromMap: 'from the map',
} as const

/** One piece of a place in words, with the millimetres that fill it: what a screen says in its own language. */
export interface PlacePart {
  readonly text: string
  readonly mm?: number
}

const sideways = (xMm: number, measured: boolean): PlacePart => {
  const mm = Math.round(Math.abs(xMm))
  if (mm === 0) return { text: PLACE_WORDS.inMidline }
  if (sideAt({ xMm }) !== 'midline')
    return { text: measured ? PLACE_WORDS.fromMidline : PLACE_WORDS.aboutFromMidline, mm }
  return xMm < 0
    ? { text: measured ? PLACE_WORDS.leftOfMidline : PLACE_WORDS.aboutLeftOfMidline, mm }
    : { text: measured ? PLACE_WORDS.rightOfMidline : PLACE_WORDS.aboutRightOfMidline, mm }
}

const upwards = (yMm: number): PlacePart => {
  const mm = Math.round(Math.abs(yMm))
  if (mm === 0) return { text: PLACE_WORDS.atPsisLine }
  return { text: yMm < 0 ? PLACE_WORDS.belowPsisLine : PLACE_WORDS.abovePsisLine, mm }
}

const piecesOf = (place: Place, measured: boolean): Record<Exclude<keyof PlaceWords, 'text'>, PlacePart> => ({
  side: { text: SIDE_PHRASES[sideAt(place)] },
  zone: { text: ZONE_PHRASES[zoneAt(place)] },
  fromMidline: sideways(place.xMm, measured),
  fromPsisLine: upwards(place.yMm),
  source: { text: measured ? '' : PLACE_WORDS.fromMap },
})
const filled = ({ text, mm }: PlacePart): string => text.replace('{mm}', String(mm ?? ''))

/** The pieces of a place in the order in which they are said, from the map. */
export const placeParts = (place: Place): PlacePart[] => Object.values(piecesOf(place, false))

/**
 * A place in the words of the note, the form and the screen reader:
 * "right, over the PSIS, about 52 mm from the midline, 6 mm above the PSIS line, from the map".
 */
export const placeInWords = (place: Place, { measured = false }: PlaceWordsOptions = {}): PlaceWords => {
  const { side, zone, fromMidline, fromPsisLine, source } = piecesOf(place, measured)
  const pieces = {
    side: filled(side),
    zone: filled(zone),
    fromMidline: filled(fromMidline),
    fromPsisLine: filled(fromPsisLine),
    source: filled(source),
  }
  const text = Object.values(pieces)
    .filter((piece) => piece !== '')
    .join(', ')
  return { ...pieces, text }
}

/** The short form beside a row of the form, with its places; left or right is said by the side. */
export const PLACE_SHORT = { up: '{out} mm out, {up} mm up', down: '{out} mm out, {up} mm down' } as const
/** "52 mm out, 6 mm up", as a text with its places. */
export const placeShortPart = ({ xMm, yMm }: Place) => ({
  text: yMm < 0 ? PLACE_SHORT.down : PLACE_SHORT.up,
  slots: { out: String(Math.round(Math.abs(xMm))), up: String(Math.round(Math.abs(yMm))) },
})
