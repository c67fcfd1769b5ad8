import { shortened } from '@shared/handout/brevity'
import type { Block, LeafBlock, Run, Sheet, SheetSection } from '@shared/handout/sheet'
import { inParts } from './cut'

/** One block of a sheet with what English says of the same, in two columns. */
export interface Pair {
  readonly is: 'pair'
  readonly section: string
  readonly own: { readonly heading?: string; readonly blocks: readonly Block[] }
  readonly english: { readonly heading?: string; readonly blocks: readonly Block[] }
  /** Heads the pair that follows it. */
  readonly keep: boolean
}

const paragraph = (runs: readonly Run[]): LeafBlock => ({ is: 'paragraph', runs: [...runs] })

/** English beside a drawing is there to be read along: words, and no second drawing. */
const leafInWords = (leaf: LeafBlock): LeafBlock[] => {
  switch (leaf.is) {
    case 'map':
      return [paragraph([{ text: leaf.alt }])]
    case 'pictures':
      return [{ is: 'list', items: leaf.pictures.map(({ caption }) => [{ text: caption }]) }]
    case 'photos':
      return leaf.photos.map(({ runs }) => paragraph(runs))
    case 'exercise':
      return [paragraph([{ text: `${leaf.title} `, bold: true }, ...leaf.runs])]
    case 'chart':
      return [paragraph([{ text: `${leaf.caption} ${leaf.rows.join(', ')}.` }])]
    case 'paragraph':
    case 'list':
      return [leaf]
  }
}
const inWords = (block: Block): Block[] => {
  if (block.is === 'main' || block.is === 'help') return [block]
  if (block.is !== 'action') return leafInWords(block)
  const { is, number, title, blocks } = block
  return [{ is, number, title, blocks: blocks.flatMap(leafInWords) }]
}

const isExercise = (block: Block): boolean => block.is === 'exercise'

/** The exercises of an action follow it one by one, so that six of them can run over a page end. */
const split = (block: Block): Block[] =>
  block.is === 'action'
    ? [
        { ...block, blocks: block.blocks.filter((leaf) => !isExercise(leaf)) },
        ...block.blocks.filter(isExercise),
      ]
    : [block]

const pairsOf = (own: SheetSection, english: SheetSection, cut: boolean): Pair[] => {
  const parts = (block: Block): Block[] => split(block).flatMap((part) => (cut ? inParts(part) : [part]))
  const twins = english.blocks.flatMap(parts)
  const blocks = own.blocks.flatMap(parts)
  return blocks.map((block, index): Pair => {
    const twin = twins[index]
    const heads = ({ heading }: SheetSection) => (index > 0 || heading === undefined ? {} : { heading })
    const next = blocks[index + 1]
    return {
      is: 'pair',
      section: own.id,
      own: { ...heads(own), blocks: [block] },
      english: { ...heads(english), blocks: twin === undefined ? [] : inWords(twin) },
      keep: block.is === 'pictures' || (block.is === 'action' && next !== undefined && isExercise(next)),
    }
  })
}

/** A sheet with English beside it, in pairs. Both are built alike, so that what says the same stands side by side. */
export const pairs = (
  sheet: Pick<Sheet, 'sections'> & { readonly beside: NonNullable<Sheet['beside']> },
  brief: number,
  cut: boolean,
): Pair[] => {
  const english = shortened(sheet.beside, brief)
  return shortened(sheet, brief).flatMap((section, index) => {
    const twin = english[index]
    return twin === undefined ? [] : pairsOf(section, twin, cut)
  })
}
