import { fail, ok, type Result } from '../../shared/errors'
import { retentionPage } from '../../shared/handout/retention-page'
import { joiningOf, standsFor, type Links } from '../../shared/records/joined'
import type { Patient, RetentionPeriod } from '../../shared/records/people'
import type { RetentionReport } from '../../shared/records/retention'
import type { IsoDate, Uuid } from '../../shared/records/values'
import { linksOf } from './charts'
import { today, whileOpen, type Context, type Session } from './context'
import { dayOf } from './local-time'
import { onPaper, type PaperTo } from './paper'
import { readAll, readDraft, readExam, readPatient } from './stored'

/** The same day so many years later; 29 February becomes 1 March, so that nothing ends a day early. */
const yearsLater = (on: IsoDate, years: number): IsoDate => {
  const [year = 0, month = 1, day = 1] = on.split('-').map(Number)
  return new Date(Date.UTC(year + years, month - 1, day)).toISOString().slice(0, 10)
}

/** The first day on which a record need not be kept any more. */
export const overOn = (period: RetentionPeriod, lastOn: IsoDate, bornOn: IsoDate): IsoDate => {
  const after = yearsLater(lastOn, period.years)
  const grown = period.untilAge === undefined ? after : yearsLater(bornOn, period.untilAge)
  return grown > after ? grown : after
}

/** The last day on which each patient was seen: signed visits and open drafts. */
const lastSeen = async (
  session: Session,
  links: Links,
): Promise<Result<{ days: ReadonlyMap<Uuid, IsoDate>; damaged: number }>> => {
  const days = new Map<Uuid, IsoDate>()
  const see = (chart: Uuid, on: IsoDate): void => {
    const patientId = standsFor(links, chart)
    const before = days.get(patientId)
    if (before === undefined || before < on) days.set(patientId, on)
  }
  let unread = 0
  const exams = await session.vault.documents.each('exam', (document) => {
    const exam = readExam(document)
    if (exam.ok) see(exam.value.patientId, exam.value.body.visitOn)
    else unread += 1
  })
  if (!exams.ok) return exams
  const drafts = await session.vault.drafts.list()
  if (!drafts.ok) return drafts
  const read = readAll(drafts.value.drafts, readDraft)
  for (const { patientId, body } of read.values) see(patientId, body.visitOn)
  const damaged = exams.value.damaged + unread + read.damaged + drafts.value.damaged.length
  return ok({ days, damaged })
}

/** Lists records whose retention period is over. It never deletes anything; erasing is two people's decision. */
export const retentionService = (context: Context) => {
  const open = whileOpen(context)

  const report = async (session: Session): Promise<Result<RetentionReport>> => {
    const period = session.clinic.settings.retention
    if (period === undefined) return fail('notFound')
    const links = await linksOf(session)
    if (!links.ok) return links
    const seen = await lastSeen(session, links.value)
    if (!seen.ok) return seen
    const patients: Patient[] = []
    let unread = 0
    const found = await session.vault.documents.each('patient', (document) => {
      const patient = readPatient(document)
      if (!patient.ok) unread += 1
      // A chart that was joined to another is kept and erased with that one.
      else if (joiningOf(links.value, patient.value.patientId) === undefined) patients.push(patient.value)
    })
    if (!found.ok) return found
    const on = today(context)
    const rows = patients
      .map(({ patientId, given, family, bornOn, clinicNumber, registeredAt }) => {
        const seenOn = seen.value.days.get(patientId)
        const lastOn = seenOn ?? dayOf(registeredAt)
        const row = { patientId, given, family, bornOn, clinicNumber, lastOn, visited: seenOn !== undefined }
        return { ...row, overOn: overOn(period, lastOn, bornOn) }
      })
      .filter((row) => row.overOn <= on)
      .sort((a, b) => a.overOn.localeCompare(b.overOn) || a.clinicNumber.localeCompare(b.clinicNumber))
    const damaged = seen.value.damaged + found.value.damaged + unread
    return ok({ period, on, patients: patients.length, damaged, rows })
  }

  return {
    report: open(report),

    print: open(async (session, input: { to: PaperTo }) => {
      const made = await report(session)
      if (!made.ok) return made
      const note = retentionPage(made.value, session.clinic)
      const printed = await onPaper(context, { is: 'note', note }, input.to, 'palpa-retention.pdf')
      if (!printed.ok) return printed
      const noted = await session.vault.audit.append({ what: 'retention.printed', detail: input.to })
      return noted.ok ? ok(printed.value) : noted
    }),
  }
}
