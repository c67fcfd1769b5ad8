import { Schema, type Node } from 'prosemirror-model'
import { oneLine } from '@shared/handout/text/fill'
import type { Inline, Rich } from '@shared/texts/rich-types'

/**
 * What the editor can hold: paragraphs, one level of list, bold, and slots that cannot be typed into. What is pasted is
 * read through it, so that everything else of a page (links, pictures, scripts, styles) is gone before it is there.
 */
export const schema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: {
      group: 'block',
      content: 'inline*',
      parseDOM: [{ tag: 'p' }],
      toDOM: () => ['p', 0],
    },
    list: { group: 'block', content: 'item+', parseDOM: [{ tag: 'ul' }], toDOM: () => ['ul', 0] },
    item: { content: 'paragraph', parseDOM: [{ tag: 'li' }], toDOM: () => ['li', 0] },
    text: { group: 'inline' },
    slot: {
      group: 'inline',
      inline: true,
      atom: true,
      attrs: { slot: {}, label: { default: '' } },
      toDOM: ({ attrs }) => ['span', { class: 'slot' }, String(attrs['label'])],
    },
  },
  marks: {
    strong: {
      parseDOM: [{ tag: 'strong' }, { tag: 'b' }],
      toDOM: () => ['strong', 0],
    },
  },
})

type Labels = Readonly<Record<string, string>>

const nodesOf = (inline: Inline, labels: Labels): Node[] =>
  inline.map((piece) => {
    const marks = piece.bold === true ? [schema.mark('strong')] : []
    return piece.is === 'words'
      ? schema.text(piece.text, marks)
      : schema.node('slot', { slot: piece.slot, label: labels[piece.slot] ?? piece.slot }, undefined, marks)
  })

/** What is kept, as the editor holds it. */
export const docOf = (rich: Rich, labels: Labels): Node => {
  const paragraph = (inline: Inline): Node => schema.node('paragraph', null, nodesOf(inline, labels))
  const blocks = rich.map((block) =>
    block.is === 'paragraph'
      ? paragraph(block.inline)
      : schema.node(
          'list',
          null,
          block.items.map((item) => schema.node('item', null, paragraph(item))),
        ),
  )
  return schema.node('doc', null, blocks.length === 0 ? [paragraph([])] : blocks)
}

/** Blanks within a line stay as typed; what is no sign becomes a blank. */
const cleaned = (text: string): string => {
  const [before] = /^ */u.exec(text) ?? ['']
  const [after] = / *$/u.exec(text) ?? ['']
  const middle = oneLine(text)
  return middle === '' ? (text === '' ? '' : ' ') : `${before}${middle}${after}`
}

type Piece = Inline[number]
const inlineOf = (paragraph: Node): Piece[] =>
  paragraph.children.flatMap((node): Piece[] => {
    const bold = node.marks.length > 0 ? { bold: true as const } : {}
    if (node.isText) {
      const text = cleaned(node.text ?? '')
      return text === '' ? [] : [{ is: 'words', text, ...bold }]
    }
    return [{ is: 'slot', slot: String(node.attrs['slot']), ...bold }]
  })
/** A line that holds something to read. */
const said = (inline: readonly Piece[]): boolean =>
  inline.some((piece) => piece.is === 'slot' || piece.text.trim() !== '')

/** What the editor holds, as it is kept. Empty paragraphs and items say nothing and are not kept. */
export const richOf = (doc: Node): Rich =>
  doc.children.flatMap((block): Rich => {
    if (block.type.name === 'paragraph') {
      const inline = inlineOf(block)
      return said(inline) ? [{ is: 'paragraph', inline }] : []
    }
    const items = block.children.map((item) => inlineOf(item.child(0))).filter(said)
    return items.length === 0 ? [] : [{ is: 'list', items }]
  })
