import { ref, type Ref } from 'vue'
import type { Result } from '@shared/errors'
import { t } from '../language/text'
import { timeOf } from '../shell/clock'
import { wordsFor } from '../wording'

/** A form that is saved by pressing Save: what it says afterwards, quietly. */
export const useSaving = <T>(
  saved: (value: T) => void,
): {
  busy: Ref<boolean>
  says: Ref<string>
  trouble: Ref<string>
  run: (work: () => Promise<Result<T>>) => Promise<void>
} => {
  const busy = ref(false)
  const says = ref('')
  const trouble = ref('')
  const run = async (work: () => Promise<Result<T>>): Promise<void> => {
    if (busy.value) return
    busy.value = true
    const result = await work()
    busy.value = false
    says.value = result.ok ? t('Saved {time}', { time: timeOf(new Date().toISOString()) }) : ''
    trouble.value = result.ok ? '' : wordsFor(result.error)
    if (result.ok) saved(result.value)
  }
  return { busy, says, trouble, run }
}
