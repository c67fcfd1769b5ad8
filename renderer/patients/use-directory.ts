import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import type { AppError } from '@shared/errors'
import type { PatientRow } from '@shared/ipc/contract'
import { call } from '../api'

const LIMIT = 50

export interface Directory {
  readonly text: Ref<string>
  readonly rows: Ref<readonly PatientRow[]>
  readonly total: Ref<number>
  /** The directory is still being opened: a name may not be found yet. */
  readonly indexing: Ref<boolean>
  readonly error: Ref<AppError | undefined>
  readonly at: Ref<number>
  readonly chosen: ComputedRef<PatientRow | undefined>
  readonly move: (by: number) => void
  /**
   * Who is chosen once what was typed last has been answered. Fast fingers are ahead of the search: the line that
   * stands there meanwhile belongs to fewer letters, and may be somebody else.
   */
  readonly settled: () => Promise<PatientRow | undefined>
}

/**
 * Search as you type: every keystroke asks, only the newest answer counts. Empty text lists the patients seen last,
 * at once. While the directory is still being indexed the same question is asked again until it is whole.
 */
export const useDirectory = (): Directory => {
  const text = ref('')
  const rows = ref<readonly PatientRow[]>([])
  const total = ref(0)
  const indexing = ref(false)
  const error = ref<AppError>()
  const at = ref(0)
  let asked = 0
  let answered: Promise<void> = Promise.resolve()

  const ask = async (): Promise<void> => {
    const mine = ++asked
    const result = await call('patients.search', { text: text.value, limit: LIMIT })
    if (mine !== asked) return
    error.value = result.ok ? undefined : result.error
    if (!result.ok) return
    rows.value = result.value.rows
    total.value = result.value.total
    indexing.value = result.value.indexing
    if (result.value.indexing) setTimeout(() => mine === asked && void ask(), 300)
  }
  watch(
    text,
    () => {
      at.value = 0
      answered = ask()
    },
    // Before the next key is heard, not with the next drawing.
    { immediate: true, flush: 'sync' },
  )
  const chosen = computed(() => rows.value[at.value])

  return {
    text,
    rows,
    total,
    indexing,
    error,
    at,
    chosen,
    move: (by) => {
      at.value = Math.max(0, Math.min(rows.value.length - 1, at.value + by))
    },
    settled: async () => {
      for (let mine = -1; mine !== asked;) {
        mine = asked
        await answered
      }
      return error.value === undefined ? chosen.value : undefined
    },
  }
}
