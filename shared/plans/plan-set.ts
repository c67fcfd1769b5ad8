import { z } from 'zod'
import { entriesOf, answerAt, withAnswer, withEntry } from '../exam/edit'
import { answerPath, fieldValue, type FieldValue } from '../exam/answer'
import { PLACES, type GroupId, type Place } from '../exam/definition'
import type { ExamBody } from '../records/exam'
import { uuid } from '../records/values'

const values = z.record(z.string(), fieldValue)

/**
 * A named set of plan options with their doses and times. It holds what is planned and never what was found or done:
 * which parts may stand in one is a fact of the definition (`planned`).
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
const SINGLE = PLANNED.filter((place) => place.group === undefined)
const GROUPS = [...new Set(PLANNED.flatMap((place) => (place.group === undefined ? [] : [place.group])))]
const inGroup = (group: GroupId): readonly Place[] => PLANNED.filter((place) => place.group === group)

/** What the plan of a visit would be as a set; nothing where nothing was planned. */
export function planOf(
  body: ExamBody,
): Pick<PlanSet, 'values' | 'entries' | 'definitionVersion'> | undefined {
  const said = (place: Place, entryId?: string): [string, FieldValue][] => {
    const answer = answerAt(body, answerPath(place.field.id, entryId))
    return answer?.is === 'value' ? [[place.field.id, answer.value]] : []
  }
  const single = Object.fromEntries(SINGLE.flatMap((place) => said(place)))
  const entries = Object.fromEntries(
    GROUPS.map((group) => [
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
 * a medicine that stands there to the letter is not written twice. Every answer carries who took it and when.
 *
 * @param newId makes the id of an added entry
 */
export function withPlanSet(
  body: ExamBody,
  set: Pick<PlanSet, 'values' | 'entries'>,
  said: { readonly at: string; readonly by: string },
  newId: () => string,
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
  return GROUPS.reduce((outer, group) => {
    const places = inGroup(group)
    return (set.entries[group] ?? []).reduce((next, entry) => {
      const known = entriesOf(next, group).some((one) =>
        places.every(({ field }) => {
          const there = one.values[field.id]
          const value = entry[field.id]
          return value === undefined ? there === undefined : there?.is === 'value' && same(there.value, value)
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
