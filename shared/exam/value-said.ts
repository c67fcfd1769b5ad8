import { asIs, said, saidOf, type Said } from '../records/said'
import type { Terms } from './codec'
import type { CodedField, FieldOfKind, Option, ScaleField } from './field-kinds'
import { LIMIT_TEXTS } from './limits'
import { numberText } from './wording'

/** Values of codes, steps and numbers with a unit, as texts with places. */

/** What a codec says of a value, for whoever says it in another language. */
export const CODEC_TEXTS = {
  step: '{value} {word}',
  size: '{size} mm',
  notAChoice: 'Not one of the choices.',
  alone: '“{option}” stands with another value. Keep both? Say why.',
  noDay: 'There is no such day.',
  lasting: 'A number and days, weeks, months or years are needed.',
  lastingUnit: 'Say days, weeks, months or years.',
  lengths: 'Two lengths in mm are needed, as 18 × 12.',
  place: 'A place on the map is needed.',
  toFill: 'Still to fill: {stop}. F4 goes there.',
  fromList: 'Choose it from the list.',
} as const
const optionOf = (field: CodedField, code: string): Option | undefined =>
  field.options.find((option) => option.code === code)
export const codeLabel = (field: CodedField, code: string, { country }: Terms): string => {
  const option = optionOf(field, code)
  return option?.names?.[country] ?? option?.label ?? code
}
export const codeNote = (field: CodedField, code: string, { country }: Terms): string => {
  const option = optionOf(field, code)
  return option?.names?.[country] ?? option?.note ?? code
}
export const codeSaid = (field: CodedField, code: string, terms: Terms): Said =>
  said(codeLabel(field, code, terms), field.id)
export const stepSaid = (field: ScaleField, value: number): Said => {
  const word = field.words?.[value - field.from]
  return word === undefined
    ? asIs(String(value))
    : saidOf(CODEC_TEXTS.step, { value: String(value), word: said(word, field.id) })
}
export const unitSaid = ({ id, unitText }: FieldOfKind<'quantity'>): Said | undefined =>
  unitText === '' ? undefined : said(unitText, id)
export const quantitySaid = (field: FieldOfKind<'quantity'>, value: number): Said => {
  const [number, unit] = [numberText(value), unitSaid(field)]
  if (unit === undefined) return asIs(number)
  if (/^[°%]$/.test(unit.text)) return asIs(`${number}${unit.text}`)
  const one = value === 1 ? unit.text.replace(/^(week|time|day|minute)s/, '$1') : unit.text
  return saidOf(LIMIT_TEXTS.withUnit, { value: number, unit: { ...unit, en: one } })
}
