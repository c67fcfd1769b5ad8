import { keyOf, pressed } from '@shared/keymap/keymap'

/** One key of a row: what it stores, what it says, and the sign that leads it (tenderness discs). */
export interface Option {
  readonly value: string
  readonly label: string
  /** Quarters of the disc drawn before the label, 0 to 4. */
  readonly disc?: number
  /** Hover and spoken explanation, where the label alone is short. */
  readonly hint?: string
  /** The letter that chooses it, where the owner of the options says which. */
  readonly key?: string | undefined
}

export interface KeyedOption extends Option {
  /** The letter or digit that chooses it; none when every letter was taken. */
  readonly key: string | undefined
  /** Where the underline goes in the label. */
  readonly at: number
}

const candidates = (label: string): number[] => {
  const letters = [...label.matchAll(/[a-z0-9]/giu)].map((match) => match.index)
  const starts = letters.filter((index) => index === 0 || /[\s,/(-]/u.test(label.charAt(index - 1)))
  return [...starts, ...letters]
}

/**
 * Gives each option of a row the letter that chooses it at once: its own where it has one, else the first free
 * letter of its words, then any free letter in it. A label that starts with a digit is chosen by that digit only, one
 * without a Latin letter by its number in the row.
 */
export const assignKeys = (options: readonly Option[]): KeyedOption[] => {
  const taken = new Set(options.flatMap((option) => (option.key === undefined ? [] : [option.key])))
  return options.map((option, index) => {
    if (option.key !== undefined)
      return { ...option, key: option.key, at: option.label.toLowerCase().indexOf(option.key) }
    const digit = /^\d(?!\d)/u.test(option.label)
    const places = digit ? [0] : candidates(option.label)
    const at = places.find((index) => !taken.has(option.label.charAt(index).toLowerCase()))
    if (at === undefined) {
      // Where the words have no Latin letter at all, the option is chosen by its number in the row.
      const number = String(index + 1)
      const free = places.length === 0 && number.length === 1 && !taken.has(number)
      if (free) taken.add(number)
      return { ...option, key: free ? number : undefined, at: -1 }
    }
    const key = option.label.charAt(at).toLowerCase()
    taken.add(key)
    return { ...option, key, at }
  })
}

/** A letter or digit pressed on its own; anything with Ctrl, Alt or Cmd is a command and not for the row. */
export const bareKey = (event: KeyboardEvent): string | undefined =>
  event.ctrlKey || event.altKey || event.metaKey || event.key.length !== 1
    ? undefined
    : event.key.toLowerCase()

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement

/** `=` on its own: in a box only while it is empty, where it cannot be part of what is typed. */
export const isSameKey = (event: KeyboardEvent): boolean =>
  pressed(event, keyOf('same')) &&
  (!isTyping(event.target) || (event.target as HTMLInputElement | HTMLTextAreaElement).value === '')

/** The place an arrow, Home or End moves to in a row of `count` keys; undefined for any other key. */
export const movedTo = (event: KeyboardEvent, from: number, count: number): number | undefined => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return undefined
  // Arrows follow the eye: in a row laid out from the right the next key stands to the left.
  const row = event.currentTarget
  const ahead = row instanceof Element && getComputedStyle(row).direction === 'rtl' ? -1 : 1
  switch (event.key) {
    case 'ArrowRight':
      return (from + ahead + count) % count
    case 'ArrowLeft':
      return (from - ahead + count) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
