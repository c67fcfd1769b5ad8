import { ageInYears } from '../dates/typed-date'
import type { ExamBody } from '../records/exam'
import { MAX_AGE } from '../records/people'
import { said, saidOf, type Said } from '../records/said'
import type { ExamContext } from './context'
import type { Field, Kind, KindValue } from './field-kinds'

/** What is refused or missing in a visit, for whoever says it in another language. */
export const VALIDATE_TEXTS = {
  notAValue: 'This is not one of the values of this field.',
  expired: 'Expired before the visit.',
  afterVisit: 'That day is after the visit.',
  beforeBirth: 'That day is before birth.',
  goneEntry: 'What it names is not recorded any more.',
  visitAfterToday: 'The visit date is after today.',
  birthAfterVisit: 'Birth date is after the visit.',
  tooOld: '{age} years old at the visit: birth date or visit date is wrong.',
  kept: '{typed} is kept here and not saved.',
  visitDate: 'Visit date',
  noCard: 'Nodule felt: its card',
} as const

/** A day against the visit and birth. */
export function dateRefusal(
  field: Field,
  value: KindValue[Kind],
  { visitOn }: ExamBody,
  { patient }: ExamContext,
): Said | undefined {
  if (field.kind !== 'date' || typeof value !== 'string') return undefined
  if (field.when === 'expiry') return value < visitOn ? said(VALIDATE_TEXTS.expired) : undefined
  if (value > visitOn) return said(VALIDATE_TEXTS.afterVisit)
  return value < patient.bornOn ? said(VALIDATE_TEXTS.beforeBirth) : undefined
}

/** What is named has to be there. */
export function refRefusal(
  field: Field,
  value: KindValue[Kind],
  { answers }: ExamBody,
  { earlier }: ExamContext,
): Said | undefined {
  if (field.kind !== 'entryRef') return undefined
  const here = field.scope === 'thisExam' ? [answers] : earlier.map((exam) => exam.answers)
  const known = [...here, ...earlier.map((exam) => exam.answers)].some((from) =>
    (from.groups[field.refersTo] ?? []).some(({ entryId }) => entryId === value),
  )
  return known ? undefined : said(VALIDATE_TEXTS.goneEntry)
}

/** The day of the visit against today and birth. */
export function visitRefusal({ visitOn }: ExamBody, { today, patient }: ExamContext): Said | undefined {
  const age = ageInYears(patient.bornOn, visitOn)
  return visitOn > today
    ? said(VALIDATE_TEXTS.visitAfterToday)
    : visitOn < patient.bornOn
      ? said(VALIDATE_TEXTS.birthAfterVisit)
      : age > MAX_AGE
        ? saidOf(VALIDATE_TEXTS.tooOld, { age: String(age) })
        : undefined
}
