import { viewOf } from '@shared/exam/validate'
import { marksOf } from '@shared/exam/map-marks'
import type { SignedExam } from '@shared/records/exam'
import type { MapNodule } from '../ui/body-map/nodule'

/** Nodules of a signed visit as the map draws them. `before`: the signed visits before it, oldest first. */
export const signedNodules = (exam: SignedExam, before: readonly SignedExam[]): readonly MapNodule[] => {
  const view = viewOf(exam.body, {
    patient: exam.patient,
    today: exam.body.visitOn,
    country: exam.clinic.country,
    // What was signed then was in scope then.
    procedures: true,
    earlier: before.map(({ examId, body, noduleLabels }) => ({
      examId,
      visitOn: body.visitOn,
      answers: body.answers,
      noduleLabels,
    })),
  })
  return marksOf(view, exam.noduleLabels)
}
