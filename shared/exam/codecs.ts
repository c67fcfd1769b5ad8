import { z } from 'zod'
import { placeInShort, placeInWords } from '../bodymap'
import { isoToWords, readTypedDate } from '../dates/typed-date'
import { uuid, isoDate } from '../records/values'
import { axes, bodyPoint, duration } from './answer'
import type { Codec, Column, Parsed, Terms } from './codec'
import { OUTLINE, SHADING } from './drawn-codecs'
import { durationDays, durationText, parseDuration } from './durations'
import type { CodedField, Field, FieldOfKind, Kind, KindValue, Option, ScaleField } from './field-kinds'
import { doubtedByLimits, parseNumber, refusedByLimits } from './limits'
import { listed, numberText } from './wording'
import { stopWords, unfilledIn } from '../phrases/phrase'

type Codecs = { readonly [K in Kind]: Codec<FieldOfKind<K>, KindValue[K]> }

const refused = (why: string, text: string) => ({
  ok: false as const,
  message: `${why} ${text.trim()} is kept here and not saved.`,
})
const taken = <V>(value: V): Parsed<V> => ({ ok: true, value })

const optionOf = (field: CodedField, code: string): Option | undefined =>
  field.options.find((option) => option.code === code)
const codeLabel = (field: CodedField, code: string, { country }: Terms): string => {
  const option = optionOf(field, code)
  return option?.names?.[country] ?? option?.label ?? code
}
const codeNote = (field: CodedField, code: string, { country }: Terms): string => {
  const option = optionOf(field, code)
  return option?.names?.[country] ?? option?.note ?? code
}
/** The option that typed text names: its code, label or letter. */
const named = (field: CodedField, text: string): string | undefined => {
  const typed = text.trim().toLowerCase()
  return field.options.find((option) =>
    [option.code, option.label, option.key ?? option.code].some((name) => name.toLowerCase() === typed),
  )?.code
}
const codesOf = (field: CodedField) => field.options.map(({ code, label }) => ({ code, label }))
const one = (
  field: Field,
  name: string,
  type: Column['type'],
  more: Partial<Column> = {},
): readonly Column[] => [{ name, label: field.label, type, ...more }]
const codeSchema = (field: CodedField) => z.enum(field.options.map((option) => option.code))
const none = () => undefined

const stepText = (field: ScaleField, value: number): string => {
  const word = field.words?.[value - field.from]
  return word === undefined ? String(value) : `${value} ${word}`
}
const scaleLimits = (field: ScaleField) => ({
  range: [field.from, field.to] as const,
  refuse: { below: field.from, above: field.to },
  confirm: {},
  decimals: 0,
})

/** The codec of every kind. Leaving one out does not compile. */
export const CODECS: Codecs = {
  choice: {
    schema: codeSchema,
    empty: undefined,
    display: codeLabel,
    spoken: codeLabel,
    phrase: codeNote,
    parse: (field, text) => {
      const code = named(field, text)
      return code === undefined ? refused('Not one of the choices.', text) : taken(code)
    },
    refusal: none,
    doubt: none,
    columns: (field, name) => one(field, name, 'code', { codes: codesOf(field) }),
    cells: (_field, value) => [value],
    fhir: (field, value, terms) => ({ valueCodeableConcept: { text: codeNote(field, value, terms) } }),
  },
  choices: {
    schema: (field) =>
      z
        .array(codeSchema(field))
        .min(1)
        .refine((codes) => new Set(codes).size === codes.length),
    empty: [],
    display: (field, value, terms) => value.map((code) => codeLabel(field, code, terms)).join(', '),
    spoken: (field, value, terms) => listed(value.map((code) => codeLabel(field, code, terms))),
    phrase: (field, value, terms) =>
      field.options
        .filter((option) => value.includes(option.code))
        .map((option) => codeNote(field, option.code, terms))
        .join(', '),
    parse: (field, text) => {
      const codes = text.split(',').map((piece) => named(field, piece))
      return codes.every((code) => code !== undefined)
        ? taken([...new Set(codes)])
        : refused('Not one of the choices.', text)
    },
    refusal: none,
    doubt: (field, value) => {
      const alone = field.options.find((option) => option.exclusive && value.includes(option.code))
      return alone && value.length > 1
        ? `“${alone.label}” stands with another value. Keep both? Say why.`
        : undefined
    },
    columns: (field, name) => one(field, name, 'codes', { codes: codesOf(field) }),
    cells: (_field, value) => [value.join(';')],
    fhir: (field, value, terms) => ({
      valueCodeableConcept: { text: value.map((code) => codeNote(field, code, terms)).join(', ') },
    }),
  },
  scale: {
    schema: () => z.number(),
    empty: undefined,
    display: stepText,
    spoken: (field, value) => `${stepText(field, value)}, of ${field.to}`,
    phrase: (field, value) => {
      const word = field.words?.[value - field.from]
      return word === undefined ? String(value) : `${value} of ${field.to} (${word})`
    },
    parse: (field, text) => {
      const value = parseNumber(text)
      const why = value === undefined ? 'A number is needed.' : refusedByLimits(scaleLimits(field), value, '')
      return value === undefined || why !== undefined ? refused(why ?? '', text) : taken(value)
    },
    refusal: (field, value) => refusedByLimits(scaleLimits(field), value, ''),
    doubt: none,
    columns: (field, name) => one(field, name, 'integer', { unit: '{score}' }),
    cells: (_field, value) => [value],
    fhir: (_field, value) => ({ valueInteger: value }),
  },
  quantity: {
    schema: () => z.number(),
    empty: undefined,
    display: (field, value) => quantityText(field, value),
    spoken: (field, value) => quantityText(field, value),
    phrase: (field, value) => quantityText(field, value),
    parse: (field, text) => {
      const value = parseNumber(text)
      const why =
        value === undefined ? 'A number is needed.' : refusedByLimits(field.limits, value, field.unitText)
      return value === undefined || why !== undefined ? refused(why ?? '', text) : taken(value)
    },
    refusal: (field, value) => refusedByLimits(field.limits, value, field.unitText),
    doubt: (field, value) => doubtedByLimits(field.limits, value, field.unitText),
    columns: (field, name) =>
      one(field, name, field.limits.decimals === 0 ? 'integer' : 'decimal', { unit: field.unit }),
    cells: (_field, value) => [value],
    fhir: (field, value) => ({ valueQuantity: { value, unit: field.unitText, code: field.unit } }),
  },
  date: {
    schema: () => isoDate,
    empty: undefined,
    display: (_field, value) => isoToWords(value),
    spoken: (_field, value) => isoToWords(value),
    phrase: (_field, value) => isoToWords(value),
    parse: (_field, text, { today }) => {
      const value = readTypedDate(text, today)
      return value === undefined ? refused('There is no such day.', text) : taken(value)
    },
    refusal: none,
    doubt: none,
    columns: (field, name) => one(field, name, 'date'),
    cells: (_field, value) => [value],
    fhir: (_field, value) => ({ valueDate: value }),
  },
  duration: {
    schema: () => duration,
    empty: undefined,
    display: (_field, value) => durationText(value),
    spoken: (_field, value) => durationText(value),
    phrase: (_field, value) => durationText(value),
    parse: (field, text) => {
      const parts = parseDuration(text)
      const count = parts && parseNumber(parts.count)
      if (parts === undefined || count === undefined)
        return refused('A number and days, weeks, months or years are needed.', text)
      if (parts.unit === undefined) return refused('Say days, weeks, months or years.', text)
      const value = { count, unit: parts.unit }
      const why = CODECS.duration.refusal(field, value)
      return why === undefined ? taken(value) : refused(why, text)
    },
    refusal: (_field, { count }) =>
      refusedByLimits({ range: [1, 120], refuse: { atOrBelow: 0 }, confirm: {}, decimals: 1 }, count, ''),
    doubt: none,
    columns: (field, name) => [
      { name: `${name}_days`, label: `${field.label}, days`, type: 'integer', unit: 'd' },
      { name, label: field.label, type: 'text' },
    ],
    cells: (_field, value) => [Math.round(durationDays(value)), durationText(value)],
    fhir: (_field, { count, unit }) => ({ valueQuantity: { value: count, unit, code: unit } }),
  },
  axes: {
    schema: () => axes,
    empty: undefined,
    display: (_field, { longMm, shortMm }) => `${numberText(longMm)} × ${numberText(shortMm)} mm`,
    spoken: (_field, { longMm, shortMm }) => `${numberText(longMm)} by ${numberText(shortMm)} millimetres`,
    phrase: (_field, { longMm, shortMm }) => `${numberText(longMm)} × ${numberText(shortMm)} mm`,
    parse: (field, text) => {
      const sides = text
        .replace(/mm\s*$/i, '')
        .trim()
        .split(/\s*[x×*]\s*|\s+/i)
        .map(parseNumber)
      const [longMm, shortMm] = sides
      if (sides.length !== 2 || longMm === undefined || shortMm === undefined)
        return refused('Two lengths in mm are needed, as 18 × 12.', text)
      const why = CODECS.axes.refusal(field, { longMm, shortMm })
      return why === undefined ? taken({ longMm, shortMm }) : refused(why, text)
    },
    refusal: ({ limits }, { longMm, shortMm }) =>
      refusedByLimits(limits, longMm, 'mm') ?? refusedByLimits(limits, shortMm, 'mm'),
    doubt: ({ limits }, { longMm, shortMm }) => doubtedByLimits(limits, Math.max(longMm, shortMm), 'mm'),
    columns: (field, name) => [
      { name: `${name}_long`, label: `${field.label}, long axis`, type: 'integer', unit: 'mm' },
      { name: `${name}_short`, label: `${field.label}, short axis`, type: 'integer', unit: 'mm' },
    ],
    cells: (_field, { longMm, shortMm }) => [longMm, shortMm],
    fhir: (_field, { longMm, shortMm }) => ({
      component: [
        { text: 'long axis', value: { valueQuantity: { value: longMm, unit: 'mm', code: 'mm' } } },
        { text: 'short axis', value: { valueQuantity: { value: shortMm, unit: 'mm', code: 'mm' } } },
      ],
    }),
  },
  point: {
    schema: () => bodyPoint,
    empty: undefined,
    display: (_field, value) => placeInShort(value),
    spoken: (_field, value) => placeInWords(value).text,
    phrase: (_field, value) => {
      const words = placeInWords(value)
      return [words.fromMidline, words.source].filter((piece) => piece !== '').join(', ')
    },
    parse: (_field, text) => refused('A place on the map is needed.', text),
    refusal: none,
    doubt: none,
    columns: (field, name) => [
      {
        name: `${name}_x`,
        label: `${field.label}, from the midline, right positive`,
        type: 'decimal',
        unit: 'mm',
      },
      { name: `${name}_y`, label: `${field.label}, above the PSIS line`, type: 'decimal', unit: 'mm' },
      { name: `${name}_map`, label: `${field.label}, version of the map`, type: 'integer' },
    ],
    cells: (_field, { xMm, yMm, mapVersion }) => [xMm, yMm, mapVersion],
    fhir: (_field, { xMm, yMm }) => ({
      component: [
        { text: 'from the midline, right positive', value: millimetres(xMm) },
        { text: 'above the PSIS line', value: millimetres(yMm) },
      ],
    }),
  },
  outline: OUTLINE,
  shading: SHADING,
  text: {
    schema: () => z.string().trim().min(1).max(10_000),
    empty: '',
    display: (_field, value) => value,
    spoken: (_field, value) => value,
    phrase: (_field, value) => value,
    parse: (_field, text) => taken(text.trim()),
    // A phrase with a stop left open says nothing yet, so it counts for nothing and is not signed.
    refusal: (_field, value) => {
      const [stop] = unfilledIn(value)
      return stop === undefined ? undefined : `Still to fill: ${stopWords(stop)}. F4 goes there.`
    },
    doubt: none,
    columns: (field, name) => one(field, name, 'text'),
    cells: (_field, value) => [value],
    fhir: (_field, value) => ({ valueString: value }),
  },
  entryRef: {
    schema: () => uuid,
    empty: undefined,
    display: (field, value, terms) => terms.entryName(field.refersTo, value),
    spoken: (field, value, terms) => terms.entryName(field.refersTo, value),
    phrase: (field, value, terms) => terms.entryName(field.refersTo, value),
    parse: (_field, text) => refused('Choose it from the list.', text),
    refusal: none,
    doubt: none,
    columns: (field, name) => one(field, name, 'text'),
    cells: (_field, value) => [value],
    fhir: (field, value, terms) => ({ valueReference: { display: terms.entryName(field.refersTo, value) } }),
  },
}

const millimetres = (value: number) => ({ valueQuantity: { value, unit: 'mm', code: 'mm' } })
const quantityText = (field: FieldOfKind<'quantity'>, value: number): string => {
  const singular = value === 1 ? field.unitText.replace(/^(week|time|day|minute)s/, '$1') : field.unitText
  if (field.unitText === '') return numberText(value)
  return /^[°%]$/.test(field.unitText)
    ? `${numberText(value)}${field.unitText}`
    : `${numberText(value)} ${singular}`
}

/** The codec of a field, whatever its kind. The kinds of field, codec and value agree by construction. */
export const codecOf = (field: Field): Codec<Field, KindValue[Kind]> => CODECS[field.kind]

const schemas = new WeakMap<Field, z.ZodType<KindValue[Kind]>>()

/** The schema of a field's value, built once: the view asks for it with every answer it reads. */
export function schemaOf(field: Field): z.ZodType<KindValue[Kind]> {
  const known = schemas.get(field)
  if (known) return known
  const schema = codecOf(field).schema(field)
  schemas.set(field, schema)
  return schema
}
