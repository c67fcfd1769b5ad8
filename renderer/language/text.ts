import { shallowRef } from 'vue'
import type { Key } from './catalogue/keys'
import { SINGULAR } from './catalogue/singular'
import { LOCALE, type Shown } from './languages'

/** The names that stand in braces in a text. */
export type SlotNames<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | SlotNames<Rest>
  : never
type Slot = string | number
type SlotsOf<Text extends string> = [SlotNames<Text>] extends [never]
  ? []
  : [slots: Readonly<Record<SlotNames<Text>, Slot>>]

/** A text of the catalogue without slots: what a table of labels may hold. */
export type Plain = { [Text in Key]: [SlotNames<Text>] extends [never] ? Text : never }[Key]
/** A text of the catalogue that has a singular: its count is the slot `n`. */
export type Plural = keyof typeof SINGULAR

/** The other language's words by the English ones; absent while English is shown. */
export interface Words {
  readonly language: Shown
  /** Answers undefined where nobody has translated it. */
  readonly of: (english: string) => string | undefined
}
export const words = shallowRef<Words>()

/** English and its context, "Open#adjective", where one English word is two in another language. */
const bare = (key: string): string => {
  const at = key.indexOf('#')
  return at < 0 ? key : key.slice(0, at)
}
/** As it is said of one field, else as it is said anywhere. */
const known = (other: Words, key: string, of: string | undefined): string | undefined =>
  (of === undefined ? undefined : other.of(`${key}#${of}`)) ?? other.of(key)
/** Never silently English: a text that nobody has translated stands in marks. */
const translated = (key: string, of?: string): string => {
  const other = words.value
  return other === undefined ? bare(key) : (known(other, key, of) ?? `⟦${bare(key)}⟧`)
}
const filled = (text: string, slots: Readonly<Record<string, Slot>>): string =>
  text.replace(/\{(\w+)\}/gu, (whole, name: string) => String(slots[name] ?? whole))

/** The locale of what is shown, for Intl. */
export const locale = (): string => LOCALE[words.value?.language ?? 'en']

/** A text of the interface in the language shown. The English text is its own key; the compiler knows its slots. */
export const t = <Text extends Key>(key: Text, ...[slots]: SlotsOf<Text>): string =>
  slots === undefined ? translated(key) : filled(translated(key), slots)

/** A text that counts: `n` in the plural form that the language has for it. */
export const plural = <Text extends Plural>(
  n: number,
  key: Text,
  ...[slots]: [Exclude<SlotNames<Text>, 'n'>] extends [never]
    ? []
    : [slots: Readonly<Record<Exclude<SlotNames<Text>, 'n'>, Slot>>]
): string => {
  const one = words.value === undefined && new Intl.PluralRules('en').select(n) === 'one'
  return filled(one ? SINGULAR[key] : translated(key), { ...slots, n: number(n) })
}

/** A whole number as the language groups it. */
export const number = (n: number): string => n.toLocaleString(locale())

/** Several things in one sentence, "a, b". */
export const list = (parts: readonly string[]): string =>
  words.value?.language === 'zh-Hans' ? parts.join('、') : parts.join(', ')

/**
 * A word of a closed list that stands in `shared/`, as English text. A test looks that each is in the catalogue.
 * @param of the field it belongs to: the catalogue may have words of its own for it, "To#plan.referralTo"
 */
export const told = (english: string, of?: string): string => translated(english, of)
/** The same where free text may stand instead, a name or a path: what the catalogue does not know is shown as it is. */
export const toldIfKnown = (text: string, of?: string): string =>
  words.value === undefined ? text : (known(words.value, text, of) ?? text)
