import { onScopeDispose, ref, type Ref } from 'vue'

/** Below this the rail becomes a menu and the side a tab: 1280 px at 200% zoom. */
const NARROW = '(max-width: 56.24rem)'

/** From here on there is room for the map at textbook size. */
const WIDE = '(min-width: 110rem)'

const useMedia = (asked: string): Ref<boolean> => {
  const query = matchMedia(asked)
  const matches = ref(query.matches)
  const heard = (): void => {
    matches.value = query.matches
  }
  query.addEventListener('change', heard)
  onScopeDispose(() => query.removeEventListener('change', heard))
  return matches
}

/** Whether the window is narrow now. */
export const useNarrow = (): Ref<boolean> => useMedia(NARROW)
/** Whether the window is wide now. */
export const useWide = (): Ref<boolean> => useMedia(WIDE)
