import fc from 'fast-check'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  areaOf,
  EDITIONS,
  ellipseRing,
  FRAME_MM,
  inFrame,
  LANDMARKS,
  lineInFrame,
  middleOfRing,
  onBody,
  placeInWords,
  placeOfZone,
  shadingInFrame,
  sideAt,
  viewOf,
  ZONE_POLYGONS,
  zoneAt,
  ZONES,
  type MapEditions,
  type ZonePolygons,
} from '@shared/bodymap'
import type { Polygon, Vertex } from '@shared/bodymap/geometry'
import { against } from '@shared/bodymap/geometry'
import type { BodyPoint, Shading } from '@shared/exam/answer'
import { root } from '../root'
import { VIGNETTES } from '../fixtures/vignettes'

/**
 * A second drawing of the same body, invented: dimples further apart, a higher and wider crest, a longer sacrum, and a
 * bend that no scaling undoes. Every corner of a zone is where the new drawing puts that point of the body.
 */
const redrawn = ([x, y]: Vertex): Vertex => [
  x * (1.12 - 0.0006 * x) + 0.02 * Math.max(0, y) * (x / 60),
  y * (y > 0 ? 1.08 : 1.17) + 3 * Math.sin(x / 40) - 2 * (x / 140),
]
const SECOND = 2
const second = Object.fromEntries(
  Object.entries(ZONE_POLYGONS).map(([zone, polygon]) => [zone, polygon.map(redrawn)]),
) as Record<string, Polygon> as ZonePolygons
const editions: MapEditions = { ...EDITIONS, [SECOND]: second }
const onSecond = (point: BodyPoint): BodyPoint => inFrame(point, SECOND, editions)

const tenth = (mm: number): string => (Math.round(mm * 10) / 10 + 0).toFixed(1)
const at = (xMm: number, yMm: number): BodyPoint => ({ xMm, yMm, mapVersion: 1 })
/** Old nodules: of every vignette, one in every zone of each side, at named landmarks, and off every zone. */
const OLD: readonly (readonly [string, BodyPoint])[] = [
  ...Object.values(VIGNETTES).flatMap(({ vignette, visits }) =>
    visits.slice(0, 1).flatMap(({ groups }) =>
      (groups['nodule'] ?? []).flatMap(({ values }, index): [string, BodyPoint][] => {
        const point = values['nodule.point']
        return point !== undefined && typeof point === 'object' && 'xMm' in point
          ? [[`${vignette}, nodule ${index + 1}`, point]]
          : []
      }),
    ),
  ),
  ...ZONES.flatMap((zone) =>
    (['left', 'right'] as const).flatMap((side): [string, BodyPoint][] => {
      const point = placeOfZone(zone, side)
      return point ? [[`middle of ${zone}, ${side}`, point]] : []
    }),
  ),
  ['right PSIS', at(LANDMARKS.psis.at[0], 0)],
  ['left PSIS', at(-LANDMARKS.psis.at[0], 0)],
  ['cluneal point', at(...LANDMARKS.cluneal.at)],
  ['highest point of the left crest', at(-LANDMARKS.crestApex.at[0], LANDMARKS.crestApex.at[1])],
  ['spinous process L5', at(0, LANDMARKS.l5.at[1])],
  ['5 mm right of the midline', at(5, 20)],
  ['gluteal cleft, below every zone', at(0, -120)],
  ['right buttock, below every zone', at(70, -130)],
  ['left loin, beside every zone', at(-120, 110)],
]

describe('another drawing of the map', () => {
  it('shows every old nodule on the same anatomy', async () => {
    const lines = OLD.map(([name, point]) => {
      const there = onSecond(point)
      const zone = zoneAt(point, editions)
      expect(zoneAt(there, editions), name).toBe(zone)
      expect(Math.sign(there.xMm), name).toBe(Math.sign(point.xMm))
      return `${name}: ${sideAt(point)} ${zone}, ${point.xMm} ${point.yMm} on map 1, ${there.xMm} ${there.yMm} on map 2`
    })
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(
      join(root, 'tests/golden/map/second-edition.txt'),
    )
  })

  it('shows every old outline and shading on the same anatomy', async () => {
    const outlines = OLD.map(([name, { xMm, yMm }]): [string, readonly Vertex[]] => [
      `outline round ${name}`,
      ellipseRing([xMm, yMm], { acrossMm: 12, alongMm: 8 }),
    ])
    const lines = outlines.map(([name, ring]) => {
      const there = lineInFrame({ line: ring, mapVersion: 1, closed: true }, SECOND, editions)
      const [before, after] = [middleOfRing(ring), middleOfRing(there)]
      const placed = onSecond({ ...before, mapVersion: 1 })
      // The middle of the bent outline is where the middle of the old one lies, within what bending does to a middle.
      expect(Math.hypot(after.xMm - placed.xMm, after.yMm - placed.yMm), name).toBeLessThan(1.5)
      for (const [xMm, yMm] of ring) {
        const corner = onSecond({ xMm, yMm, mapVersion: 1 })
        expect(
          there.some(([x, y]) => x === corner.xMm && y === corner.yMm),
          name,
        ).toBe(true)
      }
      const grown = Math.round((areaOf(there) / areaOf(ring)) * 100)
      return `${name}: middle ${tenth(after.xMm)} ${tenth(after.yMm)} on map 2, ${grown}% of its area`
    })
    const shading: Shading = {
      strokes: [
        {
          widthMm: 14,
          line: [
            [45, 0],
            [70, 46],
            [112, 72],
          ],
        },
      ],
      zones: [{ zone: 'upperButtock', side: 'left' }],
      mapVersion: 1,
    }
    const before = structuredClone(shading)
    const drawn = shadingInFrame(shading, SECOND, editions)
    expect(shading).toEqual(before)
    expect(drawn.zones).toEqual([second.upperButtock.map(([x, y]) => [-x, y])])
    const [stroke] = drawn.strokes
    // Along the crest on the old map, and along the crest on the new one.
    for (const [xMm, yMm] of stroke?.line ?? [])
      expect(['psis', 'crestMedial', 'crestMiddle']).toContain(
        zoneAt({ xMm, yMm, mapVersion: SECOND }, editions),
      )
    const ends = [stroke?.line[0], stroke?.line.at(-1)].map((end) => end?.join(' ') ?? '').join(' to ')
    await expect(
      `${[...lines, `stroke along the right crest: ${ends} on map 2`].join('\n')}\n`,
    ).toMatchFileSnapshot(join(root, 'tests/golden/map/second-edition-drawn.txt'))
  })

  it('leaves the stored place and its words as they were signed', () => {
    for (const [name, point] of OLD) {
      const before = structuredClone(point)
      const words = placeInWords(point).text
      onSecond(point)
      expect(point, name).toEqual(before)
      expect(placeInWords(point).text, name).toBe(words)
    }
  })

  it('draws them there, wherever the plate stands on the screen', () => {
    const drawing = { version: SECOND, editions }
    for (const widthPx of [200, 344, 800])
      for (const [name, point] of OLD) {
        const view = viewOf({ widthPx, drawing })
        const { xMm, yMm } = onSecond(point)
        expect(view.toDrawing(point), name).toEqual(view.toDrawing({ xMm, yMm }))
        const zone = zoneAt(point, editions)
        const { x, y } = view.toDrawing(point)
        if (zone === 'other') continue
        const outline = second[zone].map(([a, b]): Vertex => {
          const corner = view.toDrawing({ xMm: a * (point.xMm < 0 ? -1 : 1), yMm: b })
          return [corner.x, corner.y]
        })
        expect(against(outline, x, y), name).not.toBe('outside')
      }
  })

  const places = fc
    .record({
      xMm: fc.integer({ min: FRAME_MM.left * 10, max: FRAME_MM.right * 10 }).map((n) => n / 10),
      yMm: fc.integer({ min: FRAME_MM.bottom * 10, max: FRAME_MM.top * 10 }).map((n) => n / 10),
    })
    .filter(onBody)

  it('keeps the zone, the side and the way back of any place', () => {
    fc.assert(
      fc.property(places, ({ xMm, yMm }) => {
        const point = at(xMm, yMm)
        const there = onSecond(point)
        expect(there.xMm * xMm).toBeGreaterThanOrEqual(0)
        const zone = zoneAt(point, editions)
        // Within a tenth of a millimetre of an outline rounding decides.
        const edge = Object.values(ZONE_POLYGONS).some((polygon) =>
          [-0.3, 0, 0.3].some((dx) =>
            [-0.3, 0, 0.3].some(
              (dy) => against(polygon, Math.abs(xMm) + dx, yMm + dy) !== against(polygon, Math.abs(xMm), yMm),
            ),
          ),
        )
        if (edge) return
        expect(zoneAt(there, editions)).toBe(zone)
        if (zone === 'other') return
        const back = inFrame(there, 1, editions)
        expect(Math.hypot(back.xMm - xMm, back.yMm - yMm)).toBeLessThan(0.5)
      }),
      { numRuns: 500 },
    )
  })

  it('does not know an edition that nobody drew', () => {
    expect(() => inFrame({ ...at(10, 10), mapVersion: 3 }, 1, editions)).toThrow('No edition 3')
    expect(() => zoneAt({ ...at(10, 10), mapVersion: 3 }, editions)).toThrow('No edition 3')
  })
})
