import { nextTick, onScopeDispose, ref, watch, type Ref } from 'vue'
import { splitPath, type Answer, type AnswerPath } from '@shared/exam/answer'
import { findPlace } from '@shared/exam/definition'
import { focusedPath } from '../ui/focus'
import type { From } from './order'

interface Source {
  /** Changes with every answer. */
  readonly changed: () => unknown
  /** The field whose text is under the fingers: not answered before it is left. */
  readonly typing: () => AnswerPath | undefined
  readonly answerOf: (path: AnswerPath) => Answer | undefined
  /** What is open, in the order of the round. */
  readonly open: () => readonly AnswerPath[]
  readonly next: (from: From) => AnswerPath | undefined
  readonly jump: (path: AnswerPath) => Promise<void>
  /** Nothing is open any more. */
  readonly done: () => void
}

export interface Round {
  readonly going: Ref<boolean>
  /** Goes on from here; the first step is asked for, the others follow from answers. */
  readonly go: (from: From) => Promise<void>
  /** Back to the field that was answered last: its answer was taken back. */
  readonly back: () => Promise<void>
  readonly stop: () => void
}

/** Several may be chosen: the first one does not end the answer, unless it stands alone or came with others at once. */
const isWhole = (path: AnswerPath, answer: Answer | undefined): boolean => {
  const field = findPlace(splitPath(path).fieldId)?.field
  if (answer?.is !== 'value' || field === undefined) return answer !== undefined
  if (field.kind === 'text') return false
  if (field.kind !== 'choices') return true
  const { value, via } = answer
  return (
    via !== 'entered' ||
    (Array.isArray(value) && field.options.some(({ code, exclusive }) => exclusive && value.includes(code)))
  )
}

/** Letters that are easily meant as a digit: they stay in a box of numbers, and it is refused there. */
const LIKE_DIGITS = 'ilo'
/** Lengths of time end in a letter of their own. */
const isNumber = (path: AnswerPath): boolean =>
  ['quantity', 'axes'].includes(findPlace(splitPath(path).fieldId)?.field.kind ?? '')
/** A letter typed after a number, which is no part of it. */
const endsNumber = ({ target, key, shiftKey }: KeyboardEvent, path: AnswerPath): boolean =>
  isNumber(path) &&
  target instanceof HTMLInputElement &&
  target.inputMode === 'decimal' &&
  /\d/u.test(target.value) &&
  /^[a-z]$/u.test(key) &&
  !shiftKey &&
  !LIKE_DIGITS.includes(key)
/** A key that stands in sight, in the row of that path. */
const hasKey = (path: AnswerPath, letter: string): boolean =>
  document.querySelector(`[data-path="${CSS.escape(path)}"] [aria-keyshortcuts="${letter}"]`) !== null

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  ((target instanceof HTMLTextAreaElement && target.dataset['oneLine'] === undefined) ||
    target.closest('.say, .dialog') !== null ||
    target.getAttribute('aria-expanded') === 'true')

/**
 * Going round what signing still needs. An answer given where the cursor stands goes on to the next open one by itself,
 * Enter goes on from anything else; what is refused or doubted stays where it is. Esc and the pointer end it: then nothing
 * moves unless asked, as everywhere. Nothing is answered by going round, and nothing that stands is passed for an answer.
 */
export function useRound(source: Source): Round {
  const going = ref(false)
  let wasOpen: readonly AnswerPath[] = []
  const trail: AnswerPath[] = []

  const stop = (): void => {
    going.value = false
    trail.length = 0
  }
  const go = async (from: From): Promise<void> => {
    const next = source.next(from)
    going.value = next !== undefined
    wasOpen = source.open()
    if (next !== undefined) return source.jump(next)
    stop()
    // The key that answered the last one puts the cursor on itself first.
    await nextTick()
    source.done()
  }
  const goOn = (path: AnswerPath): void => {
    trail.push(path)
    void go({ after: path })
  }

  watch(
    source.changed,
    () => {
      if (!going.value) return
      const before = wasOpen
      wasOpen = source.open()
      const here = focusedPath()
      if (here === undefined || source.typing() !== undefined) return
      if (before.includes(here) && !wasOpen.includes(here) && isWhole(here, source.answerOf(here))) goOn(here)
    },
    { flush: 'post' },
  )

  const onKey = (event: KeyboardEvent): void => {
    if (!going.value || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return
    if (event.key === 'Escape' && !event.defaultPrevented) stop()
    const here = focusedPath()
    if (here !== undefined && endsNumber(event, here)) {
      void onLetter(event, here)
      return
    }
    if (event.key !== 'Enter' || event.shiftKey || here === undefined || isWriting(event.target)) return
    // The box commits with the same key; only then is it known whether its answer stays open.
    event.preventDefault()
    void nextTick(() => {
      if (going.value && focusedPath() === here && !isRefused(here)) goOn(here)
    })
  }
  /**
   * "18 x 12 r", "10 n": a letter that chooses in the next open row ends the number and is heard there. A number that is
   * not taken keeps the cursor, and the letter goes nowhere; one that chooses nothing there stays in the box, as typed.
   */
  const onLetter = async (event: KeyboardEvent, here: AnswerPath): Promise<void> => {
    const [box, letter, next] = [event.target as HTMLInputElement, event.key, source.next({ after: here })]
    if (next === undefined || !hasKey(next, letter)) return
    event.preventDefault()
    box.blur()
    await nextTick()
    if (source.answerOf(here)?.is !== 'value') {
      box.focus()
      return
    }
    trail.push(here)
    await go({ after: here })
    if (focusedPath() === next)
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: letter, bubbles: true, cancelable: true }),
      )
  }
  /** Typed and not taken: the cursor stays with it. */
  const isRefused = (path: AnswerPath): boolean =>
    source.open().includes(path) && document.activeElement?.getAttribute('aria-invalid') === 'true'

  const events = new AbortController()
  addEventListener('keydown', onKey, { capture: true, signal: events.signal })
  addEventListener('pointerdown', stop, { capture: true, signal: events.signal })
  onScopeDispose(() => events.abort())

  return {
    going,
    go,
    stop,
    back: async () => {
      const last = trail.pop()
      if (going.value && last !== undefined) await source.jump(last)
    },
  }
}
