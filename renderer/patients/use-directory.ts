import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import type { AppError } from '@shared/errors'
import type { PatientRow } from '@shared/ipc/contract'
import { call } from '../api'
import { useDirectoryLines } from '../stores/directory-lines'

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
  const lines = useDirectoryLines()
  const text = ref('')
  const rows = ref<readonly PatientRow[]>([])
  const total = ref(0)
  const indexing = ref(false)
  const error = ref<AppError>()
  const at = ref(0)
  let asked = 0
  let answered: Promise<void> = Promise.resolve()

  type Answer = Awaited<ReturnType<typeof call<'patients.search'>>>
  /** Whether it is the answer to what was asked last. */
  const take = (mine: number, answer: Answer): answer is Extract<Answer, { ok: true }> => {
    if (mine !== asked) return false
    error.value = answer.ok ? undefined : answer.error
    if (!answer.ok) return false
    rows.value = answer.value.rows
    lines.keep(answer.value.rows)
    total.value = answer.value.total
    indexing.value = answer.value.indexing
    return true
  }
  /** Names stand at once; when they were last seen and what was found follows. */
  const ask = async (): Promise<void> => {
    const mine = ++asked
    const asking = { text: text.value, limit: LIMIT }
    const quick = await call('patients.search', { ...asking, quick: true })
    if (!take(mine, quick)) return
    if (quick.value.indexing) setTimeout(() => mine === asked && void ask(), 300)
    if (quick.value.rows.some((row) => row.unread))
      void call('patients.search', asking).then((whole) => take(mine, whole))
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
