import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answer, type Answer } from '@shared/exam/answer'
import { attested, isDescribed, picturesOnly, withoutFindings } from '@shared/exam/authors'
import type { ExamBody } from '@shared/records/exam'

const id = (n: number): string => `01936b5c-0000-7000-8000-${String(n).padStart(12, '0')}`
const [LINDEN, ALDER] = [id(1), id(2)]
const said = (value: number, by: string): Answer =>
  answer.parse({ is: 'value', value, at: '2026-11-22T02:00:00.000Z', by, via: 'entered' })

const values = fc.dictionary(
  fc.constantFrom('complaint.painNow', 'complaint.painWorst', 'nodule.tenderness'),
  fc.tuple(fc.integer({ min: 0, max: 10 }), fc.constantFrom(LINDEN, ALDER)).map(([n, by]) => said(n, by)),
)
const entries = fc.uniqueArray(fc.record({ entryId: fc.integer({ min: 10, max: 15 }).map(id), values }), {
  selector: (entry) => entry.entryId,
})
const body: fc.Arbitrary<ExamBody> = fc
  .record({ values, nodule: entries, image: entries })
  .map(({ values: single, ...groups }) => ({
    visitOn: '2026-11-22',
    answers: { definitionVersion: 1, values: single, groups },
    refused: {},
    confirmed: {},
    dispositions: [],
  }))
const everyAnswer = (one: ExamBody): [string, Answer][] => [
  ...Object.entries(one.answers.values),
  ...Object.entries(one.answers.groups).flatMap(([group, list]) =>
    list.flatMap((entry) =>
      Object.entries(entry.values).map(([key, value]): [string, Answer] => [
        `${group} ${entry.entryId} ${key}`,
        value,
      ]),
    ),
  ),
]

describe('a save', () => {
  it('is said by who is unlocked wherever it differs from what was there, and loses no value', () => {
    fc.assert(
      fc.property(body, body, (before, after) => {
        const known = new Map(everyAnswer(before))
        const kept = attested(before, after, ALDER)
        for (const [path, value] of everyAnswer(kept)) {
          const was = known.get(path)
          const stands = was !== undefined && JSON.stringify(was) === JSON.stringify(value)
          expect(stands || value.by === ALDER).toBe(true)
        }
        const bare = (one: ExamBody) => everyAnswer(one).map(([path, value]) => [path, { ...value, by: '' }])
        expect(bare(kept)).toEqual(bare(after))
        expect(attested(after, after, ALDER)).toEqual(after)
      }),
    )
  })

  it('of who may not chart changes nothing but which pictures there are', () => {
    fc.assert(
      fc.property(body, body, (stored, typed) => {
        const kept = picturesOnly(stored, typed)
        expect(kept.answers.values).toEqual(stored.answers.values)
        expect(kept.answers.groups['nodule']).toEqual(stored.answers.groups['nodule'])
        const before = stored.answers.groups['image'] ?? []
        for (const entry of kept.answers.groups['image'] ?? []) {
          const was = before.find((one) => one.entryId === entry.entryId)
          expect(entry.values).toEqual(was?.values ?? {})
        }
        // What was described is still there.
        for (const entry of before.filter((one) => isDescribed(stored, one.entryId)))
          expect(kept.answers.groups['image']).toContainEqual(entry)
      }),
    )
  })

  it('shows eyes that may not see findings no answer at all, and saving what they saw costs none', () => {
    fc.assert(
      fc.property(body, (stored) => {
        const seen = withoutFindings(stored)
        expect(everyAnswer(seen)).toEqual([])
        expect(everyAnswer(picturesOnly(stored, seen))).toEqual(everyAnswer(stored))
      }),
    )
  })
})
