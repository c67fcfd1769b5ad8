import { placeOfZone, ZONE_LABELS, ZONES, type Zone } from '@shared/bodymap'
import type { BodyPoint } from '@shared/exam/answer'
import { list, t, told } from '../../language/text'

const SIDES = ['left', 'right'] as const

/** A zone of one side, and where the crosshair goes for it. */
export interface NamedPlace {
  readonly id: string
  readonly zone: Zone
  readonly side: (typeof SIDES)[number]
  readonly at: BodyPoint
}

/** Words by which people also look for a zone. Only for finding: none of them is shown or stored. */
const ALSO: Readonly<Partial<Record<Zone, readonly string[]>>> = {
  psis: ['dimple', 'posterior', 'superior', 'spine'],
  sacroiliac: ['si', 'joint'],
  lumbosacral: ['ls', 'sacrum'],
  paraspinal: ['lumbar', 'l3', 'l4', 'l5'],
  upperButtock: ['gluteal'],
}
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^a-z0-9]+/u)
    .filter((word) => word !== '')

const PLACES = ZONES.flatMap((zone) =>
  SIDES.flatMap((side) => {
    const at = placeOfZone(zone, side)
    const label = `${ZONE_LABELS[zone]}, ${side}`
    return at === undefined
      ? []
      : [{ id: `${zone}-${side}`, zone, at, side, words: [...wordsOf(label), ...(ALSO[zone] ?? [])] }]
  }),
)

/** "pr" is p and r: a word that begins none of a zone's, and ends in the letter of a side, is both. */
const apart = (word: string): string[] =>
  /^..*[lr]$/u.test(word) && !PLACES.some(({ words }) => words.some((one) => one.startsWith(word)))
    ? [word.slice(0, -1), word.slice(-1)]
    : [word]

/** As it is called: "iliac crest, medial third, right". */
export const placeLabel = ({ zone, side }: NamedPlace): string => list([told(ZONE_LABELS[zone]), t(side)])

/** Ideographs that are typed stand anywhere in the label. */
const isCalled = (place: NamedPlace, typed: string): boolean =>
  (typed.match(/\p{Script=Han}+/gu) ?? []).every((part) => placeLabel(place).includes(part))

/**
 * Zones that typed words name, in the order of the map: each word begins one of the zone's, and a lone l or r is the
 * side. "psis right", "r crest", "si l", "pr".
 */
export function findZones(typed: string): readonly NamedPlace[] {
  const asked = wordsOf(typed).flatMap(apart)
  return PLACES.filter(
    (place) =>
      isCalled(place, typed) &&
      asked.every((word) =>
        word === 'l' || word === 'r'
          ? place.side.startsWith(word)
          : place.words.some((one) => one.startsWith(word)),
      ),
  )
}
