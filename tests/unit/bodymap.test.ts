import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filled } from '@shared/records/said'
import { bodyPoint } from '@shared/exam/answer'
import {
  bodyPointAt,
  FRAME_MM,
  MAP_VERSION,
  nudge,
  onBody,
  placeInWords,
  placeShortPart,
  placeOfZone,
  sideAt,
  ZONE_LABELS,
  ZONE_POLYGONS,
  zoneAt,
  ZONES,
} from '@shared/bodymap'
import { against, edges } from '@shared/bodymap/geometry'

const tenths = (from: number, to: number) => fc.integer({ min: from * 10, max: to * 10 }).map((n) => n / 10)
const places = fc.record({
  xMm: tenths(FRAME_MM.left, FRAME_MM.right),
  yMm: tenths(FRAME_MM.bottom, FRAME_MM.top),
})
const drawnZones = ZONES.filter((zone) => zone !== 'other')

describe('zones', () => {
  it('mirror: left and right of the same distance have the same name', () => {
    fc.assert(
      fc.property(places, ({ xMm, yMm }) => {
        expect(zoneAt({ xMm: -xMm, yMm })).toBe(zoneAt({ xMm, yMm }))
      }),
      { numRuns: 2000 },
    )
  })

  it('never overlap: a place is strictly inside at most one polygon', () => {
    fc.assert(
      fc.property(places, ({ xMm, yMm }) => {
        const inside = drawnZones.filter((z) => against(ZONE_POLYGONS[z], Math.abs(xMm), yMm) === 'inside')
        expect(inside.length).toBeLessThanOrEqual(1)
        if (inside[0]) expect(zoneAt({ xMm, yMm })).toBe(inside[0])
      }),
      { numRuns: 5000 },
    )
  })

  it('name every place of the body, and only with a known zone', () => {
    fc.assert(
      fc.property(places, (place) => {
        expect(ZONES).toContain(zoneAt(place))
      }),
      { numRuns: 1000 },
    )
  })

  it('leave no gap between the crest and the midline from the cleft to L3', () => {
    for (let y = -49; y <= 125; y += 1)
      for (let x = 0; x <= 57; x += 1) expect([x, y, zoneAt({ xMm: x, yMm: y })]).not.toContain('other')
  })

  it('give every shared edge to the zone that comes first', () => {
    let shared = 0
    for (const zone of drawnZones)
      for (const [a, b] of edges(ZONE_POLYGONS[zone])) {
        const [xMm, yMm] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
        const touching = drawnZones.filter((z) => against(ZONE_POLYGONS[z], xMm, yMm) !== 'outside')
        if (touching.length > 1) shared += 1
        expect(zoneAt({ xMm, yMm })).toBe(touching[0])
      }
    expect(shared).toBeGreaterThan(20)
  })

  it.each([
    [45, 0, 'psis'],
    [52, 6, 'psis'],
    [-52, 6, 'psis'],
    [60, 40, 'crestMedial'],
    [100, 72, 'crestMiddle'],
    [36, 25, 'sacroiliac'],
    [0, 0, 'lumbosacral'],
    [30, 80, 'paraspinal'],
    [90, -20, 'upperButtock'],
    [0, -150, 'other'],
    [140, 110, 'other'],
  ])('%d, %d is %s', (xMm, yMm, zone) => {
    expect(zoneAt({ xMm, yMm })).toBe(zone)
  })

  it('are named without the synonym that also names another region', () => {
    expect(ZONE_LABELS.crestMedial).toBe('iliac crest, medial third')
    expect(Object.values(ZONE_LABELS).join().toLowerCase()).not.toContain('multifidus')
  })

  it.each(drawnZones)('%s has a place of its own on each side', (zone) => {
    for (const side of ['left', 'right'] as const) {
      const point = placeOfZone(zone, side)
      expect(point).toBeDefined()
      expect(zoneAt(point!)).toBe(zone)
      expect(sideAt(point!)).toBe(side)
      expect(onBody(point!)).toBe(true)
    }
    expect(placeOfZone('other', 'left')).toBeUndefined()
  })
})

describe('points', () => {
  it('carry the edition of the map and fit the stored shape', () => {
    expect(bodyPoint.parse(bodyPointAt(52.04, 6.06))).toEqual({ xMm: 52, yMm: 6.1, mapVersion: MAP_VERSION })
    expect(MAP_VERSION).toBe(1)
    expect(Object.is(bodyPointAt(-0.01, 0).xMm, 0)).toBe(true)
  })

  it('move there and back to the same place, to a tenth of a millimetre', () => {
    fc.assert(
      fc.property(places, tenths(-20, 20), tenths(-20, 20), ({ xMm, yMm }, dx, dy) => {
        const start = bodyPointAt(xMm, yMm)
        expect(nudge(nudge(start, dx, dy), -dx, -dy)).toEqual(start)
      }),
    )
    expect(nudge({ xMm: 1, yMm: 1, mapVersion: 7 }, 0.1, 0).mapVersion).toBe(7)
  })

  it.each([
    [10, 'midline'],
    [-10, 'midline'],
    [10.1, 'right'],
    [-10.1, 'left'],
    [0, 'midline'],
  ])('x %d is %s', (xMm, side) => {
    expect(sideAt({ xMm })).toBe(side)
  })

  it('are on the body inside the skin line only', () => {
    expect(onBody({ xMm: 0, yMm: 0 })).toBe(true)
    expect(onBody({ xMm: 158, yMm: -82 })).toBe(true)
    expect(onBody({ xMm: 140, yMm: 107 })).toBe(false)
    expect(onBody({ xMm: 163, yMm: -82 })).toBe(false)
    expect(onBody({ xMm: 0, yMm: 151 })).toBe(false)
    expect(onBody({ xMm: 0, yMm: -191 })).toBe(false)
    fc.assert(
      fc.property(places, ({ xMm, yMm }) => {
        expect(onBody({ xMm: -xMm, yMm })).toBe(onBody({ xMm, yMm }))
      }),
    )
  })
})

describe('words', () => {
  it('say about and from the map unless measured', () => {
    const place = { xMm: 52, yMm: 6 }
    expect(placeInWords(place).text).toBe(
      'right, over the PSIS, about 52 mm from the midline, 6 mm above the PSIS line, from the map',
    )
    expect(placeInWords(place, { measured: true }).text).toBe(
      'right, over the PSIS, 52 mm from the midline, 6 mm above the PSIS line',
    )
    expect(filled(placeShortPart(place))).toBe('52 mm out, 6 mm up')
  })

  it('say which way inside the midline band, and no zero distances', () => {
    expect(placeInWords({ xMm: -4.2, yMm: -12 }).text).toBe(
      'midline, lumbosacral, about 4 mm left of the midline, 12 mm below the PSIS line, from the map',
    )
    expect(placeInWords({ xMm: 0, yMm: 0.3 })).toMatchObject({
      fromMidline: 'in the midline',
      fromPsisLine: 'at the level of the PSIS line',
    })
  })

  it('never name the other side', () => {
    fc.assert(
      fc.property(places, (place) => {
        const { text } = placeInWords(place)
        if (place.xMm > 0.5) expect(text).not.toContain('left')
        if (place.xMm < -0.5) expect(text).not.toContain('right')
      }),
    )
  })
})
