import { isoToWords } from '../dates/typed-date'
import { fullName, type ClinicInput, type RetentionPeriod } from '../records/people'
import type { RetentionReport } from '../records/retention'
import type { NotePage } from './sheet'
import { oneLine } from './text/fill'

/** Patients per paragraph: a page breaks between paragraphs. */
const ROWS = 10

const years = (count: number): string => `${count} ${count === 1 ? 'year' : 'years'}`

/** The period as the owner set it, in words. */
export const periodWords = ({ years: after, untilAge }: RetentionPeriod): string =>
  untilAge === undefined
    ? `${years(after)} after the last visit`
    : `${years(after)} after the last visit, and at least until the age of ${untilAge}`

/** The retention report on paper. It names patients and belongs to the clinic. */
export const retentionPage = (report: RetentionReport, clinic: ClinicInput): NotePage => {
  const lines = report.rows.map((row) => {
    const last = `${row.visited ? 'last visit' : 'no visit, registered'} ${isoToWords(row.lastOn)}`
    const name = oneLine(fullName(row))
    return `${row.clinicNumber}  ${name}, born ${isoToWords(row.bornOn)}; ${last}; over since ${isoToWords(row.overOn)}`
  })
  const parts: string[] = []
  for (let from = 0; from < lines.length; from += ROWS) parts.push(lines.slice(from, from + ROWS).join('\n'))
  const unread =
    report.damaged === 0
      ? ''
      : ` ${report.damaged} ${report.damaged === 1 ? 'record does' : 'records do'} not open and could not be judged.`
  return {
    title: 'Records whose retention period is over',
    header: { clinic: clinic.name, address: oneLine(clinic.address), phone: clinic.phone },
    patient: `${report.rows.length} of ${report.patients} patients, as of ${isoToWords(report.on)}`,
    paragraphs: [
      {
        heading: 'Period',
        text: `Kept for ${periodWords(report.period)}. Palpa deletes nothing by itself.${unread}`,
      },
      ...(parts.length === 0 ? [{ heading: 'Patients', text: 'None.' }] : []),
      ...parts.map((text, index) => ({ heading: index === 0 ? 'Patients' : '', text })),
    ],
    signature: `Printed ${isoToWords(report.on)}.`,
    after: [],
    footer: `Retention report of ${isoToWords(report.on)}. Names patients: keep it locked away.`,
    paper: clinic.paper,
  }
}
