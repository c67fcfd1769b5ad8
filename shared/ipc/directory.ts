import { z } from 'zod'
import { visitRow } from '../records/exam'
import { patient, patientInput, typedPatient } from '../records/people'
import { instant, uuid } from '../records/values'
import { channel, done } from './shape'

/** A line of the directory. */
export const patientRow = patient
  .pick({
    patientId: true,
    given: true,
    family: true,
    preferred: true,
    otherScript: true,
    bornOn: true,
    sex: true,
    clinicNumber: true,
    phone: true,
  })
  .extend({
    seenAt: instant.optional(),
    /** The visits were not read for this line: when they were last seen and what was found is not said here. */
    unread: z.literal(true).optional(),
    draftExamId: uuid.optional(),
    draftAt: instant.optional(),
    nodules: z.array(z.object({ label: z.string(), tenderness: z.number().optional() })),
    /** Names and numbers of the charts that were joined to this one. */
    alsoAs: z.array(z.object({ name: z.string(), clinicNumber: z.string() })).optional(),
  })
export type PatientRow = z.infer<typeof patientRow>

/** Shapes of the calls about patients: found, registered, corrected, and what visits they had. */
export const DIRECTORY = {
  /** Empty text lists the most recently seen. */
  'patients.search': channel(
    /** `quick`: who it is, at once; visits that nobody has read since the unlock are left for a second asking. */
    z.object({ text: z.string().max(200), limit: z.int().min(1).max(200), quick: z.boolean().optional() }),
    /** `damaged`: records that do not open; they are said on screen, never left out in silence. */
    z.object({ rows: z.array(patientRow), damaged: z.int(), total: z.int(), indexing: z.boolean() }),
  ),
  'patients.get': channel(z.object({ patientId: uuid }), patient),
  'patients.similar': channel(z.object({ patient: patientInput }), z.object({ rows: z.array(patientRow) })),
  'patients.register': channel(z.object({ patient: patientInput }), patient),
  'patients.update': channel(
    z.object({ patientId: uuid, baseRevision: z.int(), patient: patientInput }),
    patient,
  ),
  /** A form of a patient that is still being filled in; null for a new registration. */
  'patients.kept': channel(
    z.object({ patientId: uuid.nullable() }),
    z.object({ typed: typedPatient.optional() }),
  ),
  'patients.keep': channel(z.object({ patientId: uuid.nullable(), typed: typedPatient.optional() }), done),
  'patients.visits': channel(
    z.object({ patientId: uuid, glance: z.boolean().default(false) }),
    z.object({ rows: z.array(visitRow), damaged: z.int() }),
  ),
} as const
