import { z } from 'zod'
import type { LeafBlock, Run } from '../handout/sheet'
import { oneLine } from '../handout/text/fill'
import type { Inline, Rich } from './rich-types'

/**
 * Rich text as the clinic writes it: a closed shape and never markup. Paragraphs and lists of words, bold or not, and
 * slots that the visit fills. Nothing in it can run, point anywhere or bring a picture; what looks like markup in its
 * words prints as it was typed.
 */

const MAX_WORDS = 1200
const MAX_BLOCKS = 24

/** Words are one line: control characters and direction overrides are blanks. Blanks at the ends part words and stay. */
const words = z
  .string()
  .min(1)
  .max(MAX_WORDS)
  .refine((text) => !/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text), 'control characters')

/** Words with slots of one kind of text. */
export const inlineOf = <S extends string>(slots: readonly [S, ...S[]]) =>
  z
    .array(
      z.discriminatedUnion('is', [
        z.strictObject({ is: z.literal('words'), text: words, bold: z.literal(true).optional() }),
        z.strictObject({ is: z.literal('slot'), slot: z.enum(slots), bold: z.literal(true).optional() }),
      ]),
    )
    .max(60)

/** Paragraphs and lists with slots of one kind of text. */
export const richOf = <S extends string>(slots: readonly [S, ...S[]]) => {
  const inline = inlineOf(slots)
  return z
    .array(
      z.discriminatedUnion('is', [
        z.strictObject({ is: z.literal('paragraph'), inline: inline.min(1) }),
        z.strictObject({ is: z.literal('list'), items: z.array(inline.min(1)).min(1).max(12) }),
      ]),
    )
    .max(MAX_BLOCKS)
}

/** What the slots hold for one patient; a slot without a value has nothing to say. */
export type SlotValues<S extends string> = Readonly<Partial<Record<S, string>>>

/** Slots that words ask for. */
export const slotsIn = (inline: Inline): string[] =>
  inline.flatMap((piece) => (piece.is === 'slot' ? [piece.slot] : []))

/** Words filled, as runs; undefined where a slot has nothing to say, because the sentence would have a hole. */
export const fillInline = <S extends string>(inline: Inline<S>, values: SlotValues<S>): Run[] | undefined => {
  const runs: Run[] = []
  for (const piece of inline) {
    const text = piece.is === 'words' ? piece.text : oneLine(values[piece.slot] ?? '')
    if (text === '') return undefined
    runs.push({ text, ...(piece.bold === true && { bold: true }) })
  }
  return runs
}

/** Filled as blocks of a sheet. A paragraph or an item with a hole is left out, and a list without items with it. */
export const fillRich = <S extends string>(rich: Rich<S>, values: SlotValues<S>): LeafBlock[] =>
  rich.flatMap((block): LeafBlock[] => {
    if (block.is === 'paragraph') {
      const runs = fillInline(block.inline, values)
      return runs === undefined ? [] : [{ is: 'paragraph', runs }]
    }
    const items = block.items.flatMap((item) => {
      const runs = fillInline(item, values)
      return runs === undefined ? [] : [runs]
    })
    return items.length === 0 ? [] : [{ is: 'list', items }]
  })

/** The same as plain text, for a letter: a line each, items with a dash. */
export const richText = <S extends string>(rich: Rich<S>, values: SlotValues<S>): string => {
  const line = (runs: readonly Run[]): string => runs.map(({ text }) => text).join('')
  return fillRich(rich, values)
    .flatMap((block) =>
      block.is === 'list'
        ? block.items.map((item) => `- ${line(item)}`)
        : block.is === 'paragraph'
          ? [line(block.runs)]
          : [],
    )
    .join('\n')
}
