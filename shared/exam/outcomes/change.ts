import { joined, said, saidOf, type Said } from '../../records/said'
import { sayIn, type Terms } from '../codec'
import { changePercent } from '../derived'
import { capital, numberText, signed } from '../wording'
import { CHANGE_TEXTS } from './texts'
import { MEASURES, type MeasureId } from './measures'

/** Where thresholds of change come from. None of them is a verdict on one patient: they are averages of groups. */
export const CHANGE_SOURCES = {
  pain: 'Average pain in 1,232 people with specific back pain, doi 10.1055/a-1304-3677 (abstract read). Changes under 1.77 points could not be told from chance there.',
  rolandMorris: 'Ostelo et al. Spine 2008 (S32, abstract read)',
} as const

/**
 * Smallest fall of average pain that went with "slightly improved", by the score at the start (ruling 24): a flat two
 * points would be too much from a low start and too little from a high one.
 */
const PAIN_THRESHOLDS = [
  { from: 1, to: 4, points: [1, 1] },
  { from: 5, to: 7, points: [2, 2] },
  { from: 8, to: 10, points: [3, 4] },
] as const
/** Roland-Morris: points, or share of the start. */
const ROLAND_MORRIS = { points: 5, share: 0.3 } as const

/** How a score moved, as a statement. */
export interface Change {
  readonly measure: MeasureId
  /** "Average pain 7 to 2: 5 less (−71%)." */
  readonly moved: string
  /** What the literature calls a change from such a start, and on which side of it this one is. */
  readonly against: string
  readonly source: string | undefined
}

const pointsSaid = (low: number, high: number): Said =>
  low === high
    ? { text: CHANGE_TEXTS.points, one: '{n} point', slots: { n: numberText(low) } }
    : saidOf(CHANGE_TEXTS.pointsRange, { low: numberText(low), high: numberText(high) })

interface Against {
  readonly against: Said
  readonly source: string | undefined
}
const NO_THRESHOLD: Against = { against: said(CHANGE_TEXTS.noThreshold), source: undefined }

function painAgainst(start: number, fall: number): Against {
  const threshold = PAIN_THRESHOLDS.find(({ from, to }) => start >= from && start <= to)
  if (threshold === undefined) return NO_THRESHOLD
  const [low, high] = threshold.points
  const about = saidOf(CHANGE_TEXTS.painThreshold, {
    from: String(threshold.from),
    to: String(threshold.to),
    size: pointsSaid(low, high),
  })
  const side =
    fall < 0
      ? CHANGE_TEXTS.itRises
      : fall < low
        ? CHANGE_TEXTS.lessThanThat
        : fall < high
          ? CHANGE_TEXTS.withinThat
          : CHANGE_TEXTS.atLeastThat
  return { against: joined([about, said(side)], '.'), source: CHANGE_SOURCES.pain }
}

function rolandMorrisAgainst(start: number, fall: number): Against {
  if (start === 0) return NO_THRESHOLD
  const share = ROLAND_MORRIS.share * start
  const about = saidOf(CHANGE_TEXTS.rolandMorris, {
    points: String(ROLAND_MORRIS.points),
    share: numberText(share),
  })
  const [byPoints, byShare] = [fall >= ROLAND_MORRIS.points, fall >= share]
  const side =
    fall < 0
      ? CHANGE_TEXTS.theyRise
      : byPoints && byShare
        ? CHANGE_TEXTS.atLeastBoth
        : byPoints
          ? CHANGE_TEXTS.atLeastPoints
          : byShare
            ? CHANGE_TEXTS.atLeastShare
            : CHANGE_TEXTS.lessThanBoth
  return { against: joined([about, said(side)], '.'), source: CHANGE_SOURCES.rolandMorris }
}

const howSaid = (fall: number, percent: number | undefined): Said => {
  if (fall === 0) return said(CHANGE_TEXTS.noChange)
  const n = numberText(Math.abs(fall))
  return percent === undefined
    ? saidOf(fall > 0 ? CHANGE_TEXTS.less : CHANGE_TEXTS.more, { n })
    : saidOf(fall > 0 ? CHANGE_TEXTS.lessPercent : CHANGE_TEXTS.morePercent, { n, percent: signed(percent) })
}

/**
 * A score then and now, said and held against its threshold. Both have to have been said.
 *
 * @param told how a screen says it, where it is not shown in English
 */
export function changeOf(
  measure: MeasureId,
  start: number,
  now: number,
  told: Pick<Terms, 'say'> = {},
): Change {
  const fall = start - now
  const moved = saidOf(CHANGE_TEXTS.moved, {
    measure: { text: MEASURES[measure].name, en: capital(MEASURES[measure].name), slots: {} },
    start: numberText(start),
    now: numberText(now),
    how: howSaid(fall, changePercent(start, now)),
  })
  const { against, source } =
    measure === 'painAverage'
      ? painAgainst(start, fall)
      : measure === 'rolandMorris'
        ? rolandMorrisAgainst(start, fall)
        : { against: said(CHANGE_TEXTS.onlyAverage), source: undefined }
  return { measure, moved: sayIn(told, moved), against: sayIn(told, against), source }
}
