// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, ref, type EffectScope } from 'vue'
import { behind } from '../../renderer/shell/behind'

let scope: EffectScope
let frames: (() => void)[]
/** Draws one frame; what waits for it runs afterwards, each a task of its own. */
const frame = (): void => {
  for (const run of frames.splice(0)) run()
}
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  frames = []
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run))
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.runAllTimers()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('what stands beside the form', () => {
  it('follows one frame behind, with the last of several changes, worked out once', () => {
    const source = ref(0)
    const get = vi.fn(() => source.value * 10)
    const shown = scope.run(() => behind(get))!
    expect(shown.value).toBe(0)
    get.mockClear()
    source.value = 1
    source.value = 2
    expect(shown.value).toBe(0)
    frame()
    expect(shown.value).toBe(0)
    vi.runAllTimers()
    expect(shown.value).toBe(20)
    expect(get).toHaveBeenCalledOnce()
  })

  it('keeps what it shows where nothing of it changed', () => {
    const source = ref(['a'])
    const shown = scope.run(() => behind(() => [...source.value]))!
    const first = shown.value
    source.value = ['a']
    frame()
    vi.runAllTimers()
    expect(shown.value).toBe(first)
  })

  it('catches up one after the other, so that a key between is heard', () => {
    const source = ref(0)
    const [one, two] = scope.run(() => [behind(() => source.value), behind(() => source.value)] as const)!
    source.value = 1
    frame()
    vi.advanceTimersToNextTimer()
    expect([one.value, two.value]).toEqual([1, 0])
    vi.runAllTimers()
    expect([one.value, two.value]).toEqual([1, 1])
  })

  it('stands still once its place is gone, also where it was waiting', () => {
    const source = ref(0)
    const shown = scope.run(() => behind(() => source.value))!
    source.value = 1
    scope.stop()
    frame()
    vi.runAllTimers()
    expect(shown.value).toBe(0)
  })
})
