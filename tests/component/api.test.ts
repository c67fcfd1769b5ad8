// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { reactive } from 'vue'
import { call, plain } from '../../renderer/api'

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the door to main', () => {
  it('sends copies that the structured clone takes, proxies unwrapped at every depth and bytes as they are', () => {
    const bytes = new Uint8Array([1, 2])
    const typed = reactive({ body: { answers: [{ value: 'rubbery' }] } })
    expect(() => structuredClone({ typed })).toThrow()
    expect(structuredClone(plain({ typed, bytes, none: undefined }))).toEqual({
      typed: { body: { answers: [{ value: 'rubbery' }] } },
      bytes,
      none: undefined,
    })
  })

  it('answers a Result when the call breaks on the way', async () => {
    vi.stubGlobal('palpa', { 'vault.status': () => Promise.reject(new Error('gone')) })
    expect(await call('vault.status', {})).toEqual({ ok: false, error: { code: 'unexpected' } })
  })
})
