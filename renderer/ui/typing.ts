import { nextTick, ref, watch, type Ref } from 'vue'

/**
 * Text under the fingers: follows `given` from outside, except while somebody types. `typed` goes out with every
 * keystroke (the draft keeps it), `commit` on leaving or Enter (then it is judged aloud). A change that no keystroke
 * made (undo) takes the text over, so that leaving does not say it again.
 */
export const useTyping = (
  given: () => string,
  out: { typed: (text: string) => void; commit: (text: string) => void },
): { text: Ref<string>; onInput: () => void; onFocus: (event: FocusEvent) => void; onLeave: () => void } => {
  const text = ref(given())
  let typing = false
  /** Keystrokes whose effect on `given` has not been drawn yet. */
  let echoes = 0
  watch(given, (next) => {
    if (typing && echoes > 0) return
    typing = false
    text.value = next
  })
  return {
    text,
    onInput: () => {
      typing = true
      echoes += 1
      out.typed(text.value)
      void nextTick(() => (echoes -= 1))
    },
    onFocus: (event) => {
      if (event.target instanceof HTMLInputElement) event.target.select()
    },
    onLeave: () => {
      if (!typing) return
      typing = false
      out.commit(text.value)
      if (given() !== text.value) text.value = given()
    },
  }
}
