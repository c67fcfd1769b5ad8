import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Playhead } from '../../renderer/images/viewer/playhead'

const all = (): boolean => true
/** The frames seen when the screen is painted every `step` ms. */
const played = (head: Playhead, until: number, step: number, isHeld = all): number[] => {
  head.start(0, 0)
  const seen: number[] = []
  for (let now = 0; now <= until; now += step) seen.push(head.tick(now, isHeld))
  return seen
}

describe('playing a recording', () => {
  it('30 frames at 30 a second last a second on a screen of 60, and none is left out', () => {
    const head = new Playhead(1000 / 30, 30)
    const seen = played(head, 2990, 1000 / 60)
    expect(new Set(seen.slice(60, 120)).size).toBe(30)
    expect(seen[60]).toBe(0)
    expect(seen[90]).toBe(15)
    expect(head.misses).toEqual({ dropped: 0, late: 0 })
  })

  it('each frame stands as long as the file says', () => {
    const seen = played(new Playhead([100, 300, 50], 3), 449, 50)
    expect(seen).toEqual([0, 0, 1, 1, 1, 1, 1, 1, 2])
  })

  it('half as fast, twice as fast', () => {
    expect(played(new Playhead(100, 10, 0.5), 400, 100)).toEqual([0, 0, 1, 1, 2])
    const head = new Playhead(100, 10)
    head.start(0, 0)
    head.setSpeed(2, 0)
    expect(head.tick(50, all)).toBe(1)
  })

  it('a screen too slow for the file leaves frames out and counts them, but not the first time through', () => {
    const head = new Playhead(10, 10)
    played(head, 100, 20)
    expect(head.misses.dropped).toBeLessThanOrEqual(1)
    played(head, 1100, 20)
    // Fifty of a hundred a second, for a second after the first time through.
    expect(head.misses.dropped).toBeGreaterThanOrEqual(49)
    expect(head.misses.dropped).toBeLessThanOrEqual(51)
  })

  it('waits for a frame that is not there yet, shows it when it comes, and goes on from there', () => {
    const head = new Playhead(100, 3)
    const held = new Set([0])
    head.start(0, 0)
    const isHeld = (at: number): boolean => held.has(at)
    expect(head.tick(250, isHeld)).toBe(0)
    held.add(1)
    expect(head.tick(260, isHeld)).toBe(1)
    held.add(2)
    expect(head.tick(355, isHeld)).toBe(1)
    expect(head.tick(361, isHeld)).toBe(2)
    expect(head.misses).toEqual({ dropped: 0, late: 0 })
  })

  it('nothing is missed while nobody looks', () => {
    const head = new Playhead(100, 10)
    played(head, 1500, 50)
    head.tick(60_000, all)
    expect(head.misses.dropped).toBe(0)
  })

  it('whatever the screen does, frames come in their order and none outside', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 40 }),
        fc.integer({ min: 1, max: 500 }),
        fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 60 }),
        (count, ms, steps) => {
          const head = new Playhead(ms, count)
          const held = new Set([0])
          head.start(0, 0)
          let now = 0
          for (const step of steps) {
            now += step
            const at = head.tick(now, (one) => held.has(one))
            expect(held.has(at)).toBe(true)
            held.add((at + 1) % count)
          }
        },
      ),
    )
  })
})
