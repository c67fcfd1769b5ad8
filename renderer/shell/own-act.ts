import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { Result } from '@shared/errors'
import { wordsFor } from '../wording'

/** Why, and the passphrase of whoever is at the keys. */
interface ReasonAndPassphrase {
  readonly reason: string
  readonly passphrase: string
}

export interface OwnAct {
  readonly reason: Ref<string>
  readonly passphrase: Ref<string>
  /** Why it could not be done, in words; empty where nothing went wrong. */
  readonly trouble: Ref<string>
  readonly busy: Ref<boolean>
  readonly filled: ComputedRef<boolean>
  /** Asked afresh: half a passphrase does not wait for whoever comes next. */
  readonly ask: () => void
  /** Does it once both are there, one at a time; answers what came of it, or undefined where nothing did. */
  readonly act: <T>(work: (own: ReasonAndPassphrase) => Promise<Result<T>>) => Promise<T | undefined>
}

/** An act on a chart for which a person stands with a reason and a passphrase of their own. */
export const useOwnAct = (): OwnAct => {
  const reason = ref('')
  const passphrase = ref('')
  const trouble = ref('')
  const busy = ref(false)
  const filled = computed(() => reason.value.trim() !== '' && passphrase.value !== '')
  return {
    reason,
    passphrase,
    trouble,
    busy,
    filled,
    ask: () => {
      passphrase.value = ''
      trouble.value = ''
    },
    act: async (work) => {
      if (busy.value || !filled.value) return undefined
      busy.value = true
      trouble.value = ''
      const done = await work({ reason: reason.value, passphrase: passphrase.value })
      busy.value = false
      passphrase.value = ''
      if (done.ok) return done.value
      trouble.value = wordsFor(done.error)
      return undefined
    },
  }
}
