import { v4 as randomId } from 'uuid'
import { fail, ok, type Result } from '../../shared/errors'
import { deidentify } from '../../shared/imaging/deidentify'
import { readHeader, type Tags } from '../../shared/imaging/header'
import { measurementsCsv } from '../../shared/imaging/measure/csv'
import { recognise } from '../../shared/imaging/recognise'
import { measurementReport, type MeasuredFile } from '../../shared/imaging/sr/report'
import type { ExportForm } from '../../shared/ipc/pictures'
import type { ExamBody } from '../../shared/records/exam'
import type { ImageRecord } from '../../shared/records/image'
import type { ImageMark } from '../../shared/records/mark'
import type { Uuid } from '../../shared/records/values'
import { nowAt, whileOpen, type Context, type Session } from './context'
import { inflateHead, parseDicom } from './dicom-header'
import { whole, writeInto, type Pieces } from './image-files'
import { readAll, readDraft, readExam, readImage, readMember } from './stored'

const READ_AT_ONCE = 1024 * 1024
/** Headers of pictures end long before; one that does not names no study. */
const HEADER_BYTES = 8 * 1024 * 1024

/** A UID made of a random number (PS3.5 B.2). */
const newUid = (): string => `2.25.${BigInt(`0x${randomId().replaceAll('-', '')}`).toString()}`
/** The same new UID for the same old one, so that the files of one export still belong together. */
const newUids = (): ((old: string) => string) => {
  const known = new Map<string, string>()
  return (old) => {
    const made = known.get(old) ?? newUid()
    known.set(old, made)
    return made
  }
}

const EXTENSIONS = { jpeg: 'jpg', png: 'png', webp: 'webp', pdf: 'pdf', dicom: 'dcm' } as const
const NO_PIECES: Result<never> = fail('damaged')

/** Bytes of a sealed file, opened piece by piece. */
async function* piecesOf({ vault }: Session, imageId: Uuid): Pieces {
  const opened = await vault.images.open(imageId)
  if (!opened.ok) {
    yield opened
    return
  }
  const { value: file } = opened
  try {
    for (let at = 0; at < file.bytes; at += READ_AT_ONCE) {
      const piece = await file.read(at, Math.min(READ_AT_ONCE, file.bytes - at))
      yield piece.ok && piece.value.length === 0 ? NO_PIECES : piece
      if (!piece.ok) return
    }
  } finally {
    await file.close()
  }
}

const firstBytes = async (session: Session, imageId: Uuid, most: number): Promise<Result<Uint8Array>> => {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const piece of piecesOf(session, imageId)) {
    if (!piece.ok) return piece
    parts.push(piece.value)
    length += piece.value.length
    if (length >= most) break
  }
  return ok(new Uint8Array(Buffer.concat(parts)))
}

/** The visit as it is now: its draft where one is open, else the signed one. */
const bodyOf = async ({ vault, unsaved }: Session, examId: Uuid): Promise<Result<ExamBody>> => {
  const held = unsaved.get(examId)
  if (held !== undefined) return ok(held.body)
  const draft = await vault.drafts.get(examId)
  if (draft.ok) {
    const read = readDraft(draft.value)
    return read.ok ? ok(read.value.body) : read
  }
  const signed = await vault.documents.latest('exam', examId)
  if (!signed.ok) return signed
  const read = readExam(signed.value)
  return read.ok ? ok(read.value.body) : read
}

const rawOf = (tags: Tags) => (tag: number) => {
  const element = tags.elements[`x${tag.toString(16).padStart(8, '0')}`]
  return element === undefined
    ? new Uint8Array()
    : tags.byteArray.subarray(element.dataOffset, element.dataOffset + element.length)
}
/** What a report must say of the file that was measured; undefined where it cannot be read. */
const measuredFile = async (session: Session, imageId: Uuid): Promise<MeasuredFile | undefined> => {
  const head = await firstBytes(session, imageId, HEADER_BYTES)
  if (!head.ok) return undefined
  const known = recognise(head.value)
  if ('refused' in known || known.kind !== 'dicom') return undefined
  const { header } = readHeader(parseDicom, head.value, known.start, inflateHead)
  if (header === undefined) return undefined
  const uid = (tag: string): string => header.tags.string(tag)?.trim() ?? ''
  return {
    classUid: uid('x00080016'),
    uid: uid('x00080018'),
    studyUid: uid('x0020000d'),
    seriesUid: uid('x0020000e'),
    charset: uid('x00080005'),
    raw: rawOf(header.tags),
  }
}

const peopleOf = async ({ vault }: Session): Promise<Readonly<Record<Uuid, string>>> => {
  const found = await vault.documents.list('person')
  const people = found.ok ? readAll(found.value.documents, readMember).values : []
  return Object.fromEntries(people.map(({ personId, name }) => [personId, name]))
}

interface OutFile {
  readonly extension: string
  readonly pieces: Pieces
}
/** A file to write, or none for this picture. */
interface Out {
  readonly file?: OutFile
  readonly mayNameInPixels?: boolean
}

/** Pictures and measurements that leave the vault, to a folder that a person chooses, and the line in the audit. */
export const imageExportService = (context: Context) => {
  const reportOf = async (
    session: Session,
    imageId: Uuid,
    marks: readonly ImageMark[],
  ): Promise<Result<Out>> => {
    const file = await measuredFile(session, imageId)
    const people = await peopleOf(session)
    const at = nowAt(context)
    const bytes = file && measurementReport({ file, marks, people, at, newUid })
    return ok(bytes === undefined ? {} : { file: { extension: 'dcm', pieces: whole(bytes) } })
  }

  const out = async (
    session: Session,
    image: ImageRecord,
    form: ExportForm,
    copyUid: (old: string) => string,
    png: Uint8Array | undefined,
  ): Promise<Result<Out>> => {
    const { imageId, examId, facts } = image
    if (form === 'png')
      return ok(
        png === undefined ? {} : { file: { extension: 'png', pieces: whole(png) }, mayNameInPixels: true },
      )
    if (form === 'original') {
      const file = { extension: EXTENSIONS[facts.kind], pieces: piecesOf(session, imageId) }
      return ok({ file, mayNameInPixels: true })
    }
    if (form === 'deidentified') {
      if (facts.kind !== 'dicom') return ok({})
      const bytes = await firstBytes(session, imageId, Infinity)
      if (!bytes.ok) return bytes
      const copy = deidentify(bytes.value, copyUid)
      if (copy === undefined) return ok({})
      const { file, mayNameInPixels } = copy
      return ok({ file: { extension: 'dcm', pieces: whole(file) }, mayNameInPixels })
    }
    const body = await bodyOf(session, examId)
    if (!body.ok) return body
    const marks = (body.value.marks ?? []).filter((mark) => mark.imageId === imageId)
    if (form === 'report') return reportOf(session, imageId, marks)
    const bytes = new TextEncoder().encode(measurementsCsv(marks))
    return ok(marks.length === 0 ? {} : { file: { extension: 'csv', pieces: whole(bytes) } })
  }

  const NAMES: Readonly<Record<ExportForm, string>> = {
    original: 'picture',
    deidentified: 'picture-without-name',
    png: 'picture',
    csv: 'measurements',
    report: 'measurement-report',
  }

  return {
    exportFiles: whileOpen(context)(
      async (
        session,
        {
          imageIds,
          form,
          png,
        }: { imageIds: readonly Uuid[]; form: ExportForm; png?: Uint8Array | undefined },
      ) => {
        const images: ImageRecord[] = []
        for (const imageId of imageIds) {
          const found = await session.vault.images.get(imageId)
          const image = found.ok ? readImage(found.value) : found
          if (!image.ok) return image
          images.push(image.value)
        }
        const [first] = images
        if (first === undefined) return fail('notFound')
        // One export is of one patient: the audit names whose.
        if (images.some(({ patientId }) => patientId !== first.patientId)) return fail('validation')
        const folder = await context.ports.dialogs.chooseFolder('export')
        if (folder === undefined) return fail('cancelled')
        const files: string[] = []
        let left = 0
        let mayNameInPixels = false
        const copyUid = newUids()
        let stopped: Result<never> | undefined
        for (const image of images) {
          const made = await out(session, image, form, copyUid, png)
          if (!made.ok) {
            stopped = made
            break
          }
          const { file } = made.value
          if (file === undefined) {
            left += 1
            continue
          }
          const stem = `palpa-${NAMES[form]}-${image.attachedAt.slice(0, 10)}`
          const written = await writeInto(folder, stem, file.extension, file.pieces)
          if (!written.ok) {
            stopped = written
            break
          }
          files.push(written.value)
          mayNameInPixels ||= made.value.mayNameInPixels === true
        }
        // What was written before something failed has left the vault too.
        if (files.length > 0) {
          const noted = await session.vault.audit.append({
            what: 'export.made',
            patientId: first.patientId,
            docId: first.imageId,
            detail: `pictures, ${form}: ${files.length}`,
          })
          if (!noted.ok) return noted
        }
        return stopped ?? ok({ folder, files, mayNameInPixels, left })
      },
    ),
  }
}
