import { z } from 'zod'
import { confirmation, examAnswers } from '../exam/answer'
import { imageMark } from './mark'
import { clinicInput, patient, person } from './people'
import { movedFrom, REVISION_KINDS, revisionChange, STANDINGS } from './revision'
import { saidShape } from './said-shape'
import { instant, isoDate, uuid } from './values'

/** `acted` records what was done and leaves gates closed; the other two need a reason (ruling 19). */
export const DISPOSITIONS = ['acted', 'notApplicable', 'disagree'] as const
export const disposition = z.object({
  rule: z.string(),
  /** The nodule the rule fired for, where it runs per nodule. */
  entryId: uuid.optional(),
  what: z.enum(DISPOSITIONS),
  reason: z.string(),
  /** Fingerprint of the inputs that it answers: a changed input re-opens the prompt. */
  inputs: z.string(),
  at: instant,
  by: uuid,
})
export type Disposition = z.infer<typeof disposition>

/** All that is typed during a visit. */
export const examBody = z.object({
  visitOn: isoDate,
  /** The signed exam that this visit follows up: its last values stand as ghosts. Absent on a blank visit. */
  followsUp: uuid.optional(),
  answers: examAnswers,
  /** Text that was typed and refused (E), by answer path; kept visible, blocks signing, never an answer. */
  refused: z.record(z.string(), z.string()),
  /** W checks confirmed with a reason, by answer path. */
  confirmed: z.record(z.string(), confirmation),
  dispositions: z.array(disposition),
  /** Measurements and annotations over the pictures, in the order in which they were drawn. Absent: none. */
  marks: z.array(imageMark).max(2000).optional(),
})
export type ExamBody = z.infer<typeof examBody>

/** The mutable draft of a visit. `sequence` rises by one with each save; a save names the one it started from. */
export const examDraft = z.object({
  examId: uuid,
  patientId: uuid,
  sequence: z.int().nonnegative(),
  savedAt: instant,
  startedAt: instant,
  body: examBody,
  /** Answer path that had the focus, so that unlocking returns to the same field. */
  focus: z.string().optional(),
  /** The disk has refused this body so far; it is held in memory and must be saved again. */
  unsaved: z.literal(true).optional(),
  /** The visit is signed already: signing this draft amends it, with a reason. */
  amends: z.literal(true).optional(),
  /** It was first charted in the chart of somebody else. */
  movedFrom: movedFrom.optional(),
  /** Whoever opened it; a save names it, so that two windows never write one draft. */
  writer: uuid.optional(),
  /** Set when whoever had it open before ended without closing it: what came back, and when it was typed. */
  recovered: z
    .object({
      paths: z.array(z.string()),
      from: instant,
      to: instant,
      /** Saves that could not be read. */
      lost: z.int().nonnegative(),
    })
    .optional(),
})
export type ExamDraft = z.infer<typeof examDraft>

export const SIGN_MODES = ['complete', 'incompleteEmergency'] as const

/**
 * One signed revision. Immutable; patient, signer and clinic are snapshots of the moment of signing (ruling 2). Every
 * revision is whole: it can be read without the ones before it. `signer` and `signedAt` are those of the first
 * signature in all of them, because "entered late" and "before this visit" go by it; who changed it afterwards stands
 * in `change`.
 */
export const signedExam = z.object({
  examId: uuid,
  patientId: uuid,
  revision: z.int().positive(),
  mode: z.enum(SIGN_MODES),
  /** What was not done, in words, when signed as incomplete. */
  notDone: z.array(z.string()),
  signedAt: instant,
  body: examBody,
  patient,
  signer: person,
  clinic: clinicInput,
  /** Edition of the rule set that judged the exam, and the ids of all rules and parts of rules that were in force. */
  ruleSet: z.object({ edition: z.string(), on: z.array(z.string()) }),
  /** Labels given to nodules at first signature, by entry id: R1, L1, M1. */
  noduleLabels: z.record(z.string(), z.string()),
  /** Set from the second revision on. */
  change: revisionChange.optional(),
  /** Set where the visit was first charted in the chart of somebody else. */
  movedFrom: movedFrom.optional(),
})
export type SignedExam = z.infer<typeof signedExam>

/** A signed visit as a later one looks back at it. `charts` as in `earlierExam`. */
export type SeenExam = SignedExam & { readonly charts?: string[] | undefined }

/** A signed exam of the same patient, as far as a later one may look at it. */
export const earlierExam = signedExam.pick({ examId: true, noduleLabels: true }).extend({
  visitOn: isoDate,
  answers: examAnswers,
  /** Of charts that were joined: those that it was charted for. Absent: all of them that there are now. */
  charts: z.array(uuid).optional(),
})

/** A line of the patient page. */
export const visitRow = z.object({
  examId: uuid,
  visitOn: isoDate,
  state: z.enum(['draft', 'discarded', ...STANDINGS]),
  at: instant,
  /** What was done to it after the first signature, oldest first. */
  changes: z.array(
    z.object({
      kind: z.enum([...REVISION_KINDS, 'discarded']),
      revision: z.int().positive(),
      at: instant,
      author: z.string(),
      reason: z.string(),
      /** The differences in words, or the words of an addendum. */
      words: z.array(z.string()),
    }),
  ),
  /** Written by the visit summary projection: type, nodules with size, pain. Empty where it is not to be seen. */
  summary: saidShape,
  nodules: z.array(z.object({ label: z.string(), tenderness: z.number().optional() })),
  /** Under whose name and number it was charted, where that is another chart that was joined to this one. */
  chart: z.object({ patientId: uuid, name: z.string(), number: z.string() }).optional(),
  charts: earlierExam.shape.charts,
  /** It was first charted in the chart of somebody else. */
  movedFrom: movedFrom.optional(),
  /** The line is all that is left here: there is nothing to open. */
  closed: z.literal(true).optional(),
})
export type VisitRow = z.infer<typeof visitRow>
