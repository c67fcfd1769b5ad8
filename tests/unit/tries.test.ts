import { describe, expect, it, vi } from 'vitest'
import { fail, ok } from '@shared/errors'
import { IdleWatch } from '../../electron/services/idle'
import { Tries } from '../../electron/services/tries'

const wrong = () => Promise.resolve(fail('wrongSecret'))
const right = () => Promise.resolve(ok('open'))

describe('tries', () => {
  it('wait longer after each wrong one, to a limit', async () => {
    let now = 0
    const tries = new Tries(() => now)
    const waits: (number | undefined)[] = []
    for (let i = 0; i < 8; i += 1) {
      const answer = await tries.attempt(wrong)
      waits.push(answer.ok ? undefined : answer.error.retryAfterMs)
      now += tries.heldMs()
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000])
  })

  it('are not even looked at while held back', async () => {
    let now = 0
    const tries = new Tries(() => now)
    await tries.attempt(wrong)
    const check = vi.fn(right)
    now = 400
    expect(await tries.attempt(check)).toEqual(fail('wrongSecret', { retryAfterMs: 600 }))
    expect(check).not.toHaveBeenCalled()
    now = 1000
    expect(await tries.attempt(check)).toEqual(ok('open'))
  })

  it('start again after a right one, and other failures cost nothing', async () => {
    let now = 0
    const tries = new Tries(() => now)
    await tries.attempt(wrong)
    now += tries.heldMs()
    await tries.attempt(right)
    await tries.attempt(() => Promise.resolve(fail('damaged')))
    expect(tries.heldMs()).toBe(0)
    await tries.attempt(wrong)
    expect(tries.heldMs()).toBe(1000)
  })
})

describe('the idle watch', () => {
  it('locks once when nobody touched anything for the minutes set, sleep included', () => {
    let now = 0
    const idle = vi.fn()
    const watch = new IdleWatch(() => now, idle)
    watch.watch(5)
    now = 4 * 60_000
    watch.touch()
    now = 8 * 60_000
    watch.look()
    expect(idle).not.toHaveBeenCalled()
    now = 90 * 60_000
    watch.look()
    watch.look()
    expect(idle).toHaveBeenCalledTimes(1)
  })

  it('says nothing while nobody is logged in', () => {
    const idle = vi.fn()
    new IdleWatch(() => 1e12, idle).look()
    expect(idle).not.toHaveBeenCalled()
  })
})
