import { ok, type Result } from '../../shared/errors'
import type { PatientRow } from '../../shared/ipc/contract'
import type { SignedExam, VisitRow } from '../../shared/records/exam'
import type { Patient } from '../../shared/records/people'
import type { Uuid } from '../../shared/records/values'
import type { StoredDraft } from '../store/types'
import { today, type Context, type LastVisit, type Session } from './context'
import { judgedAsSigned, judgedToday } from './exam-rules'
import { readAll, readDraft, readExam, readPatient } from './stored'

/** Signed exams of a patient, newest visit first, and how many could not be read. */
const signedOf = async (
  session: Session,
  patientId: Uuid,
): Promise<Result<{ exams: SignedExam[]; damaged: number }>> => {
  const found = await session.vault.documents.list('exam', { patientId })
  if (!found.ok) return found
  const { values, damaged } = readAll(found.value.documents, readExam)
  values.sort((a, b) => b.body.visitOn.localeCompare(a.body.visitOn) || b.signedAt.localeCompare(a.signedAt))
  return ok({ exams: values, damaged: damaged + found.value.damaged.length })
}

const oldestFirst = (exams: readonly SignedExam[]): SignedExam[] =>
  [...exams].sort((a, b) => a.signedAt.localeCompare(b.signedAt))

/** What was signed for the patient before this revision, oldest first. */
export const before = (signed: SignedExam, exams: readonly SignedExam[]): SignedExam[] =>
  oldestFirst(exams.filter((exam) => exam.signedAt < signed.signedAt))

const summaryOf = (context: Context, exam: SignedExam, all: readonly SignedExam[]) =>
  context.rules.summary(exam.body, judgedAsSigned(exam, before(exam, all)))

const lastVisit = async (context: Context, session: Session, patientId: Uuid): Promise<Result<LastVisit>> => {
  const known = session.lastVisits.get(patientId)
  if (known) return ok(known)
  const signed = await signedOf(session, patientId)
  if (!signed.ok) return signed
  const [newest] = signed.value.exams
  const visit = newest
    ? { seenAt: newest.signedAt, nodules: summaryOf(context, newest, signed.value.exams).nodules }
    : { nodules: [] }
  session.lastVisits.set(patientId, visit)
  return ok(visit)
}

const rowOf = (patient: Patient, visit: LastVisit, draft: StoredDraft | undefined): PatientRow => {
  const { patientId, given, family, preferred, otherScript, bornOn, sex, clinicNumber, phone } = patient
  return {
    patientId,
    given,
    family,
    preferred,
    otherScript,
    bornOn,
    sex,
    clinicNumber,
    phone,
    ...visit,
    ...(draft ? { draftExamId: draft.examId, draftAt: draft.savedAt } : {}),
  }
}

/** Lines of the directory for these patients, in the order asked; `damaged` counts those that do not open. */
export const directoryRows = async (
  context: Context,
  session: Session,
  patientIds: readonly Uuid[],
): Promise<Result<{ rows: PatientRow[]; damaged: number }>> => {
  const found = await session.vault.documents.listByIds('patient', patientIds)
  if (!found.ok) return found
  const drafts = await session.vault.drafts.list()
  if (!drafts.ok) return drafts
  const { values: patients, damaged } = readAll(found.value.documents, readPatient)
  const rows: PatientRow[] = []
  for (const patient of patients) {
    const visit = await lastVisit(context, session, patient.patientId)
    if (!visit.ok) return visit
    const draft = drafts.value.drafts.find((one) => one.patientId === patient.patientId)
    rows.push(rowOf(patient, visit.value, draft))
  }
  return ok({ rows, damaged: damaged + found.value.damaged.length })
}

/** The patient page: drafts and signed visits in time order, newest first. */
export const visitRows = async (
  context: Context,
  session: Session,
  patientId: Uuid,
): Promise<Result<{ rows: VisitRow[]; damaged: number }>> => {
  const signed = await signedOf(session, patientId)
  if (!signed.ok) return signed
  const drafts = await session.vault.drafts.list({ patientId })
  if (!drafts.ok) return drafts
  const open = readAll(drafts.value.drafts, readDraft)
  const found = await session.vault.documents.latest('patient', patientId)
  const patient = found.ok ? readPatient(found.value) : found
  if (!patient.ok) return patient
  const { exams } = signed.value
  const byToday = judgedToday(patient.value, session.clinic, oldestFirst(exams), today(context))
  const rows: VisitRow[] = [
    ...open.values.map((draft) => ({
      examId: draft.examId,
      visitOn: draft.body.visitOn,
      state: 'draft' as const,
      at: draft.savedAt,
      ...context.rules.summary(draft.body, byToday),
    })),
    ...exams.map((exam) => ({
      examId: exam.examId,
      visitOn: exam.body.visitOn,
      state: exam.mode === 'complete' ? ('signed' as const) : ('incomplete' as const),
      at: exam.signedAt,
      ...summaryOf(context, exam, exams),
    })),
  ].sort((a, b) => b.visitOn.localeCompare(a.visitOn) || b.at.localeCompare(a.at))
  return ok({ rows, damaged: signed.value.damaged + open.damaged + drafts.value.damaged.length })
}

/** Signed exams of a patient, oldest first: what a later visit may look back at. */
export const earlierExams = async (session: Session, patientId: Uuid): Promise<Result<SignedExam[]>> => {
  const signed = await signedOf(session, patientId)
  return signed.ok ? ok(oldestFirst(signed.value.exams)) : signed
}
