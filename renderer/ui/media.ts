import { onScopeDispose, ref, type Ref } from 'vue'

/** Below this the rail becomes a menu and the side a tab: 1280 px at 200% zoom. */
const NARROW = '(max-width: 56.24rem)'

/** Whether the window is narrow now. */
export const useNarrow = (): Ref<boolean> => {
  const query = matchMedia(NARROW)
  const narrow = ref(query.matches)
  const heard = (): void => {
    narrow.value = query.matches
  }
  query.addEventListener('change', heard)
  onScopeDispose(() => query.removeEventListener('change', heard))
  return narrow
}
