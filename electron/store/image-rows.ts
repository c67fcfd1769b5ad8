import { blob, integer, text, type Reader, type Row } from './connection'
import type { Core, Work } from './core'
import { refuse } from './failures'
import { place, sealJson, unsealJson } from './sealing'
import type { StoredImage } from './types'

/** The clear facts of an image row; all of them are authenticated by the seal of its record. */
export interface ImageRow {
  readonly imageId: string
  readonly patientId: string
  readonly examId: string
  readonly bytes: number
  readonly chunks: number
  readonly sealedBytes: number
  readonly fileDigest: Buffer
  readonly addedAt: string
}

export const IMAGE_COLUMNS =
  'i.*, EXISTS (SELECT 1 FROM thumbnail t WHERE t.image_id = i.image_id) AS has_thumbnail'

export const readImageRow = (row: Row): ImageRow => ({
  imageId: text(row, 'image_id'),
  patientId: text(row, 'patient_id'),
  examId: text(row, 'exam_id'),
  bytes: integer(row, 'bytes'),
  chunks: integer(row, 'chunks'),
  sealedBytes: integer(row, 'sealed_bytes'),
  fileDigest: Buffer.from(blob(row, 'file_digest')),
  addedAt: text(row, 'added_at'),
})

const recordPlace = (row: ImageRow, recordRevision: number): string =>
  place(
    'images',
    'image',
    row.imageId,
    row.patientId,
    row.examId,
    row.bytes,
    row.chunks,
    row.sealedBytes,
    row.fileDigest.toString('hex'),
    row.addedAt,
    recordRevision,
  )

/** The row of an image that was not removed. */
export async function imageRow(db: Reader, imageId: string): Promise<Row> {
  const row = await db.get(
    `SELECT ${IMAGE_COLUMNS} FROM image i WHERE i.image_id = ? AND i.removed_at IS NULL`,
    [imageId],
  )
  return row ?? refuse('notFound')
}

export async function openImageRow(core: Core, db: Reader, row: Row): Promise<StoredImage> {
  const facts = readImageRow(row)
  const keys = await core.patientKeys.existing(db, facts.patientId)
  const where = recordPlace(facts, integer(row, 'record_revision'))
  return {
    imageId: facts.imageId,
    patientId: facts.patientId,
    examId: facts.examId,
    bytes: facts.bytes,
    addedAt: facts.addedAt,
    hasThumbnail: integer(row, 'has_thumbnail') === 1,
    record: unsealJson(keys.for('images'), where, blob(row, 'record')),
  }
}

export async function insertImage(
  core: Core,
  { db, at, record: audit, madeKeys }: Work,
  row: Omit<ImageRow, 'addedAt'>,
  record: unknown,
): Promise<StoredImage> {
  const facts = { ...row, addedAt: at }
  const keys = await core.patientKeys.ensure(db, row.patientId, madeKeys)
  await db.run(
    `INSERT INTO image (image_id, patient_id, exam_id, bytes, chunks, sealed_bytes, file_digest, added_at,
       removed_at, record_revision, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, 1, ?)`,
    [
      row.imageId,
      row.patientId,
      row.examId,
      row.bytes,
      row.chunks,
      row.sealedBytes,
      row.fileDigest,
      at,
      sealJson(keys.for('images'), recordPlace(facts, 1), record),
    ],
  )
  audit({
    what: 'image.added',
    patientId: row.patientId,
    imageId: row.imageId,
    digest: row.fileDigest.toString('hex'),
  })
  const { imageId, patientId, examId, bytes } = row
  return { imageId, patientId, examId, bytes, addedAt: at, hasThumbnail: false, record }
}

export async function replaceRecord(
  core: Core,
  { db, record: audit }: Work,
  imageId: string,
  record: unknown,
): Promise<void> {
  const row = await imageRow(db, imageId)
  const facts = readImageRow(row)
  const keys = await core.patientKeys.existing(db, facts.patientId)
  const revision = integer(row, 'record_revision') + 1
  const sealed = sealJson(keys.for('images'), recordPlace(facts, revision), record)
  await db.run('UPDATE image SET record_revision = ?, record = ? WHERE image_id = ?', [
    revision,
    sealed,
    imageId,
  ])
  audit({ what: 'image.described', patientId: facts.patientId, imageId, record: revision })
}
