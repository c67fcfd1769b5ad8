import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { CallOutput } from '@shared/ipc/contract'
import type { Phrase } from '@shared/phrases/phrase'
import type { Vial } from '@shared/plans/vials'
import type { PlanSet } from '@shared/plans/plan-set'
import { call } from '../api'
import { useSession } from './session'

/** Phrases, plan sets and vials that the person at the keys may use. Read when first asked for; forgotten at the lock. */
export const useLibrary = defineStore('library', () => {
  const phrases = ref<readonly Phrase[]>([])
  const planSets = ref<readonly PlanSet[]>([])
  const vials = ref<readonly Vial[]>([])
  let reading: Promise<void> | undefined

  const take = (all: CallOutput<'library.get'>): void => {
    phrases.value = all.phrases
    planSets.value = all.planSets
    vials.value = all.vials
  }
  const reload = async (): Promise<void> => {
    const found = await call('library.get', {})
    if (found.ok) take(found.value)
    else reading = undefined
  }
  const load = (): Promise<void> => (reading ??= reload())

  useSession().onLock(() => {
    reading = undefined
    take({ phrases: [], planSets: [], vials: [] })
  })
  return { phrases, planSets, vials, load, reload }
})
