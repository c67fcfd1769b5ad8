import { isoToWords } from '../dates/typed-date'
import type { IsoDate } from './values'

/** A text with places, in English: a screen says it in its language, piece by piece. */
export interface Said {
  readonly text: string
  /** The same of one, where it counts by `n`. English alone has it. */
  readonly one?: string
  /** The same as English says it, where that is no word-for-word sentence: the words of the note. */
  readonly en?: string
  /** The field it belongs to, where one English word may have several meanings: "To" of a referral. */
  readonly of?: string
  readonly slots: Readonly<Record<string, string | Said | AsIs | OnDay>>
}
/** Written alike in every language: a size with its unit, a name, what a person typed. */
interface AsIs {
  readonly asIs: string
}
/** A calendar day, written as the language writes days. */
interface OnDay {
  readonly day: IsoDate
  /** Its year goes without saying. */
  readonly short?: boolean
}

/** How a text is said in a language. */
export interface Teller {
  readonly say: (text: string, of?: string) => string
  readonly day: (day: IsoDate, withYear: boolean) => string
}

/** Words that are filled with nothing. */
export const said = (text: string, of?: string): Said => ({
  text,
  ...(of !== undefined && { of }),
  slots: {},
})
/** What every language writes alike. */
export const asIs = (text: string): Said => ({ text: '{as}', slots: { as: { asIs: text } } })
/** Words in the place of the slots that stand for them. */
export const saidOf = (text: string, slots: Said['slots']): Said => ({ text, slots })

const JOINTS = {
  ',': '{a}, {b}',
  answers: '{a}, {b}#answers',
  phrases: '{a}, {b}#phrases',
  ';': '{a}; {b}',
  and: '{a} and {b}',
  ' ': '{a} {b}',
  '.': '{a} {b}#sentences',
} as const
/** Several pieces after each other: "a, b, c". One is itself, none is nothing. */
export const joined = (pieces: readonly Said[], by: keyof typeof JOINTS = ','): Said =>
  pieces.length === 0 ? said('') : pieces.reduce((a, b) => saidOf(JOINTS[by], { a, b }))
/** "a, b and c". */
export const listedSaid = (pieces: readonly Said[]): Said =>
  pieces.length < 2 ? joined(pieces) : joined([joined(pieces.slice(0, -1)), ...pieces.slice(-1)], 'and')
/** The texts that join, for whoever says them in another language. */
export const JOINT_TEXTS: readonly string[] = Object.values(JOINTS)

const bare = (text: string): string => (text.includes('#') ? text.slice(0, text.indexOf('#')) : text)
const inEnglish = ({ text, one, en, slots }: Said): string =>
  (slots['n'] === '1' ? one : undefined) ?? en ?? text
/** Nothing but a place: no word to say. */
const onlyPlace = (text: string): boolean => text === '' || /^\{\w+\}$/u.test(text)

/**
 * A text with its places filled. Numbers stay as they are.
 * @param teller how one text of it is said; without it, in English
 */
export const filled = (one: Said, teller?: Teller): string => {
  const text =
    teller === undefined
      ? bare(inEnglish(one))
      : onlyPlace(one.text)
        ? one.text
        : teller.say(one.text, one.of)
  if (!text.includes('{')) return text
  return text.replace(/\{(\w+)\}/gu, (whole, name: string) => {
    const slot = one.slots[name]
    if (slot === undefined) return whole
    if (typeof slot === 'string') return teller !== undefined && /\p{L}/u.test(slot) ? teller.say(slot) : slot
    if ('asIs' in slot) return slot.asIs
    if ('day' in slot) {
      const withYear = slot.short !== true
      return teller === undefined ? isoToWords(slot.day, withYear) : teller.day(slot.day, withYear)
    }
    return filled(slot, teller)
  })
}
