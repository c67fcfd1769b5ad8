import { placesInWords, shadedPlaces, ZONE_LABELS } from '@shared/bodymap'
import type { Shading } from '@shared/exam/answer'
import type { MapNodule } from './nodule'

/** What the map is and shows, as a screen reader says it before anything in it. */
export function mapName(nodules: readonly MapNodule[], shading: Shading | undefined): string {
  const count = nodules.length
  const known = nodules.filter(({ lastSeen }) => lastSeen !== undefined).length
  const waiting = known === 0 ? '' : ` ${known} of them not placed today.`
  const has = count === 0 ? 'No nodules.' : `${count} nodule${count === 1 ? '' : 's'}.${waiting}`
  const shows =
    shading === undefined
      ? ''
      : ` Hatched where the patient shows pain: ${placesInWords(shadedPlaces(shading), ZONE_LABELS)}.`
  return `Map of the low back, from behind. The patient’s left is on the left. ${has}${shows}`
}
