import { onScopeDispose, ref, watch, type Ref } from 'vue'

/**
 * Whether the film takes the whole screen: the window, and the screen where the desktop lets it. Leaving one leaves the
 * other; where the desktop does not, the window it is.
 */
export const useWhole = (): Ref<boolean> => {
  const whole = ref(false)
  const isFull = (): boolean => document.fullscreenElement !== null
  const changed = (): void => {
    if (!isFull()) whole.value = false
  }
  const leave = async (): Promise<void> => {
    if (isFull()) await document.exitFullscreen().catch(() => undefined)
  }
  watch(whole, async (now) => {
    if (now) await document.documentElement.requestFullscreen().catch(() => undefined)
    else await leave()
  })
  document.addEventListener('fullscreenchange', changed)
  onScopeDispose(() => {
    document.removeEventListener('fullscreenchange', changed)
    void leave()
  })
  return whole
}
