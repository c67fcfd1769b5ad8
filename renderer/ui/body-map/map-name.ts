import { shadedPlaces } from '@shared/bodymap'
import type { Shading } from '@shared/exam/answer'
import { placesSaid } from '@shared/exam/place-said'
import { say } from '../../language/say'
import { plural, t } from '../../language/text'
import type { MapNodule } from './nodule'

/** What the map is and shows, as a screen reader says it before anything in it. */
export function mapName(nodules: readonly MapNodule[], shading: Shading | undefined): string {
  const count = nodules.length
  const known = nodules.filter(({ lastSeen }) => lastSeen !== undefined).length
  const waiting = known === 0 ? '' : ` ${t('{known} of them not placed today.', { known })}`
  const has = count === 0 ? t('No nodules.') : `${plural(count, '{n} nodules.')}${waiting}`
  const shows =
    shading === undefined
      ? ''
      : ` ${t('Hatched where the patient shows pain: {places}.', { places: say(placesSaid(shadedPlaces(shading))) })}`
  return `${t('Map of the low back, from behind. The patient’s left is on the left.')} ${has}${shows}`
}
