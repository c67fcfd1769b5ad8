import type { ExamBody } from '../records/exam'
import type { Uuid } from '../records/values'
import { splitPath, type Answer, type GroupEntry } from './answer'
import { findPlace, type GroupId } from './definition'

/**
 * Who said what in a draft, held by the main process: whatever the window claims, an answer that was not there before
 * is by the person who is unlocked, and one who may not chart changes nothing but which pictures there are.
 */

const IMAGE: GroupId = 'image'
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

const stampAll = <T extends { readonly by: Uuid }>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
  by: Uuid,
): Record<string, T> =>
  Object.fromEntries(
    Object.entries(after).map(([key, value]) => [
      key,
      value.by === by || same(value, before[key]) ? value : { ...value, by },
    ]),
  )

const valuesIn = (body: ExamBody, group: string, entryId: Uuid): Readonly<Record<string, Answer>> =>
  body.answers.groups[group]?.find((entry) => entry.entryId === entryId)?.values ?? {}

/** The body with every answer, reason and reply to a prompt that is new since `before` said by this person. */
export function attested(before: ExamBody, after: ExamBody, by: Uuid): ExamBody {
  const known = new Set(before.dispositions.map((one) => JSON.stringify(one)))
  const groups = Object.entries(after.answers.groups).map(([group, entries]): [string, GroupEntry[]] => [
    group,
    entries.map((entry) => ({
      ...entry,
      values: stampAll(valuesIn(before, group, entry.entryId), entry.values, by),
    })),
  ])
  return {
    ...after,
    answers: {
      ...after.answers,
      values: stampAll(before.answers.values, after.answers.values, by),
      groups: Object.fromEntries(groups),
    },
    confirmed: stampAll(before.confirmed, after.confirmed, by),
    dispositions: after.dispositions.map((one) =>
      one.by === by || known.has(JSON.stringify(one)) ? one : { ...one, by },
    ),
  }
}

/**
 * What somebody who may attach and not chart makes of a draft: the stored one, with pictures added and taken away. A
 * picture that has been described keeps its place, since its description is a finding.
 */
export function picturesOnly(stored: ExamBody, typed: ExamBody): ExamBody {
  const before = stored.answers.groups[IMAGE] ?? []
  const wanted = new Set((typed.answers.groups[IMAGE] ?? []).map((entry) => entry.entryId))
  const kept = before.filter((entry) => wanted.has(entry.entryId) || Object.keys(entry.values).length > 0)
  const known = new Set(before.map((entry) => entry.entryId))
  const added = [...wanted].filter((id) => !known.has(id)).map((entryId) => ({ entryId, values: {} }))
  return {
    ...stored,
    answers: {
      ...stored.answers,
      groups: { ...stored.answers.groups, [IMAGE]: [...kept, ...added] },
    },
  }
}

/** Whether somebody has said anything about the picture of this entry. */
export const isDescribed = (body: ExamBody, entryId: Uuid): boolean =>
  Object.keys(valuesIn(body, IMAGE, entryId)).length > 0 ||
  Object.keys(body.refused).some((path) => {
    const { fieldId, entryId: of } = splitPath(path)
    return of === entryId && findPlace(fieldId)?.group === IMAGE
  })

/** A draft for eyes that may not see findings: which pictures there are, and nothing that anybody said. */
export const withoutFindings = (body: ExamBody): ExamBody => ({
  visitOn: body.visitOn,
  answers: {
    definitionVersion: body.answers.definitionVersion,
    values: {},
    groups: {
      [IMAGE]: (body.answers.groups[IMAGE] ?? []).map(({ entryId }) => ({ entryId, values: {} })),
    },
  },
  refused: {},
  confirmed: {},
  dispositions: [],
})
