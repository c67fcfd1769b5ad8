// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref, type EffectScope } from 'vue'
import { ok } from '@shared/errors'
import { useVisits } from '../../renderer/patients/use-visits'
import { useSession } from '../../renderer/stores/session'
import { ASTER, fakePalpa, LINDEN, sessionOf } from './fake-palpa'

const OTHER = '0190a1b2-0000-7000-8000-00000000ffff'
let scope: EffectScope
const asked: string[] = []
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame'] })
  asked.length = 0
  fakePalpa({
    'patients.visits': ({ patientId }) => {
      asked.push(patientId)
      return ok({ rows: [], damaged: 0 })
    },
  })
  setActivePinia(createPinia())
  useSession().opened(sessionOf(LINDEN))
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

it('a line that is passed by is not read: only the one that stays beside the list', async () => {
  const chosen = ref(ASTER.patientId)
  scope.run(() => useVisits(() => chosen.value, true))
  await vi.advanceTimersByTimeAsync(100)
  chosen.value = OTHER
  await nextTick()
  await vi.advanceTimersByTimeAsync(100)
  expect(asked).toEqual([])
  await vi.advanceTimersByTimeAsync(60)
  expect(asked).toEqual([OTHER])
})

it('what is asked of it by a key is read at once, and once', async () => {
  const visits = scope.run(() => useVisits(() => ASTER.patientId, true))!
  await visits.settled()
  expect(visits.loaded.value).toBe(true)
  await vi.advanceTimersByTimeAsync(500)
  expect(asked).toEqual([ASTER.patientId])
})

it('a list that was left reads nothing', async () => {
  scope.run(() => useVisits(() => ASTER.patientId, true))
  scope.stop()
  await vi.advanceTimersByTimeAsync(500)
  expect(asked).toEqual([])
})

it('the page of a patient reads its visits when it has been drawn', async () => {
  scope.run(() => useVisits(() => ASTER.patientId))
  expect(asked).toEqual([])
  await vi.advanceTimersByTimeAsync(50)
  expect(asked).toEqual([ASTER.patientId])
})
