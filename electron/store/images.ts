import { mkdir, open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { blob, text } from './connection'
import type { Core, Run, Work } from './core'
import { answered, isDamage, isMissing, isNodeError, refuse, StoreFailure, unwrap } from './failures'
import { imageFile, imageFolder, PART_SUFFIX, SEALED_SUFFIX } from './files'
import { findingOf } from './health/findings'
import { CHUNK_BYTES, ChunkReader } from './image-file'
import {
  IMAGE_COLUMNS,
  imageRow,
  openImageRow,
  readImageRow,
  replaceRecord,
  type ImageRow,
} from './image-rows'
import { SealedImageWriter } from './image-writer'
import { place, seal, unseal } from './sealing'
import type { Images, ImageWrites, StoredImage } from './types'

const THUMBNAIL_MAX_BYTES = 256 * 1024

const thumbnailPlace = (imageId: string): string => place('thumbnails', 'thumbnail', imageId)

/** Opens a sealed file: `missingFile` when it is gone, `damaged` when it has another length. */
export async function openSealedFile(
  core: Core,
  path: string,
  row: ImageRow,
): Promise<{ reader: ChunkReader; close: () => Promise<void> }> {
  const key = await core.connection.read((db) => core.patientKeys.existing(db, row.patientId))
  const file = await open(path, 'r').catch((error: unknown) => {
    if (isNodeError(error, 'ENOENT')) return refuse('missingFile')
    throw error
  })
  if ((await file.stat()).size !== row.sealedBytes) {
    await file.close()
    return refuse('damaged')
  }
  return {
    reader: new ChunkReader(file, key.for('images'), row.imageId, row.bytes),
    close: () => file.close(),
  }
}

/** The row becomes a tombstone; its file is to be unlinked after the commit. */
async function removeRow(work: Work, imageId: string): Promise<void> {
  const row = readImageRow(await imageRow(work.db, imageId))
  await work.db.run('UPDATE image SET removed_at = ? WHERE image_id = ?', [work.at, imageId])
  await work.db.run('DELETE FROM thumbnail WHERE image_id = ?', [imageId])
  work.record({ what: 'image.unlinked', patientId: row.patientId, imageId })
}

/** Removes the half files that an interrupted attach left behind. */
export async function sweepHalfImages(dataFolder: string): Promise<void> {
  const folder = imageFolder(dataFolder)
  await mkdir(folder, { recursive: true })
  for (const name of await readdir(folder)) {
    if (name.endsWith(SEALED_SUFFIX + PART_SUFFIX)) await rm(join(folder, name), { force: true })
  }
}

/** The images of an unlocked vault, and what the lock and the backup need of them. */
export class ImageStore {
  private readonly writers = new Set<SealedImageWriter>()
  /** Copies that wait for their transaction, by their own id. */
  private readonly copies = new Map<string, { writer: SealedImageWriter; from: string }>()
  private holds = 0
  private held: string[] = []

  constructor(private readonly core: Core) {}

  readonly api: Images = {
    begin: (identity) => this.begin(identity),

    get: (imageId) => this.core.read(async (db) => openImageRow(this.core, db, await imageRow(db, imageId))),

    list: ({ patientId, examId }) =>
      this.core.read(async (db) => {
        const rows = await db.all(
          `SELECT ${IMAGE_COLUMNS} FROM image i WHERE i.removed_at IS NULL
             AND (?1 IS NULL OR i.patient_id = ?1) AND (?2 IS NULL OR i.exam_id = ?2)
           ORDER BY i.added_at, i.image_id`,
          [patientId ?? null, examId ?? null],
        )
        const images: StoredImage[] = []
        const damaged: string[] = []
        for (const row of rows) {
          try {
            images.push(await openImageRow(this.core, db, row))
          } catch (error) {
            if (!(error instanceof StoreFailure)) throw error
            if (error.error.code === 'damaged') damaged.push(text(row, 'image_id'))
          }
        }
        return { images, damaged }
      }),

    open: (imageId) =>
      answered(async () => {
        const row = readImageRow(unwrap(await this.core.read((db) => imageRow(db, imageId))))
        const { reader, close } = await this.telling(row, () =>
          openSealedFile(this.core, imageFile(this.core.dataFolder, imageId), row),
        )
        return {
          bytes: reader.bytes,
          read: (offset: number, length: number) =>
            answered(() => {
              this.core.mustBeOpen()
              return this.telling(row, () => reader.read(offset, length))
            }),
          close,
        }
      }),

    copy: (imageId, to, look) =>
      answered(async () => {
        const writer = unwrap(await this.begin(to))
        try {
          const reader = unwrap(await this.api.open(imageId))
          try {
            for (let at = 0; at < reader.bytes;) {
              const bytes = unwrap(await reader.read(at, CHUNK_BYTES))
              if (bytes.length === 0) refuse('damaged')
              look(bytes)
              unwrap(await writer.append(bytes))
              at += bytes.length
            }
          } finally {
            await reader.close()
          }
          unwrap(await writer.prepare())
          this.copies.set(to.imageId, { writer, from: imageId })
        } catch (error) {
          await writer.abort()
          throw error
        }
        return {
          imageId: to.imageId,
          abort: async () => {
            this.copies.delete(to.imageId)
            await writer.abort()
          },
        }
      }),

    updateRecord: (imageId, record) =>
      this.core.write((work) => replaceRecord(this.core, work, imageId, record)),

    remove: (imageId) =>
      answered(async () => {
        await this.core.transact((work) => removeRow(work, imageId))
        await this.drop([imageId])
      }),

    putThumbnail: (imageId, png) =>
      answered(async () => {
        if (png.length > THUMBNAIL_MAX_BYTES) refuse('tooLarge')
        await this.core.transact(async ({ db }) => {
          const { patientId } = readImageRow(await imageRow(db, imageId))
          const keys = await this.core.patientKeys.existing(db, patientId)
          const sealed = seal(keys.for('thumbnails'), thumbnailPlace(imageId), png)
          await db.run('INSERT OR REPLACE INTO thumbnail (image_id, sealed) VALUES (?, ?)', [imageId, sealed])
        })
      }),

    thumbnail: (imageId) =>
      this.core.read(async (db) => {
        const { patientId } = readImageRow(await imageRow(db, imageId))
        const row = await db.get('SELECT sealed FROM thumbnail WHERE image_id = ?', [imageId])
        if (row === undefined) return refuse('notFound')
        const keys = await this.core.patientKeys.existing(db, patientId)
        return unseal(keys.for('thumbnails'), thumbnailPlace(imageId), blob(row, 'sealed'))
      }),
  }

  /** Pictures inside a transaction. */
  writes(run: Run<Work>): ImageWrites {
    return {
      adopt: ({ imageId }, record) =>
        run(async (work) => {
          const { core } = this
          const { writer, from } = this.copies.get(imageId) ?? refuse('cancelled')
          const stored = await writer.insertInto(work, record)
          work.afterCommit(() => this.copies.delete(imageId))
          const small = await work.db.get('SELECT sealed FROM thumbnail WHERE image_id = ?', [from])
          if (small === undefined) return stored
          const source = readImageRow(await imageRow(work.db, from))
          const [old, keys] = [
            await core.patientKeys.existing(work.db, source.patientId),
            await core.patientKeys.ensure(work.db, stored.patientId, work.madeKeys),
          ]
          const png = unseal(old.for('thumbnails'), thumbnailPlace(from), blob(small, 'sealed'))
          const sealed = seal(keys.for('thumbnails'), thumbnailPlace(imageId), png)
          await work.db.run('INSERT INTO thumbnail (image_id, sealed) VALUES (?, ?)', [imageId, sealed])
          return stored
        }),
      remove: (imageId) =>
        run(async (work) => {
          await removeRow(work, imageId)
          // What cannot be unlinked now is swept at the next start.
          work.afterCommit(() => void this.drop([imageId]).catch(() => undefined))
        }),
    }
  }

  private begin(identity: { imageId: string; patientId: string; examId: string }) {
    return answered(async () => {
      const { core } = this
      const known = unwrap(
        await core.read(async (db) => {
          const taken = await db.get('SELECT 1 AS n FROM image WHERE image_id = ?', [identity.imageId])
          return taken === undefined ? core.patientKeys.find(db, identity.patientId) : refuse('conflict')
        }),
      )
      const keys =
        known ??
        (await core.transact((work) => core.patientKeys.ensure(work.db, identity.patientId, work.madeKeys)))
      const writer = await SealedImageWriter.begin(core, identity, keys.for('images'), (ended) =>
        this.writers.delete(ended),
      )
      this.writers.add(writer)
      return writer
    })
  }

  /** A file that does not open is named at once, by whoever wanted to see it. */
  private async telling<T>(row: ImageRow, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      const { imageId: id, patientId, examId, addedAt: at } = row
      const code = isMissing(error) ? 'imageFileMissing' : isDamage(error) ? 'imageFileDamaged' : undefined
      if (code !== undefined) this.core.damaged(findingOf(code, { id, patientId, examId, at }))
      throw error
    }
  }

  /** While a backup copies, the files that its database names stay, even of images removed meanwhile. */
  async keepingFiles<T>(work: () => Promise<T>): Promise<T> {
    this.holds += 1
    try {
      return await work()
    } finally {
      this.holds -= 1
      if (this.holds === 0) {
        const free = this.held
        this.held = []
        for (const imageId of free) await this.unlink(imageId)
      }
    }
  }

  /**
   * Removes whole files that no row names: an attach that was cut off before its row, a removal before its unlink.
   * @param known images that the audit trail knows and did not see removed: a row that was lost must not cost the file
   */
  async sweep(known: ReadonlySet<string>): Promise<void> {
    const busy = (): boolean => this.writers.size > 0 || this.holds > 0
    const folder = imageFolder(this.core.dataFolder)
    const names = await readdir(folder)
    const rows = await this.core.connection.read((db) =>
      db.all('SELECT image_id FROM image WHERE removed_at IS NULL'),
    )
    const named = new Set(rows.map((row) => text(row, 'image_id')))
    for (const name of names) {
      const imageId = name.slice(0, -SEALED_SUFFIX.length)
      // A file that has its name already may be waiting for its row.
      if (busy()) return
      if (!name.endsWith(SEALED_SUFFIX) || named.has(imageId) || known.has(imageId)) continue
      await rm(join(folder, name), { force: true })
    }
  }

  /** Unlinks files that no row needs any more. */
  async drop(imageIds: readonly string[]): Promise<void> {
    if (this.holds > 0) this.held.push(...imageIds)
    else for (const imageId of imageIds) await this.unlink(imageId)
  }

  /** Calls off what is being attached for a patient. */
  async abortOf(patientId: string): Promise<void> {
    for (const writer of this.writers) if (writer.patientId === patientId) await writer.abort()
  }

  async abortAll(): Promise<void> {
    for (const writer of this.writers) await writer.abort()
    this.writers.clear()
    this.copies.clear()
  }

  private unlink(imageId: string): Promise<void> {
    return rm(imageFile(this.core.dataFolder, imageId), { force: true })
  }
}
