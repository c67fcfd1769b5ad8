import { newRoom, type Room } from './room'

/** Where a file's bytes come from. Nothing is read before it is asked for. */
export interface Source {
  /** Length of the whole file, in bytes. */
  readonly bytes: number
  /**
   * A copy of the bytes from `from` up to and without `to`; fewer where the file ends. Rejects when reading fails.
   *
   * @param room where the copy may be written; a source may have memory of its own
   */
  range(from: number, to: number, room?: Room): Promise<Uint8Array<ArrayBuffer>>
}

/** Whole bytes as a source. */
export const fromBytes = (bytes: Uint8Array): Source => ({
  bytes: bytes.length,
  range: (from, to) => Promise.resolve(bytes.slice(from, to)),
})

/** What is read at once. */
export const BLOCK_BYTES = 1 << 20
const HELD_BLOCKS = 4

/**
 * Reads in whole blocks of 1 MiB and keeps the last few: a sealed file opens in such blocks, and the small frames
 * of a recording lie many to a block.
 *
 * @param head the first block, where reading it told how long the file is
 */
export const inBlocks = (source: Source, head?: Uint8Array<ArrayBuffer>): Source => {
  const held = new Map<number, Promise<Uint8Array<ArrayBuffer>>>()
  if (head !== undefined) held.set(0, Promise.resolve(head))
  const block = (index: number): Promise<Uint8Array<ArrayBuffer>> => {
    const known = held.get(index)
    const reading =
      known ?? source.range(index * BLOCK_BYTES, Math.min(source.bytes, (index + 1) * BLOCK_BYTES))
    held.delete(index)
    held.set(index, reading)
    // A read that failed may work the next time.
    if (known === undefined) reading.catch(() => held.delete(index))
    const [oldest] = held.keys()
    if (held.size > HELD_BLOCKS && oldest !== undefined) held.delete(oldest)
    return reading
  }
  return {
    bytes: source.bytes,
    range: async (from, to, room = newRoom) => {
      const end = Math.min(to, source.bytes)
      if (from >= end) return new Uint8Array()
      const first = Math.floor(from / BLOCK_BYTES)
      const last = Math.floor((end - 1) / BLOCK_BYTES)
      // More than is kept is read straight through.
      if (last - first >= HELD_BLOCKS) return source.range(from, end)
      const out = new Uint8Array(room.take(end - from))
      // All are asked for at once: each is a way to main and back.
      const blocks = await Promise.all(Array.from({ length: last - first + 1 }, (_, at) => block(first + at)))
      for (const [at, bytes] of blocks.entries()) {
        const start = (first + at) * BLOCK_BYTES
        out.set(
          bytes.subarray(Math.max(0, from - start), Math.max(0, end - start)),
          Math.max(0, start - from),
        )
      }
      return out
    },
  }
}
