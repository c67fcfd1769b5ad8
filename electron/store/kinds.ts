/**
 * The kinds of sealed documents. A kind that belongs to a patient is sealed with that patient's data key, so that
 * destroying the key erases it (ruling 34); the others are sealed with the vault's own. A kind is never renamed:
 * it is part of what authenticates every stored revision.
 */
export const DOCUMENT_KINDS = {
  /** The clinic, its settings included. One document. */
  clinic: { ofPatient: false },
  /** A person who charts; document id = person id. */
  person: { ofPatient: false },
  /** A registered patient; document id = patient id. The directory is indexed from this kind. */
  patient: { ofPatient: true },
  /** A signed exam; document id = exam id. */
  exam: { ofPatient: true },
  /** A handout that was given, one revision each. */
  givenHandout: { ofPatient: true },
  /** That a chart was joined to another, and separated again; document id = id of the chart that was joined. */
  chartLink: { ofPatient: true },
  /** That a visit was first charted in the chart of somebody else; document id = exam id here. */
  arrivedVisit: { ofPatient: true },
  /** What stays of a draft that was discarded or moved to another chart; document id = exam id. */
  leftVisit: { ofPatient: true },
  /** A letter to a colleague that was given, one revision each. */
  givenLetter: { ofPatient: true },
  /** One act of review of the sheet's words: signed, taken back, or remarked on. One revision each. */
  translationReview: { ofPatient: false },
  /** A sheet or a letter in the clinic's own words. */
  clinicText: { ofPatient: false },
  /** How somebody judged a version of a sheet (PEMAT). */
  pematScore: { ofPatient: false },
  /** A smart phrase, the clinic's or a person's own. */
  phrase: { ofPatient: false },
  /** A named set of plans with doses and times. */
  planSet: { ofPatient: false },
  /** Vials that the clinic used lately: medicine, batch, expiry, and nobody's name. One document. */
  tray: { ofPatient: false },
  /** Where this laptop backed up last and when; document id = device id. */
  backup: { ofPatient: false },
  /** The marker that the proof of sealing looks for. Written by the store itself. */
  proof: { ofPatient: false },
} as const satisfies Record<string, { ofPatient: boolean }>

export type DocumentKind = keyof typeof DOCUMENT_KINDS
