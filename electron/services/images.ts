import { fail, ok, type Result } from '../../shared/errors'
import { isDescribed } from '../../shared/exam/authors'
import { entriesOf } from '../../shared/exam/edit'
import type { ImageRecord, PageFacts } from '../../shared/records/image'
import type { Uuid } from '../../shared/records/values'
import { noLonger } from './awaited'
import { chartsOf } from './charts'
import { rightsIn, whileOpen, type Context, type Session } from './context'
import { examOfImage } from './image-visit'
import { noteImage, noteSeen } from './notes'
import { imageContent, readAll, readExam, readImage } from './stored'

const THUMBNAIL_MOST = 100 * 1024
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const READ_AT_ONCE = 1024 * 1024

/**
 * Whether a signed revision shows the picture: an amendment adds pictures and takes none of those away. One whose row
 * or whose visit does not open counts as signed, because nobody can tell.
 */
const isSigned = async (session: Session, examId: Uuid, image: Result<ImageRecord>): Promise<boolean> => {
  const latest = await session.vault.documents.latest('exam', examId)
  if (!latest.ok) return latest.error.code !== 'notFound'
  const exam = readExam(latest.value)
  if (!exam.ok || !image.ok) return true
  const { entryId } = image.value
  return entriesOf(exam.value.body, 'image').some((entry) => entry.entryId === entryId)
}

/** Pictures do not come through the gate, so the same question is asked here. */
const mayLook = (session: Session): boolean =>
  !session.ownPassphraseFirst && rightsIn(session).has('seePictures')

/** Opened bytes for the protocol: a type, a length, and ranges on demand. */
export interface OpenBytes {
  readonly type: string
  readonly length: number
  read(start: number, end: number): ReadableStream<Uint8Array>
}

/** A PDF goes out as bytes: its own type would open the browser's reader, where its scripts are at home. */
const MIME = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  pdf: 'application/octet-stream',
  dicom: 'application/dicom',
} as const

/** Images that are in. Taking them in stands in uploads.ts. */
export const imageService = (context: Context) => {
  const open = whileOpen(context)

  const streamOf = (session: Session, imageId: Uuid, start: number, end: number) => {
    let at = start
    const reader = session.vault.images.open(imageId)
    const close = async (): Promise<void> => {
      const opened = await reader
      if (opened.ok) await opened.value.close()
    }
    return new ReadableStream<Uint8Array>({
      async pull(controller) {
        const opened = await reader
        const piece = opened.ok ? await opened.value.read(at, Math.min(READ_AT_ONCE, end - at)) : opened
        if (!piece.ok || piece.value.length === 0) {
          await close()
          controller.error(new Error(piece.ok ? 'truncatedFile' : piece.error.code))
          return
        }
        at += piece.value.length
        controller.enqueue(piece.value)
        if (at >= end) {
          await close()
          controller.close()
        }
      },
      cancel: close,
    })
  }

  return {
    list: open(async (session, input: { patientId: Uuid }) => {
      const charts = await chartsOf(session, input.patientId)
      if (!charts.ok) return charts
      const images: ImageRecord[] = []
      let damaged = 0
      for (const patientId of charts.value) {
        const found = await session.vault.images.list({ patientId })
        if (!found.ok) return found
        const read = readAll(found.value.images, readImage)
        images.push(...read.values)
        damaged += read.damaged + found.value.damaged.length
      }
      await noteSeen(session, input.patientId)
      images.sort((a, b) => a.attachedAt.localeCompare(b.attachedAt))
      return ok({ images, damaged })
    }),

    remove: open(async (session, input: { imageId: Uuid }) => {
      const found = await session.vault.images.get(input.imageId)
      if (!found.ok) return found
      const exam = await examOfImage(session, found.value.examId)
      if (!exam.ok) return exam
      const image = readImage(found.value)
      // A description is a finding, and goes with its picture: whoever may not chart leaves both.
      if (!rightsIn(session).has('chart') && (!image.ok || isDescribed(exam.value.body, image.value.entryId)))
        return fail('notAllowed', { detail: 'chart' })
      if (await isSigned(session, found.value.examId, image)) return fail('signed')
      const removed = await session.vault.images.remove(input.imageId)
      if (!removed.ok) return removed
      const { patientId, examId } = found.value
      await noLonger(session, { patientId, examId }, [input.imageId])
      const noted = await session.vault.audit.append({
        what: 'image.removed',
        patientId,
        docId: input.imageId,
      })
      return noted.ok ? ok({ done: true as const }) : noted
    }),

    /**
     * Keeps the small picture the window drew. What the file says of itself and of its patient stays as it was read;
     * only how many pages a PDF has, and how large, is told by the window that drew it.
     */
    thumbnail: open(
      async (session, input: { imageId: Uuid; png: Uint8Array; pages?: PageFacts | undefined }) => {
        if (input.png.length > THUMBNAIL_MOST) return fail('tooLarge', { detail: String(THUMBNAIL_MOST) })
        if (!PNG_SIGNATURE.every((byte, at) => input.png[at] === byte)) return fail('unsupportedFile')
        if (input.pages !== undefined) {
          const found = await session.vault.images.get(input.imageId)
          const before = found.ok ? readImage(found.value) : found
          if (!before.ok) return before
          if (before.value.facts.kind !== 'pdf') return fail('validation', { paths: ['pages'] })
          const record = imageContent.parse({
            ...before.value,
            facts: { ...before.value.facts, ...input.pages },
          })
          const updated = await session.vault.images.updateRecord(input.imageId, record)
          if (!updated.ok) return updated
        }
        const kept = await session.vault.images.putThumbnail(input.imageId, input.png)
        return kept.ok ? ok({ done: true as const }) : kept
      },
    ),

    /** Undefined while locked, for what is not there and for eyes that may not: the page gets a 404 for all. */
    bytes: async (imageId: Uuid): Promise<OpenBytes | undefined> => {
      const { session } = context
      if (!session || !mayLook(session)) return undefined
      const found = await session.vault.images.get(imageId)
      const record = found.ok ? readImage(found.value) : found
      if (!record.ok) return undefined
      await noteImage(session, record.value.patientId, imageId)
      return {
        type: MIME[record.value.facts.kind],
        length: record.value.bytes,
        read: (start, end) => streamOf(session, imageId, start, end),
      }
    },

    thumbnailBytes: async (imageId: Uuid): Promise<OpenBytes | undefined> => {
      const { session } = context
      if (!session || !mayLook(session)) return undefined
      const png = await session.vault.images.thumbnail(imageId)
      if (!png.ok) return undefined
      return {
        type: MIME.png,
        length: png.value.length,
        read: (start, end) => new Blob([new Uint8Array(png.value.subarray(start, end))]).stream(),
      }
    },
  }
}
