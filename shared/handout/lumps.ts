import type { Axes } from '../exam/answer'
import type { HandoutFacts, LumpFacts } from './facts'
import type { LeafBlock, Run } from './sheet'
import type { Book } from './text/book'

/** More lumps than this are counted in words and shown on the map only. */
const MOST_TOLD = 4

const placeOf = (lump: LumpFacts, book: Book): string =>
  book.place(lump.zone ?? 'other', lump.side === 'midline')

/** The larger axis first, whichever way it was typed (clinical content 2.5). */
const mm = (size: Axes): { long: number; short: number } => ({
  long: Math.max(size.longMm, size.shortMm),
  short: Math.min(size.longMm, size.shortMm),
})

const sizeSentence = (size: Axes | undefined, { say, like }: Book): Run[] => {
  if (size === undefined) return []
  const thing = like(mm(size).long)
  return thing === undefined ? say('found.mm', mm(size)) : say('found.like', { thing, ...mm(size) })
}

const sizeInItem = (size: Axes | undefined, briefly: boolean, { say, like }: Book): Run[] => {
  if (size === undefined) return []
  const thing = briefly ? undefined : like(mm(size).long)
  return thing === undefined ? say('found.item.mm', mm(size)) : say('found.item.like', { thing, ...mm(size) })
}

const MOVES = { free: 'found.moves', partly: 'found.movesALittle', fixed: 'found.fixed' } as const
const FAMILIAR = { yes: 'found.familiar', partly: 'found.familiarPartly', no: 'found.familiarNo' } as const

const oneLump = (lump: LumpFacts, book: Book): LeafBlock[] => {
  const { say, join, side } = book
  const place = placeOf(lump, book)
  return [
    {
      is: 'paragraph',
      runs: join(
        lump.side === undefined
          ? []
          : lump.side === 'midline'
            ? say('found.middle', { place })
            : say('found.side', { side: side(lump.side), place }),
        sizeSentence(lump.size, book),
        lump.moves === undefined ? [] : say(MOVES[lump.moves]),
        lump.familiarPain === undefined ? [] : say(FAMILIAR[lump.familiarPain]),
      ),
    },
  ]
}

const item = (lump: LumpFacts, briefly: boolean, book: Book): Run[] => {
  const { say, side } = book
  const [label, place] = [lump.label, placeOf(lump, book)]
  const where =
    lump.side === undefined || lump.side === 'midline'
      ? say('found.item.middle', { label, place })
      : say('found.item.side', { label, side: side(lump.side), place })
  return [...where, ...sizeInItem(lump.size, briefly, book)]
}

const manyLumps = (lumps: readonly LumpFacts[], briefly: boolean, book: Book): LeafBlock[] => {
  const { say, join, listed } = book
  const familiar = lumps.filter((lump) => lump.familiarPain === 'yes').map((lump) => lump.label)
  const after = join(
    lumps.length > MOST_TOLD ? say('found.more') : [],
    familiar.length === 0 ? [] : say('found.familiar.some', { labels: listed(familiar) }),
  )
  return [
    {
      is: 'list',
      lead: say('found.count', { count: lumps.length }),
      items: lumps.slice(0, MOST_TOLD).map((lump) => item(lump, briefly, book)),
    },
    ...(after.length === 0 ? [] : [{ is: 'paragraph' as const, runs: after }]),
  ]
}

/** What was felt today, in plain words; `briefly` with sizes of several lumps in millimetres alone. */
export const foundBlocks = (facts: HandoutFacts, book: Book, briefly = false): LeafBlock[] => {
  const { say, join, listed } = book
  const here = facts.lumps.filter((lump) => !lump.gone)
  const gone = facts.lumps.filter((lump) => lump.gone)
  const [first] = here
  const told =
    first === undefined ? [] : here.length === 1 ? oneLump(first, book) : manyLumps(here, briefly, book)
  const notFelt =
    gone.length === 0
      ? []
      : facts.lumps.length === 1
        ? say('found.gone.one')
        : say('found.gone', { labels: listed(gone.map((lump) => lump.label)) })
  const pain = facts.painNow === undefined ? [] : say('found.pain', { pain: facts.painNow })
  const [last] = told.slice(-1)
  // One paragraph is shorter than three.
  if (briefly && last?.is === 'paragraph')
    return [...told.slice(0, -1), { ...last, runs: join(last.runs, notFelt, pain) }]
  return [...told, ...[notFelt, pain].map((runs) => ({ is: 'paragraph' as const, runs }))].filter(
    (block) => block.is !== 'paragraph' || block.runs.length > 0,
  )
}

const whereInAlt = (lump: LumpFacts, label: string, book: Book): string =>
  lump.side === undefined || lump.side === 'midline'
    ? book.plain('map.alt.middle', { label, place: placeOf(lump, book) })
    : book.plain('map.alt.side', { label, side: book.side(lump.side), place: placeOf(lump, book) })

/** The patient's own map; nothing where no lump has a place. */
export const mapBlock = (facts: HandoutFacts, book: Book): LeafBlock[] => {
  const { plain, listed } = book
  const placed = facts.lumps.flatMap((lump) =>
    lump.gone || lump.at === undefined ? [] : [{ ...lump, at: lump.at }],
  )
  if (placed.length === 0) return []
  const only = placed.length === 1
  const named = placed.map((lump) => ({ ...lump, label: only ? plain('map.lump') : lump.label }))
  const where = listed(named.map((lump) => whereInAlt(lump, lump.label, book)))
  return [
    {
      is: 'map',
      caption: plain('map.caption'),
      alt: only ? plain('map.alt.one', { where }) : plain('map.alt.many', { where }),
      left: plain('map.left'),
      right: plain('map.right'),
      nodules: named.map(({ label, at, size }) => ({ label, at, ...(size === undefined ? {} : { size }) })),
    },
  ]
}
