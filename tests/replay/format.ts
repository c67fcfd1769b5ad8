import { z } from 'zod'
import { DISPOSITIONS, SIGN_MODES } from '@shared/records/exam'
import { PROFESSIONS, SEXES } from '@shared/records/people'
import { PHRASE_NAME } from '@shared/phrases/phrase'
import { isoDate } from '@shared/records/values'

/** Answers by field id. What each may hold follows from the exam definition and is checked against it. */
const values = z.record(z.string(), z.unknown())

const visitShape = {
  visitOn: isoDate,
  /** Day on which it is charted; the day of the visit unless something else is said. */
  today: isoDate.optional(),
  mode: z.enum(SIGN_MODES).optional(),
  values,
  groups: z.record(z.string(), z.array(z.strictObject({ entryId: z.string().min(1), values }))).default({}),
  /** Reasons for what asks to be confirmed, by path (`nodule.side@R1`). */
  confirmed: z.record(z.string(), z.string().trim().min(1)).default({}),
  /** What is said to prompts, by rule and nodule, whatever made them fire. */
  answers: z
    .array(
      z.strictObject({
        rule: z.string(),
        nodule: z.string().optional(),
        what: z.enum(DISPOSITIONS),
        reason: z.string().default(''),
      }),
    )
    .default([]),
}
const about = {
  /** A name for whoever reads it; nothing follows from it. */
  vignette: z.string().optional(),
  patient: z.strictObject({
    given: z.string().default('Zz-Test'),
    family: z.string().default('Case'),
    bornOn: isoDate,
    sex: z.enum(SEXES),
  }),
  profession: z.enum(PROFESSIONS).default('painSpecialist'),
  /** Where it happens. Everything that ships off is on unless `rulesOn` names what is. */
  clinic: z
    .strictObject({
      country: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .default('SG'),
      procedures: z.boolean().default(true),
      rulesOn: z.array(z.string()).optional(),
    })
    .default({ country: 'SG', procedures: true }),
  /** Smart phrases by name, for typed text that calls them (`.sitting`). */
  phrases: z.record(z.string().regex(PHRASE_NAME), z.string().trim().min(1)).default({}),
}

/** Several visits of one patient, oldest first: each is signed before the next begins. */
const course = z.strictObject({ ...about, visits: z.array(z.strictObject(visitShape)).min(1) })
/** One visit, without the list. */
const single = z.strictObject({ ...about, ...visitShape })

export type ReplayFile = z.infer<typeof course>
export type ReplayVisit = ReplayFile['visits'][number]

/** A fault of the file: where it is, and what would be right. */
export interface Fault {
  readonly path: string
  readonly says: string
}

const faultOf = ({ path, message }: z.core.$ZodIssue): Fault => ({
  path: path.map(String).join('.') || 'the file',
  says: message,
})

/** The outer shape of a file, or its faults. Answers are checked by `faultsIn`. */
export function shapeOf(content: unknown): { file: ReplayFile } | { faults: readonly Fault[] } {
  const many = typeof content === 'object' && content !== null && 'visits' in content
  const read = many ? course.safeParse(content) : single.safeParse(content)
  if (!read.success) return { faults: read.error.issues.map(faultOf) }
  if ('visits' in read.data) return { file: read.data }
  const { vignette, patient, profession, clinic, phrases, ...visit } = read.data
  return {
    file: {
      ...(vignette !== undefined && { vignette }),
      patient,
      profession,
      clinic,
      phrases,
      visits: [visit],
    },
  }
}
