import { shallowRef, type ShallowRef } from 'vue'
import type { ExamContext } from '@shared/exam/context'
import { noteOf } from '@shared/exam/projections/note'
import { viewOf } from '@shared/exam/validate'
import { byVisit, type VisitPictures } from '@shared/imaging/visits'
import type { SignedExam } from '@shared/records/exam'
import type { ImageRecord } from '@shared/records/image'
import type { ImageMark } from '@shared/records/mark'
import { call } from './api'
import { teller } from './language/say'
import { picturesSaid } from './exam/picture-bindings'

interface Album {
  readonly visits: ShallowRef<readonly VisitPictures[]>
  /** What is drawn over pictures of signed visits, by exam, and the names of those who signed, by id. */
  readonly marks: ShallowRef<Readonly<Record<string, readonly ImageMark[]>>>
  /** The note's words about each picture of a signed visit, by entry. */
  readonly notes: ShallowRef<Readonly<Record<string, string>>>
  readonly people: ShallowRef<Readonly<Record<string, string>>>
  /** What stands of the same patient stays until the new answer is here. */
  readonly load: (patientId: string) => Promise<void>
  /** The same where nobody waits for it: a series that is attached asks once for each slice. */
  readonly refresh: (patientId: string) => Promise<void>
  /** Whether a picture is among those that were loaded. */
  readonly holds: (image: ImageRecord) => boolean
}

const contextOf = ({ patient, body, clinic }: SignedExam): ExamContext => ({
  patient,
  today: body.visitOn,
  country: clinic.country,
  procedures: true,
  earlier: [],
})
const notesAt = (exam: SignedExam): readonly (readonly [string, string])[] =>
  noteOf(exam.body, contextOf(exam))
    .filter(({ sectionId }) => sectionId === 'images')
    .flatMap(({ paragraphs }) =>
      paragraphs.flatMap(({ entryId, sentences }) =>
        entryId === undefined ? [] : [[entryId, sentences.join(' ')] as const],
      ),
    )

const saidAt = (exam: SignedExam): VisitPictures['said'] => {
  const { country } = exam.clinic
  const context = contextOf(exam)
  const entryName = (_: string, entryId: string): string => exam.noduleLabels[entryId] ?? ''
  const terms = { country, entryName, ...teller() }
  return picturesSaid(viewOf(exam.body, context), terms)
}

/** The pictures of a patient over all visits, with what the signed visits say of them. */
export function useAlbum(): Album {
  const visits = shallowRef<readonly VisitPictures[]>([])
  const marks = shallowRef<Readonly<Record<string, readonly ImageMark[]>>>({})
  const people = shallowRef<Readonly<Record<string, string>>>({})
  const notes = shallowRef<Readonly<Record<string, string>>>({})
  let asked = ''
  const load = async (patientId: string): Promise<void> => {
    if (asked !== patientId) {
      visits.value = []
      marks.value = {}
    }
    asked = patientId
    const [listed, rows] = await Promise.all([
      call('images.list', { patientId }),
      call('patients.visits', { patientId }),
    ])
    // Without them there is the picture that was opened, and nothing to hold it against.
    if (!listed.ok || !rows.ok) return
    const images: readonly ImageRecord[] = listed.value.images
    const signed = await Promise.all(
      rows.value.rows
        .filter(({ examId, state }) => state !== 'draft' && images.some((one) => one.examId === examId))
        .map(async ({ examId }) => {
          // Who may not see findings sees pictures without their words.
          const exam = await call('exams.get', { examId })
          return [examId, exam.ok ? exam.value : undefined] as const
        }),
    )
    if (asked !== patientId) return
    const exams = signed.flatMap(([, exam]) => exam ?? [])
    const said = signed.map(([examId, exam]) => [examId, exam ? saidAt(exam) : {}] as const)
    visits.value = byVisit(images, rows.value.rows, Object.fromEntries(said))
    notes.value = Object.fromEntries(exams.flatMap(notesAt))
    marks.value = Object.fromEntries(exams.map(({ examId, body }) => [examId, body.marks ?? []]))
    people.value = Object.fromEntries(
      exams
        .flatMap(({ signer, change }) => [signer, ...(change ? [change.author] : [])])
        .map(({ personId, name }) => [personId, name]),
    )
  }
  let refreshing = false
  let again: string | undefined
  const refresh = async (patientId: string): Promise<void> => {
    again = patientId
    if (refreshing) return
    refreshing = true
    for (let next: string | undefined = patientId; next !== undefined; next = again) {
      again = undefined
      await load(next)
    }
    refreshing = false
  }
  const holds = ({ patientId, imageId }: ImageRecord): boolean =>
    asked === patientId &&
    visits.value.some(({ stacks }) =>
      stacks.some(({ images }) => images.some((one) => one.imageId === imageId)),
    )
  return { visits, marks, notes, people, load, refresh, holds }
}
