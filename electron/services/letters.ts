import { v7 as newId } from 'uuid'
import { fail, ok, type Result } from '../../shared/errors'
import {
  givenLetter,
  letterOptions,
  type LetterOptions,
  type LetterPreview,
} from '../../shared/handout/letter'
import { letterDefaults, letterFrom, projectLetter, saysWhy } from '../../shared/handout/letter-page'
import { PLAIN_FRAME } from '../../shared/handout/page-frame'
import type { ImageRecord } from '../../shared/records/image'
import { person } from '../../shared/records/people'
import { counts } from '../../shared/records/revision'
import type { Instant, Uuid } from '../../shared/records/values'
import type { PrinterChoice } from '../print/port'
import { nowAt, rightsIn, whileOpen, type Context, type Session } from './context'
import { clinicClock, revisionSource, type ChartedExam } from './exam-rules'
import { lettersAt, letterDraftOf, letterStanding, printLetterAgain } from './given-letters'
import { noteSeen } from './notes'
import { onPaper, type PaperTo } from './paper'
import { readAll, readImage } from './stored'
import { ownLetterOf } from './texts'
import { chartedExam } from './visits'

/** The visit that a letter comes from. One that was cancelled or moved away gives no letter to anybody. */
const letterSource = async (session: Session, examId: Uuid): Promise<Result<ChartedExam>> => {
  const exam = await chartedExam(session, examId)
  if (!exam.ok) return exam
  await noteSeen(session, exam.value.signed.patientId)
  return counts(exam.value.signed) ? exam : fail('withdrawn')
}

/** The files of a visit; none for eyes that may not see pictures. */
const picturesOf = async (session: Session, examId: Uuid): Promise<readonly ImageRecord[]> => {
  if (!rightsIn(session).has('seePictures')) return []
  const found = await session.vault.images.list({ examId })
  return found.ok ? readAll(found.value.images, readImage).values : []
}

/** Letters to colleagues: projected from the signed revision, kept as given, printed again to the letter. */
export const letterService = (context: Context) => {
  const open = whileOpen(context)

  const project = async (
    session: Session,
    { signed, ...rest }: ChartedExam,
    options: LetterOptions,
    at: Instant,
  ): Promise<LetterPreview> =>
    projectLetter(
      signed,
      revisionSource({ signed, ...rest }),
      options,
      { writer: person.parse(session.person), at, images: await picturesOf(session, signed.examId) },
      clinicClock,
    )

  const forget = async (session: Session, patientId: Uuid, examId: Uuid): Promise<Result<void>> =>
    session.vault.keptForms.drop(patientId, letterDraftOf(examId))

  return {
    begin: open(async (session, input: { examId: Uuid; textId?: Uuid | undefined }) => {
      const found = await letterSource(session, input.examId)
      if (!found.ok) return found
      const { signed } = found.value
      context.ports.press.warm()
      const own = await ownLetterOf(session, input.textId)
      if (!own.ok) return own
      const kept = await session.vault.keptForms.get(signed.patientId, letterDraftOf(input.examId))
      if (!kept.ok && kept.error.code !== 'notFound') return kept
      // One of an older shape is worth no more than none.
      const back = kept.ok ? letterOptions.safeParse(kept.value) : undefined
      if (back?.success === true && own.value === undefined) return ok({ options: back.data, isBack: true })
      const { settings, paper } = session.clinic
      const frame = settings.frame ?? PLAIN_FRAME
      const source = revisionSource(found.value)
      const images = await picturesOf(session, input.examId)
      const blank = letterDefaults(signed, source, paper, frame, images)
      return ok({
        options: own.value === undefined ? blank : letterFrom(own.value, blank, signed, source),
        isBack: false,
      })
    }),

    keep: open(async (session, input: { examId: Uuid; options?: LetterOptions | undefined }) => {
      const exam = await session.vault.documents.latest('exam', input.examId)
      if (!exam.ok) return exam
      const { patientId } = exam.value
      if (patientId === null) return fail('damaged')
      const kept = await (input.options === undefined
        ? forget(session, patientId, input.examId)
        : session.vault.keptForms.put(patientId, input.options, letterDraftOf(input.examId)))
      return kept.ok ? ok({ done: true as const }) : kept
    }),

    preview: open(async (session, input: { examId: Uuid; options: LetterOptions }) => {
      const found = await letterSource(session, input.examId)
      return found.ok ? ok(await project(session, found.value, input.options, nowAt(context))) : found
    }),

    /** What was given is kept with its version, to the letter; only then is it no longer being written. */
    print: open(
      async (
        session,
        input: {
          examId: Uuid
          options: LetterOptions
          to: PaperTo
          seen: boolean
          printer?: PrinterChoice | undefined
        },
      ): Promise<Result<{ givenId: Uuid; path?: string }>> => {
        const { examId, options, to } = input
        const found = await letterSource(session, examId)
        if (!found.ok) return found
        const { patientId, revision, body } = found.value.signed
        const at = nowAt(context)
        const { page, doubts, apart } = await project(session, found.value, options, at)
        if (apart.length > 0) return fail('gated')
        if (!saysWhy(options.text)) return fail('validation', { paths: ['reason'] })
        if (doubts.length > 0 && !input.seen) return fail('validation', { paths: ['sides'] })
        const printed = await onPaper(
          context,
          { is: 'letter', letter: page },
          to,
          `palpa-letter-${body.visitOn}.pdf`,
          input.printer,
        )
        if (!printed.ok) return printed
        const givenId = newId()
        const kept = await session.vault.transaction(async (tx) => {
          const put = await tx.documents.put({
            kind: 'givenLetter',
            docId: givenId,
            patientId,
            baseRevision: 0,
            body: givenLetter.parse({
              givenId,
              examId,
              revision,
              at,
              by: session.person.personId,
              to,
              options,
              page,
            }),
          })
          if (!put.ok) return put
          return tx.audit.append({ what: 'letter.printed', patientId, docId: examId, detail: to })
        })
        if (!kept.ok) return kept
        const dropped = await forget(session, patientId, examId)
        return dropped.ok ? ok({ givenId, ...printed.value }) : dropped
      },
    ),

    given: open(async (session, input: { examId: Uuid }) => {
      const exam = await chartedExam(session, input.examId)
      if (!exam.ok) return exam
      const all = await lettersAt(session, exam.value.signed.patientId, input.examId)
      if (!all.ok) return all
      return ok({ given: all.value.map((one) => ({ ...one, standing: letterStanding(exam.value, one) })) })
    }),

    reprint: open(
      async (
        session,
        input: { examId: Uuid; givenId: Uuid; to: PaperTo; printer?: PrinterChoice | undefined },
      ) => {
        const source = await letterSource(session, input.examId)
        if (!source.ok) return source
        const all = await lettersAt(session, source.value.signed.patientId, input.examId)
        if (!all.ok) return all
        const one = all.value.find(({ givenId }) => givenId === input.givenId)
        return one === undefined
          ? fail('notFound')
          : printLetterAgain(context, session, source.value, one, input.to, input.printer)
      },
    ),
  }
}
