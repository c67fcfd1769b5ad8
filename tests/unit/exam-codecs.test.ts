import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filled } from '@shared/records/said'
import { examBody } from '@shared/records/exam'
import { answerPath, DURATION_UNITS, fieldValue, type FieldValue } from '@shared/exam/answer'
import { emptyAnswers, storedAnswer, withAnswer, withEntry } from '@shared/exam/answers'
import { ZONES } from '@shared/bodymap'
import { codecOf } from '@shared/exam/codecs'
import { FIELDS, findPlace } from '@shared/exam/definition'
import type { Field } from '@shared/exam/field-kinds'
import { DICTIONARY, columnName } from '@shared/exam/projections/report'
import { parseTyped } from '@shared/exam/validate'
import { LINDEN } from '../fixtures/vignettes'

const ENTRY = '01936b5c-0000-7000-8000-000000000099'
const AT = '2026-11-22T10:40:00.000Z'
const today = { today: '2026-11-22' }
const terms = { country: 'SG', entryName: () => 'R1' }

const day = fc
  .integer({ min: 0, max: 45_000 })
  .map((days) => new Date(Date.UTC(1920, 0, 1 + days)).toISOString().slice(0, 10))
const mm = fc.integer({ min: 1, max: 300 })

const vertex: fc.Arbitrary<[number, number]> = fc.tuple(
  fc.integer({ min: -1400, max: 1400 }).map((tenths) => tenths / 10 + 0),
  fc.integer({ min: -1800, max: 1400 }).map((tenths) => tenths / 10 + 0),
)

/** Any value that a field can hold, refused or not. */
function anyValue(field: Field): fc.Arbitrary<FieldValue> {
  switch (field.kind) {
    case 'choice':
      return fc.constantFrom(...field.options.map(({ code }) => code))
    case 'choices':
      return fc.subarray(
        field.options.map(({ code }) => code),
        { minLength: 1 },
      )
    case 'scale':
      return fc.integer({ min: field.from, max: field.to })
    case 'quantity':
      return fc.double({ min: -1000, max: 10_000, noNaN: true }).map((value) => value + 0)
    case 'date':
      return day
    case 'duration':
      return fc.record({ count: fc.integer({ min: 1, max: 99 }), unit: fc.constantFrom(...DURATION_UNITS) })
    case 'axes':
      return fc.record({ longMm: mm, shortMm: mm })
    case 'point':
      return fc.record({
        xMm: fc.integer({ min: -1700, max: 1700 }).map((tenths) => tenths / 10 + 0),
        yMm: fc.integer({ min: -1900, max: 1500 }).map((tenths) => tenths / 10 + 0),
        mapVersion: fc.constant(1),
      })
    case 'outline':
      return fc.record({
        ring: fc.array(vertex, { minLength: 3, maxLength: 30 }),
        mapVersion: fc.constant(1),
      })
    case 'shading':
      return fc.record({
        strokes: fc.array(
          fc.record({
            widthMm: fc.constantFrom(8, 14, 24),
            line: fc.array(vertex, { minLength: 1, maxLength: 4 }),
          }),
          { maxLength: 4 },
        ),
        zones: fc.array(
          fc.record({
            zone: fc.constantFrom(...ZONES),
            side: fc.constantFrom('left' as const, 'right' as const),
          }),
          { maxLength: 3 },
        ),
        mapVersion: fc.constant(1),
      })
    case 'text':
      return fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' }).map((text) => `a${text.trim()}`)
    case 'entryRef':
      return fc.uuid({ version: 7 })
  }
}
/** Fields by id, so that a counterexample prints in one line. */
const anyAnswer = fc
  .constantFrom(...FIELDS.map(({ id }) => id))
  .chain((id) => fc.record({ id: fc.constant(id), value: anyValue(findPlace(id)!.field) }))
const at = (id: string) => findPlace(id)!

describe('every field', () => {
  it('is saved and loaded unchanged, whatever its value', () => {
    fc.assert(
      fc.property(anyAnswer, ({ id, value }) => {
        const { field, group } = at(id)
        const answer = { is: 'value' as const, value, at: AT, by: LINDEN, via: 'entered' as const }
        const path = answerPath(field.id, group === undefined ? undefined : ENTRY)
        const start = group === undefined ? emptyAnswers() : withEntry(emptyAnswers(), group, ENTRY)
        const answers = withAnswer(start, path, answer)
        const body = { visitOn: '2026-11-22', answers, refused: {}, confirmed: {}, dispositions: [] }
        const loaded = examBody.parse(JSON.parse(JSON.stringify(body)))
        expect(loaded).toEqual(body)
        expect(storedAnswer(loaded.answers, path)).toEqual(answer)
        expect(codecOf(field).schema(field).parse(fieldValue.parse(value))).toEqual(value)
      }),
      { numRuns: 1000, seed: 41 },
    )
  })

  it('has words on screen, for a screen reader and for the note, whatever its value', () => {
    fc.assert(
      fc.property(anyAnswer, ({ id, value }) => {
        const { field } = at(id)
        const codec = codecOf(field)
        const parsed = codec.schema(field).parse(value)
        for (const words of [
          codec.display(field, parsed, terms),
          codec.spoken(field, parsed, terms),
          codec.phrase(field, parsed, terms),
        ])
          expect(words.trim(), field.id).not.toMatch(/^$|undefined|NaN|\[object/)
        expect(codec.cells(field, parsed)).toHaveLength(codec.columns(field, 'x').length)
        expect(Object.keys(codec.fhir(field, parsed, terms))).toHaveLength(1)
      }),
      { numRuns: 1000, seed: 42 },
    )
  })

  it('reads back what it shows, for kinds that are typed', () => {
    const typed = anyAnswer.filter(({ id }) =>
      ['choice', 'scale', 'quantity', 'date', 'duration', 'axes'].includes(at(id).field.kind),
    )
    fc.assert(
      fc.property(typed, ({ id, value }) => {
        const { field } = at(id)
        const codec = codecOf(field)
        const parsed = codec.schema(field).parse(value)
        if (codec.refusal(field, parsed) !== undefined) return
        const text = typeof parsed === 'number' ? String(parsed) : codec.display(field, parsed, terms)
        expect(parseTyped(field, text, today), field.id).toEqual({ ok: true, value })
      }),
      { numRuns: 1000, seed: 43 },
    )
  })

  it('refuses a code that it does not know', () => {
    for (const field of FIELDS)
      if (field.kind === 'choice' || field.kind === 'choices') {
        const value = field.kind === 'choice' ? 'zzNoSuchCode' : ['zzNoSuchCode']
        expect(codecOf(field).schema(field).safeParse(value).success, field.id).toBe(false)
      }
  })

  it('has register columns of its own', () => {
    const names = DICTIONARY.map(({ table, name }) => `${table}.${name}`)
    expect(new Set(names).size).toBe(names.length)
    expect(new Set(FIELDS.map(columnName)).size).toBe(FIELDS.length)
    for (const column of DICTIONARY) expect(column.name).toMatch(/^[a-z][a-z0-9_]*$/)
  })
})

const typedAs = (id: string, text: string) =>
  parseTyped(
    FIELDS.find((field) => field.id === id)!,
    text,
    today,
  )

describe('typed text', () => {
  it.each([
    ['nodule.sizePalpated', '18x12', { longMm: 18, shortMm: 12 }],
    ['nodule.sizePalpated', ' 18 × 12 mm ', { longMm: 18, shortMm: 12 }],
    ['nodule.sizePalpated', '18 12', { longMm: 18, shortMm: 12 }],
    ['complaint.duration', '5 months', { count: 5, unit: 'mo' }],
    ['complaint.duration', '1.5y', { count: 1.5, unit: 'a' }],
    ['complaint.duration', '2wk', { count: 2, unit: 'wk' }],
    ['injection.concentration', '0,5', 0.5],
    ['contributors.traumaOn', '18 Oct 2026', '2026-10-18'],
    ['contributors.traumaOn', '18/10/2026', '2026-10-18'],
  ])('%s takes %s', (id, text, value) => {
    expect(typedAs(id, text)).toEqual({ ok: true, value })
  })

  it.each([
    ['nodule.painOnPressure', '77', '0 to 10 only. 77 is kept here and not saved.'],
    ['nodule.painOnPressure', '3.5', 'Whole numbers only. 3.5 is kept here and not saved.'],
    ['nodule.painOnPressure', 'much', 'A number is needed. much is kept here and not saved.'],
    ['contributors.weightKg', '8', '10 to 500 kg only. 8 is kept here and not saved.'],
    ['nodule.cluster', '0', 'More than 0 only. 0 is kept here and not saved.'],
    ['nodule.sizePalpated', '18', 'Two lengths in mm are needed, as 18 × 12. 18 is kept here and not saved.'],
    ['complaint.duration', '5', 'Say days, weeks, months or years. 5 is kept here and not saved.'],
    ['contributors.traumaOn', '31 Feb 2026', 'There is no such day. 31 Feb 2026 is kept here and not saved.'],
  ])('%s refuses %s in words', (id, text, message) => {
    const parsed = typedAs(id, text)
    expect(parsed.ok ? parsed : filled(parsed.message)).toBe(message)
  })
})
