import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Way } from '../../shared/imaging/orientation'
import {
  extent,
  fit,
  fitScale,
  mirrored,
  oneToOne,
  pan,
  reoriented,
  toImage,
  toScreen,
  turned,
  UPRIGHT,
  zoom,
  type PictureSize,
  type View,
} from '../../renderer/images/viewer/view'

const film = { width: 700, height: 600 }
const side = fc.integer({ min: 1, max: 12_000 })
const aspect = fc.constantFrom(1, 1, 0.5, 2.25)
const picture = fc.record({ width: side, height: side, aspect })
const point = fc.record({ x: fc.integer({ min: 0, max: 700 }), y: fc.integer({ min: 0, max: 600 }) })
const way = fc.record({ turn: fc.constantFrom(0, 1, 2, 3), mirror: fc.boolean() }) as fc.Arbitrary<Way>
const square = (width: number, height: number): PictureSize => ({ width, height, aspect: 1 })

describe('where a picture lies', () => {
  it('all of it is seen, in the middle', () => {
    expect(fit(square(1400, 600), film)).toEqual({ scale: 0.5, x: 0, y: 150, ...UPRIGHT })
    expect(oneToOne(square(100, 100), film)).toEqual({ scale: 1, x: 300, y: 250, ...UPRIGHT })
    // A 64 x 64 MR is enlarged, but not to a screen of blocks.
    expect(fitScale({ width: 64, height: 64 }, film)).toBe(4)
    // Lying down it has the other height.
    expect(fit(square(1400, 600), film, 0, { turn: 1, mirror: false })).toMatchObject({
      scale: 600 / 1400,
      y: 0,
    })
  })

  it('zooming keeps the point under the pointer', () => {
    fc.assert(
      fc.property(way, point, (how, about) => {
        const size = square(640, 480)
        const before = fit(size, film, 0, how)
        const after = zoom(before, 2, about, size, film)
        const [one, other] = [toImage(before, size, about), toImage(after, size, about)]
        // Where the strip that must stay allows it.
        if (Math.abs(one.x - 320) < 320 && Math.abs(one.y - 240) < 240) {
          expect(other.x).toBeCloseTo(one.x)
          expect(other.y).toBeCloseTo(one.y)
        }
        expect(after.scale).toBeCloseTo(before.scale * 2)
      }),
    )
  })

  it('whatever is done, a strip stays to be seen', () => {
    fc.assert(
      fc.property(
        picture,
        fc.array(
          fc.tuple(
            fc.double({ min: 0.01, max: 100, noNaN: true }),
            point,
            fc.integer({ min: -9999, max: 9999 }),
            way,
          ),
        ),
        (size, acts) => {
          let view = fit(size, film)
          for (const [factor, about, by, how] of acts) {
            view = zoom(view, factor, about, size, film)
            view = pan(view, { x: by, y: -by }, size, film)
            view = reoriented(view, how, size, film)
          }
          const seen = extent(size, view.turn)
          expect(view.x).toBeLessThan(film.width)
          expect(view.y).toBeLessThan(film.height)
          expect(view.x + seen.width * view.scale).toBeGreaterThan(0)
          expect(view.y + seen.height * view.scale).toBeGreaterThan(0)
        },
      ),
    )
  })
})

describe('picture and film', () => {
  const view = (how: Way): View => ({ scale: 2, x: 10, y: 20, ...how })
  // Three across and two down, each pixel twice as high as wide: 6 x 8 on the film at scale 2.
  const small: PictureSize = { width: 3, height: 2, aspect: 2 }
  it.each([
    // The middle of the first pixel of the file, by hand.
    [0, false, { x: 11, y: 22 }],
    [0, true, { x: 15, y: 22 }],
    [1, false, { x: 16, y: 21 }],
    [1, true, { x: 16, y: 25 }],
    [2, false, { x: 15, y: 26 }],
    [2, true, { x: 11, y: 26 }],
    [3, false, { x: 12, y: 25 }],
    [3, true, { x: 12, y: 21 }],
  ] as const)('turned by %d quarters, mirrored %s: the first pixel lies at %o', (turn, mirror, at) => {
    expect(toScreen(view({ turn, mirror }), small, { x: 0.5, y: 0.5 })).toEqual(at)
  })

  it('there and back is the same point, to a thousandth of a pixel', () => {
    const at = fc.record({
      x: fc.double({ min: -50, max: 12_000, noNaN: true }),
      y: fc.double({ min: -50, max: 12_000, noNaN: true }),
    })
    fc.assert(
      fc.property(
        picture,
        way,
        fc.double({ min: 0.01, max: 32, noNaN: true }),
        at,
        (size, how, scale, one) => {
          const seen = { scale, x: -31.5, y: 204.25, ...how }
          const back = toImage(seen, size, toScreen(seen, size, one))
          expect(back.x).toBeCloseTo(one.x, 3)
          expect(back.y).toBeCloseTo(one.y, 3)
        },
      ),
    )
  })

  it('all of the picture lies within what it takes up', () => {
    fc.assert(
      fc.property(picture, way, (size, how) => {
        const seen = { scale: 1, x: 0, y: 0, ...how }
        const corners = [
          toScreen(seen, size, { x: 0, y: 0 }),
          toScreen(seen, size, { x: size.width, y: size.height }),
        ]
        const box = extent(size, how.turn)
        expect(Math.min(...corners.map((one) => one.x))).toBeCloseTo(0)
        expect(Math.max(...corners.map((one) => one.x))).toBeCloseTo(box.width)
        expect(Math.min(...corners.map((one) => one.y))).toBeCloseTo(0)
        expect(Math.max(...corners.map((one) => one.y))).toBeCloseTo(box.height)
      }),
    )
  })

  it('mirroring is done to what is seen, and twice is nothing; four quarters are nothing', () => {
    const size = square(40, 30)
    fc.assert(
      fc.property(way, fc.constantFrom('across', 'down'), (how, axis) => {
        const box = extent(size, how.turn)
        const at = { x: 7, y: 11 }
        const before = toScreen({ scale: 1, x: 0, y: 0, ...how }, size, at)
        const after = toScreen({ scale: 1, x: 0, y: 0, ...mirrored(how, axis) }, size, at)
        const seen =
          axis === 'across'
            ? { x: box.width - before.x, y: before.y }
            : { x: before.x, y: box.height - before.y }
        expect(after).toEqual(seen)
        expect(mirrored(mirrored(how, axis), axis)).toEqual(how)
        expect(turned(turned(how, 3), 1)).toEqual(how)
      }),
    )
  })
})
