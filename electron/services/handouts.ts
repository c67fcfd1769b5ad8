import { v7 as newId } from 'uuid'
import { fail, ok, type Result } from '../../shared/errors'
import type { GivenLetter } from '../../shared/handout/letter'
import { PLAIN_FRAME } from '../../shared/handout/page-frame'
import {
  givenHandout,
  handoutOptions,
  type HandoutOptions,
  type NoteChoices,
  type Sheet,
} from '../../shared/handout/sheet'
import type { Texts } from '../../shared/handout/text/review'
import { fullName, type Patient } from '../../shared/records/people'
import type { ImageRecord } from '../../shared/records/image'
import { counts } from '../../shared/records/revision'
import type { Uuid } from '../../shared/records/values'
import type { PrinterChoice } from '../print/port'
import { nowAt, rightsIn, whileOpen, type Context, type Session } from './context'
import type { ChartedExam } from './exam-rules'
import { givenAt, keepGiven, outdated, shortId } from './given'
import { letterOfVisit, printLetterAgain } from './given-letters'
import { noteSeen } from './notes'
import { onPaper, type PaperTo } from './paper'
import { readAll, readImage, readPatient } from './stored'
import { ownSheetOf } from './texts'
import { standingsIn, textsIn } from './translations'
import { chartedExam } from './visits'

interface Giving {
  readonly examId: Uuid
  readonly options: HandoutOptions
  readonly to: PaperTo
  readonly override?: string | undefined
  readonly printer?: PrinterChoice | undefined
  readonly nameInFile: boolean
}

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

const patientNow = async (session: Session, patientId: Uuid): Promise<Result<Patient>> => {
  const found = await session.vault.documents.latest('patient', patientId)
  return found.ok ? readPatient(found.value) : found
}

/** Letters, digits and hyphens: what every file system and every mail program takes. */
const safePart = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, 60)

/** No patient's name unless it was asked for: the name of a file ends up in lists of recent files. */
const fileName = (sheet: Sheet, visitOn: string, patient: string | undefined): string =>
  [
    'palpa',
    sheet.kind,
    visitOn,
    ...(sheet.language === 'en' ? [] : [sheet.language.toLowerCase()]),
    ...(patient === undefined || safePart(patient) === '' ? [] : [safePart(patient)]),
  ].join('-') + '.pdf'

/** The words of a sheet: those of the clinic's languages, and a text of its own where one was chosen. */
const textsFor = async (session: Session, options: HandoutOptions): Promise<Result<Texts>> => {
  const texts = await textsIn(session)
  const own = texts.ok ? await ownSheetOf(session, options.own) : texts
  if (!own.ok || !texts.ok) return own.ok ? texts : own
  return ok(own.value === undefined ? texts.value : { ...texts.value, own: own.value })
}

/** The files of a visit. Who may not see pictures reads and prints words. */
const picturesOf = async (session: Session, examId: Uuid): Promise<readonly ImageRecord[] | undefined> => {
  if (!rightsIn(session).has('seePictures')) return undefined
  const files = await session.vault.images.list({ examId })
  return files.ok ? readAll(files.value.images, readImage).values : undefined
}

const withId = (sheet: Sheet, id: string): Sheet => ({ ...sheet, footer: { ...sheet.footer, id } })

/** What the screen is told of the letter beforehand: to whom the one goes that "print all" prints, or why none does. */
const letterWords = ({ letter, why }: { letter?: GivenLetter; why?: 'outdated' | 'begun' }) =>
  letter === undefined ? why && { letter: { not: why } } : { letter: { to: letter.page.to[0] ?? '' } }

/** The patient's sheet and the clinic's note, projected from the signed revision and never from the screen. */
export const handoutService = (context: Context) => {
  const open = whileOpen(context)

  /** What was given is kept with its version, to the letter. */
  const give = async (
    session: Session,
    giving: Giving,
  ): Promise<Result<{ path?: string; givenId: Uuid }>> => {
    const { examId, options, to, override, printer, nameInFile } = giving
    const found = await sheetSource(session, examId)
    if (!found.ok) return found
    const texts = await textsFor(session, options)
    if (!texts.ok) return texts
    const { patientId, revision, body, patient } = found.value.signed
    const images = await picturesOf(session, examId)
    const projected = context.rules.sheet(found.value, options, texts.value, images)
    const doubtful = projected.sheet.banner !== undefined
    if (doubtful && override === undefined) return fail('gated', { detail: 'translation' })
    const givenId = newId()
    const id = shortId(givenId)
    const sheet = withId(projected.sheet, id)
    const copy = projected.copy && withId(projected.copy, id)
    const name = fileName(sheet, body.visitOn, nameInFile ? fullName(patient) : undefined)
    const job = { is: 'sheet' as const, sheet, ...(copy && { copy }) }
    const printed = await onPaper(context, job, to, name, printer)
    if (!printed.ok) return printed
    const given = givenHandout.parse({
      givenId,
      examId,
      revision,
      at: nowAt(context),
      by: session.person.personId,
      to,
      options,
      sheet,
      copy,
      ...(doubtful && { override }),
      ...(to === 'printer' && printer && { copies: printer.copies }),
    })
    const kept = await keepGiven(session, patientId, given, doubtful)
    return kept.ok ? ok({ givenId, ...printed.value }) : kept
  }

  const note = async (
    session: Session,
    input: { examId: Uuid; to: PaperTo } & NoteChoices,
    printer?: PrinterChoice,
  ): Promise<Result<{ path?: string }>> => {
    const found = await opened(session, input.examId)
    if (!found.ok) return found
    const { signed } = found.value
    const frame = input.frame ?? session.clinic.settings.frame
    const images = await picturesOf(session, input.examId)
    const page = { ...context.rules.notePage(found.value, images, input.sections), ...(frame && { frame }) }
    const name = `palpa-note-${signed.body.visitOn}.pdf`
    const printed = await onPaper(context, { is: 'note', note: page }, input.to, name, printer)
    if (!printed.ok) return printed
    const noted = await session.vault.audit.append({
      what: 'note.printed',
      patientId: signed.patientId,
      docId: input.examId,
      detail: input.to,
    })
    return noted.ok ? ok(printed.value) : noted
  }

  /** As the clinic prints it and the patient reads it, where nobody says otherwise. */
  const usual = (session: Session, patient: Patient): HandoutOptions =>
    handoutOptions.parse({
      language: patient.language,
      paper: session.clinic.paper,
      size: 'standard',
      actions: [],
      frame: session.clinic.settings.frame ?? PLAIN_FRAME,
    })

  return {
    open: open(async (session, input: { examId: Uuid }) => {
      context.ports.press.warm()
      const found = await sheetSource(session, input.examId)
      if (!found.ok) return found
      const { patientId, body } = found.value.signed
      const patient = await patientNow(session, patientId)
      if (!patient.ok) return patient
      const standings = await standingsIn(session)
      if (!standings.ok) return standings
      const given = await givenAt(session, patientId, input.examId)
      if (!given.ok) return given
      const mayTell = rightsIn(session).has('seeFindings')
      const letter = mayTell ? await letterOfVisit(session, found.value) : ok({})
      if (!letter.ok) return letter
      return ok({
        patient: patient.value,
        visitOn: body.visitOn,
        standings: standings.value,
        given: given.value,
        ...letterWords(letter.value),
      })
    }),

    preview: open(async (session, input: { examId: Uuid; options: HandoutOptions }) => {
      const found = await sheetSource(session, input.examId)
      if (!found.ok) return found
      context.ports.press.warm()
      const texts = await textsFor(session, input.options)
      if (!texts.ok) return texts
      const images = await picturesOf(session, input.examId)
      return ok(context.rules.sheet(found.value, input.options, texts.value, images))
    }),

    print: open(give),

    /** Newest first; and whether the one that was given last still says what the visit says. */
    given: open(async (session, input: { examId: Uuid }) => {
      const signed = await session.vault.documents.latest('exam', input.examId)
      if (!signed.ok) return signed
      const { patientId } = signed.value
      if (patientId === null) return fail('damaged')
      const given = await givenAt(session, patientId, input.examId)
      if (!given.ok) return given
      const [last] = given.value
      if (last === undefined || last.revision === signed.value.revision) return ok({ given: given.value })
      const [exam, texts] = [await chartedExam(session, input.examId), await textsIn(session)]
      if (!exam.ok) return exam
      if (!texts.ok) return texts
      const images = await picturesOf(session, input.examId)
      const why = outdated(
        exam.value,
        last,
        (one) => context.rules.sheet(one, last.options, texts.value, images).sheet,
      )
      return ok({ given: given.value, ...(why && { outdated: { at: last.at, why } }) })
    }),

    /** Exactly what was given, from what was kept of it, whatever was changed since. */
    reprint: open(
      async (
        session,
        input: { examId: Uuid; givenId: Uuid; to: PaperTo; printer?: PrinterChoice | undefined },
      ) => {
        const found = await sheetSource(session, input.examId)
        if (!found.ok) return found
        const { patientId, body } = found.value.signed
        const all = await givenAt(session, patientId, input.examId)
        if (!all.ok) return all
        const before = all.value.find(({ givenId }) => givenId === input.givenId)
        if (before === undefined) return fail('notFound')
        const { sheet, copy } = before
        const printed = await onPaper(
          context,
          { is: 'sheet', sheet, ...(copy && { copy }) },
          input.to,
          fileName(sheet, body.visitOn, undefined),
          input.printer,
        )
        if (!printed.ok) return printed
        const givenId = newId()
        const { copies: _then, ...rest } = before
        const again: typeof before = {
          ...rest,
          givenId,
          at: nowAt(context),
          by: session.person.personId,
          to: input.to,
          again: before.again ?? before.givenId,
          ...(input.to === 'printer' && input.printer && { copies: input.printer.copies }),
        }
        const kept = await keepGiven(session, patientId, again, sheet.banner !== undefined)
        return kept.ok ? ok({ givenId, ...printed.value }) : kept
      },
    ),

    /** One after the other; what failed is said, and nothing after it is printed. */
    printAll: open(
      async (
        session,
        input: {
          examId: Uuid
          options?: HandoutOptions | undefined
          override?: string | undefined
          printer?: PrinterChoice | undefined
        },
      ) => {
        const { examId, override, printer } = input
        const found = await sheetSource(session, examId)
        if (!found.ok) return found
        const patient = await patientNow(session, found.value.signed.patientId)
        if (!patient.ok) return patient
        const of = await letterOfVisit(session, found.value)
        if (!of.ok) return of
        const options = input.options ?? usual(session, patient.value)
        const sheet = await give(session, {
          examId,
          options,
          to: 'printer',
          override,
          printer,
          nameInFile: false,
        })
        if (!sheet.ok) return sheet
        const written = await note(session, { examId, to: 'printer' }, printer)
        if (!written.ok) return written
        const { letter, why } = of.value
        const both = ['handout' as const, 'note' as const]
        if (letter === undefined) return ok({ printed: both, ...(why && { not: why }) })
        const sent = await printLetterAgain(context, session, found.value, letter, 'printer', printer)
        return sent.ok ? ok({ printed: [...both, 'letter' as const] }) : sent
      },
    ),

    printers: open(async () => {
      const found = await context.ports.press.printers()
      return found.ok ? ok({ printers: [...found.value] }) : found
    }),

    noteText: open(async (session, input: { examId: Uuid }) => {
      const found = await opened(session, input.examId)
      return found.ok ? ok({ text: context.rules.noteText(found.value) }) : found
    }),

    printNote: open((session, input: { examId: Uuid; to: PaperTo } & NoteChoices) => note(session, input)),
  }
}
