import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placesSaid } from '@shared/exam/place-said'
import { filled } from '@shared/records/said'
import {
  areaOf,
  closedRing,
  distanceToSegment,
  distanceToShading,
  ellipseRing,
  isNowhere,
  middleOfRing,
  shadedAreaMm2,
  shadedPatches,
  shadedPlaces,
  sharedAreaMm2,
  simplified,
  spanOf,
  type Vertex,
} from '@shared/bodymap'
import type { Shading } from '@shared/exam/answer'

const tenths = (limit: number) =>
  fc.integer({ min: -limit * 10, max: limit * 10 }).map((value) => value / 10 + 0)
const vertex = fc.tuple(tenths(140), tenths(130))
const anyLine = fc.array(vertex, { minLength: 1, maxLength: 60 })
const shadingOf = (over: Partial<Shading>): Shading => ({ strokes: [], zones: [], mapVersion: 1, ...over })
const dab = (x: number, y: number, widthMm = 14): Shading =>
  shadingOf({ strokes: [{ widthMm, line: [[x, y]] }] })

describe('a line as it is kept', () => {
  it('stays within the tolerance of what was drawn, and has no more points', () => {
    fc.assert(
      fc.property(anyLine, fc.constantFrom(0.5, 1, 2), (line, tolerance) => {
        const kept = simplified(line, tolerance)
        expect(kept.length).toBeLessThanOrEqual(line.length)
        for (const point of line) {
          const nearest = Math.min(
            ...kept.map((from, at) => distanceToSegment(point, from, kept[at + 1] ?? from)),
          )
          expect(nearest).toBeLessThanOrEqual(tolerance + 0.1)
        }
      }),
      { numRuns: 500, seed: 7 },
    )
  })

  it('keeps both ends, in tenths of a millimetre', () => {
    expect(
      simplified(
        [
          [0.04, 0],
          [5, 0.1],
          [10.06, 0],
        ],
        1,
      ),
    ).toEqual([
      [0, 0],
      [10.1, 0],
    ])
    expect(simplified([[1, 2]], 1)).toEqual([[1, 2]])
    expect(simplified([], 1)).toEqual([])
  })
})

describe('an outline', () => {
  const square: Vertex[] = [
    [0, 0],
    [20, 0],
    [20, 20],
    [0, 20],
  ]

  it('has the area, the span and the middle of its drawing', () => {
    expect(areaOf(square)).toBe(400)
    expect(middleOfRing(square)).toEqual({ xMm: 10, yMm: 10 })
    const ring = ellipseRing([50, 5], { acrossMm: 18, alongMm: 12 })
    expect(areaOf(ring)).toBeGreaterThan(0.97 * Math.PI * 9 * 6)
    expect(areaOf(ring)).toBeLessThan(Math.PI * 9 * 6)
    expect(spanOf(ring).longMm).toBeCloseTo(18, 0)
    expect(spanOf(ring).shortMm).toBeCloseTo(12, 0)
  })

  it('measures the same, however it is turned', () => {
    for (const degrees of [0, 30, 45, 90, 170]) {
      const { longMm, shortMm } = spanOf(ellipseRing([0, 0], { acrossMm: 40, alongMm: 20, degrees }))
      expect(Math.abs(longMm - 40)).toBeLessThan(0.6)
      expect(Math.abs(shortMm - 20)).toBeLessThan(0.6)
    }
  })

  it('loses the tails where the hand ran on beyond its start', () => {
    const drawn: Vertex[] = [
      [5, -6],
      [5, 0],
      [20, 0],
      [20, 20],
      [0, 20],
      [0, -2],
      [9, -2],
    ]
    const ring = closedRing(drawn)
    expect(areaOf(ring)).toBeGreaterThan(390)
    expect(Math.min(...ring.map(([, y]) => y))).toBe(-2)
    expect(ring).not.toContainEqual([5, -6])
  })

  it('is not cut down to a small loop of a shaking hand', () => {
    const drawn: Vertex[] = [
      [0, 0],
      [20, 0],
      [21, 1],
      [20.5, 1],
      [20.5, -1],
      [20, 20],
      [0, 20],
    ]
    expect(areaOf(closedRing(drawn))).toBeGreaterThan(350)
  })
})

describe('a shading', () => {
  it('counts its area on the map, and what lies over itself once', () => {
    const one = shadedAreaMm2(dab(50, 0))
    expect(one).toBeGreaterThan(Math.PI * 49 * 0.9)
    expect(one).toBeLessThan(Math.PI * 49 * 1.1)
    const twice = shadingOf({ strokes: [...dab(50, 0).strokes, ...dab(50, 0).strokes] })
    expect(shadedAreaMm2(twice)).toBe(one)
  })

  it('counts nothing beside the body', () => {
    expect(shadedAreaMm2(dab(168, 100))).toBe(0)
  })

  it('takes whole zones by name, of one side', () => {
    const left = shadingOf({ zones: [{ zone: 'psis', side: 'left' }] })
    expect(shadedPlaces(left).map(({ side, zone }) => `${side} ${zone}`)).toEqual(['left psis'])
    expect(distanceToShading(left, { xMm: -45, yMm: 0 })).toBe(0)
    expect(distanceToShading(left, { xMm: 45, yMm: 0 })).toBeGreaterThan(70)
  })

  it('names its places, the largest first, and leaves out the slivers', () => {
    const both = shadingOf({
      strokes: [
        {
          widthMm: 14,
          line: [
            [45, 0],
            [100, -60],
          ],
        },
      ],
      zones: [{ zone: 'paraspinal', side: 'left' }],
    })
    expect(filled(placesSaid(shadedPlaces(both)))).toBe('left paraspinal L3–L5; right upper buttock')
  })

  it('tells parts that do not touch from each other, and how far each is', () => {
    const two = shadingOf({ strokes: [...dab(50, 0, 24).strokes, ...dab(-90, -60).strokes] })
    const patches = shadedPatches(two)
    expect(patches).toHaveLength(2)
    expect(patches[0]?.distanceMm({ xMm: 50, yMm: 0 })).toBe(0)
    expect(patches[1]?.distanceMm({ xMm: -90, yMm: -40 })).toBeGreaterThan(11)
    expect(patches[1]?.distanceMm({ xMm: -90, yMm: -40 })).toBeLessThan(15)
  })

  it('has in common with another what both cover', () => {
    expect(sharedAreaMm2(dab(50, 0), dab(50, 0))).toBe(shadedAreaMm2(dab(50, 0)))
    expect(sharedAreaMm2(dab(50, 0), dab(-50, 0))).toBe(0)
  })

  it('may say that it hurts nowhere, which is an answer', () => {
    expect(isNowhere(shadingOf({}))).toBe(true)
    expect(isNowhere(dab(0, 0))).toBe(false)
  })

  it('never covers more than its box, whatever is drawn', () => {
    fc.assert(
      fc.property(
        fc.array(vertex, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(8, 14, 24),
        (line, widthMm) => {
          const area = shadedAreaMm2(shadingOf({ strokes: [{ widthMm, line }] }))
          const [xs, ys] = [line.map(([x]) => x), line.map(([, y]) => y)]
          const box =
            (Math.max(...xs) - Math.min(...xs) + widthMm + 2) *
            (Math.max(...ys) - Math.min(...ys) + widthMm + 2)
          expect(area).toBeLessThanOrEqual(box)
        },
      ),
      { numRuns: 60, seed: 8 },
    )
  })
})
