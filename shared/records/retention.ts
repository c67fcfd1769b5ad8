import { z } from 'zod'
import { patient, retentionPeriod } from './people'
import { isoDate } from './values'

export const retentionRow = patient
  .pick({ patientId: true, given: true, family: true, bornOn: true, clinicNumber: true })
  .extend({
    /** Day of the last signed visit or open draft; of the registration where there was none. */
    lastOn: isoDate,
    visited: z.boolean(),
    /** First day on which the record need not be kept any more. */
    overOn: isoDate,
  })

export const retentionReport = z.object({
  period: retentionPeriod,
  on: isoDate,
  /** Patients looked at; erased ones are not among them. */
  patients: z.int().nonnegative(),
  /** Records that do not open: nobody can say when they end. */
  damaged: z.int().nonnegative(),
  /** Longest over first. */
  rows: z.array(retentionRow),
})
export type RetentionReport = z.infer<typeof retentionReport>
