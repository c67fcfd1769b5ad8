import { shallowRef, type ShallowRef } from 'vue'
import { viewOf } from '@shared/exam/validate'
import { byVisit, type VisitPictures } from '@shared/imaging/visits'
import type { SignedExam } from '@shared/records/exam'
import type { ImageRecord } from '@shared/records/image'
import { call } from './api'
import { picturesSaid } from './exam/picture-bindings'

interface Album {
  readonly visits: ShallowRef<readonly VisitPictures[]>
  readonly load: (patientId: string) => Promise<void>
}

const saidAt = (exam: SignedExam): VisitPictures['said'] => {
  const { country } = exam.clinic
  const context = {
    patient: exam.patient,
    today: exam.body.visitOn,
    country,
    procedures: true,
    earlier: [],
  }
  const terms = { country, entryName: (_: string, entryId: string) => exam.noduleLabels[entryId] ?? '' }
  return picturesSaid(viewOf(exam.body, context), terms)
}

/** The pictures of a patient over all visits, with what the signed visits say of them. */
export function useAlbum(): Album {
  const visits = shallowRef<readonly VisitPictures[]>([])
  let asked = ''
  const load = async (patientId: string): Promise<void> => {
    asked = patientId
    visits.value = []
    const [listed, rows] = await Promise.all([
      call('images.list', { patientId }),
      call('patients.visits', { patientId }),
    ])
    // Without them there is the picture that was opened, and nothing to hold it against.
    if (!listed.ok || !rows.ok) return
    const images: readonly ImageRecord[] = listed.value.images
    const said = await Promise.all(
      rows.value.rows
        .filter(({ examId, state }) => state !== 'draft' && images.some((one) => one.examId === examId))
        .map(async ({ examId }) => {
          // Who may not see findings sees pictures without their words.
          const exam = await call('exams.get', { examId })
          return [examId, exam.ok ? saidAt(exam.value) : {}] as const
        }),
    )
    if (asked === patientId) visits.value = byVisit(images, rows.value.rows, Object.fromEntries(said))
  }
  return { visits, load }
}
