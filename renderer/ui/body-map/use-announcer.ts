import { onBeforeUnmount, ref, type Ref } from 'vue'

/** A held arrow key says one place, not forty. */
const PAUSE_MS = 500

/** Words for the live region, said once the hands rest. A later call replaces an earlier one. */
export const useAnnouncer = (): { said: Ref<string>; announce: (words: string) => void } => {
  const said = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined
  const announce = (words: string): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      said.value = words
    }, PAUSE_MS)
  }
  onBeforeUnmount(() => clearTimeout(timer))
  return { said, announce }
}
