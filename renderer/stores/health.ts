import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref } from 'vue'
import { remedyOf, type Finding, type VaultHealth } from '@shared/records/health'
import type { AppError } from '@shared/errors'
import { call, listen } from '../api'
import { useSession } from './session'

/**
 * How the vault stands, for whoever shows it: the home screen as a whole, and each chart, visit and picture where it
 * hurts. Ids and times only; gone at the lock.
 */
export const useHealth = defineStore('health', () => {
  const health = ref<VaultHealth>()
  /** What became of the last thing a person did about a finding. */
  const trouble = ref<AppError>()
  const busy = ref(false)

  const take = (answer: Awaited<ReturnType<typeof call<'health.get'>>>): boolean => {
    if (answer.ok) health.value = answer.value
    return answer.ok
  }
  const refresh = async (): Promise<void> => {
    take(await call('health.get', {}))
  }

  const act = async (work: () => ReturnType<typeof call<'health.get'>>): Promise<boolean> => {
    if (busy.value) return false
    busy.value = true
    trouble.value = undefined
    const answer = await work()
    busy.value = false
    if (!answer.ok && answer.error.code !== 'cancelled') trouble.value = answer.error
    return take(answer)
  }
  const checkNow = (): Promise<boolean> => act(() => call('health.check', {}))
  const repair = (findingId: string, choose: boolean): Promise<boolean> =>
    act(() => call('health.repair', { findingId, choose }))
  const accept = (findingIds: readonly string[], reason: string): Promise<boolean> =>
    act(() => call('health.accept', { findingIds: [...findingIds], reason }))

  const findings = computed<readonly Finding[]>(() => health.value?.findings ?? [])
  const ofPatient = (patientId: string | undefined): readonly Finding[] =>
    patientId === undefined ? [] : findings.value.filter((one) => one.patientId === patientId)
  const ofImage = (imageId: string): Finding | undefined =>
    findings.value.find((one) => one.id === imageId && one.code.startsWith('image'))
  const canRepair = (one: Finding): boolean => remedyOf(one.code) === 'fromBackup'

  onScopeDispose(listen('health.changed', () => void refresh()))
  useSession().onLock(() => {
    health.value = undefined
    trouble.value = undefined
  })

  return { health, trouble, busy, findings, refresh, checkNow, repair, accept, ofPatient, ofImage, canRepair }
})
