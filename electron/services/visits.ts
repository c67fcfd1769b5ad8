import { ok, type Result } from '../../shared/errors'
import type { PatientRow } from '../../shared/ipc/contract'
import type { SignedExam, VisitRow } from '../../shared/records/exam'
import type { Patient } from '../../shared/records/people'
import { counts, standingOf } from '../../shared/records/revision'
import type { Uuid } from '../../shared/records/values'
import type { StoredDraft } from '../store/types'
import { rightsIn, today, type Context, type LastVisit, type Session } from './context'
import { judgedAsSigned, judgedToday, type ChartedExam } from './exam-rules'
import { readAll, readDraft, readExam, readPatient } from './stored'

/** A signed visit with every revision of it that may be read in this chart, oldest first. */
export interface ExamFile {
  readonly newest: SignedExam
  readonly history: readonly SignedExam[]
}

const changedAt = (revision: SignedExam): string => revision.change?.at ?? revision.signedAt

/**
 * Every revision of a visit, oldest first. Of one that was moved to another chart only the note that says so: what was
 * found is somebody else's.
 */
const historyOf = async (session: Session, newest: SignedExam): Promise<Result<SignedExam[]>> => {
  if (standingOf(newest) === 'moved') return ok([newest])
  const history: SignedExam[] = []
  for (let revision = 1; revision < newest.revision; revision += 1) {
    const found = await session.vault.documents.byRevision('exam', newest.examId, revision)
    const read = found.ok ? readExam(found.value) : found
    if (!read.ok) return read
    history.push(read.value)
  }
  return ok([...history, newest])
}

/** Signed exams of a patient, newest visit first, and how many could not be read. */
const filesOf = async (
  session: Session,
  patientId: Uuid,
): Promise<Result<{ files: ExamFile[]; damaged: number }>> => {
  const found = await session.vault.documents.list('exam', { patientId })
  if (!found.ok) return found
  const { values, damaged } = readAll(found.value.documents, readExam)
  values.sort((a, b) => b.body.visitOn.localeCompare(a.body.visitOn) || b.signedAt.localeCompare(a.signedAt))
  const files: ExamFile[] = []
  let broken = 0
  for (const newest of values) {
    const history = await historyOf(session, newest)
    if (history.ok) files.push({ newest, history: history.value })
    else if (history.error.code === 'damaged') broken += 1
    else return history
  }
  return ok({ files, damaged: damaged + found.value.damaged.length + broken })
}

const oldestFirst = (exams: readonly SignedExam[]): SignedExam[] =>
  [...exams].sort((a, b) => a.signedAt.localeCompare(b.signedAt))

/** The visits that count for a patient, oldest first. */
const counting = (files: readonly ExamFile[]): SignedExam[] =>
  oldestFirst(files.map(({ newest }) => newest).filter(counts))

/**
 * What was signed for the patient before this visit, oldest first, as it stood when this revision was signed: what was
 * amended or cancelled later does not change what an older signature says.
 */
export const before = (revision: SignedExam, files: readonly ExamFile[]): SignedExam[] =>
  oldestFirst(
    files.flatMap(({ history }) => {
      const asOf = history.findLast((one) => changedAt(one) <= changedAt(revision))
      const earlier = asOf !== undefined && asOf.signedAt < revision.signedAt
      return earlier && counts(asOf) ? [asOf] : []
    }),
  )

const chartedOf = (file: ExamFile, files: readonly ExamFile[]): ChartedExam => ({
  signed: file.newest,
  history: file.history,
  earlierOf: (revision) => before(revision, files),
})

/** A signed visit with its revisions and the visits before it. */
export const chartedExam = async (session: Session, examId: Uuid): Promise<Result<ChartedExam>> => {
  const found = await session.vault.documents.latest('exam', examId)
  const newest = found.ok ? readExam(found.value) : found
  if (!newest.ok) return newest
  const history = await historyOf(session, newest.value)
  if (!history.ok) return history
  const all = await filesOf(session, newest.value.patientId)
  if (!all.ok) return all
  return ok(chartedOf({ newest: newest.value, history: history.value }, all.value.files))
}

const summaryOf = (context: Context, { newest }: ExamFile, all: readonly ExamFile[]) =>
  context.rules.summary(newest.body, judgedAsSigned(newest, before(newest, all)))

const lastVisit = async (context: Context, session: Session, patientId: Uuid): Promise<Result<LastVisit>> => {
  const known = session.lastVisits.get(patientId)
  if (known) return ok(known)
  const signed = await filesOf(session, patientId)
  if (!signed.ok) return signed
  const { files } = signed.value
  const newest = files.find((file) => counts(file.newest))
  const visit = newest
    ? { seenAt: newest.newest.signedAt, nodules: summaryOf(context, newest, files).nodules }
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

/** The line without what was found, for eyes that may not see it. */
const hideVisit = <T extends { nodules: VisitRow['nodules'] }>(row: T): T => ({
  ...row,
  ...('summary' in row ? { summary: '' } : {}),
  // A reason and the differences say what was found.
  ...('changes' in row ? { changes: [] } : {}),
  nodules: [],
})

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
  const seen = rightsIn(session).has('seeFindings') ? rows : rows.map(hideVisit)
  return ok({ rows: seen, damaged: damaged + found.value.damaged.length })
}

const signedRow = (context: Context, file: ExamFile, files: readonly ExamFile[]): VisitRow => {
  const { examId, body, signedAt } = file.newest
  return {
    examId,
    visitOn: body.visitOn,
    state: standingOf(file.newest),
    at: signedAt,
    changes: context.rules
      .amendments(chartedOf(file, files))
      .map(({ author, words, ...change }) => ({ ...change, author: author.name, words: [...words] })),
    ...summaryOf(context, file, files),
  }
}

/** The patient page: drafts and signed visits in time order, newest first. */
export const visitRows = async (
  context: Context,
  session: Session,
  patientId: Uuid,
): Promise<Result<{ rows: VisitRow[]; damaged: number }>> => {
  const signed = await filesOf(session, patientId)
  if (!signed.ok) return signed
  const drafts = await session.vault.drafts.list({ patientId })
  if (!drafts.ok) return drafts
  const open = readAll(drafts.value.drafts, readDraft)
  const found = await session.vault.documents.latest('patient', patientId)
  const patient = found.ok ? readPatient(found.value) : found
  if (!patient.ok) return patient
  const { files } = signed.value
  const byToday = judgedToday(patient.value, session.clinic, counting(files), today(context))
  const rows: VisitRow[] = [
    // A draft of a signed visit is its amendment, and stands with it.
    ...open.values
      .filter(({ examId }) => !files.some(({ newest }) => newest.examId === examId))
      .map((draft) => ({
        examId: draft.examId,
        visitOn: draft.body.visitOn,
        state: 'draft' as const,
        at: draft.savedAt,
        changes: [],
        ...context.rules.summary(draft.body, byToday),
      })),
    ...files.map((file) => signedRow(context, file, files)),
  ].sort((a, b) => b.visitOn.localeCompare(a.visitOn) || b.at.localeCompare(a.at))
  const seen = rightsIn(session).has('seeFindings') ? rows : rows.map(hideVisit)
  return ok({ rows: seen, damaged: signed.value.damaged + open.damaged + drafts.value.damaged.length })
}

/** Signed exams of a patient that count, oldest first: what a later visit may look back at. */
export const earlierExams = async (session: Session, patientId: Uuid): Promise<Result<SignedExam[]>> => {
  const signed = await filesOf(session, patientId)
  return signed.ok ? ok(counting(signed.value.files)) : signed
}
