import { DOCUMENT_KINDS, type DocumentKind } from '../store/kinds'

/** Kinds of documents that belong to a patient. */
type PatientKind = {
  [K in DocumentKind]: (typeof DOCUMENT_KINDS)[K]['ofPatient'] extends true ? K : never
}[DocumentKind]

/**
 * What becomes of every kind of document of a chart that is joined to another. A new kind does not compile without a
 * decision here, and `charts.ts` is how a service reads all charts that are one.
 */
export const JOINED_KINDS: Readonly<Record<PatientKind, string>> = {
  patient: 'stays as it was registered; only the chart that stands is shown, corrected and printed',
  exam: 'all charts’ visits are one list, each under the name and number that it was charted under',
  givenHandout: 'stays with its visit',
  givenLetter: 'stays with its visit',
  chartLink: 'the joining itself; sealed with the key of the chart that was joined',
  arrivedVisit: 'stays with its visit; an erasure asks all charts for it',
  leftVisit: 'told in the one list',
}

/** The same for every table that names a patient, an exam or an image. */
export const JOINED_TABLES: Readonly<Record<string, string>> = {
  patient_key: 'each chart keeps its own key; an erasure destroys all of them',
  document_revision: 'see the kinds above',
  draft:
    'charts are joined and separated only while no visit of theirs is open; an amendment stays with its visit',
  draft_journal: 'as the draft',
  draft_beside: 'as the draft',
  image: 'all charts’ pictures are one list; each stays sealed with its own chart’s key',
  thumbnail: 'as the image',
  kept_form: 'a form half filled in stays with its chart, which is corrected again once it is separated',
}
