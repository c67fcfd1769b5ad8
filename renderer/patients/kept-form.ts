import { onScopeDispose, ref, watch, type Ref } from 'vue'
import type { TypedPatient } from '@shared/records/people'
import { call } from '../api'
import { useSession } from '../stores/session'

/** How long typing may rest before it is kept. Milliseconds. */
const PAUSE_MS = 400

interface KeptForm {
  /** What stands in the form was typed before a lock, or before the screen was left. */
  readonly isBack: Ref<boolean>
  /** Begins with what the form holds now as "nothing typed", and answers what was kept of an earlier time. */
  readonly begin: () => Promise<TypedPatient | undefined>
  /** Saved, given up or emptied: nothing of it is kept any more. */
  readonly forget: () => Promise<void>
}

/** Keeps a form of a patient, sealed, while it is filled in: a lock or another screen costs nothing of it. */
export const useKeptForm = (patientId: string | undefined, typed: () => TypedPatient): KeptForm => {
  const which = { patientId: patientId ?? null }
  const isBack = ref(false)
  let blank: string | undefined
  let pending = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const flush = async (): Promise<void> => {
    clearTimeout(timer)
    if (!pending) return
    pending = false
    const now = typed()
    await call('patients.keep', JSON.stringify(now) === blank ? which : { ...which, typed: now })
  }
  watch(typed, () => {
    if (blank === undefined) return
    pending = true
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), PAUSE_MS)
  })
  const stop = useSession().beforeLock(flush)
  onScopeDispose(() => {
    stop()
    void flush()
  })

  return {
    isBack,
    begin: async () => {
      blank = JSON.stringify(typed())
      const kept = await call('patients.kept', which)
      const was = kept.ok ? kept.value.typed : undefined
      isBack.value = was !== undefined
      return was
    },
    forget: async () => {
      clearTimeout(timer)
      pending = false
      blank = undefined
      isBack.value = false
      await call('patients.keep', which)
    },
  }
}
