import { v7 as newId } from 'uuid'
import { fail, ok, type Result } from '../../shared/errors'
import { endsEarly, MAX_FILE_BYTES } from '../../shared/imaging/faults'
import type { ImageFacts, ImageRecord } from '../../shared/records/image'
import type { Uuid } from '../../shared/records/values'
import type { ImageWriter } from '../store/types'
import { whileOpen, type Context, type Session } from './context'
import { cameIn, isAwaited, noLonger } from './awaited'
import { examOfImage } from './image-visit'
import { Intake } from './image-intake'
import { imageContent, readAll, readImage, readPatient } from './stored'

/** The upload is over and nothing of it stays. */
const drop = async (session: Session, uploadId: Uuid): Promise<void> => {
  const upload = session.uploads.get(uploadId)
  session.uploads.delete(uploadId)
  await upload?.writer.abort()
  if (upload !== undefined) await noLonger(session, upload, [uploadId])
}

const dropped = async (session: Session, uploadId: Uuid, why: Result<never>): Promise<Result<never>> => {
  await drop(session, uploadId)
  return why
}

/** Seals what the intake let through. */
const sealAll = async (
  writer: ImageWriter,
  kept: Result<readonly Uint8Array[]>,
): Promise<Result<undefined>> => {
  if (!kept.ok) return kept
  for (const part of kept.value) {
    const taken = await writer.append(part)
    if (!taken.ok) return taken
  }
  return ok(undefined)
}

/** The entry that an earlier slice of the same series has in this exam: a stack is described once. */
const entryOfSeries = async (
  session: Session,
  examId: Uuid,
  { series }: ImageFacts,
): Promise<Uuid | undefined> => {
  if (series === undefined) return undefined
  const found = await session.vault.images.list({ examId })
  if (!found.ok) return undefined
  const { values } = readAll(found.value.images, readImage)
  return values.find((one) => one.facts.series?.uid === series.uid)?.entryId
}

interface Begin {
  readonly examId: Uuid
  readonly entryId: Uuid
  readonly bytes: number
  /** One of those that `images.expect` told: the picture gets this id. */
  readonly fileId?: Uuid | undefined
}

/** Images come in pieces, in order, sealed as they come. They count from `finish` on. */
export const uploadService = (context: Context) => {
  const open = whileOpen(context)
  return {
    begin: open(async (session, input: Begin) => {
      const { examId, entryId, bytes, fileId } = input
      if (bytes > MAX_FILE_BYTES) return fail('tooLarge', { detail: String(MAX_FILE_BYTES) })
      const exam = await examOfImage(session, examId)
      if (!exam.ok) return exam
      const { patientId } = exam.value
      const found = await session.vault.documents.latest('patient', patientId)
      const patient = found.ok ? readPatient(found.value) : found
      if (!patient.ok) return patient
      if (fileId !== undefined && !(await isAwaited(session, examId, fileId))) return fail('notFound')
      const imageId = fileId ?? newId()
      const begun = await session.vault.images.begin({ imageId, patientId, examId })
      if (!begun.ok) return begun
      const intake = new Intake(patient.value)
      const writer = begun.value
      session.uploads.set(imageId, {
        writer,
        intake,
        patientId,
        examId,
        entryId,
        bytes,
        next: 0,
        received: 0,
      })
      return ok({ uploadId: imageId })
    }),

    chunk: open(async (session, input: { uploadId: Uuid; index: number; bytes: Uint8Array }) => {
      const { uploadId, index, bytes } = input
      const upload = session.uploads.get(uploadId)
      if (!upload) return fail('notFound')
      if (index !== upload.next) return dropped(session, uploadId, fail('validation', { paths: ['index'] }))
      if (upload.received + bytes.length > upload.bytes)
        return dropped(session, uploadId, fail('validation', { paths: ['bytes'] }))
      upload.next += 1
      upload.received += bytes.length
      const { received } = upload
      const taken = await sealAll(upload.writer, upload.intake.accept(bytes))
      return taken.ok ? ok({ received }) : dropped(session, uploadId, taken)
    }),

    finish: open(async (session, input: { uploadId: Uuid }): Promise<Result<ImageRecord>> => {
      const { uploadId } = input
      const upload = session.uploads.get(uploadId)
      if (!upload) return fail('notFound')
      if (upload.received < upload.bytes)
        return dropped(session, uploadId, endsEarly(upload.received, upload.bytes))
      // Signed meanwhile: what comes now would stand in no revision.
      const exam = await examOfImage(session, upload.examId)
      if (!exam.ok) return dropped(session, uploadId, exam)
      const taken = upload.intake.finish()
      if (!taken.ok) return dropped(session, uploadId, taken)
      const { facts, bytes, last, ...hashes } = taken.value
      const entryId = (await entryOfSeries(session, upload.examId, facts)) ?? upload.entryId
      const sealed = await sealAll(upload.writer, ok(last))
      if (!sealed.ok) return dropped(session, uploadId, sealed)
      const stored = await upload.writer.finish((written) =>
        Promise.resolve(
          written.bytes === bytes ? ok(imageContent.parse({ entryId, facts, ...hashes })) : fail('damaged'),
        ),
      )
      if (!stored.ok) return dropped(session, uploadId, stored)
      session.uploads.delete(uploadId)
      const { patientId, examId } = stored.value
      await cameIn(session, examId, uploadId)
      const noted = await session.vault.audit.append({
        what: 'image.attached',
        patientId,
        docId: uploadId,
        detail: examId,
      })
      return noted.ok ? readImage(stored.value) : noted
    }),

    cancel: open(async (session, input: { uploadId: Uuid }) => {
      await drop(session, input.uploadId)
      return ok({ done: true as const })
    }),
  }
}
