import { capital, numberText, signed } from '../wording'
import { changePercent } from '../derived'
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

const points = (count: number): string => `${numberText(count)} point${count === 1 ? '' : 's'}`

function painAgainst(start: number, fall: number): Pick<Change, 'against' | 'source'> {
  const threshold = PAIN_THRESHOLDS.find(({ from, to }) => start >= from && start <= to)
  if (threshold === undefined)
    return { against: 'No threshold is published for a start of 0.', source: undefined }
  const [low, high] = threshold.points
  const size = low === high ? points(low) : `${low} to ${points(high)}`
  const about = `Published threshold from a start of ${threshold.from} to ${threshold.to}: ${size} less.`
  const side =
    fall < 0
      ? 'It is for a fall; this is a rise.'
      : fall < low
        ? 'This change is less than that.'
        : fall < high
          ? 'This change is within that.'
          : 'This change is at least that.'
  return { against: `${about} ${side}`, source: CHANGE_SOURCES.pain }
}

function rolandMorrisAgainst(start: number, fall: number): Pick<Change, 'against' | 'source'> {
  if (start === 0) return { against: 'No threshold is published for a start of 0.', source: undefined }
  const share = ROLAND_MORRIS.share * start
  const about = `Published thresholds: ${ROLAND_MORRIS.points} points less, or 30% of the start (here ${numberText(share)}).`
  const [byPoints, byShare] = [fall >= ROLAND_MORRIS.points, fall >= share]
  const side =
    fall < 0
      ? 'They are for a fall; this is a rise.'
      : byPoints && byShare
        ? 'This change is at least both.'
        : byPoints
          ? 'This change is at least the points, and less than the 30%.'
          : byShare
            ? 'This change is at least the 30%, and less than the points.'
            : 'This change is less than both.'
  return { against: `${about} ${side}`, source: CHANGE_SOURCES.rolandMorris }
}

/** A score then and now, said and held against its threshold. Both have to have been said. */
export function changeOf(measure: MeasureId, start: number, now: number): Change {
  const fall = start - now
  const percent = changePercent(start, now)
  const how =
    fall === 0
      ? 'no change'
      : `${numberText(Math.abs(fall))} ${fall > 0 ? 'less' : 'more'}${percent === undefined ? '' : ` (${signed(percent)}%)`}`
  const moved = `${capital(MEASURES[measure].name)} ${numberText(start)} to ${numberText(now)}: ${how}.`
  if (measure === 'painAverage') return { measure, moved, ...painAgainst(start, fall) }
  if (measure === 'rolandMorris') return { measure, moved, ...rolandMorrisAgainst(start, fall) }
  return {
    measure,
    moved,
    against: 'The published thresholds are for average pain: none is held against this score.',
    source: undefined,
  }
}
