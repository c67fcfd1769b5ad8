import { isDeepStrictEqual } from 'node:util'
import { ok, type Result } from '../../shared/errors'
import type { GivenLetter, LetterStanding } from '../../shared/handout/letter'
import { projectLetter } from '../../shared/handout/letter-page'
import { counts } from '../../shared/records/revision'
import type { Uuid } from '../../shared/records/values'
import type { PrinterChoice } from '../print/port'
import type { Context, Session } from './context'
import { clinicClock, revisionSource, type ChartedExam } from './exam-rules'
import { onPaper, type PaperTo } from './paper'
import { readAll, readGivenLetter } from './stored'

/** Name of a letter that is being written, among the kept forms of its patient. */
export const letterDraftOf = (examId: Uuid): string => `letter:${examId}`

/** Letters that went out from a visit, newest first. */
export const lettersAt = async (
  session: Session,
  patientId: Uuid,
  examId: Uuid,
): Promise<Result<GivenLetter[]>> => {
  const found = await session.vault.documents.list('givenLetter', { patientId })
  if (!found.ok) return found
  const all = readAll(found.value.documents, readGivenLetter).values
  return ok(all.filter((one) => one.examId === examId))
}

/**
 * Whether a letter still says what its visit says: the same letter is made of the revision it came from and of the one
 * that stands, and what differs is no matter of who signed what when.
 */
export const letterStanding = (exam: ChartedExam, letter: GivenLetter): LetterStanding => {
  if (!counts(exam.signed)) return 'withdrawn'
  if (letter.revision === exam.signed.revision) return 'stands'
  const then = exam.history.find(({ revision }) => revision === letter.revision)
  if (then === undefined) return 'changed'
  const [was, now] = [then, exam.signed].map((signed) => {
    const source = { ...revisionSource({ ...exam, signed }), history: [signed] }
    const by = { writer: signed.signer, at: letter.at, images: [] }
    const { subject, patient, opening, paragraphs } = projectLetter(
      signed,
      source,
      letter.options,
      by,
      clinicClock,
    ).page
    return { subject, patient, opening, paragraphs }
  })
  return isDeepStrictEqual(was, now) ? 'stands' : 'changed'
}

/** A letter once more, exactly as it was given, with its entry in the audit record. */
export const printLetterAgain = async (
  context: Context,
  session: Session,
  { signed }: ChartedExam,
  letter: GivenLetter,
  to: PaperTo,
  printer?: PrinterChoice,
): Promise<Result<{ path?: string }>> => {
  const job = { is: 'letter', letter: letter.page } as const
  const printed = await onPaper(context, job, to, `palpa-letter-${signed.body.visitOn}.pdf`, printer)
  if (!printed.ok) return printed
  const noted = await session.vault.audit.append({
    what: 'letter.printed',
    patientId: signed.patientId,
    docId: signed.examId,
    detail: to,
  })
  return noted.ok ? ok(printed.value) : noted
}

/**
 * The letter that belongs to "everything of this visit": the one that was given last, where it still says what the visit says.
 * One that does not, or is still being written, is none to print; `why` says so.
 */
export const letterOfVisit = async (
  session: Session,
  exam: ChartedExam,
): Promise<Result<{ letter?: GivenLetter; why?: 'outdated' | 'begun' }>> => {
  const { patientId, examId } = exam.signed
  const all = await lettersAt(session, patientId, examId)
  if (!all.ok) return all
  const [letter] = all.value
  if (letter !== undefined)
    return ok(letterStanding(exam, letter) === 'stands' ? { letter } : { why: 'outdated' })
  const begun = await session.vault.keptForms.get(patientId, letterDraftOf(examId))
  if (begun.ok) return ok({ why: 'begun' })
  return begun.error.code === 'notFound' ? ok({}) : begun
}
