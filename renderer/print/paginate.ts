/** What stands together on paper, measured in one unit throughout (CSS px). */
export interface Chunk {
  readonly height: number
  /** A heading: never the last thing on a page. */
  readonly keep?: boolean
  /** May move forward past a chunk that can be overtaken, to fill the page that one does not fit on. */
  readonly floats?: boolean
  readonly overtaken?: boolean
}

export interface Room {
  /** Height for chunks on the first page, and on every other. */
  readonly first: number
  readonly rest: number
  /** Space between two chunks. */
  readonly gap: number
}

/** Chunks that must stay together, as runs of indexes: each heading with what it heads. */
const runsOf = (chunks: readonly Chunk[]): number[][] => {
  const runs: number[][] = []
  chunks.forEach((_, index) => {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run !== undefined && last !== undefined && chunks[last]?.keep === true) run.push(index)
    else runs.push([index])
  })
  return runs
}

/**
 * Where pages end: indexes of chunks per page. No chunk is ever cut or left out; one that is taller than a page gets
 * a page of its own. Order is kept but for chunks that float.
 */
export const paginate = (chunks: readonly Chunk[], room: Room): number[][] => {
  const pages: number[][] = []
  let left = runsOf(chunks)
  const heightOf = (run: readonly number[]): number =>
    run.reduce((sum, index) => sum + (chunks[index]?.height ?? 0), 0) + room.gap * (run.length - 1)
  while (left.length > 0) {
    const page: number[] = []
    let free = pages.length === 0 ? room.first : room.rest
    const waiting: number[][] = []
    for (const run of left) {
      const needs = heightOf(run) + (page.length === 0 ? 0 : room.gap)
      const mayMove =
        run.every((index) => chunks[index]?.floats === true) &&
        waiting.flat().every((index) => chunks[index]?.overtaken === true || chunks[index]?.floats === true)
      if ((waiting.length === 0 || mayMove) && (needs <= free || page.length === 0)) {
        page.push(...run)
        free -= needs
      } else waiting.push(run)
    }
    pages.push(page)
    left = waiting
  }
  return pages
}
