import { against } from '../../bodymap/geometry'
import { inFrame, MAP_VERSION, onBody, sideAt, ZONE_LABELS, zoneAt, type Side } from '../../bodymap'
import { said, saidOf } from '../../records/said'
import type { Axes } from '../answer'
import { lastChange } from '../derived'
import { compareSides } from '../laterality'
import type { EntryView } from '../view'
import { numberText } from '../wording'
import type { EntryCheck, Verdict } from './check'
import { CHECK_TEXTS } from './texts'

type Nodule = EntryView<'nodule'>

const mapSide = (nodule: Nodule): Side | undefined => {
  const point = nodule.value('nodule.point')
  return point && sideAt(point)
}

const swapped = (size: Axes | undefined): Verdict =>
  size && size.shortMm > size.longMm
    ? {
        message: said(CHECK_TEXTS.axesSwapped),
        offer: {
          label: saidOf(CHECK_TEXTS.swapTo, {
            size: { asIs: `${numberText(size.shortMm)} × ${numberText(size.longMm)}` },
          }),
          value: { longMm: size.shortMm, shortMm: size.longMm },
        },
      }
    : undefined

/** E and W of one nodule (clinical content 2.5, rulings 4, 7 and 8). */
export const NODULE_CHECKS: readonly EntryCheck<'nodule'>[] = [
  {
    id: 'nodule.offBody',
    level: 'refuse',
    group: 'nodule',
    at: 'nodule.point',
    reads: ['nodule.point'],
    source: '2.5',
    says: (nodule) => {
      const point = nodule.value('nodule.point')
      return point && !onBody(inFrame(point, MAP_VERSION)) ? said(CHECK_TEXTS.offBody) : undefined
    },
  },
  {
    id: 'nodule.sideAgainstMap',
    level: 'refuse',
    group: 'nodule',
    at: 'nodule.side',
    reads: ['nodule.side', 'nodule.point'],
    source: '2.5, ruling 4',
    says: (nodule) => {
      const [side, map] = [nodule.value('nodule.side'), mapSide(nodule)]
      return compareSides(side, map) === 'opposite'
        ? saidOf(CHECK_TEXTS.sideAgainstMap, { side: side ?? '', map: map ?? '' })
        : undefined
    },
  },
  {
    id: 'nodule.sideNearMidline',
    level: 'confirm',
    group: 'nodule',
    at: 'nodule.side',
    reads: ['nodule.side', 'nodule.point'],
    source: '2.5, ruling 4',
    says: (nodule) => {
      const [side, map] = [nodule.value('nodule.side'), mapSide(nodule)]
      return compareSides(side, map) === 'near'
        ? saidOf(CHECK_TEXTS.sideNearMap, { side: side ?? '', map: map ?? '' })
        : undefined
    },
  },
  {
    id: 'nodule.zoneAgainstMap',
    level: 'confirm',
    group: 'nodule',
    at: 'nodule.zone',
    reads: ['nodule.zone', 'nodule.point'],
    source: '2.5',
    says: (nodule) => {
      const [zone, point] = [nodule.value('nodule.zone'), nodule.value('nodule.point')]
      if (zone === undefined || point === undefined) return undefined
      const map = zoneAt(point)
      return zone === map
        ? undefined
        : saidOf(CHECK_TEXTS.zoneAgainstMap, { zone: said(ZONE_LABELS[zone]), map: said(ZONE_LABELS[map]) })
    },
  },
  {
    id: 'nodule.outlineApart',
    level: 'confirm',
    group: 'nodule',
    at: 'nodule.outline',
    reads: ['nodule.outline', 'nodule.point'],
    source: '(c)',
    says: (nodule) => {
      const [outline, point] = [nodule.value('nodule.outline'), nodule.value('nodule.point')]
      if (outline === undefined || point === undefined) return undefined
      const { xMm, yMm } = inFrame(point, outline.mapVersion)
      return against(outline.ring, xMm, yMm) === 'outside' ? said(CHECK_TEXTS.outlineApart) : undefined
    },
  },
  {
    id: 'nodule.axesSwapped',
    level: 'confirm',
    group: 'nodule',
    at: 'nodule.sizePalpated',
    reads: ['nodule.sizePalpated'],
    source: '2.5',
    says: (nodule) => swapped(nodule.value('nodule.sizePalpated')),
  },
  {
    id: 'nodule.imagedAxesSwapped',
    level: 'confirm',
    group: 'nodule',
    at: 'nodule.sizeImaged',
    reads: ['nodule.sizeImaged'],
    source: '2.5',
    says: (nodule) => swapped(nodule.value('nodule.sizeImaged')),
  },
  {
    id: 'nodule.tendernessAgainstPain',
    level: 'confirm',
    group: 'nodule',
    at: 'nodule.painOnPressure',
    reads: ['nodule.tenderness', 'nodule.painOnPressure'],
    source: '2.5',
    says: (nodule) => {
      const tenderness = nodule.value('nodule.tenderness')
      const pain = nodule.value('nodule.painOnPressure')
      if (tenderness === undefined || pain === undefined) return undefined
      return (tenderness === 0 && pain >= 4) || (tenderness >= 3 && pain === 0)
        ? saidOf(CHECK_TEXTS.tendernessAgainstPain, {
            tenderness: String(tenderness),
            pain: String(pain),
          })
        : undefined
    },
  },
  {
    id: 'nodule.sameAgainstSize',
    level: 'confirm',
    group: 'nodule',
    at: 'nodule.status',
    reads: ['nodule.status', 'nodule.sizePalpated', 'nodule.sizeImaged'],
    source: '2.5, ruling 8',
    says: (nodule, view) => {
      const change = nodule.has('nodule.status', 'same') ? lastChange(view, nodule) : undefined
      if (!change || change.mm === 0) return undefined
      return saidOf(change.mm > 0 ? CHECK_TEXTS.longer : CHECK_TEXTS.shorter, {
        mm: numberText(Math.abs(change.mm)),
        day: { day: change.since },
      })
    },
  },
]
