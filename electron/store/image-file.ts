import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { refuse } from './failures'
import { place, seal, SEAL_OVERHEAD, tagOf, unseal } from './sealing'

/** Plain bytes per sealed chunk. Bigger calls are slower, smaller ones cost overhead; see the measurements. */
export const CHUNK_BYTES = 1024 * 1024
const SEALED_CHUNK = CHUNK_BYTES + SEAL_OVERHEAD

/** A chunk names its image, its number and whether it is the last: none can be moved, exchanged or cut off. */
const chunkPlace = (imageId: string, index: number, last: boolean): string =>
  place('images', 'file', imageId, index, last ? 'last' : 'more')

export const chunksOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / CHUNK_BYTES))
export const sealedLength = (bytes: number): number => bytes + chunksOf(bytes) * SEAL_OVERHEAD

const writeAll = async (file: FileHandle, bytes: Uint8Array): Promise<void> => {
  let from = 0
  while (from < bytes.length) {
    const { bytesWritten } = await file.write(bytes, from)
    from += bytesWritten
  }
}

/** Seals a stream of bytes into a file. The next chunk is sealed while the one before is being written. */
export class ChunkSealer {
  private readonly pending = Buffer.allocUnsafe(CHUNK_BYTES)
  private held = 0
  private index = 0
  private total = 0
  private writing: Promise<void> = Promise.resolve()
  private readonly plainHash = createHash('sha256')
  private readonly tagHash = createHash('sha256')

  constructor(
    private readonly file: FileHandle,
    private readonly key: Uint8Array,
    private readonly imageId: string,
  ) {}

  get bytes(): number {
    return this.total
  }

  async append(bytes: Uint8Array): Promise<void> {
    this.plainHash.update(bytes)
    this.total += bytes.length
    let from = 0
    while (from < bytes.length) {
      // A full chunk waits until more comes: only the end knows which chunk is the last.
      if (this.held === CHUNK_BYTES) await this.flush(false)
      const rest = bytes.length - from
      if (this.held === 0 && rest > CHUNK_BYTES) {
        await this.write(bytes.subarray(from, from + CHUNK_BYTES), false)
        from += CHUNK_BYTES
        continue
      }
      const taken = Math.min(rest, CHUNK_BYTES - this.held)
      this.pending.set(bytes.subarray(from, from + taken), this.held)
      this.held += taken
      from += taken
    }
  }

  /** Digest of the sealed file = SHA-256 over its chunk tags, each of which authenticates a chunk. */
  async finish(): Promise<{ sha256: string; fileDigest: Buffer }> {
    await this.flush(true)
    await this.writing
    return { sha256: this.plainHash.digest('hex'), fileDigest: this.tagHash.digest() }
  }

  private async flush(last: boolean): Promise<void> {
    await this.write(this.pending.subarray(0, this.held), last)
    this.held = 0
  }

  private async write(plain: Uint8Array, last: boolean): Promise<void> {
    const sealed = seal(this.key, chunkPlace(this.imageId, this.index, last), plain)
    this.tagHash.update(tagOf(sealed))
    this.index += 1
    await this.writing
    this.writing = writeAll(this.file, sealed)
    // The failure is seen by the next call that waits; until then it must not count as unhandled.
    this.writing.catch(() => undefined)
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
