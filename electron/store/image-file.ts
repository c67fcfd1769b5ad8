import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { refuse } from './failures'
import { place, SEAL_OVERHEAD, tagOf, unseal, type PieceSealer } from './sealing'

/** Plain bytes per sealed chunk. Bigger calls are slower, smaller ones cost overhead; see the measurements. */
export const CHUNK_BYTES = 1024 * 1024
const SEALED_CHUNK = CHUNK_BYTES + SEAL_OVERHEAD

/** So many chunks at a time are sent on to the disk while the next ones are sealed: the last wait is short then. */
const CHUNKS_PER_FLUSH = 4

/** A chunk names its image, its number and whether it is the last: none can be moved, exchanged or cut off. */
const chunkPlace = (imageId: string, index: number, last: boolean): string =>
  place('images', 'file', imageId, index, last ? 'last' : 'more')

export const chunksOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / CHUNK_BYTES))
export const sealedLength = (bytes: number): number => bytes + chunksOf(bytes) * SEAL_OVERHEAD

const writeAll = async (file: FileHandle, parts: readonly Buffer[]): Promise<void> => {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  let { bytesWritten } = await file.writev(parts)
  // A short write is rare and legal: what is left follows in one piece.
  const whole = bytesWritten < length ? Buffer.concat(parts) : Buffer.alloc(0)
  while (bytesWritten < length) bytesWritten += (await file.write(whole, bytesWritten)).bytesWritten
}

/**
 * Seals a stream of bytes into a file. A chunk is sealed on another thread while the chunk before is being written and
 * those before it are on their way to the disk. What the bytes are is hashed once, by whoever takes them in.
 */
export class ChunkSealer {
  /** What is not sealed yet, at most one chunk: only the end knows which chunk is the last. */
  private held: Uint8Array = new Uint8Array(0)
  private index = 0
  private total = 0
  private writing: Promise<void> = Promise.resolve()
  private flushing: Promise<void> = Promise.resolve()
  private readonly tagHash = createHash('sha256')

  constructor(
    private readonly file: FileHandle,
    private readonly sealer: PieceSealer,
    private readonly imageId: string,
  ) {}

  get bytes(): number {
    return this.total
  }

  async append(bytes: Uint8Array): Promise<void> {
    this.total += bytes.length
    let from = 0
    if (this.held.length > 0 && this.held.length < CHUNK_BYTES) {
      from = Math.min(bytes.length, CHUNK_BYTES - this.held.length)
      this.held = Buffer.concat([this.held, bytes.subarray(0, from)])
    }
    while (from < bytes.length) {
      if (this.held.length > 0) await this.write(this.held, false)
      this.held = bytes.subarray(from, from + CHUNK_BYTES)
      from += CHUNK_BYTES
    }
  }

  /** Digest of the sealed file = SHA-256 over its chunk tags, each of which authenticates a chunk. */
  async finish(): Promise<Buffer> {
    await this.write(this.held, true)
    await this.writing
    // A disk that could not take what it was sent says so once, here.
    await this.flushing
    return this.tagHash.digest()
  }

  private async write(plain: Uint8Array, last: boolean): Promise<void> {
    const sealing = this.sealer.seal(chunkPlace(this.imageId, this.index, last), plain)
    this.index += 1
    await this.writing
    this.writing = this.writeSealed(sealing)
    // The failure is seen by the next call that waits; until then it must not count as unhandled.
    this.writing.catch(() => undefined)
    if (this.index % CHUNKS_PER_FLUSH === 0) {
      await this.flushing
      this.flushing = this.writing.then(() => this.file.datasync())
      this.flushing.catch(() => undefined)
    }
  }

  private async writeSealed(sealing: Promise<readonly Buffer[]>): Promise<void> {
    const sealed = await sealing
    this.tagHash.update(tagOf(sealed.at(-1) ?? refuse('damaged')))
    await writeAll(this.file, sealed)
  }
}

/** Random access to the bytes of a sealed file. */
export class ChunkReader {
  private cached: { index: number; plain: Buffer } | undefined

  constructor(
    private readonly file: FileHandle,
    private readonly key: Uint8Array,
    private readonly imageId: string,
    readonly bytes: number,
  ) {}

  async read(offset: number, length: number): Promise<Uint8Array> {
    const end = Math.min(this.bytes, offset + length)
    if (offset >= end || offset < 0) return new Uint8Array(0)
    const first = Math.floor(offset / CHUNK_BYTES)
    const last = Math.floor((end - 1) / CHUNK_BYTES)
    const from = first * CHUNK_BYTES
    if (first === last) return (await this.chunk(first)).subarray(offset - from, end - from)
    const out = Buffer.allocUnsafe(end - offset)
    for (let index = first; index <= last; index += 1) {
      const start = index * CHUNK_BYTES
      const plain = await this.chunk(index)
      plain.copy(
        out,
        Math.max(0, start - offset),
        Math.max(0, offset - start),
        Math.min(plain.length, end - start),
      )
    }
    return out
  }

  /** Opens every chunk; `damaged` at the first that does not, or when the tags are not the file's. */
  async verify(fileDigest: Uint8Array, onChunk: (sealed: Uint8Array) => Promise<void>): Promise<void> {
    const tags = createHash('sha256')
    for (let index = 0; index < chunksOf(this.bytes); index += 1) {
      const sealed = await this.sealedChunk(index)
      unseal(this.key, chunkPlace(this.imageId, index, index === chunksOf(this.bytes) - 1), sealed)
      tags.update(tagOf(sealed))
      await onChunk(sealed)
    }
    if (!tags.digest().equals(fileDigest)) refuse('damaged')
  }

  private async chunk(index: number): Promise<Buffer> {
    if (this.cached?.index === index) return this.cached.plain
    const sealed = await this.sealedChunk(index)
    const where = chunkPlace(this.imageId, index, index === chunksOf(this.bytes) - 1)
    const plain = unseal(this.key, where, sealed)
    this.cached = { index, plain }
    return plain
  }

  private async sealedChunk(index: number): Promise<Buffer> {
    const start = index * SEALED_CHUNK
    const sealed = Buffer.allocUnsafe(Math.min(SEALED_CHUNK, sealedLength(this.bytes) - start))
    let filled = 0
    while (filled < sealed.length) {
      const { bytesRead } = await this.file.read(sealed, filled, sealed.length - filled, start + filled)
      if (bytesRead === 0) return refuse('damaged')
      filled += bytesRead
    }
    return sealed
  }
}
