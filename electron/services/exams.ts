import { v7 as newId } from 'uuid'
import { fail, ok, type Result } from '../../shared/errors'
import { attested, picturesOnly } from '../../shared/exam/authors'
import { typedBetween } from '../../shared/exam/typed-between'
import { BESIDE } from '../../shared/records/beside'
import type { CallOutput } from '../../shared/ipc/contract'
import type { ExamBody, ExamDraft, SeenExam } from '../../shared/records/exam'
import { standsFor } from '../../shared/records/joined'
import type { Uuid } from '../../shared/records/values'
import type { InterruptedDraft } from '../store/types'
import { linksOf } from './charts'
import { rightsIn, whileOpen, type Context, type Session } from './context'
import { shownDraft, withoutFocus } from './draft-sight'
import { arrivedFrom } from './left-visits'
import { note, noteCharted, noteExam, noteGlimpse, noteSeen } from './notes'
import { draftContent, readAll, readDraft, readExam, readPatient, type UnsavedDraft } from './stored'
import { keepBeside, rememberOf } from './besides'
import { heldOf, saveOrHold } from './unsaved'
import { chartedExam, directoryRows, earlierAndUnread, signedExams } from './visits'

/** A draft that is gone was signed, or never was. */
const whyNoDraft = async (session: Session, examId: Uuid): Promise<Result<never>> =>
  fail((await session.vault.documents.latest('exam', examId)).ok ? 'signed' : 'notFound')

const asEarlier = ({ examId, noduleLabels, body, charts }: SeenExam) => ({
  examId,
  noduleLabels,
  charts,
  visitOn: body.visitOn,
  answers: body.answers,
})

/** What came back from the journal, by what the draft said when it was opened. */
const recoveredOf = (
  { from, to, before, lost }: InterruptedDraft,
  { body }: ExamDraft,
): ExamDraft['recovered'] => {
  const was = draftContent.safeParse(before)
  return { paths: was.success ? [...typedBetween(was.data.body, body)] : [], from, to, lost }
}

/** Drafts, and signed exams to read. Beginning stands in starts.ts, signing in sign.ts. */
export const examService = (context: Context) => {
  const open = whileOpen(context)

  const withHeld = (
    session: Session,
    stored: Result<ExamDraft>,
    held: UnsavedDraft | undefined,
  ): Result<ExamDraft> => {
    if (!stored.ok) return stored
    const body = held?.body ?? stored.value.body
    session.bodyOfDraft.set(stored.value.examId, body)
    if (held === undefined) return stored
    const { focus } = held
    return ok({ ...stored.value, body, ...(focus !== undefined && { focus }), unsaved: true as const })
  }

  const readDraftOf = async (session: Session, examId: Uuid): Promise<Result<ExamDraft>> => {
    const found = await session.vault.drafts.get(examId)
    if (!found.ok) return found.error.code === 'notFound' ? whyNoDraft(session, examId) : found
    session.patientOfDraft.set(examId, found.value.patientId)
    return withHeld(session, readDraft(found.value), session.unsaved.get(examId))
  }

  /** Takes a draft over for a window, and tells what came back after an end that nobody wanted. */
  const openDraft = async (session: Session, examId: Uuid): Promise<Result<ExamDraft>> => {
    // Another try first, so that what is read is what was typed last wherever the disk allows it.
    const held = await heldOf(session, examId)
    const writer = newId()
    const found = await session.vault.drafts.open(examId, writer)
    // On a disk that takes nothing it can still be read.
    if (!found.ok) return readDraftOf(session, examId)
    session.patientOfDraft.set(examId, found.value.patientId)
    const { interrupted, ...draft } = found.value
    const stored = readDraft(draft)
    if (!stored.ok) return stored
    const recovered = interrupted && recoveredOf(interrupted, stored.value)
    if (recovered !== undefined)
      await note(session, {
        what: 'exam.recovered',
        patientId: stored.value.patientId,
        docId: examId,
        detail: String(recovered.paths.length),
      })
    // What is held belongs to this writer now: under the old one it would never be taken.
    if (held !== undefined) session.unsaved.set(examId, { ...held, writer })
    rememberOf(session, writer, held?.body ?? stored.value.body)
    const amends = (await session.vault.documents.latest('exam', examId)).ok
    const came = await arrivedFrom(session, examId)
    if (!came.ok) return came
    return withHeld(
      session,
      ok({
        ...stored.value,
        writer,
        ...(amends && { amends: true as const }),
        ...(came.value && { movedFrom: came.value }),
        ...(recovered && { recovered }),
      }),
      held,
    )
  }

  /** What a save makes of the draft: by whom it is, and only what this person may change. */
  const allowed = (session: Session, examId: Uuid, typed: ExamBody): ExamBody => {
    const before = session.bodyOfDraft.get(examId)
    if (before === undefined) return typed
    return rightsIn(session).has('chart')
      ? attested(before, typed, session.person.personId)
      : picturesOnly(before, typed)
  }

  /** Another window signed the visit: what was typed on here lies beside it from now on. */
  const afterSigning = async (
    session: Session,
    { examId, body, writer }: { examId: Uuid; body: ExamBody; writer?: Uuid | undefined },
  ): Promise<Result<never>> => {
    const found = await session.vault.documents.latest('exam', examId)
    if (!found.ok || found.value.patientId === null) return fail('notFound')
    const kept = await keepBeside(session, { examId, patientId: found.value.patientId, body, writer })
    if (!kept.ok) return kept
    return fail('signed', kept.value ? { detail: BESIDE } : {})
  }

  return {
    /** Every unfinished visit, last saved first. */
    drafts: open(async (session) => {
      const found = await session.vault.drafts.list()
      if (!found.ok) return found
      const { values: drafts, damaged } = readAll(found.value.drafts, readDraft)
      const patients = await directoryRows(context, session, [
        ...new Set(drafts.map((draft) => draft.patientId)),
      ])
      if (!patients.ok) return patients
      const links = await linksOf(session)
      if (!links.ok) return links
      const rows = drafts.flatMap(({ body: _body, ...draft }) => {
        const stands = standsFor(links.value, draft.patientId)
        const patient = patients.value.rows.find((row) => row.patientId === stands)
        const line = rightsIn(session).has('seeFindings') ? draft : withoutFocus(draft)
        return patient ? [{ draft: line, patient }] : []
      })
      // Nor is one that stands whose patient's page does not open.
      const hidden = drafts.length - rows.length
      return ok({ rows, damaged: damaged + found.value.damaged.length + hidden })
    }),

    openDraft: open(async (session, input: { examId: Uuid }) => {
      const draft = await openDraft(session, input.examId)
      if (!draft.ok) return draft
      await noteSeen(session, draft.value.patientId)
      return ok(shownDraft(session, draft.value))
    }),

    /** Durable when it answers. `conflict` when another save came first; `signed` once there is a revision. */
    saveDraft: open(
      async (
        session,
        input: {
          examId: Uuid
          baseSequence: number
          body: ExamBody
          focus?: string | undefined
          writer?: Uuid | undefined
        },
      ) => {
        const { examId, baseSequence, focus, writer } = input
        if (!session.bodyOfDraft.has(examId)) {
          const draft = await readDraftOf(session, examId)
          if (!draft.ok) return draft.error.code === 'signed' ? afterSigning(session, input) : draft
        }
        const patientId = session.patientOfDraft.get(examId)
        if (patientId === undefined || baseSequence === 0) return fail('conflict')
        const body = allowed(session, examId, input.body)
        const saved = await saveOrHold(session, { examId, patientId, baseSequence, body, focus, writer })
        if (saved.ok) {
          session.bodyOfDraft.set(examId, body)
          await noteCharted(session, patientId, examId)
          return saved
        }
        const { code, detail } = saved.error
        const gone = code === 'conflict' && !(await session.vault.drafts.get(examId)).ok
        const signed = gone && (await session.vault.documents.latest('exam', examId)).ok
        return signed ? fail('signed', detail === undefined ? {} : { detail }) : saved
      },
    ),

    closeDraft: open(async (session, input: { examId: Uuid; writer: Uuid }) => {
      const closed = await session.vault.drafts.close(input.examId, input.writer)
      session.bodyOfWriter.delete(input.writer)
      // Signed meanwhile, or taken over by another window: either way this one is done with it.
      const settled = closed.ok || ['notFound', 'conflict'].includes(closed.error.code)
      return settled ? ok({ done: true as const }) : closed
    }),

    /** The patient as registered now, and the signed exams before this one, oldest first. */
    context: open(async (session, input: { examId: Uuid }): Promise<Result<CallOutput<'exams.context'>>> => {
      const { examId } = input
      const signed = await session.vault.documents.latest('exam', examId)
      const own = signed.ok ? readExam(signed.value) : undefined
      const draft = own === undefined ? await readDraftOf(session, examId) : undefined
      if (own !== undefined && !own.ok) return own
      if (draft !== undefined && !draft.ok) return draft
      const patientId = own?.value.patientId ?? draft?.value.patientId
      if (patientId === undefined) return fail('notFound')
      const found = await session.vault.documents.latest('patient', patientId)
      if (!found.ok) return found
      const patient = readPatient(found.value)
      if (!patient.ok) return patient
      await noteExam(session, patientId, examId)
      // What earlier visits found is hidden with the rest.
      if (!rightsIn(session).has('seeFindings')) return ok({ patient: patient.value, earlier: [] })
      const all = await earlierAndUnread(session, patientId)
      if (!all.ok) return all
      const { exams, unread } = all.value
      const charted = own === undefined ? undefined : await chartedExam(session, examId)
      if (charted !== undefined && !charted.ok) return charted
      const earlier = charted?.value.earlierOf(charted.value.signed) ?? exams
      return ok({
        patient: patient.value,
        earlier: earlier.map(asEarlier),
        ...(unread > 0 && { unread }),
        ...(own && { labels: own.value.noduleLabels }),
      })
    }),

    get: open(async (session, input: { examId: Uuid }) => {
      const found = await session.vault.documents.latest('exam', input.examId)
      const exam = found.ok ? readExam(found.value) : found
      if (exam.ok) await noteSeen(session, exam.value.patientId)
      return exam
    }),

    signed: open(async (session, { patientId, glance }: { patientId: Uuid; glance: boolean }) => {
      const exams = await signedExams(session, patientId)
      if (!exams.ok) return exams
      await (glance ? noteGlimpse : noteSeen)(session, patientId)
      return ok({ exams: [...exams.value] })
    }),

    /**
     * Every revision of a signed visit, oldest first, with the visits before it as they stood at each; of one that was
     * moved away only the note that says so.
     */
    history: open(async (session, input: { examId: Uuid }) => {
      const charted = await chartedExam(session, input.examId)
      if (!charted.ok) return charted
      await noteSeen(session, charted.value.signed.patientId)
      const { history, earlierOf } = charted.value
      return ok({
        revisions: history.map((exam) => ({ exam, earlier: earlierOf(exam).map(asEarlier) })),
        amending: (await session.vault.drafts.get(input.examId)).ok,
      })
    }),
  }
}
