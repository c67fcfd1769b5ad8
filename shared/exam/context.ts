import type { Patient } from '../records/people'
import type { IsoDate } from '../records/values'
import type { ExamAnswers } from './answer'

/** A signed exam of the same patient, as far as a later one may look at it. */
export interface EarlierExam {
  readonly examId: string
  readonly visitOn: IsoDate
  readonly answers: ExamAnswers
  readonly noduleLabels: Readonly<Record<string, string>>
  /** Of charts that were joined: those that it was charted for. Absent: all of them that there are now. */
  readonly charts?: readonly string[] | undefined
}

/** What an exam is judged against and is not an answer of it (ruling 2). */
export interface ExamContext {
  readonly patient: Pick<Patient, 'bornOn' | 'sex'>
  readonly today: IsoDate
  /** ISO country of the clinic, for medicine names. */
  readonly country: string
  /** Injections and prescribing are in scope here (clinical content 2.1). */
  readonly procedures: boolean
  /** Signed exams of the patient before this one, oldest first. */
  readonly earlier: readonly EarlierExam[]
  /** Labels that this visit itself gave when it was signed: they stand (ruling 6). None before its first signature. */
  readonly given?: Readonly<Record<string, string>> | undefined
}
