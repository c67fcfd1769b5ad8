import { z } from 'zod'
import { pageFrame } from '../handout/page-frame'
import { ROLES } from './roles'
import { instant, isoDate, uuid } from './values'

export const SEXES = ['female', 'male', 'intersex', 'unknown'] as const
export const SEX_LABELS: Record<(typeof SEXES)[number], string> = {
  female: 'female',
  male: 'male',
  intersex: 'intersex',
  unknown: 'unknown',
}

/** Languages a patient may prefer; a handout has text in each. */
export const LANGUAGES = ['en', 'zh-Hans', 'ms', 'ta'] as const
export const LANGUAGE_LABELS: Record<(typeof LANGUAGES)[number], string> = {
  en: 'English',
  'zh-Hans': 'Chinese',
  ms: 'Malay',
  ta: 'Tamil',
}

/** Clinician role, `clinical-content` 2.1. Belongs to the person who charts. */
export const PROFESSIONS = [
  'painSpecialist',
  'generalPractitioner',
  'physiotherapist',
  'chiropractor',
  'sportsPhysician',
  'other',
] as const
export type Profession = (typeof PROFESSIONS)[number]
export const PROFESSION_LABELS: Record<Profession, string> = {
  painSpecialist: 'pain specialist',
  generalPractitioner: 'GP',
  physiotherapist: 'physiotherapist',
  chiropractor: 'chiropractor',
  sportsPhysician: 'sports/MSK physician',
  other: 'other',
}

const name = z.string().trim().max(120)

/** Years; more is a wrong date (clinical content 2.1, E). */
export const MAX_AGE = 120

/** What the registration form takes. `family` may be empty: not every name has one. */
export const patientInput = z.object({
  given: name.min(1),
  family: name,
  preferred: name,
  /** The name in the patient's own script, printed beside the other. */
  otherScript: name,
  bornOn: isoDate,
  sex: z.enum(SEXES),
  phone: z.string().trim().max(40),
  language: z.enum(LANGUAGES),
})
export type PatientInput = z.infer<typeof patientInput>

/** A registered patient, as the newest revision says. */
/** The same form as it is being filled in: whatever was typed, nothing judged. */
export const typedPatient = z.object({
  given: z.string().max(500),
  family: z.string().max(500),
  preferred: z.string().max(500),
  otherScript: z.string().max(500),
  born: z.string().max(500),
  sex: z.string().max(20).optional(),
  phone: z.string().max(500),
  language: z.string().max(20).optional(),
  /** The revision that is being corrected; another one meanwhile makes what was typed stale. */
  revision: z.int().optional(),
})
export type TypedPatient = z.infer<typeof typedPatient>

export const patient = patientInput.extend({
  patientId: uuid,
  revision: z.int().positive(),
  /** The clinic's own running number, five digits or more, given at registration. */
  clinicNumber: z.string(),
  registeredAt: instant,
})
export type Patient = z.infer<typeof patient>

/** What the vault keeps of a person who charts. */
export const personInput = z.object({
  name: name.min(1),
  profession: z.enum(PROFESSIONS),
  /** Registration number with the person's professional council; may be empty. */
  registration: z.string().trim().max(60),
})
export type PersonInput = z.infer<typeof personInput>
export const person = personInput.extend({ personId: uuid })
export type Person = z.infer<typeof person>

/** A person with their place in the clinic; `person` alone is the snapshot that a signature keeps. */
export const member = person.extend({ role: z.enum(ROLES), signs: z.boolean() })
export type Member = z.infer<typeof member>

/** What the vault keeps of a person. It has the last word on who is suspended. */
export const memberRecord = member.extend({
  suspendedAt: instant.optional(),
  /** Who chose the passphrase for them; gone once they chose their own. */
  passphraseBy: uuid.optional(),
})
export type MemberRecord = z.infer<typeof memberRecord>

/** Characters a passphrase has at least; its strength is judged beside. */
export const MIN_PASSPHRASE = 8

export const PAPER_SIZES = ['A4', 'Letter', 'A5'] as const
export type PaperSize = (typeof PAPER_SIZES)[number]

/** The clinic: letterhead, country facts, and how this laptop behaves. */
export const clinicInput = z.object({
  name: name.min(1),
  address: z.string().trim().max(300),
  phone: z.string().trim().max(40),
  /** ISO 3166-1 alpha-2. */
  country: z.string().regex(/^[A-Z]{2}$/),
  /** Known for Singapore (995, SCDF); typed by the owner elsewhere, never guessed (ruling 13). */
  emergencyNumber: z.string().trim().min(1).max(20),
  paper: z.enum(PAPER_SIZES),
})
export type ClinicInput = z.infer<typeof clinicInput>

/**
 * How long records are kept, as the clinic's law says. Not set until the owner sets it: nothing is guessed. Palpa
 * never deletes by itself; it lists.
 */
export const retentionPeriod = z.object({
  /** Whole years after the last visit. */
  years: z.int().min(1).max(100),
  /** Where the law keeps the records of children longer: at least until this birthday. */
  untilAge: z.int().min(1).max(40).optional(),
})
export type RetentionPeriod = z.infer<typeof retentionPeriod>

export const clinicSettings = z.object({
  idleMinutes: z.int().min(1).max(120),
  /** Prompt rules whose thresholds have no published source, switched on by name by the owner (ruling 16). */
  rulesOn: z.array(z.string()),
  /** Injection and prescribing items appear only where the clinic says they are in scope. */
  procedures: z.boolean(),
  /** What assistants see of a chart, beside registering, attaching and printing the patient's sheet. */
  assistantsSee: z.object({ findings: z.boolean(), pictures: z.boolean() }),
  /** How documents sit on the clinic's paper; plain paper until somebody says otherwise. */
  frame: pageFrame.optional(),
  /** How long records are kept. Absent until the owner sets it: nothing is guessed. */
  retention: retentionPeriod.optional(),
})
export type ClinicSettings = z.infer<typeof clinicSettings>

export const clinic = clinicInput.extend({ settings: clinicSettings, revision: z.int().positive() })
export type Clinic = z.infer<typeof clinic>

/** The name as it is read aloud: family name first only where there is no given name to lead. */
export const fullName = (p: Pick<PatientInput, 'given' | 'family'>): string =>
  [p.given, p.family].filter((part) => part !== '').join(' ')
