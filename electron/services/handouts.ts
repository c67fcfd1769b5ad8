import { v7 as newId } from 'uuid'
import { ok, type Result } from '../../shared/errors'
import { givenHandout, type HandoutOptions } from '../../shared/handout/sheet'
import type { SignedExam } from '../../shared/records/exam'
import type { Uuid } from '../../shared/records/values'
import { nowAt, whileOpen, type Context, type Session } from './context'
import { onPaper, type PaperTo } from './paper'
import { readAll, readExam, readGiven } from './stored'
import { before, earlierExams } from './visits'

/** The signed revision that paper comes from; a draft prints nothing. */
const signedExamOf = async (session: Session, examId: Uuid): Promise<Result<SignedExam>> => {
  const found = await session.vault.documents.latest('exam', examId)
  return found.ok ? readExam(found.value) : found
}

/** The signed revision with what was signed for the patient before that visit. */
const withEarlier = async (
  session: Session,
  examId: Uuid,
): Promise<Result<{ signed: SignedExam; earlier: SignedExam[] }>> => {
  const signed = await signedExamOf(session, examId)
  if (!signed.ok) return signed
  const all = await earlierExams(session, signed.value.patientId)
  if (!all.ok) return all
  return ok({ signed: signed.value, earlier: before(signed.value, all.value) })
}

/** The patient's sheet and the clinic's note, projected from the signed revision and never from the screen. */
export const handoutService = (context: Context) => {
  const open = whileOpen(context)

  return {
    preview: open(async (session, input: { examId: Uuid; options: HandoutOptions }) => {
      const found = await withEarlier(session, input.examId)
      if (!found.ok) return found
      context.ports.press.warm()
      return ok(context.rules.sheet(found.value.signed, input.options, found.value.earlier))
    }),

    /** What was given is kept with its version, to the letter. */
    print: open(async (session, input: { examId: Uuid; options: HandoutOptions; to: PaperTo }) => {
      const { examId, options, to } = input
      const found = await withEarlier(session, examId)
      if (!found.ok) return found
      const { signed, earlier } = found.value
      const { patientId, revision, body } = signed
      const { sheet } = context.rules.sheet(signed, options, earlier)
      const printed = await onPaper(
        context,
        { is: 'sheet', sheet },
        to,
        `palpa-${sheet.kind}-${body.visitOn}.pdf`,
      )
      if (!printed.ok) return printed
      const givenId = newId()
      const given = givenHandout.parse({
        givenId,
        examId,
        revision,
        at: nowAt(context),
        by: session.person.personId,
        to,
        options,
        sheet,
      })
      const kept = await session.vault.transaction(async (tx) => {
        const put = await tx.documents.put({
          kind: 'givenHandout',
          docId: givenId,
          patientId,
          baseRevision: 0,
          body: given,
        })
        if (!put.ok) return put
        return tx.audit.append({ what: 'handout.given', patientId, docId: examId, detail: to })
      })
      return kept.ok ? ok({ givenId, ...printed.value }) : kept
    }),

    /** Newest first. */
    given: open(async (session, input: { examId: Uuid }) => {
      const signed = await signedExamOf(session, input.examId)
      if (!signed.ok) return signed
      const { patientId } = signed.value
      const found = await session.vault.documents.list('givenHandout', { patientId })
      if (!found.ok) return found
      const all = readAll(found.value.documents, readGiven).values
      return ok({ given: all.filter((one) => one.examId === input.examId) })
    }),

    noteText: open(async (session, input: { examId: Uuid }) => {
      const found = await withEarlier(session, input.examId)
      if (!found.ok) return found
      return ok({ text: context.rules.noteText(found.value.signed, found.value.earlier) })
    }),

    printNote: open(async (session, input: { examId: Uuid; to: PaperTo }) => {
      const found = await withEarlier(session, input.examId)
      if (!found.ok) return found
      const { signed, earlier } = found.value
      const note = context.rules.notePage(signed, earlier)
      const name = `palpa-note-${signed.body.visitOn}.pdf`
      const printed = await onPaper(context, { is: 'note', note }, input.to, name)
      if (!printed.ok) return printed
      const { patientId } = signed
      const noted = await session.vault.audit.append({
        what: 'note.printed',
        patientId,
        docId: input.examId,
        detail: input.to,
      })
      return noted.ok ? ok(printed.value) : noted
    }),
  }
}
