/** A text with places, in English: a screen says it in its language, piece by piece. */
export interface Said {
  readonly text: string
  /** The same of one, where it counts by `n`. */
  readonly one?: string
  readonly slots: Readonly<Record<string, string | Said | AsIs>>
}
/** Written alike in every language: a size with its unit. */
interface AsIs {
  readonly asIs: string
}

/** Words that are filled with nothing. */
export const said = (text: string): Said => ({ text, slots: {} })

/**
 * A text with its places filled. Numbers stay as they are.
 * @param say how one text of it is said; without it, in English
 */
export const filled = (
  { text, one, slots }: Said,
  say: (text: string) => string = (many) => (many === text && slots['n'] === '1' && one) || many,
): string =>
  say(text).replace(/\{(\w+)\}/gu, (whole, name: string) => {
    const slot = slots[name]
    if (slot === undefined) return whole
    if (typeof slot !== 'string') return 'asIs' in slot ? slot.asIs : filled(slot, say)
    return /\p{L}/u.test(slot) ? say(slot) : slot
  })
