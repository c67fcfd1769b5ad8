import { computed, type ComputedRef } from 'vue'
import type { AnswerPath } from '@shared/exam/answer'
import type { Kind, KindValue } from '@shared/exam/field-kinds'
import { useDraft } from '../draft'

/** What a control shows of its field. */
export interface Shown<K extends Kind> {
  readonly value: ComputedRef<KindValue[K] | undefined>
  /** The last visit's value, in pencil; none once something was said today. */
  readonly ghost: ComputedRef<KindValue[K] | undefined>
  /** Said today to be the same as at the last visit. */
  readonly same: ComputedRef<boolean>
}

/** The answer and the ghost of the field that a control stands for. */
export const useAnswer = <K extends Kind>(path: () => AnswerPath, kind: () => K): Shown<K> => {
  const draft = useDraft()
  return {
    value: computed(() => draft.valueAt(path(), kind())),
    ghost: computed(() => draft.ghostValue(path(), kind())),
    same: computed(() => draft.isSame(path())),
  }
}
