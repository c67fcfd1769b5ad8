import { z } from 'zod'
import { LETTER_TOPIC_IDS } from '../exam/letter'
import { EN, type UnitId } from '../handout/text/en'
import { instant, uuid } from '../records/values'
import { refusedWords } from './limits-of-text'
import { inlineOf, richOf, slotsIn } from './rich'
import type { OwnSheet } from './rich-types'

/** What a clinic's own passage on the patient's sheet may take from the visit. */
export const SHEET_SLOTS = ['patient', 'visit', 'next', 'clinic', 'phone', 'emergency', 'clinician'] as const
export type SheetSlot = (typeof SHEET_SLOTS)[number]
export const SHEET_SLOT_LABELS: Readonly<Record<SheetSlot, string>> = {
  patient: 'patient’s name',
  visit: 'day of the visit',
  next: 'day of the next visit',
  clinic: 'clinic’s name',
  phone: 'clinic’s phone',
  emergency: 'emergency number',
  clinician: 'clinician’s name',
}
/** What a letter's standing text may take from the visit. */
export const LETTER_TEXT_SLOTS = [
  'patient',
  'age',
  'visit',
  'nodules',
  'clinic',
  'phone',
  'clinician',
] as const
export type LetterTextSlot = (typeof LETTER_TEXT_SLOTS)[number]
export const LETTER_SLOT_LABELS: Readonly<Record<LetterTextSlot, string>> = {
  patient: 'patient’s name',
  age: 'age in years',
  visit: 'day of the visit',
  nodules: 'nodules with their side',
  clinic: 'clinic’s name',
  phone: 'clinic’s phone',
  clinician: 'clinician’s name',
}

/**
 * Units of the sheet that a clinic may word in its own way. Not among them, and so beyond every template: what says when
 * to get help, what may not be taken, doses, where heat and stretches are not for somebody, what a gate decides, and who
 * the sheet is about.
 */
export const OPEN_UNITS = [
  'what.text',
  'why.unknown',
  'why.posture',
  'heat.put',
  'posture.changePosition',
  'posture.support',
  'posture.liftClose',
  'posture.avoidBelts',
  'offer.physiotherapy',
  'offer.imaging',
  'offer.surgery',
  'offer.referral',
  'after.sore',
  'after.clean',
  'teach.heat',
  'teach.stretches',
  'teach.posture',
] as const satisfies readonly UnitId[]
export type OpenUnit = (typeof OPEN_UNITS)[number]

/** Slots of a unit as Palpa words it; another wording has the same ones. */
export const slotsOfUnit = (unit: OpenUnit): string[] =>
  [...EN[unit].matchAll(/\{(\w+)\}/gu)].map((match) => match[1] ?? '')

const inline = inlineOf(SHEET_SLOTS)
const name = z.string().trim().min(1).max(60)
const heading = z.string().trim().min(1).max(60)

/** The clinic's own text of the patient's sheet: other words for open units, and passages of its own. */
const sheetText = z.strictObject({
  is: z.literal('sheet'),
  name,
  units: z.partialRecord(
    z.enum(OPEN_UNITS),
    inline.min(1).refine((words) => slotsIn(words).length === 0, 'units without slots take none'),
  ),
  passages: z.array(z.strictObject({ heading, blocks: richOf(SHEET_SLOTS).min(1) })).max(4),
})
/** Kept and taken in only without what no standing text may say. */
const allowedSheet = sheetText.refine((text) => refusedWords(text).length === 0, 'refused words')
/** A letter half written: standing words, and which sections it tells. */
const letterText = z.strictObject({
  is: z.literal('letter'),
  name,
  greeting: z.string().max(200),
  closing: z.string().max(200),
  reason: richOf(LETTER_TEXT_SLOTS),
  question: richOf(LETTER_TEXT_SLOTS),
  topics: z.array(z.enum(LETTER_TOPIC_IDS)),
})

export const clinicTextInput = z.discriminatedUnion('is', [allowedSheet, letterText])
export type ClinicTextInput = z.infer<typeof clinicTextInput>
export type SheetTextInput = z.infer<typeof sheetText>
export type LetterTextInput = z.infer<typeof letterText>

/** One revision of a text of the clinic's own. */
export const clinicText = z.object({
  textId: uuid,
  revision: z.int().positive(),
  savedAt: instant,
  /** Name of who saved it. */
  by: z.string(),
  text: clinicTextInput,
})
export type ClinicText = z.infer<typeof clinicText>

/** The clinic's own text as the projection of a sheet takes it; nothing for a letter. */
export const ownSheet = ({ revision, text }: Pick<ClinicText, 'revision' | 'text'>): OwnSheet | undefined =>
  text.is === 'sheet'
    ? { name: `${text.name}, revision ${String(revision)}`, units: text.units, passages: text.passages }
    : undefined

/** Texts as one file, from one laptop to another. It holds no patient and is not sealed. */
export const textsFile = z.strictObject({
  is: z.literal('palpa texts'),
  version: z.literal(1),
  texts: z.array(clinicTextInput).max(100),
})
