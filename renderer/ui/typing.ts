import { ref, watch, type Ref } from 'vue'

/**
 * Text under the fingers: follows `given` from outside, except while somebody types. `typed` goes out with every
 * keystroke (the draft keeps it), `commit` on leaving or Enter (then it is judged aloud).
 */
export const useTyping = (
  given: () => string,
  out: { typed: (text: string) => void; commit: (text: string) => void },
): { text: Ref<string>; onInput: () => void; onFocus: (event: FocusEvent) => void; onLeave: () => void } => {
  const text = ref(given())
  let typing = false
  watch(given, (next) => {
    if (!typing) text.value = next
  })
  return {
    text,
    onInput: () => {
      typing = true
      out.typed(text.value)
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
