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
        text: `On ${when} the key that opened this patient’s electronic record was destroyed. Every examination, picture, draft and handout kept under it can no longer be read by anybody. The search index no longer knows the name.`,
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
        text: 'Backups that were connected were rewritten without the record. A backup that was not connected is rewritten when it next is, or is destroyed. No restore brings the record back where this erasure is known.',
      },
    ],
    signature: `${first}\n\n${second}\n\nErased together on ${when}.`,
    after: [],
    footer: number,
    paper: clinic.paper,
  }
}
