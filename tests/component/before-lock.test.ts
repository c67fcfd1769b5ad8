// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, expect, it, vi } from 'vitest'
import { useSession } from '../../renderer/stores/session'
import { fakePalpa } from './fake-palpa'

afterEach(() => vi.unstubAllGlobals())

it('tells main that nothing is left only when every screen has handed over, a failing one included', async () => {
  const main = fakePalpa()
  setActivePinia(createPinia())
  const session = useSession()
  session.watchLock(() => ({ path: '/', focus: undefined }))
  let saved = (): void => undefined
  session.beforeLock(() => new Promise<void>((resolve) => (saved = resolve)))
  session.beforeLock(() => Promise.reject(new Error('not saved')))
  const left = session.beforeLock(() => new Promise(() => undefined))
  left()

  main.send('vault.locking')
  await flushPromises()
  expect(main.calls).toEqual([])
  saved()
  await flushPromises()
  expect(main.calls).toEqual([{ name: 'vault.flushed', input: {} }])
})
