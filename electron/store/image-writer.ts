import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import type { Core, Work } from './core'
import { answered, refuse, unwrap } from './failures'
import { imageFile, imageFolder, PART_SUFFIX, syncFolder } from './files'
import { chunksOf, ChunkReader, ChunkSealer, sealedLength } from './image-file'
import { insertImage, type ImageRow } from './image-rows'
import { PieceSealer } from './sealing'
import type { ImageWriter, StoredImage } from './types'

/**
 * Temp file, fsync, rename, fsync of the folder, then the row that names it: at no moment does a row name a file
 * that might not be there, and a file without a row is swept at the next start.
 */
export class SealedImageWriter implements ImageWriter {
  private readonly sealer: ChunkSealer
  private over = false
  private prepared: Omit<ImageRow, 'addedAt'> | undefined

  private constructor(
    private readonly core: Core,
    private readonly identity: { imageId: string; patientId: string; examId: string },
    private readonly key: Uint8Array,
    private readonly partFile: string,
    private readonly file: FileHandle,
    pieces: PieceSealer,
    private readonly onEnd: (writer: SealedImageWriter) => void,
  ) {
    this.sealer = new ChunkSealer(file, pieces, identity.imageId)
  }

  static async begin(
    core: Core,
    identity: { imageId: string; patientId: string; examId: string },
    key: Uint8Array,
    onEnd: (writer: SealedImageWriter) => void,
  ): Promise<SealedImageWriter> {
    const partFile = imageFile(core.dataFolder, identity.imageId) + PART_SUFFIX
    const pieces = await PieceSealer.create(key)
    return new SealedImageWriter(core, identity, key, partFile, await open(partFile, 'wx+'), pieces, onEnd)
  }

  get imageId(): string {
    return this.identity.imageId
  }

  get patientId(): string {
    return this.identity.patientId
  }

  received(): number {
    return this.sealer.bytes
  }

  append(bytes: Uint8Array): ReturnType<ImageWriter['append']> {
    return this.orAbort(() => this.sealer.append(bytes))
  }

  finish(describe: Parameters<ImageWriter['finish']>[0]): ReturnType<ImageWriter['finish']> {
    return this.orAbort(async () => {
      const fileDigest = await this.sealer.finish()
      const bytes = this.sealer.bytes
      const reader = new ChunkReader(this.file, this.key, this.imageId, bytes)
      const record = unwrap(
        await describe({ bytes, read: (from, length) => answered(() => reader.read(from, length)) }),
      )
      const stored = await this.insert(await this.makeDurable(fileDigest), record)
      this.end()
      return stored
    })
  }

  /**
   * Closes the file and makes it durable under its name, without the row that names it: `insertInto` writes that in a
   * transaction of somebody else. Until then it can be aborted, and a start after a crash sweeps it.
   */
  prepare(): ReturnType<typeof answered<void>> {
    return this.orAbort(async () => {
      this.prepared = await this.makeDurable(await this.sealer.finish())
    })
  }

  /** The row of a prepared image. The file is this writer's until the transaction commits. */
  async insertInto(work: Work, record: unknown): Promise<StoredImage> {
    if (this.over) refuse('cancelled')
    const stored = await insertImage(this.core, work, this.prepared ?? refuse('cancelled'), record)
    work.afterCommit(() => this.end())
    return stored
  }

  async abort(): Promise<void> {
    if (this.over) return
    this.end()
    if (this.prepared !== undefined) {
      await rm(imageFile(this.core.dataFolder, this.imageId), { force: true })
      return
    }
    await this.sealer.finish().catch(() => undefined)
    await this.file.close().catch(() => undefined)
    await rm(this.partFile, { force: true })
  }

  private async makeDurable(fileDigest: Buffer): Promise<Omit<ImageRow, 'addedAt'>> {
    const { bytes } = this.sealer
    await this.file.sync()
    await this.file.close()
    await rename(this.partFile, imageFile(this.core.dataFolder, this.imageId))
    await syncFolder(imageFolder(this.core.dataFolder))
    return {
      ...this.identity,
      bytes,
      chunks: chunksOf(bytes),
      sealedBytes: sealedLength(bytes),
      fileDigest,
    }
  }

  private end(): void {
    this.over = true
    this.onEnd(this)
  }

  private async insert(row: Omit<ImageRow, 'addedAt'>, record: unknown): Promise<StoredImage> {
    try {
      return await this.core.transact((work) => insertImage(this.core, work, row, record))
    } catch (error) {
      await rm(imageFile(this.core.dataFolder, this.imageId), { force: true })
      throw error
    }
  }

  private async orAbort<T>(work: () => Promise<T>): ReturnType<typeof answered<T>> {
    if (this.over) return { ok: false, error: { code: 'cancelled' } }
    const result = await answered(async () => {
      this.core.mustBeOpen()
      return work()
    }).catch(async (error: unknown) => {
      await this.abort()
      throw error
    })
    if (!result.ok) await this.abort()
    return result
  }
}
