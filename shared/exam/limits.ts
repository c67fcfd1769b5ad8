import { asIs, said, saidOf, type Said } from '../records/said'
import type { Limits } from './field-kinds'
import { numberText } from './wording'

/** What limits say, for whoever says it in another language. */
export const LIMIT_TEXTS = {
  needed: 'A number is needed.',
  moreThanNone: 'More than 0',
  between: '{low} to {high}',
  orMore: '{low} or more',
  only: '{bounds} only.',
  onlyIn: '{bounds} {unit} only.',
  whole: 'Whole numbers only.',
  decimals: 'At most {n} decimals.',
  less: '{value} is less than {limit}. Keep it? Say why.',
  more: '{value} is more than {limit}. Keep it? Say why.',
  withUnit: '{value} {unit}',
} as const

/** The values that are taken at all, in words: `10 to 500`. */
function bounds({ refuse, range }: Limits): Said {
  const low = refuse.atOrBelow === undefined ? numberText(refuse.below ?? 0) : undefined
  if (refuse.above !== undefined)
    return saidOf(LIMIT_TEXTS.between, { low: low ?? numberText(range[0]), high: numberText(refuse.above) })
  return low === undefined ? said(LIMIT_TEXTS.moreThanNone) : saidOf(LIMIT_TEXTS.orMore, { low })
}

/** E: outside what is taken, or finer than what is measured. Without a unit the numbers stand alone. */
export function refusedByLimits(limits: Limits, value: number, unit?: Said): Said | undefined {
  const { refuse, decimals } = limits
  if (!Number.isFinite(value)) return said(LIMIT_TEXTS.needed)
  const outside =
    (refuse.below !== undefined && value < refuse.below) ||
    (refuse.atOrBelow !== undefined && value <= refuse.atOrBelow) ||
    (refuse.above !== undefined && value > refuse.above)
  if (outside)
    return unit === undefined
      ? saidOf(LIMIT_TEXTS.only, { bounds: bounds(limits) })
      : saidOf(LIMIT_TEXTS.onlyIn, { bounds: bounds(limits), unit })
  if (Number(value.toFixed(decimals)) !== value)
    return decimals === 0
      ? said(LIMIT_TEXTS.whole)
      : { text: LIMIT_TEXTS.decimals, one: 'At most {n} decimal.', slots: { n: String(decimals) } }
  return undefined
}

/** W: taken, yet unlikely. */
export function doubtedByLimits(limits: Limits, value: number, unit?: Said): Said | undefined {
  const { below, above } = limits.confirm
  const number = numberText(value)
  const given = unit === undefined ? asIs(number) : saidOf(LIMIT_TEXTS.withUnit, { value: number, unit })
  if (below !== undefined && value < below)
    return saidOf(LIMIT_TEXTS.less, { value: given, limit: numberText(below) })
  if (above !== undefined && value > above)
    return saidOf(LIMIT_TEXTS.more, { value: given, limit: numberText(above) })
  return undefined
}

/** Digits as people type them; a comma before the decimals is taken as a point. */
export function parseNumber(text: string): number | undefined {
  const tidy = text
    .trim()
    .replace(/^[−–]/, '-')
    .replace(/^(-?\d+),(\d+)$/, '$1.$2')
  return /^-?(\d+\.?\d*|\.\d+)$/.test(tidy) ? Number(tidy) : undefined
}
