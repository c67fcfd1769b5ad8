/** What stands together on paper, measured in one unit throughout (CSS px). */
export interface Chunk {
  readonly height: number
  /** A heading: never the last thing on a page. */
  readonly keep?: boolean
  /** May move forward past a chunk that can be overtaken, to fill the page that one does not fit on. */
  readonly floats?: boolean
  readonly overtaken?: boolean
  /** Measured at half width: neighbours of that kind share two columns. */
  readonly half?: boolean
  /** Pieces of one section: a page end may part them, and nothing else may come between. */
  readonly part?: string
  /** Goes on right under the chunk before it: only the end of a column may part them. */
  readonly tied?: boolean
}

export interface Room {
  /** Height for chunks on the first page, on every other, and on those at the back of a sheet of paper (default: `rest`). */
  readonly first: number
  readonly rest: number
  readonly back?: number
  /** Space between two chunks. */
  readonly gap: number
}

/** Chunks side by side: one column or two of indexes, read down and then across. */
export type Row = readonly (readonly number[])[]

/** Indexes in runs: `stays` says what cannot be parted from the one before it. */
const runsBy = (
  indexes: readonly number[],
  stays: (index: number, before: number) => boolean,
): number[][] => {
  const runs: number[][] = []
  for (const index of indexes) {
    const run = runs.at(-1)
    const before = run?.at(-1)
    if (run !== undefined && before !== undefined && stays(index, before)) run.push(index)
    else runs.push([index])
  }
  return runs
}

const stack = (indexes: readonly number[], chunks: readonly Chunk[], gap: number): number =>
  indexes.reduce(
    (sum, index, at) =>
      sum + (chunks[index]?.height ?? 0) + (at === 0 || chunks[index]?.tied === true ? 0 : gap),
    0,
  )

const rowHeight = (row: Row, chunks: readonly Chunk[], gap: number): number =>
  Math.max(...row.map((column) => stack(column, chunks, gap)))

/** Two columns in reading order, as even as they get. */
const evenly = (indexes: readonly number[], chunks: readonly Chunk[], gap: number): Row => {
  const splits = indexes.slice(1).map((_, k): Row => [indexes.slice(0, k + 1), indexes.slice(k + 1)])
  return splits.reduce<Row>(
    (best, row) => (rowHeight(row, chunks, gap) < rowHeight(best, chunks, gap) ? row : best),
    splits[0] ?? [indexes],
  )
}

/** What one page holds, in rows: halves that follow each other share two columns. */
const rowsOf = (indexes: readonly number[], chunks: readonly Chunk[], gap: number): Row[] => {
  const bands: number[][] = []
  indexes.forEach((index, k) => {
    const before = indexes[k - 1]
    const joins = chunks[index]?.half === true && before !== undefined && chunks[before]?.half === true
    if (joins) bands.at(-1)?.push(index)
    else bands.push([index])
  })
  return bands.map((band) => evenly(band, chunks, gap))
}

/** Runs of the same section as the first of `left`, itself included. */
const sectionOf = (left: readonly (readonly number[])[], chunks: readonly Chunk[]): number[] => {
  const part = chunks[left[0]?.[0] ?? -1]?.part
  const end = left.findIndex(
    ([index = -1], at) => at > 0 && (part === undefined || chunks[index]?.part !== part),
  )
  return left.slice(0, end < 0 ? undefined : end).flat()
}

/**
 * Where pages end: rows of chunks per page. No chunk is ever cut or left out; one that is taller than a page gets
 * a page of its own. Order is kept but for chunks that float.
 */
export const paginate = (chunks: readonly Chunk[], { first, rest, back = rest, gap }: Room): Row[][] => {
  const pages: number[][] = []
  const needs = (indexes: readonly number[]): number => {
    const rows = rowsOf(indexes, chunks, gap)
    return rows.reduce((sum, row) => sum + rowHeight(row, chunks, gap), 0) + gap * (rows.length - 1)
  }
  const heads = (_: number, before: number): boolean => chunks[before]?.keep === true
  // What is tied stays on one page, where a page has room for all of it.
  let left = runsBy(
    chunks.map((_, index) => index),
    (index, before) => chunks[index]?.tied === true || heads(index, before),
  ).flatMap((run) => (needs(run) <= Math.min(rest, back) ? [run] : runsBy(run, heads)))
  while (left.length > 0) {
    const page: number[] = []
    const room = pages.length === 0 ? first : pages.length % 2 === 1 ? back : rest
    const waiting: number[][] = []
    const isPart = (of: readonly number[], part: string | undefined): boolean =>
      part !== undefined && of.some((index) => chunks[index]?.part === part)
    left.forEach((run, at) => {
      const part = chunks[run[0] ?? -1]?.part
      // What has begun on this page goes on on the next before anything else; what moves forward moves whole.
      const mayMove =
        run.every((index) => chunks[index]?.floats === true) &&
        !isPart(waiting.flat(), part) &&
        waiting
          .flat()
          .every(
            (index) =>
              (chunks[index]?.overtaken === true || chunks[index]?.floats === true) &&
              !isPart(page, chunks[index].part),
          )
      const moving = waiting.length === 0 || isPart(page, part) ? run : sectionOf(left.slice(at), chunks)
      // A page always takes something, but for a first one whose head leaves no room for what any other page holds.
      const waits = pages.length === 0 && needs(run) <= Math.min(rest, back)
      const fits = (page.length === 0 && !waits) || needs([...page, ...moving]) <= room
      if ((waiting.length === 0 || mayMove) && fits) page.push(...run)
      else waiting.push(run)
    })
    pages.push(page)
    left = waiting
  }
  return pages.map((page) => rowsOf(page, chunks, gap))
}
