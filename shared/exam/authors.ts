import type { ExamBody } from '../records/exam'
import type { ImageMark } from '../records/mark'
import type { Uuid } from '../records/values'
import { splitPath, type Answer, type GroupEntry } from './answer'
import { findPlace } from './definition'
import { PICTURES } from './pictures'

/**
 * Who said what in a draft, held by the main process: whatever the window claims, an answer that was not there before
 * is by the person who is unlocked, and one who may not chart changes nothing but which pictures there are.
 */

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

/** What is drawn over pictures: a mark that was moved is by whoever moved it. */
const stampMarks = (before: readonly ImageMark[], after: readonly ImageMark[], by: Uuid): ImageMark[] => {
  const known = new Map(before.map((mark) => [mark.markId, mark]))
  return after.map((mark) => (mark.by === by || same(mark, known.get(mark.markId)) ? mark : { ...mark, by }))
}

/** The body with every answer, reason, reply to a prompt and mark over a picture that is new since `before` said by this person. */
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
    ...(after.marks && { marks: stampMarks(before.marks ?? [], after.marks, by) }),
  }
}

/**
 * What somebody who may attach and not chart makes of a draft: the stored one, with pictures added and taken away. A
 * picture that has been described keeps its place, since its description is a finding.
 */
export function picturesOnly(stored: ExamBody, typed: ExamBody): ExamBody {
  const before = stored.answers.groups[PICTURES] ?? []
  const wanted = new Set((typed.answers.groups[PICTURES] ?? []).map((entry) => entry.entryId))
  const kept = before.filter(({ entryId }) => wanted.has(entryId) || isDescribed(stored, entryId))
  const known = new Set(before.map((entry) => entry.entryId))
  const added = [...wanted].filter((id) => !known.has(id)).map((entryId) => ({ entryId, values: {} }))
  return {
    ...stored,
    answers: {
      ...stored.answers,
      groups: { ...stored.answers.groups, [PICTURES]: [...kept, ...added] },
    },
  }
}

/** Whether somebody has said anything about the picture of this entry, or drawn over it. */
export const isDescribed = (body: ExamBody, entryId: Uuid): boolean =>
  Object.keys(valuesIn(body, PICTURES, entryId)).length > 0 ||
  (body.marks ?? []).some((mark) => mark.entryId === entryId) ||
  Object.keys(body.refused).some((path) => {
    const { fieldId, entryId: of } = splitPath(path)
    return of === entryId && findPlace(fieldId)?.group === PICTURES
  })

/** A draft for eyes that may not see findings: which pictures there are, and nothing that anybody said. */
export const withoutFindings = (body: ExamBody): ExamBody => ({
  visitOn: body.visitOn,
  answers: {
    definitionVersion: body.answers.definitionVersion,
    values: {},
    groups: {
      [PICTURES]: (body.answers.groups[PICTURES] ?? []).map(({ entryId }) => ({ entryId, values: {} })),
    },
  },
  refused: {},
  confirmed: {},
  dispositions: [],
})
