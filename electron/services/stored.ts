import { z } from 'zod'
import { fail, ok, type Result } from '../../shared/errors'
import { givenLetter, type GivenLetter } from '../../shared/handout/letter'
import { givenHandout } from '../../shared/handout/sheet'
import { examBody, examDraft, signedExam, type ExamDraft, type SignedExam } from '../../shared/records/exam'
import { imageRecord, type ImageRecord } from '../../shared/records/image'
import { chartLink, type Joining } from '../../shared/records/joined'
import { leftVisit, type LeftVisit } from '../../shared/records/left-visit'
import { movedFrom, type MovedFrom } from '../../shared/records/revision'
import {
  clinic,
  memberRecord,
  patient,
  type Clinic,
  type MemberRecord,
  type Patient,
} from '../../shared/records/people'
import { standingOf } from '../../shared/records/roles'
import { uuid } from '../../shared/records/values'
import type { StoredDocument, StoredDraft, StoredImage } from '../store/types'

/** Stored JSON is parsed on reading: what does not fit its schema is `damaged`, never half a record. */
const read = <T>(schema: z.ZodType<T>, body: unknown): Result<T> => {
  const parsed = schema.safeParse(body)
  return parsed.success ? ok(parsed.data) : fail('damaged')
}

const withRevision = (document: StoredDocument): object => ({
  ...(document.body as object),
  revision: document.revision,
})

export const readPatient = (document: StoredDocument): Result<Patient> =>
  read(patient, withRevision(document))
/** Before there were roles, everybody who could unlock saw everything. */
const SEE_ALL = { findings: true, pictures: true }
export const readClinic = (document: StoredDocument): Result<Clinic> => {
  const body = withRevision(document) as { settings?: object }
  return read(clinic, { ...body, settings: { assistantsSee: SEE_ALL, ...body.settings } })
}
/** Before there were roles, a vault had one person: the one who made it. */
const FIRST_PERSON = standingOf('owner', true)
export const readMember = (document: StoredDocument): Result<MemberRecord> =>
  read(memberRecord, { ...FIRST_PERSON, ...(document.body as object) })
export const readExam = (document: StoredDocument): Result<SignedExam> =>
  read(signedExam, withRevision(document))
export const readLink = (document: StoredDocument): Result<{ patientId: string; joinings: Joining[] }> => {
  const link = read(chartLink, document.body)
  return link.ok ? ok({ patientId: document.docId, ...link.value }) : link
}
/** What stays of a draft that left the chart; the body of a discarded one stays sealed with it. */
export const readLeft = (document: StoredDocument): Result<LeftVisit> => read(leftVisit, document.body)
export const readArrived = (document: StoredDocument): Result<{ examId: string; movedFrom: MovedFrom }> => {
  const arrived = read(movedFrom, document.body)
  return arrived.ok ? ok({ examId: document.docId, movedFrom: arrived.value }) : arrived
}
export const readGiven = (document: StoredDocument): Result<z.infer<typeof givenHandout>> =>
  read(givenHandout, document.body)

export const readGivenLetter = (document: StoredDocument): Result<GivenLetter> =>
  read(givenLetter, document.body)

/** What a draft row seals. */
export const draftContent = examDraft.pick({ body: true, focus: true })
export const draftContentOf = (
  body: z.infer<typeof examBody>,
  focus: string | undefined,
): z.infer<typeof draftContent> => (focus === undefined ? { body } : { body, focus })

export const readDraft = (draft: StoredDraft): Result<ExamDraft> => {
  const { examId, patientId, sequence, startedAt, savedAt } = draft
  const content = read(draftContent, draft.body)
  return content.ok ? ok({ examId, patientId, sequence, startedAt, savedAt, ...content.value }) : content
}

/** A save of a draft that the disk has not taken yet. */
export const unsavedDraft = examDraft
  .pick({ examId: true, patientId: true, body: true, focus: true })
  .extend({ baseSequence: z.int().positive(), writer: uuid.optional() })
export type UnsavedDraft = z.infer<typeof unsavedDraft>

/** What an image row seals; the rest of the record stands in the row. */
export const imageContent = imageRecord.pick({
  entryId: true,
  facts: true,
  sha256: true,
  originalSha256: true,
})
export const readImage = (image: StoredImage): Result<ImageRecord> => {
  const { imageId, patientId, examId, bytes, addedAt, hasThumbnail } = image
  const content = read(imageContent, image.record)
  return content.ok
    ? ok({ imageId, patientId, examId, bytes, attachedAt: addedAt, hasThumbnail, ...content.value })
    : content
}

/** Reads what can be read; the others are counted, so that the screen can say that something is missing. */
export const readAll = <S, T>(
  rows: readonly S[],
  readOne: (row: S) => Result<T>,
): { values: T[]; damaged: number } => {
  const values: T[] = []
  for (const row of rows) {
    const one = readOne(row)
    if (one.ok) values.push(one.value)
  }
  return { values, damaged: rows.length - values.length }
}
