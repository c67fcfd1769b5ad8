import { v7 as newId } from 'uuid'
import { fail, ok, type Result } from '../../shared/errors'
import { givenHandout, type HandoutOptions } from '../../shared/handout/sheet'
import { counts } from '../../shared/records/revision'
import type { Uuid } from '../../shared/records/values'
import { nowAt, whileOpen, type Context, type Session } from './context'
import type { ChartedExam } from './exam-rules'
import { noteSeen } from './notes'
import { onPaper, type PaperTo } from './paper'
import { readAll, readGiven } from './stored'
import { chartedExam } from './visits'

/** A signed visit that somebody reads. */
const opened = async (session: Session, examId: Uuid): Promise<Result<ChartedExam>> => {
  const exam = await chartedExam(session, examId)
  if (exam.ok) await noteSeen(session, exam.value.signed.patientId)
  return exam
}

/** The signed visit that a sheet comes from. One that was cancelled or moved away gives no sheet to anybody. */
const sheetSource = async (session: Session, examId: Uuid): Promise<Result<ChartedExam>> => {
  const exam = await opened(session, examId)
  return exam.ok && !counts(exam.value.signed) ? fail('withdrawn') : exam
}

/** The patient's sheet and the clinic's note, projected from the signed revision and never from the screen. */
export const handoutService = (context: Context) => {
  const open = whileOpen(context)

  return {
    preview: open(async (session, input: { examId: Uuid; options: HandoutOptions }) => {
      const found = await sheetSource(session, input.examId)
      if (!found.ok) return found
      context.ports.press.warm()
      return ok(context.rules.sheet(found.value, input.options))
    }),

    /** What was given is kept with its version, to the letter. */
    print: open(async (session, input: { examId: Uuid; options: HandoutOptions; to: PaperTo }) => {
      const { examId, options, to } = input
      const found = await sheetSource(session, examId)
      if (!found.ok) return found
      const { patientId, revision, body } = found.value.signed
      const { sheet } = context.rules.sheet(found.value, options)
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
      const signed = await session.vault.documents.latest('exam', input.examId)
      if (!signed.ok) return signed
      const { patientId } = signed.value
      if (patientId === null) return fail('damaged')
      const found = await session.vault.documents.list('givenHandout', { patientId })
      if (!found.ok) return found
      const all = readAll(found.value.documents, readGiven).values
      return ok({ given: all.filter((one) => one.examId === input.examId) })
    }),

    noteText: open(async (session, input: { examId: Uuid }) => {
      const found = await opened(session, input.examId)
      return found.ok ? ok({ text: context.rules.noteText(found.value) }) : found
    }),

    printNote: open(async (session, input: { examId: Uuid; to: PaperTo }) => {
      const found = await opened(session, input.examId)
      if (!found.ok) return found
      const { signed } = found.value
      const { frame } = session.clinic.settings
      const note = { ...context.rules.notePage(found.value), ...(frame && { frame }) }
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
