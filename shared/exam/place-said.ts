import {
  areaPart,
  ELSEWHERE,
  isNowhere,
  namedPlaces,
  shadedAreaMm2,
  shadedPlaces,
  ZONE_LABELS,
} from '../bodymap'
import type { ShadedPlace, Side, Zone } from '../bodymap'
import { joined, said, saidOf, type Said } from '../records/said'
import type { Shading } from './answer'

/** What is said of a place by its side and zone, for whoever says it in another language. */
export const PLACE_SAID = {
  sideZone: '{side} {zone}',
  shaded: '{places}, {area}',
  nowhere: 'nowhere on the map',
} as const

/** "right PSIS". */
export const sideAndZone = (side: Side, zone: Zone): Said =>
  saidOf(PLACE_SAID.sideZone, { side, zone: said(ZONE_LABELS[zone]) })

/** The places of a shading, the largest first: "right PSIS; right upper buttock". */
export const placesSaid = (places: readonly ShadedPlace[]): Said =>
  joined(
    namedPlaces(places).map(({ side, zone }) =>
      zone === 'other'
        ? saidOf(PLACE_SAID.sideZone, { side, zone: said(ELSEWHERE) })
        : sideAndZone(side, zone),
    ),
    ';',
  )

/** Where the patient shows pain: the named parts, the largest first, and the area. */
export const shadingSaid = (value: Shading): Said =>
  isNowhere(value)
    ? said(PLACE_SAID.nowhere)
    : saidOf(PLACE_SAID.shaded, {
        places: placesSaid(shadedPlaces(value)),
        area: areaPart(shadedAreaMm2(value)),
      })
