import type { Tags } from './header'
import { spacingOf, type SpacingTags } from './spacing'
import { tableIn, type Table } from './tables'
import { voisOf, type Voi } from './voi'

/** How a stored value becomes the value that windows are in. */
export type Rescale =
  | { readonly by: 'line'; readonly slope: number; readonly intercept: number }
  | { readonly by: 'table'; readonly table: Table }

/** What the file says of one frame. In enhanced files every frame may differ. */
export interface FrameFacts {
  readonly rescale: Rescale
  /** Windows and tables that the file offers, in its order. */
  readonly vois: readonly Voi[]
  readonly spacing: SpacingTags
  /** The side of the body that the file names itself. */
  readonly side?: 'left' | 'right'
  /** Patient Orientation (0020,0020): where rows and columns go, as letters: `['L', 'F']`. */
  readonly towards?: readonly [across: string, down: string]
  /** Image Orientation (Patient) (0020,0037): direction cosines of rows and columns. */
  readonly orientation?: readonly number[]
  /** Image Position (Patient) (0020,0032), mm. */
  readonly position?: readonly number[]
}

type Find = (group: string, tag: string) => Tags | undefined

/**
 * Looks a tag up where enhanced files keep it: the group of the frame, the shared one, the top (PS3.3 C.7.6.16).
 */
const finder =
  (tags: Tags, frame: number): Find =>
  (group, tag) => {
    const inside = (groups: string, item: number): Tags | undefined =>
      tags.elements[groups]?.items?.[item]?.dataSet?.elements[group]?.items?.[0]?.dataSet
    const nested = [inside('x52009230', frame), inside('x52009229', 0)]
    const found = nested.find((one) => one?.elements[tag] !== undefined)
    return found ?? (tags.elements[tag] === undefined ? undefined : tags)
  }

const numbersOf = (tags: Tags | undefined, tag: string, count: number): readonly number[] | undefined => {
  const numbers = (tags?.string(tag) ?? '').split('\\').map(Number.parseFloat)
  return numbers.length === count && numbers.every(Number.isFinite) ? numbers : undefined
}

const rescaleOf = (tags: Tags, find: Find, signed: boolean, big: boolean): Rescale => {
  const item = tags.elements['x00283000']?.items?.[0]?.dataSet
  const table = item && tableIn(item, signed, big)
  if (table !== undefined) return { by: 'table', table }
  const owner = find('x00289145', 'x00281053')
  const slope = owner?.floatString('x00281053') ?? 1
  const intercept = owner?.floatString('x00281052') ?? 0
  return {
    by: 'line',
    slope: Number.isFinite(slope) && slope !== 0 ? slope : 1,
    intercept: Number.isFinite(intercept) ? intercept : 0,
  }
}

const sideOf = (tags: Tags, find: Find): 'left' | 'right' | undefined => {
  const text =
    find('x00209071', 'x00209072')?.string('x00209072') ??
    tags.string('x00200062') ??
    tags.string('x00200060')
  if (text === 'L') return 'left'
  return text === 'R' ? 'right' : undefined
}

const towardsOf = (tags: Tags): readonly [string, string] | undefined => {
  const [across = '', down = ''] = (tags.string('x00200020') ?? '').split('\\').map((part) => part.trim())
  return /^[A-Z]{1,3}$/.test(across) && /^[A-Z]{1,3}$/.test(down) ? [across, down] : undefined
}

const factsOf = (tags: Tags, frame: number, signed: boolean, big: boolean): FrameFacts => {
  const find = finder(tags, frame)
  const rescale = rescaleOf(tags, find, signed, big)
  const below = signed || (rescale.by === 'line' && rescale.intercept < 0)
  const side = sideOf(tags, find)
  const towards = towardsOf(tags)
  const orientation = numbersOf(find('x00209116', 'x00200037'), 'x00200037', 6)
  const position = numbersOf(find('x00209113', 'x00200032'), 'x00200032', 3)
  return {
    rescale,
    vois: voisOf(find('x00289132', 'x00281050') ?? tags, below, big),
    spacing: spacingOf(tags, frame, find),
    ...(side === undefined ? {} : { side }),
    ...(towards === undefined ? {} : { towards }),
    ...(orientation === undefined ? {} : { orientation }),
    ...(position === undefined ? {} : { position }),
  }
}

/**
 * What the file says of its frames, in their order. The last one counts for all that follow it: in a file without
 * groups of single frames it is the only one.
 */
export const frameFactsOf = (
  tags: Tags,
  frames: number,
  signed: boolean,
  big: boolean,
): readonly FrameFacts[] => {
  const groups = tags.elements['x52009230']?.items?.length ?? 0
  // Frames without a group of their own get what is shared, never what another frame says of itself.
  const count = Math.min(frames, groups + 1)
  return Array.from({ length: count }, (_, frame) => factsOf(tags, frame, signed, big))
}
