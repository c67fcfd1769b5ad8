import { shortened } from '@shared/handout/brevity'
import type { Block, LeafBlock, Sheet, SheetSection } from '@shared/handout/sheet'
import { pairs as besidePairs, type Pair } from './beside'
import { inParts } from './cut'

type Exercise = Extract<LeafBlock, { is: 'exercise' }>

/** A piece of a sheet that no page end cuts. */
export type SheetChunk =
  | Pair
  | {
      readonly is: 'blocks'
      readonly section: string
      readonly heading?: string
      readonly blocks: readonly Block[]
      readonly keep: boolean
      /** Takes half the width, beside its neighbours of that kind. */
      readonly half: boolean
      /** Goes on with the list of the piece before it. */
      readonly tied?: boolean
      /** Where it is not the sheet's own. */
      readonly language?: 'en'
    }
  | {
      readonly is: 'exercises'
      readonly section: string
      readonly exercises: readonly Exercise[]
      readonly abreast: number
    }
  | {
      readonly is: 'columns'
      readonly section: string
      readonly left: readonly SheetSection[]
      readonly right: readonly SheetSection[]
    }

const pairs = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size))

const isExercise = (block: Block): block is Exercise => block.is === 'exercise'

/** Self-care that may fill the first page when the help box has to start the second. */
const FLOATING: readonly string[] = [
  'heat',
  'posture',
  'soon',
  'medicine',
  'avoid',
  'after',
  'picture',
  'offer',
  'chart',
]
/** Exercises leave their box and follow it in rows, so that six of them can run over a page end. */
const blockChunks = (
  block: Block,
  section: string,
  heading: string | undefined,
  abreast: number,
): SheetChunk[] => {
  const inside = block.is === 'action' ? block.blocks.filter(isExercise) : isExercise(block) ? [block] : []
  const rest =
    block.is === 'action' ? { ...block, blocks: block.blocks.filter((leaf) => !isExercise(leaf)) } : block
  const rows = pairs(inside, abreast).map((exercises) => ({
    is: 'exercises' as const,
    section,
    exercises,
    abreast,
  }))
  const head = heading === undefined ? {} : { heading }
  return isExercise(block)
    ? rows
    : [{ is: 'blocks', section, ...head, blocks: [rest], keep: rows.length > 0, half: false }, ...rows]
}

const splits = (section: SheetSection): boolean =>
  section.blocks.some((block) => block.is === 'action' || isExercise(block))

const fullChunks = (section: SheetSection, abreast: number): SheetChunk[] => {
  if (!splits(section)) return [wholeChunk(section)]
  const exercises = section.blocks.filter(isExercise)
  const others = section.blocks.filter((block) => !isExercise(block))
  const rows = pairs(exercises, abreast).map((row) => ({
    is: 'exercises' as const,
    section: section.id,
    exercises: row,
    abreast,
  }))
  const chunks = others.flatMap((block, index) =>
    blockChunks(block, section.id, index === 0 ? section.heading : undefined, abreast),
  )
  const last = chunks.at(-1)
  return [
    ...chunks.slice(0, -1),
    ...(last === undefined
      ? []
      : [last.is === 'blocks' ? { ...last, keep: last.keep || rows.length > 0 } : last]),
    ...rows,
  ]
}

/** Small sections stay in one piece. */
const wholeChunk = (section: SheetSection, half = false): SheetChunk => ({
  is: 'blocks',
  section: section.id,
  ...(section.heading === undefined ? {} : { heading: section.heading }),
  blocks: section.blocks,
  keep: false,
  half,
})

/** Two help boxes under each other, where one column has no room for both. The one page of an emergency keeps them in one frame. */
const apart = (block: Block, section: string): { readonly block: Block; readonly language?: 'en' }[] =>
  block.is === 'help' && block.english !== undefined && section === 'help'
    ? [
        { block: { is: 'help', title: block.title, groups: block.groups } },
        { block: { is: 'help', ...block.english }, language: 'en' },
      ]
    : [{ block }]

/** One block of a section by itself; the heading goes with the first. */
const blockChunk = (
  section: SheetSection,
  block: Block,
  index: number,
  half: boolean,
): Extract<SheetChunk, { is: 'blocks' }> => ({
  is: 'blocks',
  section: section.id,
  ...(index > 0 || section.heading === undefined ? {} : { heading: section.heading }),
  blocks: [block],
  keep: block.is === 'pictures',
  half,
})

/** Large print breaks between blocks. */
const blockByBlock = (section: SheetSection, cut: boolean): SheetChunk[] =>
  section.blocks
    .flatMap((block) => apart(block, section.id))
    .flatMap((one) => (cut ? inParts(one.block).map((block) => ({ ...one, block })) : [one]))
    .map(({ block, language }, index) => ({
      ...blockChunk(section, block, index, false),
      ...(language && { language }),
    }))

/**
 * A half in pieces, so that two columns fill to the foot of a page. `parted` lets a list go on in the next column.
 */
const halfByBlock = (section: SheetSection, parted: boolean): SheetChunk[] =>
  section.blocks
    .flatMap((block) =>
      parted && block.is === 'list'
        ? inParts(block).map((item, at) => ({ block: item, tied: at > 0 }))
        : [{ block, tied: false }],
    )
    .map(({ block, tied }, index) => ({ ...blockChunk(section, block, index, true), tied }))

/** More exercises than this stand three abreast. */
const FEW_EXERCISES = 4

const abreastFor = (sections: readonly SheetSection[]): number => {
  const exercises = sections.flatMap((section) =>
    section.blocks.flatMap((block) => (block.is === 'action' ? block.blocks : [block])).filter(isExercise),
  )
  return exercises.length > FEW_EXERCISES ? 3 : 2
}

type Pieces = Pick<Sheet, 'sections' | 'size' | 'paper' | 'beside'>

/** One column, everything under everything: large print, and paper of half the size. */
export const isStacked = ({ size, paper, beside }: Omit<Pieces, 'sections'>): boolean =>
  size === 'large' || paper === 'A5' || beside !== undefined

/**
 * The sheet in pieces: standard size pairs columns and sets exercises abreast, large print and small paper stack
 * everything. `brief` is the step of shortening; `compact` sets all exercises two abreast, words beside the drawing; `cut`
 * lets page ends fall inside a help box or a list of a stacked sheet, and between the blocks of a half; `parted` lets them
 * fall between the two languages of a help box, and the end of a column within a list of a half.
 */
export const chunksOf = (
  sheet: Pieces,
  brief = 0,
  compact = false,
  cut = false,
  parted = false,
): SheetChunk[] => {
  const { beside } = sheet
  if (beside !== undefined) return besidePairs({ ...sheet, beside }, brief, cut)
  const sections = shortened(sheet, brief)
  if (isStacked(sheet))
    return sections.flatMap((section) => {
      if (splits(section)) return fullChunks(section, 1)
      // What may move moves whole: a heading and its list never part.
      return FLOATING.includes(section.id) ? [wholeChunk(section)] : blockByBlock(section, cut)
    })
  const abreast = compact ? 2 : abreastFor(sections)
  const chunks: SheetChunk[] = []
  for (let i = 0; i < sections.length; i += 1) {
    const section = sections[i]
    if (section === undefined) continue
    if (section.column === undefined)
      chunks.push(
        ...(parted && section.id === 'help' ? blockByBlock(section, false) : fullChunks(section, abreast)),
      )
    else if (section.column === 'half')
      chunks.push(...(cut ? halfByBlock(section, parted) : [wholeChunk(section, true)]))
    else {
      const end = sections.findIndex((next, k) => k > i && next.column !== 'left' && next.column !== 'right')
      const row = sections.slice(i, end < 0 ? undefined : end)
      i += row.length - 1
      const left = row.filter((one) => one.column === 'left')
      const right = row.filter((one) => one.column === 'right')
      if (left.length === 0 || right.length === 0) chunks.push(...row.map((one) => wholeChunk(one)))
      else chunks.push({ is: 'columns', section: section.id, left, right })
    }
  }
  return chunks
}

/** Whether a piece may move forward past the help box. */
export const floats = (chunk: SheetChunk): boolean =>
  chunk.is !== 'exercises' && chunk.is !== 'pair' && FLOATING.includes(chunk.section)
