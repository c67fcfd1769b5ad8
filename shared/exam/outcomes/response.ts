import type { IsoDate } from '../../records/values'
import { earlierView, visitsBefore, type ExamView } from '../view'
import { daysBetween } from '../wording'
import { MEASURES, type MeasureId } from './measures'
import { treatmentsOf } from './treatments'

/** A score at the baseline visit and at this one. Both were said; neither is carried. */
export interface Compared {
  readonly measure: MeasureId
  readonly baseline: number
  readonly now: number
  /** Share of the baseline by which the score fell, not rounded; negative where it rose. */
  readonly improvement: number
}

/** How the scores moved since the first treatment (R41). */
export interface TreatmentResponse {
  /** The day on which the first treatment began. */
  readonly begunOn: IsoDate
  readonly baselineOn: IsoDate
  /** From the first treatment to this visit. */
  readonly days: number
  /** Average pain and Roland-Morris, as far as both scores were said; a baseline of 0 is skipped. */
  readonly compared: readonly Compared[]
}

/** The measures by which R41 judges (clinical content 3). */
const JUDGED: readonly MeasureId[] = ['painAverage', 'rolandMorris']

const NO_NAMES = { country: '', entryName: () => '' }

/** The visits up to this one in time order, this one last, each as it could be seen then. */
export const visitsUpTo = (view: ExamView): readonly ExamView[] => [
  ...visitsBefore(view).map((exam) => earlierView(exam, view.context)),
  view,
]

/** The day on which the first treatment began, and the last visit on or before it; none before a treatment. */
export function baselineOf(
  visits: readonly ExamView[],
): { readonly begunOn: IsoDate; readonly view: ExamView } | undefined {
  const first = visits.find((visit) => treatmentsOf(visit, NO_NAMES).length > 0)
  const baseline = first && visits.findLast((visit) => visit.visitOn <= first.visitOn)
  return first && baseline && { begunOn: first.visitOn, view: baseline }
}

/** Scores of this visit against those at the first treatment. */
export function responseOf(view: ExamView): TreatmentResponse | undefined {
  const start = baselineOf(visitsUpTo(view))
  if (start === undefined) return undefined
  const compared = JUDGED.flatMap((measure): Compared[] => {
    const { field } = MEASURES[measure]
    const [baseline, now] = [start.view.value(field), view.value(field)]
    return baseline === undefined || now === undefined || baseline === 0
      ? []
      : [{ measure, baseline, now, improvement: (baseline - now) / baseline }]
  })
  return {
    begunOn: start.begunOn,
    baselineOn: start.view.visitOn,
    days: daysBetween(start.begunOn, view.visitOn),
    compared,
  }
}
