/**
 * How names, numbers and dates become search tokens, on the side of the index and of the query alike. Bump the
 * version when any of this changes: a snapshot made by another version is discarded.
 */
export const INDEX_TEXT_VERSION = 2

/** Letters that carry no separable accent and that people type as plain ones. */
const FOLDED: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  ı: 'i',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ŧ: 't',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
}

/** Lower case, width and accents folded, ideographs spaced apart. Vowel signs of Indic scripts stay. */
export const normalise = (raw: string): string =>
  raw
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[łøıđðħŧßæœþ]/g, (letter) => FOLDED[letter] ?? letter)
    .replace(/\p{Script=Han}/gu, ' $& ')

const APOSTROPHES = /['’‘`ʼʹ]/g
const JOINERS = /[-‐‑–/.@]/g
// Whatever the tokenizer of the index takes for a separator: with `detail=none` a query token that it would split is
// an error.
const BREAKS = /[^\p{L}\p{N}\p{Mc}\p{Mn}]+/u

// A date that was typed as one, by the order of its parts. Private-use letters, which the tokenizer keeps and BREAKS
// drops: nothing that anybody types begins with them.
const DAY_FIRST = '\ue001'
const MONTH_FIRST = '\ue002'
const YEAR_FIRST = '\ue003'

const split = (normal: string): readonly string[] => normal.split(BREAKS).filter((token) => token !== '')

/** Tokens of what somebody typed: an apostrophe joins (o'brien = obrien), a dash parts. */
export const queryTokens = (raw: string): readonly string[] => split(normalise(raw).replace(APOSTROPHES, ''))

/** Tokens of a stored name: joined and parted spellings, so that either way of typing finds it. */
export function nameTokens(raw: string): readonly string[] {
  const normal = normalise(raw)
  return [
    ...new Set([
      ...split(normal.replace(APOSTROPHES, '')),
      ...split(normal),
      ...split(normal.replace(APOSTROPHES, '').replace(JOINERS, '')),
    ]),
  ]
}

const digitsOf = (raw: string): string => raw.normalize('NFKD').replace(/[^0-9]/g, '')

/** Whole number, number without country code, its groups and its end. */
export function phoneTokens(raw: string): readonly string[] {
  const all = digitsOf(raw)
  if (all === '') return []
  return [
    ...new Set([all, all.replace(/^0+/, ''), all.slice(-8), all.slice(-4), ...raw.split(/[^0-9]+/)]),
  ].filter((token) => token !== '')
}

/** A clinic number, with and without its leading zeros. */
export const numberTokens = (raw: string): readonly string[] => [
  ...new Set([...queryTokens(raw), ...queryTokens(raw.replace(/^0+/, ''))]),
]

const two = (value: number): string => String(value).padStart(2, '0')

/**
 * A birth date `YYYY-MM-DD` in every common order: marked forms for dates that were typed as dates, and plain digits for those that were not.
 */
export function birthTokens(bornOn: string): readonly string[] {
  const [year, month, day] = bornOn.split('-')
  if (year === undefined || month === undefined || day === undefined) return []
  const forms = [day + month + year, month + day + year, year + month + day]
  return [
    `${DAY_FIRST}${day}${month}${year}`,
    `${MONTH_FIRST}${month}${day}${year}`,
    `${YEAR_FIRST}${year}${month}${day}`,
    ...forms,
    day + month + year.slice(2),
    year.slice(2) + month + day,
    year,
  ]
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const monthOf = (word: string): number => MONTHS.indexOf(word.slice(0, 3)) + 1
const isDay = (value: number): boolean => value >= 1 && value <= 31
const isMonth = (value: number): boolean => value >= 1 && value <= 12

/** A year as far as it is typed; two digits may also be short for a century. */
const yearForms = (year: string): readonly string[] =>
  year.length === 2 ? [year, `19${year}`, `20${year}`] : [year]

const dayFirst = (day: number, month: number, year: string): readonly string[] =>
  isDay(day) && isMonth(month)
    ? yearForms(year).map((form) => `${DAY_FIRST}${two(day)}${two(month)}${form}`)
    : []
const monthFirst = (month: number, day: number, year: string): readonly string[] =>
  isDay(day) && isMonth(month)
    ? yearForms(year).map((form) => `${MONTH_FIRST}${two(month)}${two(day)}${form}`)
    : []

/** Searchable prefixes of a birth date typed so far; empty when the text is no date. */
function datePrefixes(words: readonly string[]): readonly string[] {
  const [a = '', b = '', c = ''] = words
  if (words.every((word) => /^\d+$/.test(word))) {
    if (a.length === 4) {
      if (words.length === 1 || !isMonth(Number(b))) return []
      return [
        `${YEAR_FIRST}${a}${b.length === 1 && c === '' ? b.padStart(2, '0') : two(Number(b))}${c === '' ? '' : two(Number(c))}`,
      ]
    }
    if (a.length > 2 || b.length > 2 || b === '' || c.length > 4) return []
    return [...dayFirst(Number(a), Number(b), c), ...monthFirst(Number(a), Number(b), c)]
  }
  const named = words.findIndex((word) => /^[a-z]{3,9}$/.test(word) && monthOf(word) > 0)
  if (named < 0 || words.some((word, index) => index !== named && !/^\d+$/.test(word))) return []
  const month = monthOf(words[named] ?? '')
  const numbers = words.filter((_word, index) => index !== named)
  const year = numbers.find((word) => word.length === 4)
  const rest = numbers.filter((word) => word !== year)
  if (rest.length === 0) return year === undefined ? [] : [`${YEAR_FIRST}${year}${two(month)}`]
  const [day = '', short = ''] = rest
  return monthFirst(month, Number(day), year ?? short)
}

/** Longest first: two or three neighbouring words that read as a date. */
const DATE_SPANS = [3, 2] as const

/** One condition of a query: any of these prefixes. */
export type Condition = readonly string[]

const joined = (conditions: readonly Condition[]): string =>
  conditions.map((any) => `(${any.map((prefix) => `"${prefix}"*`).join(' OR ')})`).join(' AND ')

/** The query as FTS5 wants it: every word a prefix, all of them wanted; empty when nothing was typed. */
export function matchExpression(raw: string): string {
  const words = queryTokens(raw)
  const conditions: string[] = []
  for (let from = 0; from < words.length;) {
    const span = spanAt(words, from)
    conditions.push(span.expression)
    from += span.words
  }
  return conditions.join(' AND ')
}

function spanAt(words: readonly string[], from: number): { words: number; expression: string } {
  for (const length of DATE_SPANS) {
    const span = words.slice(from, from + length)
    if (span.length < length) continue
    const dates = datePrefixes(span)
    // The words may be a name and a number after all ("may 12").
    if (dates.length > 0) {
      return { words: length, expression: `(${joined([dates])} OR (${joined(span.map((word) => [word]))}))` }
    }
  }
  const numbers = words.slice(from).findIndex((word) => !/^\d+$/.test(word))
  const run = words.slice(from, numbers < 0 ? undefined : from + numbers)
  if (run.length > 1) {
    // A phone number typed in groups.
    return {
      words: run.length,
      expression: `(${joined([[run.join('')]])} OR (${joined(run.map((word) => [word]))}))`,
    }
  }
  return { words: 1, expression: joined([[words[from] ?? '']]) }
}

/** The same with alternatives per word, for the second try after typos. */
export const alternativesExpression = (conditions: readonly Condition[]): string => joined(conditions)

/**
 * Optimal string alignment distance, given up above `limit`: insertions, deletions, substitutions and exchanged
 * neighbours count one each.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i]
    let best = i
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(
        (previous[j] ?? 0) + 1,
        (current[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (same ? 0 : 1),
      )
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      }
      current.push(cost)
      best = Math.min(best, cost)
    }
    if (best > limit) return limit + 1
    before = previous
    previous = current
  }
  return Math.min(previous[b.length] ?? 0, limit + 1)
}

/** The letters of a word as bits. An edit changes at most two of them, so most words need no comparison at all. */
export function letterMask(word: string): number {
  let mask = 0
  for (let at = 0; at < word.length; at += 1) mask |= 1 << (word.charCodeAt(at) & 31)
  return mask
}

/** Whether the letters alone already show more edits than the limit. */
export function tooDifferent(maskA: number, maskB: number, limit: number): boolean {
  let bits = maskA ^ maskB
  let count = 0
  while (bits !== 0) {
    bits &= bits - 1
    count += 1
  }
  return count > 2 * limit
}

/** Typos forgiven in a word: none in the shortest, where everything is near everything. */
export const forgiven = (length: number): number => (length <= 2 ? 0 : length <= 5 ? 1 : 2)
