import { ref, type Ref } from 'vue'
import { useRouter } from 'vue-router'
import type { AppError } from '@shared/errors'
import { call } from '../api'
import { today } from '../shell/clock'
import { examPath } from '../shell/places'

export interface FollowingUp {
  /** Why it could not be started; nothing was started then. */
  readonly trouble: Ref<AppError | undefined>
  readonly start: (patientId: string) => Promise<void>
}

/** Starts a follow-up of the visit signed last, today, and opens it. Two presses make one visit. */
export const useFollowUp = (): FollowingUp => {
  const router = useRouter()
  const trouble = ref<AppError>()
  let busy = false
  return {
    trouble,
    start: async (patientId) => {
      if (busy) return
      busy = true
      const begun = await call('exams.followUp', { patientId, visitOn: today() })
      busy = false
      trouble.value = begun.ok ? undefined : begun.error
      if (begun.ok) await router.push(examPath(begun.value.examId))
    },
  }
}
