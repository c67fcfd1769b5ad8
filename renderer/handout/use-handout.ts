import type { AppError } from '@shared/errors'
import type { SignedExam } from '@shared/records/exam'
import type { GivenHandout, HandoutOptions, SheetPreview } from '@shared/handout/sheet'
import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { call } from '../api'

/** One signed exam's sheet: its preview for the options chosen, what was given before, and giving it now. */
export const useHandout = (examId: () => string, options: Ref<HandoutOptions>) => {
  const preview = shallowRef<SheetPreview>()
  /** Whose sheet it is: the patient as signed. */
  const signed = shallowRef<SignedExam>()
  const given = shallowRef<readonly GivenHandout[]>([])
  const error = ref<AppError>()
  const busy = ref<'printer' | 'pdf'>()
  /** Where the paper could not go. */
  const failed = ref<'printer' | 'pdf'>()
  /** What became of the last print or PDF, until the options change. */
  const outcome = ref<{ to: 'printer' | 'pdf'; path?: string }>()
  let asked = 0
  onScopeDispose(() => (asked += 1))

  const refresh = async (): Promise<void> => {
    const mine = (asked += 1)
    const answer = await call('handouts.preview', { examId: examId(), options: options.value })
    // A later choice overtook this answer.
    if (mine !== asked) return
    error.value = answer.ok ? undefined : answer.error
    failed.value = undefined
    if (answer.ok) preview.value = answer.value
  }
  const listGiven = async (): Promise<void> => {
    const answer = await call('handouts.given', { examId: examId() })
    if (answer.ok) given.value = answer.value.given
  }
  const give = async (to: 'printer' | 'pdf'): Promise<void> => {
    if (busy.value !== undefined || preview.value === undefined) return
    busy.value = to
    outcome.value = undefined
    const answer = await call('handouts.print', { examId: examId(), options: options.value, to })
    busy.value = undefined
    error.value = answer.ok || answer.error.code === 'cancelled' ? undefined : answer.error
    failed.value = error.value && to
    if (!answer.ok) return
    const { path } = answer.value
    outcome.value = { to, ...(path === undefined ? {} : { path }) }
    await listGiven()
  }

  watch(
    [options, examId],
    () => {
      outcome.value = undefined
      void refresh()
    },
    { immediate: true, deep: true },
  )
  const readSigned = async (): Promise<void> => {
    const wanted = examId()
    signed.value = undefined
    const answer = await call('exams.get', { examId: wanted })
    if (wanted === examId() && answer.ok) signed.value = answer.value
  }
  watch(
    examId,
    () => {
      void listGiven()
      void readSigned()
    },
    { immediate: true },
  )
  return { preview, signed, given, error, failed, busy, outcome, give }
}
