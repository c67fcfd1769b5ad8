import { placeOfZone, ZONE_LABELS, ZONES, type Zone } from '@shared/bodymap'
import type { BodyPoint } from '@shared/exam/answer'

/** A zone of one side, as it is called and where the crosshair goes for it. */
export interface NamedPlace {
  readonly id: string
  readonly label: string
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
const SIDES = ['left', 'right'] as const
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
      : [{ id: `${zone}-${side}`, label, at, side, words: [...wordsOf(label), ...(ALSO[zone] ?? [])] }]
  }),
)

/** "pr" is p and r: a word that begins none of a zone's, and ends in the letter of a side, is both. */
const apart = (word: string): string[] =>
  /^..*[lr]$/u.test(word) && !PLACES.some(({ words }) => words.some((one) => one.startsWith(word)))
    ? [word.slice(0, -1), word.slice(-1)]
    : [word]

/**
 * Zones that typed words name, in the order of the map: each word begins one of the zone's, and a lone l or r is the
 * side. "psis right", "r crest", "si l", "pr".
 */
export function findZones(typed: string): readonly NamedPlace[] {
  const asked = wordsOf(typed).flatMap(apart)
  return PLACES.filter(({ words, side }) =>
    asked.every((word) =>
      word === 'l' || word === 'r' ? side.startsWith(word) : words.some((one) => one.startsWith(word)),
    ),
  )
}
