import { onScopeDispose, readonly, shallowRef } from 'vue'
import type { Scope } from '@shared/keymap/keymap'

const over = shallowRef<Scope>()
/** The keys of a place that stands over the screen of the route, while it does. */
export const scopeOver = readonly(over)

/** Says that the keys of a scope count while the component lives. */
export const useScope = (scope: Scope): void => {
  over.value = scope
  onScopeDispose(() => {
    if (over.value === scope) over.value = undefined
  })
}
