import { z } from 'zod'
import { instant, isoDate, uuid } from '../records/values'

/**
 * Three different facts, never null and never the same as an empty field:
 * `unknown` (asked or looked for, cannot be told), `notExamined` (a sign nobody looked for),
 * `notAsked` (a question nobody put). The first two are deliberate answers and satisfy a required field.
 */
export const UNANSWERED = ['unknown', 'notExamined', 'notAsked'] as const
export type Unanswered = (typeof UNANSWERED)[number]

/** A place on the body in mm: x from the midline (patient's right positive), y above the PSIS line. */
export const bodyPoint = z.object({ xMm: z.number(), yMm: z.number(), mapVersion: z.int().positive() })
export type BodyPoint = z.infer<typeof bodyPoint>

/** A point of a drawn line, [x, y] in mm as in `bodyPoint`. */
const drawn = z.tuple([z.number(), z.number()])

/** A closed line drawn round something felt; the last corner joins the first. */
export const outline = z.object({ ring: z.array(drawn).min(3).max(400), mapVersion: z.int().positive() })
export type Outline = z.infer<typeof outline>

/** One stroke of a brush: its middle line, and how wide it is on the patient, mm. */
const stroke = z.object({
  widthMm: z.number().positive().max(60),
  line: z.array(drawn).min(1).max(1000),
})

/**
 * Where a person says that it hurts: strokes, and whole zones chosen by name. Both empty says that it hurts nowhere on
 * the map, which is not the same as nobody having asked.
 */
export const shading = z.object({
  strokes: z.array(stroke).max(400),
  zones: z.array(z.object({ zone: z.string(), side: z.enum(['left', 'right']) })).max(40),
  mapVersion: z.int().positive(),
})
export type Shading = z.infer<typeof shading>

/** Long and short axis, whole millimetres. */
export const axes = z.object({ longMm: z.number(), shortMm: z.number() })
export type Axes = z.infer<typeof axes>

export const DURATION_UNITS = ['d', 'wk', 'mo', 'a'] as const
/** UCUM units of calendar time: day, week, month, year. */
export const duration = z.object({ count: z.number(), unit: z.enum(DURATION_UNITS) })
export type Duration = z.infer<typeof duration>

/** What a field can hold; which of these it is follows from its kind. Codes are strings, sets of codes arrays. */
export const fieldValue = z.union([
  z.string(),
  z.number(),
  z.array(z.string()),
  bodyPoint,
  outline,
  shading,
  axes,
  duration,
  isoDate,
])
export type FieldValue = z.infer<typeof fieldValue>

/**
 * How an answer came about. `map` is prefilled from the place on the map, yet stored as an answer (ruling 4); `same`
 * is "examined today, and as it was": a person said so at this visit, and `sameAs` names the exam that said it last;
 * `planSet` came with a named set of plans that a person took in one go; `picture` was measured in a picture and put
 * here by a person, and `measured` names what it was measured by; `patient` was drawn by the patient's own hand, while
 * the person who is named had given it to them.
 */
export const VIA = ['entered', 'map', 'allNone', 'same', 'planSet', 'picture', 'patient'] as const

/** The measurement that an answer was taken from; its frame from 0. */
export const measuredIn = z.object({ imageId: uuid, frame: z.int().nonnegative(), markId: uuid })

const attested = {
  at: instant,
  by: uuid,
  via: z.enum(VIA),
  sameAs: uuid.optional(),
  measured: measuredIn.optional(),
}

/** A W check that somebody confirmed, with the reason (may be short, never empty). */
export const confirmation = z.object({
  check: z.string(),
  reason: z.string().trim().min(1),
  at: instant,
  by: uuid,
})
export type Confirmation = z.infer<typeof confirmation>

/** One answered field: who said it, when, and how. There is no answer without these. */
export const answer = z.discriminatedUnion('is', [
  z.object({ is: z.literal('value'), value: fieldValue, ...attested }),
  z.object({ is: z.enum(UNANSWERED), ...attested }),
])
export type Answer = z.infer<typeof answer>

/** Answers of one nodule, injection, image … `entryId` never changes; a nodule's label is fixed at first signature. */
export const groupEntry = z.object({ entryId: uuid, values: z.record(z.string(), answer) })
export type GroupEntry = z.infer<typeof groupEntry>

/** Everything that was answered at one exam: single fields by field id, repeated ones by group id. */
export const examAnswers = z.object({
  definitionVersion: z.int().positive(),
  values: z.record(z.string(), answer),
  groups: z.record(z.string(), z.array(groupEntry)),
})
export type ExamAnswers = z.infer<typeof examAnswers>

/**
 * Names one answer: the field id, or for a repeated field `fieldId@entryId`.
 * Used for refused text, confirmations, missing lists, focus and error paths.
 */
export type AnswerPath = string
export const answerPath = (fieldId: string, entryId?: string): AnswerPath =>
  entryId === undefined ? fieldId : `${fieldId}@${entryId}`
export const splitPath = (path: AnswerPath): { fieldId: string; entryId?: string } => {
  const at = path.indexOf('@')
  return at < 0 ? { fieldId: path } : { fieldId: path.slice(0, at), entryId: path.slice(at + 1) }
}
