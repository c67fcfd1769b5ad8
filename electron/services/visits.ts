import { setImmediate } from 'node:timers/promises'
import { ok, type Result } from '../../shared/errors'
import type { PatientRow } from '../../shared/ipc/contract'
import type { SeenExam, SignedExam, VisitRow } from '../../shared/records/exam'
import type { Patient } from '../../shared/records/people'
import { fullName } from '../../shared/records/people'
import { everJoinedWith, joinedWith, standsFor } from '../../shared/records/joined'
import { counts, standingOf } from '../../shared/records/revision'
import { said } from '../../shared/records/said'
import type { Uuid } from '../../shared/records/values'
import type { StoredDraft } from '../store/types'
import { linksOf, seenTogether } from './charts'
import type { ExamFile, Files } from './exam-files'
import { rightsIn, today, type Context, type LastVisit, type Session } from './context'
import { judgedAsSigned, judgedToday, type ChartedExam } from './exam-rules'
import { arrivals, leftRows } from './left-visits'
import { readAll, readDraft, readExam, readPatient } from './stored'

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

const readFiles = async (session: Session, patientId: Uuid): Promise<Result<Files>> => {
  const links = await linksOf(session)
  if (!links.ok) return links
  const members = joinedWith(links.value, patientId)
  const values: SignedExam[] = []
  let damaged = 0
  for (const chart of everJoinedWith(links.value, patientId)) {
    const found = await session.vault.documents.list('exam', { patientId: chart })
    if (!found.ok) return found
    const read = readAll(found.value.documents, readExam)
    values.push(...read.values)
    if (members.includes(chart)) damaged += read.damaged + found.value.damaged.length
  }
  values.sort((a, b) => b.body.visitOn.localeCompare(a.body.visitOn) || b.signedAt.localeCompare(a.signedAt))
  const files: ExamFile[] = []
  for (const newest of values) {
    const history = await historyOf(session, newest)
    if (history.ok) files.push({ newest, history: history.value })
    else if (history.error.code !== 'damaged') return history
    else if (members.includes(newest.patientId)) damaged += 1
  }
  return ok({ files, links: links.value, members, damaged })
}

/** What was read before stands as long as nothing of it was written anew; what was damaged is looked at again. */
const filesOf = async (session: Session, patientId: Uuid): Promise<Result<Files>> => {
  const known = session.files.get(patientId)
  if (known) return ok(known)
  const read = await readFiles(session, patientId)
  if (read.ok && read.value.damaged === 0) session.files.keep(patientId, read.value)
  return read
}

const oldestFirst = (exams: readonly SignedExam[]): SignedExam[] =>
  [...exams].sort((a, b) => a.signedAt.localeCompare(b.signedAt))

/** The visits that count for a patient, oldest first. */
const counting = ({ files, links, members }: Files): readonly SeenExam[] =>
  seenTogether(
    links,
    members,
    oldestFirst(
      files.map(({ newest }) => newest).filter((exam) => members.includes(exam.patientId) && counts(exam)),
    ),
  )

/**
 * What was signed for the patient before this visit, oldest first, as it stood when this revision was signed: what was
 * amended or cancelled later, and charts that were joined or separated later, do not change what an older signature
 * says.
 */
const before = (revision: SignedExam, { files, links }: Files): readonly SeenExam[] => {
  const members = joinedWith(links, revision.patientId, changedAt(revision))
  const exams = files
    .filter(({ newest }) => members.includes(newest.patientId))
    .flatMap(({ history }) => {
      const asOf = history.findLast((one) => changedAt(one) <= changedAt(revision))
      const earlier = asOf !== undefined && asOf.signedAt < revision.signedAt
      return earlier && counts(asOf) ? [asOf] : []
    })
  return seenTogether(links, members, oldestFirst(exams))
}

const chartedOf = (file: ExamFile, all: Files): ChartedExam => ({
  signed: file.newest,
  history: file.history,
  earlierOf: (revision) => before(revision, all),
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
  return ok(chartedOf({ newest: newest.value, history: history.value }, all.value))
}

type Summary = ReturnType<Context['rules']['summary']>
/** By the visit as it was read, which belongs to one reading of its chart. */
const summaries = new WeakMap<ExamFile, Summary>()
const summaryOf = (context: Context, file: ExamFile, all: Files): Summary => {
  const known = summaries.get(file)
  if (known) return known
  const made = context.rules.summary(file.newest.body, judgedAsSigned(file.newest, before(file.newest, all)))
  summaries.set(file, made)
  return made
}

const UNREAD = { nodules: [], unread: true as const }

const lastVisit = async (context: Context, session: Session, patientId: Uuid): Promise<Result<LastVisit>> => {
  const known = session.lastVisits.get(patientId)
  if (known) return ok(known)
  // A whole list is read so: the charts that are open stay.
  const read = session.files.get(patientId)
  const signed = read ? ok(read) : await readFiles(session, patientId)
  if (!signed.ok) return signed
  const { files, members } = signed.value
  const newest = files.find((file) => members.includes(file.newest.patientId) && counts(file.newest))
  const visit = newest
    ? { seenAt: newest.newest.signedAt, nodules: summaryOf(context, newest, signed.value).nodules }
    : { nodules: [] }
  session.lastVisits.set(patientId, visit)
  return ok(visit)
}

const rowOf = (
  patient: Patient,
  visit: LastVisit | typeof UNREAD,
  draft: StoredDraft | undefined,
  alsoAs: readonly Patient[],
): PatientRow => {
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
    ...(alsoAs.length > 0
      ? { alsoAs: alsoAs.map((one) => ({ name: fullName(one), clinicNumber: one.clinicNumber })) }
      : {}),
    ...(draft ? { draftExamId: draft.examId, draftAt: draft.savedAt } : {}),
  }
}

/** The line without what was found, for eyes that may not see it. */
const hideVisit = <T extends { nodules: VisitRow['nodules'] }>(row: T): T => ({
  ...row,
  ...('movedFrom' in row ? { movedFrom: undefined } : {}),
  ...('summary' in row ? { summary: said('') } : {}),
  // A reason and the differences say what was found.
  ...('changes' in row ? { changes: [] } : {}),
  nodules: [],
})

/**
 * Lines of the directory for these patients, in the order asked; `damaged` counts those that do not open. A chart that
 * was joined to another leads to that one, whose line then says so.
 * @param quick no visit is opened: where the last one is not known yet, the line says that
 */
export const directoryRows = async (
  context: Context,
  session: Session,
  patientIds: readonly Uuid[],
  quick = false,
): Promise<Result<{ rows: PatientRow[]; damaged: number }>> => {
  const links = await linksOf(session)
  if (!links.ok) return links
  const stand = [...new Set(patientIds.map((id) => standsFor(links.value, id)))]
  const others = stand.flatMap((id) => joinedWith(links.value, id).slice(1))
  const found = await session.vault.documents.listByIds('patient', [...stand, ...others])
  if (!found.ok) return found
  const drafts = await session.vault.drafts.list()
  if (!drafts.ok) return drafts
  const { values: patients, damaged } = readAll(found.value.documents, readPatient)
  const rows: PatientRow[] = []
  for (const patient of patients.filter(({ patientId }) => stand.includes(patientId))) {
    const { patientId } = patient
    const known = session.lastVisits.get(patientId)
    const visit = quick ? ok(known ?? UNREAD) : await lastVisit(context, session, patientId)
    if (!visit.ok) return visit
    const charts = joinedWith(links.value, patientId)
    const draft = drafts.value.drafts.find((one) => charts.includes(one.patientId))
    const alsoAs = patients.filter((one) => one.patientId !== patientId && charts.includes(one.patientId))
    rows.push(rowOf(patient, visit.value, draft, alsoAs))
  }
  const seen = rightsIn(session).has('seeFindings') ? rows : rows.map(hideVisit)
  return ok({ rows: seen, damaged: damaged + found.value.damaged.length })
}

const signedRow = (context: Context, file: ExamFile, all: Files): VisitRow => {
  const { examId, body, signedAt, patientId, patient, movedFrom } = file.newest
  const charts = joinedWith(all.links, patientId, signedAt)
  return {
    examId,
    visitOn: body.visitOn,
    state: standingOf(file.newest),
    at: signedAt,
    changes: context.rules
      .amendments(chartedOf(file, all))
      .map(({ author, words, ...change }) => ({ ...change, author: author.name, words: [...words] })),
    ...(standingOf(file.newest) === 'moved'
      ? { summary: said(''), nodules: [] }
      : summaryOf(context, file, all)),
    ...(patientId === all.members[0]
      ? {}
      : { chart: { patientId, name: fullName(patient), number: patient.clinicNumber } }),
    ...(all.members.every((id) => charts.includes(id)) ? {} : { charts: [...charts] }),
    ...(movedFrom && { movedFrom }),
  }
}

/** One after the other: what somebody asks for meanwhile is answered in between. */
const signedRows = async (
  context: Context,
  files: readonly ExamFile[],
  all: Files,
): Promise<readonly VisitRow[]> => {
  const rows: VisitRow[] = []
  for (const file of files) {
    rows.push(signedRow(context, file, all))
    await setImmediate()
  }
  return rows
}

/** The patient page: drafts and signed visits in time order, newest first, of all charts that are one. */
export const visitRows = async (
  context: Context,
  session: Session,
  patientId: Uuid,
): Promise<Result<{ rows: VisitRow[]; damaged: number }>> => {
  const signed = await filesOf(session, patientId)
  if (!signed.ok) return signed
  const { members } = signed.value
  const drafts = await session.vault.drafts.list()
  if (!drafts.ok) return drafts
  const mine = <T extends { patientId: Uuid }>(all: readonly T[]): T[] =>
    all.filter((one) => members.includes(one.patientId))
  const open = readAll(mine(drafts.value.drafts), readDraft)
  const found = await session.vault.documents.latest('patient', members[0] ?? patientId)
  const patient = found.ok ? readPatient(found.value) : found
  if (!patient.ok) return patient
  const files = signed.value.files.filter(({ newest }) => members.includes(newest.patientId))
  const left = await leftRows(session, members)
  if (!left.ok) return left
  const came = await arrivals(session, members)
  if (!came.ok) return came
  const byToday = judgedToday(patient.value, session.clinic, counting(signed.value), today(context))
  const rows: VisitRow[] = [
    // A draft of a signed visit is its amendment, and stands with it.
    ...open.values
      .filter(({ examId }) => !files.some(({ newest }) => newest.examId === examId))
      .map((draft): VisitRow => {
        const movedFrom = came.value.get(draft.examId)
        return {
          examId: draft.examId,
          visitOn: draft.body.visitOn,
          state: 'draft' as const,
          at: draft.savedAt,
          changes: [],
          ...context.rules.summary(draft.body, byToday),
          ...(movedFrom && { movedFrom }),
        }
      }),
    ...(await signedRows(context, files, signed.value)),
    ...left.value.rows,
  ].sort((a, b) => b.visitOn.localeCompare(a.visitOn) || b.at.localeCompare(a.at))
  const seen = rightsIn(session).has('seeFindings') ? rows : rows.map(hideVisit)
  const damaged = signed.value.damaged + open.damaged + mine(drafts.value.damaged).length + left.value.damaged
  return ok({ rows: seen, damaged })
}

/**
 * Signed exams of a patient that count, oldest first: what a later visit may look back at; and how many more there are
 * that do not open, of which nobody knows what they said.
 */
export const earlierAndUnread = async (
  session: Session,
  patientId: Uuid,
): Promise<Result<{ exams: readonly SeenExam[]; unread: number }>> => {
  const signed = await filesOf(session, patientId)
  return signed.ok ? ok({ exams: counting(signed.value), unread: signed.value.damaged }) : signed
}

export const earlierExams = async (
  session: Session,
  patientId: Uuid,
): Promise<Result<readonly SeenExam[]>> => {
  const all = await earlierAndUnread(session, patientId)
  return all.ok ? ok(all.value.exams) : all
}

/**
 * The signed visits of a chart that count, oldest first, each as it was signed; what was signed for a chart that was
 * joined to it among them.
 */
export const signedExams = async (
  session: Session,
  patientId: Uuid,
): Promise<Result<readonly SignedExam[]>> => {
  const signed = await filesOf(session, patientId)
  if (!signed.ok) return signed
  const { files, members } = signed.value
  const mine = files.map(({ newest }) => newest).filter((exam) => members.includes(exam.patientId))
  return ok(mine.filter(counts).toReversed())
}
