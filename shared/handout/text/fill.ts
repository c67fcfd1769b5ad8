import type { Run } from '../sheet'
import { EN, type UnitId, type UnitText } from './en'

/** The slot names inside a unit: `'It is {long} by {short} mm'` has `long` and `short`. */
type SlotsIn<T extends string> = T extends `${string}{${infer S}}${infer Rest}` ? S | SlotsIn<Rest> : never
type Filling<I extends UnitId> = Record<SlotsIn<UnitText<I>>, string | number>
/** A unit with slots asks for all of them; one without asks for nothing. */
type Rest<I extends UnitId> = [SlotsIn<UnitText<I>>] extends [never] ? [] : [Filling<I>]

const SLOT = /\{(\w+)\}/g
const SPACES = /[\s\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu

/** A slot is one line of text: control characters and direction overrides become a blank, so a name cannot rearrange a sheet. */
export const oneLine = (text: string): string => text.replace(SPACES, ' ').trim()

/**
 * One unit, filled, as runs. Bold marks are read before slots are filled, so that nothing in a name or a free
 * text acts as markup.
 */
export const say = <I extends UnitId>(id: I, ...[slots]: Rest<I>): Run[] => {
  const filling = (slots ?? {}) as Record<string, string | number | undefined>
  return EN[id]
    .split('**')
    .map((part, index) => ({
      text: part.replace(SLOT, (_, name: string) => oneLine(String(filling[name] ?? ''))),
      bold: index % 2 === 1,
    }))
    .filter((run) => run.text !== '')
    .map((run) => (run.bold ? run : { text: run.text }))
}

/** One unit, filled, without its bold. */
export const plain = <I extends UnitId>(id: I, ...rest: Rest<I>): string => textOf(say(id, ...rest))

export const textOf = (runs: readonly Run[]): string => runs.map((run) => run.text).join('')

/** Sentences one after the other, a blank between them. */
export const join = (...sentences: readonly (readonly Run[])[]): Run[] =>
  sentences
    .filter((sentence) => sentence.length > 0)
    .flatMap((sentence, index) => (index === 0 ? sentence : [{ text: ' ' }, ...sentence]))

/** "R1", "R1 and L1", "R1, R2 and L1". */
export const listed = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`
