import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fit, fitScale, oneToOne, pan, zoom } from '../../renderer/images/view'

const film = { width: 700, height: 600 }
const side = fc.integer({ min: 1, max: 12_000 })
const picture = fc.record({ width: side, height: side })
const point = fc.record({ x: fc.integer({ min: 0, max: 700 }), y: fc.integer({ min: 0, max: 600 }) })

describe('where a picture lies', () => {
  it('all of it is seen, in the middle', () => {
    expect(fit({ width: 1400, height: 600 }, film)).toEqual({ scale: 0.5, x: 0, y: 150 })
    expect(oneToOne({ width: 100, height: 100 }, film)).toEqual({ scale: 1, x: 300, y: 250 })
    // A 64 x 64 MR is enlarged, but not to a screen of blocks.
    expect(fitScale({ width: 64, height: 64 }, film)).toBe(4)
  })

  it('zooming keeps the point under the pointer', () => {
    const size = { width: 640, height: 480 }
    const before = fit(size, film)
    const after = zoom(before, 2, { x: 350, y: 300 }, size, film)
    expect((350 - after.x) / after.scale).toBeCloseTo((350 - before.x) / before.scale)
    expect(after.scale).toBeCloseTo(before.scale * 2)
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
          ),
        ),
        (size, acts) => {
          let view = fit(size, film)
          for (const [factor, about, by] of acts) {
            view = zoom(view, factor, about, size, film)
            view = pan(view, { x: by, y: -by }, size, film)
          }
          expect(view.x).toBeLessThan(film.width)
          expect(view.y).toBeLessThan(film.height)
          expect(view.x + size.width * view.scale).toBeGreaterThan(0)
          expect(view.y + size.height * view.scale).toBeGreaterThan(0)
        },
      ),
    )
  })
})
