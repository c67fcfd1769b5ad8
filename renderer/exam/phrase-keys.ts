import { nextTick, ref, type Ref } from 'vue'
import { findPlace } from '@shared/exam/definition'
import { codecOf } from '@shared/exam/codecs'
import { pressedAt } from '@shared/keymap/keymap'
import {
  callBefore,
  expand,
  findPhrase,
  nextStop,
  replaceCall,
  stopsIn,
  withoutOptional,
  type Stop,
} from '@shared/phrases/phrase'
import { useLibrary } from '../stores/library'
import { useSession } from '../stores/session'
import { IS_MAC } from '../shell/use-keys'
import { useDraft } from './draft'

interface PhraseKeys {
  /** The pick-list under the caret, whose digits choose. */
  readonly picking: Ref<Stop | undefined>
  readonly onKey: (event: KeyboardEvent) => void
  readonly onSelect: (event: Event) => void
  /** The text as it is kept when the field is left: optional stops that nobody filled go. */
  readonly left: (text: string) => string
}

/**
 * Phrases in a text: `.name` and Space or Tab writes one, Tab goes on to its next stop, F4 from anywhere, and a digit
 * chooses from a pick-list. A text without stops hears none of these keys.
 */
export const usePhraseKeys = (write: (text: string) => void): PhraseKeys => {
  const draft = useDraft()
  const library = useLibrary()
  const session = useSession()
  const picking = ref<Stop>()
  void library.load()

  const isBox = (target: EventTarget | null): target is HTMLTextAreaElement =>
    target instanceof HTMLTextAreaElement
  const show = async (box: HTMLTextAreaElement, text: string, from: number, to: number): Promise<void> => {
    write(text)
    await nextTick()
    box.setSelectionRange(from, to)
    notice(box)
  }
  const notice = (box: HTMLTextAreaElement): void => {
    picking.value = stopsIn(box.value).find(
      (stop) => stop.options.length > 1 && stop.from === box.selectionStart && stop.to === box.selectionEnd,
    )
  }

  /** What a field says today, in the note's words; single fields only, because a phrase cannot know which nodule. */
  const live = (fieldId: string): string | undefined => {
    const place = findPlace(fieldId)
    if (place === undefined || place.group !== undefined) return undefined
    const answer = draft.view?.at(place).answer
    if (answer?.is !== 'value') return undefined
    const terms = { country: draft.country, entryName: () => '' }
    return codecOf(place.field).display(place.field, answer.value, terms)
  }

  const calls = (box: HTMLTextAreaElement): boolean => {
    const caret = box.selectionStart
    if (caret !== box.selectionEnd) return false
    const called = callBefore(box.value, caret)
    const found = called && findPhrase(library.phrases, called.name, session.session?.person.personId ?? '')
    if (called === undefined || found === undefined) return false
    const done = replaceCall(box.value, called, caret, expand(found.text, live))
    void show(box, done.text, done.from, done.to)
    return true
  }
  const goOn = (box: HTMLTextAreaElement, round: boolean): boolean => {
    const stop = nextStop(box.value, box.selectionEnd)
    if (stop === undefined || (!round && stop.from < box.selectionEnd)) return false
    box.setSelectionRange(stop.from, stop.to)
    notice(box)
    return true
  }
  const pick = (box: HTMLTextAreaElement, digit: number): boolean => {
    const stop = picking.value
    const option = stop?.options[digit - 1]
    if (stop === undefined || option === undefined) return false
    const text = `${box.value.slice(0, stop.from)}${option}${box.value.slice(stop.to)}`
    const end = stop.from + option.length
    const next = stopsIn(text).find(({ from }) => from >= end)
    void show(box, text, next?.from ?? end, next?.to ?? end)
    return true
  }

  const onKey = (event: KeyboardEvent): void => {
    const box = event.target
    if (!isBox(box) || event.isComposing) return
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey
    const heard =
      pressedAt(event, 'nextStop', IS_MAC) >= 0
        ? goOn(box, true)
        : plain && /^[1-9]$/u.test(event.key)
          ? pick(box, Number(event.key))
          : plain && (event.key === ' ' || event.key === 'Tab') && calls(box)
            ? true
            : plain && event.key === 'Tab' && goOn(box, false)
    if (!heard) return
    event.preventDefault()
    event.stopPropagation()
  }
  const onSelect = (event: Event): void => {
    if (isBox(event.target)) notice(event.target)
  }
  return { picking, onKey, onSelect, left: withoutOptional }
}
