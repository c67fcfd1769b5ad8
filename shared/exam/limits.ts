import type { Limits } from './field-kinds'
import { numberText } from './wording'

const withUnit = (text: string, unit: string): string => (unit === '' ? text : `${text} ${unit}`)

/** The values that are taken at all, in words: `10 to 500 kg only.` */
function bounds(limits: Limits, unit: string): string {
  const { refuse } = limits
  const low = refuse.atOrBelow === undefined ? numberText(refuse.below ?? 0) : undefined
  if (refuse.above !== undefined)
    return withUnit(`${low ?? numberText(limits.range[0])} to ${numberText(refuse.above)}`, unit)
  return low === undefined ? withUnit('More than 0', unit) : withUnit(`${low} or more`, unit)
}

/** E: outside what is taken, or finer than what is measured. */
export function refusedByLimits(limits: Limits, value: number, unit: string): string | undefined {
  const { refuse, decimals } = limits
  if (!Number.isFinite(value)) return 'A number is needed.'
  const outside =
    (refuse.below !== undefined && value < refuse.below) ||
    (refuse.atOrBelow !== undefined && value <= refuse.atOrBelow) ||
    (refuse.above !== undefined && value > refuse.above)
  if (outside) return `${bounds(limits, unit)} only.`
  if (Number(value.toFixed(decimals)) !== value)
    return decimals === 0 ? 'Whole numbers only.' : `At most ${decimals} decimal${decimals === 1 ? '' : 's'}.`
  return undefined
}

/** W: taken, yet unlikely. */
export function doubtedByLimits(limits: Limits, value: number, unit: string): string | undefined {
  const { below, above } = limits.confirm
  const said = withUnit(numberText(value), unit)
  if (below !== undefined && value < below)
    return `${said} is less than ${numberText(below)}. Keep it? Say why.`
  if (above !== undefined && value > above)
    return `${said} is more than ${numberText(above)}. Keep it? Say why.`
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
