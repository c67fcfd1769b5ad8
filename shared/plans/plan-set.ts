import { z } from 'zod'
import { entriesOf, answerAt, withAnswer, withEntry } from '../exam/edit'
import { answerPath, fieldValue, type FieldValue, type GroupEntry } from '../exam/answer'
import { sayIn, type Terms } from '../exam/codec'
import { codecOf, schemaOf } from '../exam/codecs'
import { PLACES, type GroupId, type Place } from '../exam/definition'
import { fieldName } from '../exam/spot-name'
import type { ExamBody } from '../records/exam'
import { joined, type Said } from '../records/said'
import { uuid } from '../records/values'

const values = z.record(z.string(), fieldValue)

/**
 * A named set of plan options with their doses and times, and of how a procedure is prepared. It holds what is planned
 * and never what was found or done: what may stand in one is a fact of the definition (`planned`, `prepared`). Which
 * nodule and side, consent, the check of the site, batch, expiry, pain and complications stand in none.
 */
export const planSet = z.object({
  planSetId: uuid,
  revision: z.int().positive(),
  name: z.string().trim().min(1).max(60),
  /** Whose it is; null for the clinic's own. */
  personId: uuid.nullable(),
  definitionVersion: z.int().positive(),
  /** Single fields by their id. */
  values,
  /** Entries of repeated parts (medicines), by group. */
  entries: z.record(z.string(), z.array(values)),
})
export type PlanSet = z.infer<typeof planSet>
export const planSetInput = planSet.pick({ name: true, definitionVersion: true, values: true, entries: true })
export type PlanSetInput = z.infer<typeof planSetInput>

/** Words written for one visit do not belong to the next patient. */
const isProse = ({ field }: Place): boolean => field.kind === 'text' && field.lines === 'many'
const PLANNED = PLACES.filter((place) => place.part.planned && !isProse(place))
const PREPARED = PLACES.filter(({ field }) => field.prepared)
const SINGLE = PLANNED.filter((place) => place.group === undefined)
const groupsOf = (places: readonly Place[]): readonly GroupId[] => [
  ...new Set(places.flatMap(({ group }) => group ?? [])),
]
const PROCEDURES = groupsOf(PREPARED)
const GROUPS = [...groupsOf(PLANNED), ...PROCEDURES]
const inGroup = (group: GroupId): readonly Place[] =>
  [...PLANNED, ...PREPARED].filter((place) => place.group === group)

/** A visit has a procedure whose preparation could be kept with the plan. */
export const hasProcedure = (body: ExamBody): boolean =>
  PROCEDURES.some((group) => entriesOf(body, group).length > 0)

/**
 * What the plan of a visit would be as a set; nothing where nothing was planned.
 *
 * @param prepared also how its procedures were prepared
 */
export function planOf(
  body: ExamBody,
  { prepared }: { readonly prepared: boolean } = { prepared: false },
): Pick<PlanSet, 'values' | 'entries' | 'definitionVersion'> | undefined {
  const said = (place: Place, entryId?: string): [string, FieldValue][] => {
    const answer = answerAt(body, answerPath(place.field.id, entryId))
    return answer?.is === 'value' ? [[place.field.id, answer.value]] : []
  }
  const single = Object.fromEntries(SINGLE.flatMap((place) => said(place)))
  const entries = Object.fromEntries(
    (prepared ? GROUPS : groupsOf(PLANNED)).map((group) => [
      group,
      entriesOf(body, group)
        .map(({ entryId }) => Object.fromEntries(inGroup(group).flatMap((place) => said(place, entryId))))
        .filter((entry) => Object.keys(entry).length > 0),
    ]),
  )
  const empty = Object.keys(single).length === 0 && Object.values(entries).every((list) => list.length === 0)
  return empty ? undefined : { values: single, entries, definitionVersion: body.answers.definitionVersion }
}

const same = (a: FieldValue | undefined, b: FieldValue): boolean => JSON.stringify(a) === JSON.stringify(b)
const isStrings = (value: unknown): value is string[] => Array.isArray(value)

/**
 * The visit with a plan set taken: choices are added to those made, a field that says something already keeps it, and
 * a medicine that stands there to the letter is not written twice, nor a procedure prepared twice before one is said to
 * be done. Every answer carries who took it and when.
 *
 * @param newId makes the id of an added entry
 * @param procedures the clinic has procedures in scope: elsewhere none is prepared
 */
export function withPlanSet(
  body: ExamBody,
  set: Pick<PlanSet, 'values' | 'entries'>,
  said: { readonly at: string; readonly by: string },
  newId: () => string,
  procedures = true,
): ExamBody {
  const answer = (value: FieldValue) => ({ is: 'value' as const, value, via: 'planSet' as const, ...said })
  const single = SINGLE.reduce((next, { field }) => {
    const value = set.values[field.id]
    if (value === undefined) return next
    const now = answerAt(next, field.id)
    if (now === undefined) return withAnswer(next, field.id, answer(value))
    if (now.is !== 'value' || !isStrings(now.value) || !isStrings(value)) return next
    const both = [...new Set([...now.value, ...value])]
    return same(now.value, both) ? next : withAnswer(next, field.id, answer(both))
  }, body)
  return (procedures ? GROUPS : groupsOf(PLANNED)).reduce((outer, group) => {
    const places = inGroup(group)
    const waits = (one: GroupEntry): boolean =>
      !PROCEDURES.includes(group) || Object.values(one.values).every(({ via }) => via === 'planSet')
    return (set.entries[group] ?? []).reduce((next, entry) => {
      const known = entriesOf(next, group).some(
        (one) =>
          waits(one) &&
          places.every(({ field }) => {
            const there = one.values[field.id]
            const value = entry[field.id]
            return value === undefined
              ? there === undefined
              : there?.is === 'value' && same(there.value, value)
          }),
      )
      if (known) return next
      const entryId = newId()
      return places.reduce(
        (filled, { field }) => {
          const value = entry[field.id]
          return value === undefined
            ? filled
            : withAnswer(filled, answerPath(field.id, entryId), answer(value))
        },
        withEntry(next, group, entryId),
      )
    }, outer)
  }, single)
}

/** What a set holds, in words: "Plan heat, advice; Heat 15 minutes; Anaesthetic lidocaine". */
export function planSetWords(
  { values, entries }: Pick<PlanSet, 'values' | 'entries'>,
  country: string,
  told: Pick<Terms, 'say'> = {},
): string {
  const terms = { country, entryName: () => '', ...told }
  const said = (places: readonly Place[], from: Readonly<Record<string, FieldValue>>): Said[] =>
    places.flatMap(({ field }) => {
      const parsed = schemaOf(field).safeParse(from[field.id])
      return parsed.success
        ? [joined([fieldName(field), codecOf(field).said(field, parsed.data, terms)], ' ')]
        : []
    })
  const all = [
    ...said(SINGLE, values),
    ...GROUPS.flatMap((group) => (entries[group] ?? []).flatMap((entry) => said(inGroup(group), entry))),
  ]
  return sayIn(told, joined(all, ';'))
}
