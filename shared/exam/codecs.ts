import { z } from 'zod'
import { placeInWords, placeShortPart } from '../bodymap'
import { isoToWords, readTypedDate } from '../dates/typed-date'
import { asIs, filled, joined, said, saidOf } from '../records/said'
import { uuid, isoDate } from '../records/values'
import { axes, bodyPoint, duration } from './answer'
import { withDisplay, type Codec, type Column, type Parsed } from './codec'
import { OUTLINE, SHADING } from './drawn-codecs'
import { durationDays, durationSaid, durationText, parseDuration } from './durations'
import type { CodedField, Field, FieldOfKind, Kind, KindValue, ScaleField } from './field-kinds'
import { doubtedByLimits, LIMIT_TEXTS, parseNumber, refusedByLimits } from './limits'
import { keptTyped } from './typed-said'
import { CODEC_TEXTS, codeLabel, codeNote, codeSaid, quantitySaid, stepSaid, unitSaid } from './value-said'
import { listed, numberText } from './wording'
import { stopWords, unfilledIn } from '../phrases/phrase'

type Codecs = { readonly [K in Kind]: Codec<FieldOfKind<K>, KindValue[K]> }

const refused = keptTyped
const taken = <V>(value: V): Parsed<V> => ({ ok: true, value })

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
const MM = said('mm')

const scaleLimits = (field: ScaleField) => ({
  range: [field.from, field.to] as const,
  refuse: { below: field.from, above: field.to },
  confirm: {},
  decimals: 0,
})

/** The codec of every kind. Leaving one out does not compile. */
export const CODECS: Codecs = {
  choice: withDisplay({
    schema: codeSchema,
    empty: undefined,
    said: codeSaid,
    spoken: codeLabel,
    phrase: codeNote,
    parse: (field, text) => {
      const code = named(field, text)
      return code === undefined ? refused(said(CODEC_TEXTS.notAChoice), text) : taken(code)
    },
    refusal: none,
    doubt: none,
    columns: (field, name) => one(field, name, 'code', { codes: codesOf(field) }),
    cells: (_field, value) => [value],
    fhir: (field, value, terms) => ({ valueCodeableConcept: { text: codeNote(field, value, terms) } }),
  }),
  choices: withDisplay({
    schema: (field) =>
      z
        .array(codeSchema(field))
        .min(1)
        .refine((codes) => new Set(codes).size === codes.length),
    empty: [],
    said: (field, value, terms) => joined(value.map((code) => codeSaid(field, code, terms))),
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
        : refused(said(CODEC_TEXTS.notAChoice), text)
    },
    refusal: none,
    doubt: (field, value) => {
      const alone = field.options.find((option) => option.exclusive && value.includes(option.code))
      return alone && value.length > 1
        ? saidOf(CODEC_TEXTS.alone, { option: said(alone.label, field.id) })
        : undefined
    },
    columns: (field, name) => one(field, name, 'codes', { codes: codesOf(field) }),
    cells: (_field, value) => [value.join(';')],
    fhir: (field, value, terms) => ({
      valueCodeableConcept: { text: value.map((code) => codeNote(field, code, terms)).join(', ') },
    }),
  }),
  scale: withDisplay({
    schema: () => z.number(),
    empty: undefined,
    said: stepSaid,
    spoken: (field, value) => `${filled(stepSaid(field, value))}, of ${field.to}`,
    phrase: (field, value) => {
      const word = field.words?.[value - field.from]
      return word === undefined ? String(value) : `${value} of ${field.to} (${word})`
    },
    parse: (field, text) => {
      const value = parseNumber(text)
      const why = value === undefined ? said(LIMIT_TEXTS.needed) : refusedByLimits(scaleLimits(field), value)
      return value === undefined || why !== undefined ? refused(why ?? said(''), text) : taken(value)
    },
    refusal: (field, value) => refusedByLimits(scaleLimits(field), value),
    doubt: none,
    columns: (field, name) => one(field, name, 'integer', { unit: '{score}' }),
    cells: (_field, value) => [value],
    fhir: (_field, value) => ({ valueInteger: value }),
  }),
  quantity: withDisplay({
    schema: () => z.number(),
    empty: undefined,
    said: (field, value) => quantitySaid(field, value),
    spoken: (field, value) => filled(quantitySaid(field, value)),
    phrase: (field, value) => filled(quantitySaid(field, value)),
    parse: (field, text) => {
      const value = parseNumber(text)
      const why =
        value === undefined ? said(LIMIT_TEXTS.needed) : refusedByLimits(field.limits, value, unitSaid(field))
      return value === undefined || why !== undefined ? refused(why ?? said(''), text) : taken(value)
    },
    refusal: (field, value) => refusedByLimits(field.limits, value, unitSaid(field)),
    doubt: (field, value) => doubtedByLimits(field.limits, value, unitSaid(field)),
    columns: (field, name) =>
      one(field, name, field.limits.decimals === 0 ? 'integer' : 'decimal', { unit: field.unit }),
    cells: (_field, value) => [value],
    fhir: (field, value) => ({ valueQuantity: { value, unit: field.unitText, code: field.unit } }),
  }),
  date: withDisplay({
    schema: () => isoDate,
    empty: undefined,
    said: (_field, value) => saidOf('{day}', { day: { day: value } }),
    spoken: (_field, value) => isoToWords(value),
    phrase: (_field, value) => isoToWords(value),
    parse: (_field, text, { today }) => {
      const value = readTypedDate(text, today)
      return value === undefined ? refused(said(CODEC_TEXTS.noDay), text) : taken(value)
    },
    refusal: none,
    doubt: none,
    columns: (field, name) => one(field, name, 'date'),
    cells: (_field, value) => [value],
    fhir: (_field, value) => ({ valueDate: value }),
  }),
  duration: withDisplay({
    schema: () => duration,
    empty: undefined,
    said: (_field, value) => durationSaid(value),
    spoken: (_field, value) => durationText(value),
    phrase: (_field, value) => durationText(value),
    parse: (field, text) => {
      const parts = parseDuration(text)
      const count = parts && parseNumber(parts.count)
      if (parts === undefined || count === undefined) return refused(said(CODEC_TEXTS.lasting), text)
      if (parts.unit === undefined) return refused(said(CODEC_TEXTS.lastingUnit), text)
      const value = { count, unit: parts.unit }
      const why = CODECS.duration.refusal(field, value)
      return why === undefined ? taken(value) : refused(why, text)
    },
    refusal: (_field, { count }) =>
      refusedByLimits({ range: [1, 120], refuse: { atOrBelow: 0 }, confirm: {}, decimals: 1 }, count),
    doubt: none,
    columns: (field, name) => [
      { name: `${name}_days`, label: `${field.label}, days`, type: 'integer', unit: 'd' },
      { name, label: field.label, type: 'text' },
    ],
    cells: (_field, value) => [Math.round(durationDays(value)), durationText(value)],
    fhir: (_field, { count, unit }) => ({ valueQuantity: { value: count, unit, code: unit } }),
  }),
  axes: withDisplay({
    schema: () => axes,
    empty: undefined,
    said: (_field, { longMm, shortMm }) =>
      saidOf(CODEC_TEXTS.size, { size: { asIs: `${numberText(longMm)} × ${numberText(shortMm)}` } }),
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
        return refused(said(CODEC_TEXTS.lengths), text)
      const why = CODECS.axes.refusal(field, { longMm, shortMm })
      return why === undefined ? taken({ longMm, shortMm }) : refused(why, text)
    },
    refusal: ({ limits }, { longMm, shortMm }) =>
      refusedByLimits(limits, longMm, MM) ?? refusedByLimits(limits, shortMm, MM),
    doubt: ({ limits }, { longMm, shortMm }) => doubtedByLimits(limits, Math.max(longMm, shortMm), MM),
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
  }),
  point: withDisplay({
    schema: () => bodyPoint,
    empty: undefined,
    said: (_field, value) => placeShortPart(value),
    spoken: (_field, value) => placeInWords(value).text,
    phrase: (_field, value) => {
      const words = placeInWords(value)
      return [words.fromMidline, words.source].filter((piece) => piece !== '').join(', ')
    },
    parse: (_field, text) => refused(said(CODEC_TEXTS.place), text),
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
  }),
  outline: OUTLINE,
  shading: SHADING,
  text: withDisplay({
    schema: () => z.string().trim().min(1).max(10_000),
    empty: '',
    said: (_field, value) => asIs(value),
    spoken: (_field, value) => value,
    phrase: (_field, value) => value,
    parse: (_field, text) => taken(text.trim()),
    // A phrase with a stop left open says nothing yet, so it counts for nothing and is not signed.
    refusal: (_field, value) => {
      const [stop] = unfilledIn(value)
      return stop === undefined ? undefined : saidOf(CODEC_TEXTS.toFill, { stop: { asIs: stopWords(stop) } })
    },
    doubt: none,
    columns: (field, name) => one(field, name, 'text'),
    cells: (_field, value) => [value],
    fhir: (_field, value) => ({ valueString: value }),
  }),
  entryRef: withDisplay({
    schema: () => uuid,
    empty: undefined,
    said: (field, value, terms) => asIs(terms.entryName(field.refersTo, value)),
    spoken: (field, value, terms) => terms.entryName(field.refersTo, value),
    phrase: (field, value, terms) => terms.entryName(field.refersTo, value),
    parse: (_field, text) => refused(said(CODEC_TEXTS.fromList), text),
    refusal: none,
    doubt: none,
    columns: (field, name) => one(field, name, 'text'),
    cells: (_field, value) => [value],
    fhir: (field, value, terms) => ({ valueReference: { display: terms.entryName(field.refersTo, value) } }),
  }),
}

const millimetres = (value: number) => ({ valueQuantity: { value, unit: 'mm', code: 'mm' } })
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
