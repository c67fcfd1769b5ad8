import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  acrossFactor,
  bodyPointAt,
  FRAME_MM,
  halfAxes,
  LANDMARKS,
  onBody,
  quartersPath,
  sizeLabel,
  STANDARD_PSIS_DISTANCE_MM,
  viewOf,
  zoneAt,
} from '@shared/bodymap'
import { cross, placeLabels, type LabelArea, type LabelRequest } from '@shared/bodymap/labels'
import { CREST, SACROILIAC_LINE } from '@shared/bodymap/landmarks'
import { halfWidthAt } from '@shared/bodymap/outline'
import * as plate from '@shared/bodymap/plate'
import { BONES, PELVIS_OUTLINES, SPINES_LUMBAR } from '@shared/bodymap/plate-bones'

const tenths = (from: number, to: number) => fc.integer({ min: from * 10, max: to * 10 }).map((n) => n / 10)
const places = fc.record({
  xMm: tenths(FRAME_MM.left, FRAME_MM.right),
  yMm: tenths(FRAME_MM.bottom, FRAME_MM.top),
})

/** End points of every segment of a path of absolute M, C, L commands, as [x, y up]. */
const knots = (d: string): [number, number][] =>
  [...d.matchAll(/[MCL]([^MCLZHVa]*)/g)].map(([, numbers]) => {
    const all = numbers!
      .trim()
      .split(/[\s,]+/)
      .map(Number)
    return [all.at(-2)!, -all.at(-1)!]
  })
const passes = (d: string, [x, y]: readonly [number, number], within: number): boolean =>
  knots(d).some(([kx, ky]) => Math.hypot(kx - x, ky - y) <= within)

describe('the drawing', () => {
  const drawn: [string, string][] = [
    ['crest', plate.CREST_LINE],
    ['sacroiliac lines', plate.SACROILIAC],
    ['folds', plate.FOLDS],
    ['skin', plate.SKIN_PATHS.standard.edge],
    ['female skin', plate.SKIN_PATHS.female.edge],
    ['pelvis', PELVIS_OUTLINES.join('')],
    ['spines', SPINES_LUMBAR],
    ...BONES.filter(({ d }) => !d.includes('a')).map(({ d }, i): [string, string] => [`bone ${i}`, d]),
  ]
  it.each(drawn)('is symmetric: %s', (_, d) => {
    const points = knots(d)
    for (const [x, y] of points)
      expect(points.some(([mx, my]) => Math.abs(mx + x) < 0.02 && Math.abs(my - y) < 0.02)).toBe(true)
  })

  it('stands where the landmark table says', () => {
    for (const point of CREST) expect(passes(plate.CREST_LINE, point, 0.01)).toBe(true)
    for (const point of SACROILIAC_LINE) expect(passes(plate.SACROILIAC, point, 0.01)).toBe(true)
    expect(CREST[0]).toEqual(LANDMARKS.psis.at)
    expect(plate.PSIS_POINTS).toContain('M43.1 0a1.9')
    expect(passes(PELVIS_OUTLINES[1], LANDMARKS.crestApex.at, 1)).toBe(true)
    expect(passes(PELVIS_OUTLINES[1], LANDMARKS.crestLateral.at, 2)).toBe(true)
    expect(passes(PELVIS_OUTLINES[1], LANDMARKS.notch.at, 2)).toBe(true)
    expect(passes(PELVIS_OUTLINES[0], LANDMARKS.sacrococcygeal.at, 2)).toBe(true)
    expect(passes(plate.CLEFT, LANDMARKS.cleftTop.at, 0.1)).toBe(true)
    expect(passes(plate.FOLDS, LANDMARKS.glutealFold.at, 1)).toBe(true)
  })

  it('measures 144 mm along the crest, 53 of them in the medial third', () => {
    const length = (points: readonly (readonly [number, number])[]): number =>
      points.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - points[i]![0], y - points[i]![1]), 0)
    expect(length(CREST)).toBeGreaterThan(142)
    expect(length(CREST)).toBeLessThan(146)
    expect(Math.round(length(CREST.slice(0, 4)))).toBe(53)
    expect(CREST[3]).toEqual(LANDMARKS.cluneal.at)
  })

  it('keeps every landmark inside its published range and on the body', () => {
    for (const { at, range, rangeOf, source } of Object.values(LANDMARKS)) {
      const value = at[rangeOf === 'x' ? 0 : 1]
      expect(value).toBeGreaterThanOrEqual(range[0])
      expect(value).toBeLessThanOrEqual(range[1])
      expect(source).not.toBe('')
      expect(onBody({ xMm: at[0], yMm: at[1] })).toBe(true)
    }
    expect(zoneAt({ xMm: LANDMARKS.psis.at[0], yMm: 0 })).toBe('psis')
  })

  it('has skin lines that agree with what counts as the body', () => {
    for (let y = -190; y <= 150; y += 5) {
      const half = Math.max(halfWidthAt('standard', y), halfWidthAt('female', y))
      expect(onBody({ xMm: half - 0.2, yMm: y })).toBe(true)
      expect(onBody({ xMm: half + 0.2, yMm: y })).toBe(false)
    }
  })
})

describe('projection', () => {
  const views = fc.record({
    widthPx: fc.integer({ min: 160, max: 2000 }),
    maxHeightPx: fc.option(fc.integer({ min: 200, max: 1200 }), { nil: undefined }),
    zoom: fc.constantFrom(1, 2),
    centre: fc.option(places, { nil: undefined }),
    psisDistanceMm: fc.option(fc.integer({ min: 40, max: 160 }), { nil: undefined }),
  })

  it('comes back to the same point at every size, zoom and measured distance', () => {
    fc.assert(
      fc.property(views, places, (options, place) => {
        const view = viewOf(options)
        expect(view.toPoint(view.toDrawing(place))).toEqual(bodyPointAt(place.xMm, place.yMm))
      }),
      { numRuns: 1000 },
    )
  })

  it('puts the patient’s left on the left and the head at the top', () => {
    fc.assert(
      fc.property(views, (options) => {
        const view = viewOf(options)
        const [left, right] = [view.toDrawing({ xMm: -45, yMm: 0 }), view.toDrawing({ xMm: 45, yMm: 50 })]
        expect(left.x).toBeLessThan(right.x)
        expect(right.y).toBeLessThan(left.y)
      }),
    )
  })

  it('scales the drawing by a measured distance, never the point', () => {
    const [plain, wide] = [viewOf({ widthPx: 736 }), viewOf({ widthPx: 736, psisDistanceMm: 108 })]
    expect(wide.across / wide.scale).toBeCloseTo(108 / STANDARD_PSIS_DISTANCE_MM)
    expect(plain.across).toBe(plain.scale)
    const psis = wide.toDrawing({ xMm: 45, yMm: 0 })
    expect(wide.toPoint(psis)).toEqual(bodyPointAt(45, 0))
    expect(zoneAt(wide.toPoint(psis))).toBe('psis')
    expect(acrossFactor(undefined)).toBe(1)
    expect(acrossFactor(9000)).toBe(acrossFactor(130))
  })

  it('shows the whole body when not zoomed', () => {
    fc.assert(
      fc.property(views, (options) => {
        const view = viewOf({ ...options, zoom: 1 })
        const edge = view.toDrawing({ xMm: 161.3, yMm: -82 })
        expect(edge.x).toBeLessThanOrEqual(view.widthPx)
        expect(view.toDrawing({ xMm: -161.3, yMm: -82 }).x).toBeGreaterThanOrEqual(0)
        if (options.maxHeightPx !== undefined)
          expect(view.heightPx).toBeLessThanOrEqual(options.maxHeightPx + 1)
      }),
    )
  })
})

describe('labels', () => {
  const area: LabelArea = { widthPx: 344, top: 42, bottom: 330, bodyEdge: () => [30, 12] }
  const requests = fc
    .array(fc.record({ x: fc.integer({ min: 60, max: 284 }), y: fc.integer({ min: 20, max: 320 }) }), {
      minLength: 1,
      maxLength: 8,
    })
    .map((points) =>
      points.map(({ x, y }, i): LabelRequest => ({
        id: String(i),
        x,
        y,
        radius: 8,
        side: x < 172 ? 'left' : 'right',
        widthPx: 54,
        heightPx: 34,
      })),
    )
  const sameSide = (a: { side: string }, b: { side: string }): boolean => a.side === b.side

  it('never cover each other and stay on the drawing', () => {
    fc.assert(
      fc.property(requests, (asked) => {
        const placed = placeLabels(asked, area)
        expect(placed.map(({ id }) => id).sort()).toEqual(asked.map(({ id }) => id).sort())
        for (const a of placed) {
          expect(a.top + 34).toBeLessThanOrEqual(area.bottom)
          for (const b of placed)
            if (a !== b && sameSide(a, b)) expect(Math.abs(a.top - b.top)).toBeGreaterThanOrEqual(34)
        }
      }),
    )
  })

  it('have leaders that do not cross in a column', () => {
    fc.assert(
      fc.property(requests, (asked) => {
        const placed = placeLabels(asked, area)
        for (const a of placed)
          for (const b of placed) if (a !== b && sameSide(a, b)) expect(cross(a.leader, b.leader)).toBe(false)
      }),
    )
  })

  it('give way where they are optional and the column is full', () => {
    const asked = Array.from({ length: 12 }, (_, i): LabelRequest => {
      return {
        id: String(i),
        x: 200,
        y: 30 + i,
        radius: 0,
        side: 'right',
        widthPx: 50,
        heightPx: 34,
        optional: i > 3,
      }
    })
    const ids = placeLabels(asked, area).map(({ id }) => id)
    expect(ids.length).toBeLessThan(12)
    expect(ids).toEqual(expect.arrayContaining(['0', '1', '2', '3']))
  })
})

describe('nodules on the drawing', () => {
  it('are as long and as wide as they were measured, longer axis across', () => {
    expect(halfAxes({ longMm: 18, shortMm: 12 })).toEqual({ rx: 9, ry: 6 })
    expect(halfAxes({ longMm: 12, shortMm: 18 })).toEqual({ rx: 9, ry: 6 })
    expect(sizeLabel({ longMm: 12, shortMm: 18 })).toBe('18 × 12')
  })

  it('fill as many quarters as the grade', () => {
    expect(quartersPath(6, 4, 0)).toBe('')
    expect(quartersPath(6, 4, 1)).toBe('M0 0V-4A6 4 0 0 1 6 0Z')
    expect(quartersPath(6, 4, 2)).toBe('M0 0V-4A6 4 0 0 1 0 4Z')
    expect(quartersPath(6, 4, 3)).toBe('M0 0V-4A6 4 0 1 1 -6 0Z')
    expect(quartersPath(6, 4, 4)).toMatch(/^M-6 0a6 4 .*Z$/)
  })
})
