import { z } from 'zod'
import { earlierExam, examBody, examDraft, SIGN_MODES, signedExam } from '../records/exam'
import { patient } from '../records/people'
import { MAX_ADDENDUM, reason } from '../records/revision'
import { instant, uuid } from '../records/values'
import { patientRow } from './directory'
import { channel, done, nothing, ownProof } from './shape'

/** Shapes of the calls about a visit: begun, charted, signed, changed after it, and read. */
export const VISITS = {
  'exams.start': channel(z.object({ patientId: uuid, visitOn: z.iso.date() }), examDraft),
  /** A visit that follows up the latest one signed on or before its day (`nothingSigned` if there is none). */
  'exams.followUp': channel(z.object({ patientId: uuid, visitOn: z.iso.date() }), examDraft),
  'exams.drafts': channel(
    nothing,
    z.object({
      rows: z.array(z.object({ draft: examDraft.omit({ body: true }), patient: patientRow })),
      /** Drafts that are there and do not open. */
      damaged: z.int().nonnegative(),
    }),
  ),
  /** Takes the draft over; whoever had it open before can save it no more. */
  'exams.openDraft': channel(z.object({ examId: uuid }), examDraft),
  /** What a draft is judged against: the patient, and the signed exams before it, oldest first. */
  'exams.context': channel(
    z.object({ examId: uuid }),
    z.object({
      patient,
      earlier: z.array(earlierExam),
      /** Signed visits of the patient that do not open: nobody knows what was asked and found at them. */
      unread: z.int().positive().optional(),
      /** Labels that the visit gave when it was signed; none before. */
      labels: signedExam.shape.noduleLabels.optional(),
    }),
  ),
  'exams.saveDraft': channel(
    z.object({
      examId: uuid,
      baseSequence: z.int(),
      body: examBody,
      focus: z.string().optional(),
      writer: uuid.optional(),
    }),
    z.object({ sequence: z.int(), savedAt: instant }),
  ),
  /** The writer is done with the draft: what follows an end without it is told at the next opening. */
  'exams.closeDraft': channel(z.object({ examId: uuid, writer: uuid }), done),
  'exams.sign': channel(
    z
      .object({
        examId: uuid,
        baseSequence: z.int(),
        mode: z.enum(SIGN_MODES),
        /** Needed where the visit is signed already: the draft is its amendment. */
        reason: reason.optional(),
      })
      .and(ownProof),
    signedExam,
  ),
  /** Opens a signed visit to be amended: from then on it has a draft under the same id. */
  'exams.amend': channel(z.object({ examId: uuid }), done),
  'exams.dropAmendment': channel(z.object({ examId: uuid }), done),
  'exams.addendum': channel(
    z.object({ examId: uuid, reason, text: z.string().trim().min(1).max(MAX_ADDENDUM) }).and(ownProof),
    signedExam,
  ),
  /** Entered in error. The visit stays to be read and counts for nothing. */
  'exams.cancel': channel(z.object({ examId: uuid, reason }).and(ownProof), signedExam),
  'exams.get': channel(z.object({ examId: uuid }), signedExam),
  /** The signed visits of a chart that count, oldest first, as they were signed. */
  'exams.signed': channel(
    z.object({ patientId: uuid, glance: z.boolean() }),
    z.object({ exams: z.array(signedExam) }),
  ),
  /** Every revision of a signed visit, oldest first, each with the visits before it as they stood at its signature. */
  'exams.history': channel(
    z.object({ examId: uuid }),
    z.object({
      revisions: z.array(z.object({ exam: signedExam, earlier: z.array(earlierExam) })).min(1),
      /** An amendment was begun and is not signed. */
      amending: z.boolean(),
    }),
  ),
} as const
