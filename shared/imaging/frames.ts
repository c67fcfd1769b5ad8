import { concat, le16, le32 } from './bytes'
import type { Source } from './source'

/** A part of the file, in bytes. */
interface Piece {
  readonly from: number
  readonly to: number
}

/** How compressed frames begin, where a file does not say it. */
export type FrameStart = 'jpeg' | 'jpeg2000' | 'any'

/** No frame is compressed to more than this; a longer one is a mistake or meant to use up memory. */
const MAX_COMPRESSED = 256 * 1024 * 1024
/** Fragments that are walked through, of one frame or of all. */
const MAX_FRAGMENTS = 1_000_000
const ITEM = 0xe000fffe
const HEAD_BYTES = 16

const begins = (start: FrameStart, head: Uint8Array): boolean => {
  const first = head[8] ?? 0
  const second = head[9] ?? 0
  if (start === 'any') return true
  if (start === 'jpeg') return first === 0xff && second === 0xd8
  // A bare codestream, or one in boxes.
  return (
    (first === 0xff && second === 0x4f) || (le32(head, 8) === 0x0c000000 && le32(head, 12) === 0x2020506a)
  )
}

/**
 * Finds compressed frames in a file without reading what stands before them, where the file has a table of
 * offsets; else by going from item to item, no further than is asked for.
 */
export class FrameFinder {
  /** Pieces of the frames that are known from the beginning on. */
  private readonly walked: Piece[][] = []
  private at: number | undefined
  private ended = false
  private fragments = 0
  /** Where frames begin in the file. */
  private table: readonly number[] | undefined

  /**
   * @param offset where pixel data begins: at the item of the basic offset table (PS3.5 A.4)
   * @param extended offsets of the extended offset table, if the header has one
   */
  constructor(
    private readonly source: Source,
    private readonly offset: number,
    private readonly frames: number,
    private readonly start: FrameStart,
    private readonly extended: readonly number[] | undefined,
  ) {}

  /** The compressed bytes of a frame; undefined where the file holds none for it. */
  async read(frame: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const pieces = await this.pieces(frame)
    if (pieces === undefined || pieces.length === 0) return undefined
    const total = pieces.reduce((sum, one) => sum + one.to - one.from, 0)
    if (total > MAX_COMPRESSED) return undefined
    const parts: Uint8Array[] = []
    for (const { from, to } of pieces) parts.push(await this.source.range(from, to))
    return new Uint8Array(concat(parts))
  }

  private async pieces(frame: number): Promise<Piece[] | undefined> {
    if (this.at === undefined && !this.ended) await this.begin()
    const { table } = this
    const from = table?.[frame]
    if (from !== undefined) {
      const found = await this.collect(from, table?.[frame + 1] ?? Infinity)
      if (found.length > 0) return found
      // The table lies: what is there is found by going through.
      this.table = undefined
    }
    while (!this.ended && this.walked.length <= frame + 1) await this.step()
    return this.walked[frame]
  }

  /** Reads the table of offsets. */
  private async begin(): Promise<void> {
    const head = await this.source.range(this.offset, this.offset + 8)
    const length = le32(head, 4)
    if (le32(head, 0) !== ITEM || this.offset + length > this.source.bytes) {
      this.ended = true
      return
    }
    const first = this.offset + 8 + length
    this.at = first
    if (this.frames === 1) return
    const count = length / 4
    if (count === this.frames) {
      const bytes = await this.source.range(this.offset + 8, first)
      this.table = this.usable(Array.from({ length: count }, (_, one) => first + le32(bytes, one * 4)))
    } else if (this.extended?.length === this.frames) {
      this.table = this.usable(this.extended.map((one) => first + one))
    }
  }

  private usable(starts: readonly number[]): readonly number[] | undefined {
    const rising = starts.every((one, at) => at === 0 || one > (starts[at - 1] ?? 0))
    return starts[0] === this.at && rising ? starts : undefined
  }

  /** Items from `from` on, up to the one that begins at `limit` or the end. */
  private async collect(from: number, limit: number): Promise<Piece[]> {
    const found: Piece[] = []
    for (let at = from; at < limit && found.length < MAX_FRAGMENTS;) {
      const item = await this.item(at)
      if (item === undefined) break
      found.push(item.piece)
      at = item.piece.to
    }
    return found
  }

  /** One item on: it begins the next frame or goes on with the last. */
  private async step(): Promise<void> {
    const item = await this.item(this.at ?? 0)
    this.fragments += 1
    if (item === undefined || this.fragments > MAX_FRAGMENTS) {
      this.ended = true
      return
    }
    const last = this.walked.at(-1)
    const isNext = this.frames > 1 && begins(this.start, item.head)
    if (last === undefined || isNext) this.walked.push([item.piece])
    else last.push(item.piece)
    this.at = item.piece.to
  }

  private async item(at: number): Promise<{ head: Uint8Array; piece: Piece } | undefined> {
    const head = await this.source.range(at, at + HEAD_BYTES)
    const length = le32(head, 4)
    if (head.length < 8 || le16(head, 0) !== 0xfffe || le16(head, 2) !== 0xe000) return undefined
    const piece = { from: at + 8, to: at + 8 + length }
    return piece.to > this.source.bytes ? undefined : { head, piece }
  }
}
