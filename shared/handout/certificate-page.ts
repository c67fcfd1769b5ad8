import { isoToWords } from '../dates/typed-date'
import { ERASURE_REASON_LABELS, type ErasureReason } from '../records/erasure'
import { fullName, type ClinicInput, type Patient } from '../records/people'
import type { IsoDate, Uuid } from '../records/values'
import type { NotePage } from './sheet'
import { oneLine } from './text/fill'

/** What a certificate of erasure says whoever it is for. */
export interface CertificateFacts {
  readonly erasureId: Uuid
  readonly reason: ErasureReason
  /** Day and time of the erasure where the clinic is. */
  readonly on: IsoDate
  readonly time: string
  /** Who asked for it and who agreed. */
  readonly first: string
  readonly second: string
  readonly clinic: ClinicInput
  /** Places of backups: how many were rewritten whole, and how many may still hold the record. */
  readonly backups: { readonly rewritten: number; readonly left: number }
}

const places = (count: number): string => `${count} ${count === 1 ? 'place' : 'places'}`

/** Only what was done is certified: a backup that was out of reach still opens the record. */
const backupWords = ({ rewritten, left }: CertificateFacts['backups']): string => {
  if (rewritten + left === 0) return 'No backups of this clinic are known on this computer.'
  const done = rewritten === 0 ? '' : `The backups in ${places(rewritten)} no longer hold the key. `
  const open =
    left === 0
      ? ''
      : `The backups in ${places(left)} could not be reached and still hold it. The clinic connects and backs up to them, which rewrites them, or destroys them. `
  return `${done}${open}A restore on this computer, or from a backup made since, does not bring the record back.`
}

/**
 * The certificate of erasure. The patient's copy names them, because they hold it; the clinic's copy names nobody, or
 * the clinic would keep what it has just erased. The number joins the two.
 */
export const certificatePage = (facts: CertificateFacts, patient: Patient | undefined): NotePage => {
  const { clinic, first, second, on, time } = facts
  const when = `${isoToWords(on)}, ${time}`
  const number = `Certificate ${facts.erasureId}`
  const who =
    patient === undefined
      ? 'One patient of this clinic. The clinic’s copy names nobody.'
      : `${oneLine(fullName(patient))}, born ${isoToWords(patient.bornOn)}, clinic number ${patient.clinicNumber}`
  return {
    title: 'Certificate of erasure',
    header: { clinic: clinic.name, address: oneLine(clinic.address), phone: clinic.phone },
    patient: who,
    paragraphs: [
      {
        heading: 'What was done',
        text: `On ${when} the key that opened this patient’s electronic record was destroyed. On this computer every examination, picture, draft and handout kept under it can no longer be read by anybody, and the search no longer knows the name.`,
      },
      {
        heading: 'Why',
        text: `${ERASURE_REASON_LABELS[facts.reason]}.`.replace(/^./u, (c) => c.toUpperCase()),
      },
      {
        heading: 'What stays',
        text: 'Sealed remains that nobody can open, and an entry in the audit trail that names no patient. Paper and files that were printed or saved before are not reached by this and are dealt with by hand.',
      },
      {
        heading: 'Backups',
        text: backupWords(facts.backups),
      },
    ],
    signature: `${first}\n\n${second}\n\nErased together on ${when}.`,
    after: [],
    footer: number,
    paper: clinic.paper,
  }
}
