import type { Zone } from '../bodymap'
import type { Axes } from '../exam/answer'
import type { HandoutFacts, LumpFacts } from './facts'
import type { LeafBlock, Run } from './sheet'
import { EVERYDAY_SIZES } from './text/en'
import { join, listed, plain, say } from './text/fill'

/** More lumps than this are counted in words and shown on the map only. */
const MOST_TOLD = 4

/** Plain places; none uses an anatomical name. */
const PLACES: Record<Zone, { readonly side: string; readonly middle: string }> = {
  psis: { side: 'by the dimple just above the buttock', middle: 'just above the buttocks' },
  crestMedial: { side: 'on the back rim of the hip bone', middle: 'just above the buttocks' },
  crestMiddle: { side: 'on the rim of the hip bone', middle: 'just above the buttocks' },
  sacroiliac: { side: 'next to the dimple above the buttock', middle: 'just above the buttocks' },
  lumbosacral: { side: 'at the base of the spine', middle: 'at the base of the spine' },
  paraspinal: { side: 'next to the spine in the low back', middle: 'over the spine in the low back' },
  upperButtock: { side: 'in the top part of the buttock', middle: 'between the buttocks, at the top' },
  other: { side: 'in the low back', middle: 'in the low back' },
}

const placeOf = (lump: LumpFacts): string =>
  PLACES[lump.zone ?? 'other'][lump.side === 'midline' ? 'middle' : 'side']

const thingFor = (size: Axes): string | undefined =>
  EVERYDAY_SIZES.find(({ upToMm }) => Math.max(size.longMm, size.shortMm) <= upToMm)?.thing

/** The larger axis first, whichever way it was typed (clinical content 2.5). */
const mm = (size: Axes): { long: number; short: number } => ({
  long: Math.max(size.longMm, size.shortMm),
  short: Math.min(size.longMm, size.shortMm),
})

const sizeSentence = (size: Axes | undefined): Run[] => {
  if (size === undefined) return []
  const thing = thingFor(size)
  return thing === undefined ? say('found.mm', mm(size)) : say('found.like', { thing, ...mm(size) })
}

const sizeInItem = (size: Axes | undefined, briefly: boolean): Run[] => {
  if (size === undefined) return []
  const thing = briefly ? undefined : thingFor(size)
  return thing === undefined ? say('found.item.mm', mm(size)) : say('found.item.like', { thing, ...mm(size) })
}

const MOVES = { free: 'found.moves', partly: 'found.movesALittle', fixed: 'found.fixed' } as const
const FAMILIAR = { yes: 'found.familiar', partly: 'found.familiarPartly', no: 'found.familiarNo' } as const

const oneLump = (lump: LumpFacts): LeafBlock[] => {
  const place = placeOf(lump)
  return [
    {
      is: 'paragraph',
      runs: join(
        lump.side === undefined
          ? []
          : lump.side === 'midline'
            ? say('found.middle', { place })
            : say('found.side', { side: lump.side, place }),
        sizeSentence(lump.size),
        lump.moves === undefined ? [] : say(MOVES[lump.moves]),
        lump.familiarPain === undefined ? [] : say(FAMILIAR[lump.familiarPain]),
      ),
    },
  ]
}

const item = (lump: LumpFacts, briefly: boolean): Run[] => {
  const [label, place] = [lump.label, placeOf(lump)]
  const where =
    lump.side === undefined || lump.side === 'midline'
      ? say('found.item.middle', { label, place })
      : say('found.item.side', { label, side: lump.side, place })
  return [...where, ...sizeInItem(lump.size, briefly)]
}

const manyLumps = (lumps: readonly LumpFacts[], briefly: boolean): LeafBlock[] => {
  const familiar = lumps.filter((lump) => lump.familiarPain === 'yes').map((lump) => lump.label)
  const after = join(
    lumps.length > MOST_TOLD ? say('found.more') : [],
    familiar.length === 0 ? [] : say('found.familiar.some', { labels: listed(familiar) }),
  )
  return [
    {
      is: 'list',
      lead: say('found.count', { count: lumps.length }),
      items: lumps.slice(0, MOST_TOLD).map((lump) => item(lump, briefly)),
    },
    ...(after.length === 0 ? [] : [{ is: 'paragraph' as const, runs: after }]),
  ]
}

/** What was felt today, in plain words; `briefly` with sizes of several lumps in millimetres alone. */
export const foundBlocks = (facts: HandoutFacts, briefly = false): LeafBlock[] => {
  const here = facts.lumps.filter((lump) => !lump.gone)
  const gone = facts.lumps.filter((lump) => lump.gone)
  const [first] = here
  const told = first === undefined ? [] : here.length === 1 ? oneLump(first) : manyLumps(here, briefly)
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

const whereInAlt = (lump: LumpFacts, label: string): string =>
  lump.side === undefined || lump.side === 'midline'
    ? plain('map.alt.middle', { label, place: placeOf(lump) })
    : plain('map.alt.side', { label, side: lump.side, place: placeOf(lump) })

/** The patient's own map; nothing where no lump has a place. */
export const mapBlock = (facts: HandoutFacts): LeafBlock[] => {
  const placed = facts.lumps.flatMap((lump) =>
    lump.gone || lump.at === undefined ? [] : [{ ...lump, at: lump.at }],
  )
  if (placed.length === 0) return []
  const only = placed.length === 1
  const named = placed.map((lump) => ({ ...lump, label: only ? plain('map.lump') : lump.label }))
  const where = listed(named.map((lump) => whereInAlt(lump, lump.label)))
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
