import { v7 as newId } from 'uuid'
import { fail, ok, type Result } from '../../shared/errors'
import type { ExamBody, ExamDraft } from '../../shared/records/exam'
import { joiningOf } from '../../shared/records/joined'
import type { Uuid } from '../../shared/records/values'
import { linksOf } from './charts'
import { nowAt, today, whileOpen, type Context, type Session } from './context'
import { shownDraft } from './draft-sight'
import { draftContentOf, readAll, readDraft, readPatient } from './stored'
import { saveHeld } from './unsaved'
import { earlierExams } from './visits'

interface VisitInput {
  readonly patientId: Uuid
  readonly visitOn: string
}

/** Visits begun: the first of a day, and the follow-up of one that is signed. */
export const startService = (context: Context) => {
  const open = whileOpen(context)

  /** The patient's draft of that day, if one was begun. */
  const begunOn = async (session: Session, { patientId, visitOn }: VisitInput) => {
    const found = await session.vault.documents.latest('patient', patientId)
    if (!found.ok) return found
    const patient = readPatient(found.value)
    if (!patient.ok) return patient
    const links = await linksOf(session)
    if (!links.ok) return links
    if (joiningOf(links.value, patientId) !== undefined) return fail('joined')
    if (visitOn > today(context) || visitOn < patient.value.bornOn)
      return fail('validation', { paths: ['visitOn'] })
    await saveHeld(session)
    const drafts = await session.vault.drafts.list({ patientId })
    if (!drafts.ok) return drafts
    const { values } = readAll(drafts.value.drafts, readDraft)
    const begun = values.find((draft) => draft.body.visitOn === visitOn)
    const held = begun && session.unsaved.get(begun.examId)
    return ok(held ? { ...begun, body: held.body } : begun)
  }

  /** Hands back what was begun. */
  const goOn = (session: Session, begun: ExamDraft): Result<ExamDraft> => {
    session.bodyOfDraft.set(begun.examId, begun.body)
    return ok(shownDraft(session, begun))
  }

  /** Writes a draft: a new one, or over the one that was begun. */
  const put = async (
    session: Session,
    patientId: Uuid,
    body: ExamBody,
    begun?: ExamDraft,
  ): Promise<Result<ExamDraft>> => {
    const examId = begun?.examId ?? newId()
    const saved = await session.vault.transaction(async (tx) => {
      const done = await tx.drafts.put({
        examId,
        patientId,
        baseSequence: begun?.sequence ?? 0,
        body: draftContentOf(body, begun?.focus),
      })
      if (!done.ok || begun) return done
      const noted = await tx.audit.append({ what: 'exam.started', patientId, docId: examId })
      return noted.ok ? done : noted
    })
    if (!saved.ok) return saved
    session.unsaved.delete(examId)
    session.patientOfDraft.set(examId, patientId)
    session.bodyOfDraft.set(examId, body)
    return ok(shownDraft(session, { examId, patientId, body, ...saved.value }))
  }

  return {
    /** Begins a visit. A draft of the same patient and day is handed back: two presses make one visit. */
    start: open(async (session, input: VisitInput) => {
      const begun = await begunOn(session, input)
      if (!begun.ok) return begun
      if (begun.value) return goOn(session, begun.value)
      const earlier = await earlierExams(session, input.patientId)
      if (!earlier.ok) return earlier
      return put(session, input.patientId, context.rules.emptyBody(input.visitOn, earlier.value))
    }),

    /**
     * Begins a visit that follows up the latest one signed on or before its day: its last values stand as ghosts, none
     * of them in the draft. A draft of that day becomes the follow-up; what was said in it stays. `nothingSigned`
     * where there is no visit to follow.
     */
    followUp: open(async (session, input: VisitInput) => {
      const begun = await begunOn(session, input)
      if (!begun.ok) return begun
      if (begun.value?.body.followsUp !== undefined) return goOn(session, begun.value)
      const earlier = await earlierExams(session, input.patientId)
      if (!earlier.ok) return earlier
      const blank = begun.value?.body ?? context.rules.emptyBody(input.visitOn, earlier.value)
      const body = context.rules.followUpBody(blank, earlier.value, nowAt(context), session.person.personId)
      return body === undefined ? fail('nothingSigned') : put(session, input.patientId, body, begun.value)
    }),
  }
}
