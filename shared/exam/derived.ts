import { isoToWords } from '../dates/typed-date'
import type { IsoDate } from '../records/values'
import type { Axes, Duration } from './answer'
import type { Terms } from './codec'
import type { EarlierExam, ExamContext } from './context'
import { PLACES, type CodeOf } from './definition'
import { durationDays } from './durations'
import type { DerivedId } from './field-kinds'
import { lifeEvents } from './life-events'
import { besideShading, shadedAlone } from './pain-match'
import { earlierView, visitsBefore, type EntryView, type ExamView } from './view'
import { numberText } from './wording'

/** kg/m², one decimal. */
export const bmi = (weightKg: number, heightCm: number): number =>
  Math.round((weightKg / (heightCm / 100) ** 2) * 10) / 10

/** Milligrams in a volume: 1% is 10 mg per mL. */
export const doseMg = (percent: number, millilitres: number): number =>
  Math.round(percent * millilitres * 1000) / 100

/** Relief in per cent of the pain before; none where there was no pain before. */
export const reliefPercent = (before: number, after: number): number | undefined =>
  before > 0 ? ((before - after) / before) * 100 : undefined

/** Change in per cent of the first value; none from 0. */
export const changePercent = (from: number, to: number): number | undefined =>
  from === 0 ? undefined : ((to - from) / from) * 100

/** Under 6, 6 to 12 inclusive, over 12 weeks (clinical content 2.1). */
export const DURATION_CLASSES = ['under6Weeks', '6to12Weeks', 'over12Weeks'] as const
export function durationClass(duration: Duration): (typeof DURATION_CLASSES)[number] {
  const weeks = durationDays(duration) / 7
  return weeks < 6 ? 'under6Weeks' : weeks <= 12 ? '6to12Weeks' : 'over12Weeks'
}

/** Years, from mean month and year lengths. */
export const durationYears = (duration: Duration): number => durationDays(duration) / 365.25

/** Longer than one year, as the exemption of R06 asks. */
export const overOneYear = (duration: Duration): boolean => durationYears(duration) > 1

/** Rules use the larger of the two lengths (clinical content 2.5). */
export const largerMm = ({ longMm, shortMm }: Axes): number => Math.max(longMm, shortMm)

/** Positive, tested and all sacroiliac tests. A test that was not done never counts as negative (2.7). */
export function sacroiliacCount(view: ExamView): { positive: number; tested: number; of: number } {
  const tests = PLACES.filter(({ section, field }) => section.id === 'sacroiliac' && field.kind === 'choice')
  const answers = tests.map((place) => view.at(place).answer)
  const values = answers.flatMap((answer) => (answer?.is === 'value' ? [answer.value] : []))
  const positive: CodeOf<'sacroiliac.distraction'> = 'present'
  return {
    positive: values.filter((value) => value === positive).length,
    tested: values.length,
    of: tests.length,
  }
}

/** One size of a nodule and how it was measured. */
export interface Measured {
  readonly size: Axes
  /** Code of the method; sizes are compared only where it is the same (ruling 7). */
  readonly method: CodeOf<'nodule.sizePalpatedBy'> | CodeOf<'nodule.sizeImagedBy'>
}

/** Sizes of a nodule in one exam, palpated first. */
export function sizesOf(nodule: EntryView<'nodule'>): readonly Measured[] {
  const palpated = nodule.value('nodule.sizePalpated')
  const palpatedBy = nodule.value('nodule.sizePalpatedBy')
  const imaged = nodule.value('nodule.sizeImaged')
  const imagedBy = nodule.value('nodule.sizeImagedBy')
  return [
    ...(palpated && palpatedBy ? [{ size: palpated, method: palpatedBy }] : []),
    ...(imaged && imagedBy ? [{ size: imaged, method: imagedBy }] : []),
  ]
}

/** An earlier size of the same nodule by the same method. */
export interface EarlierSize extends Measured {
  readonly visitOn: IsoDate
}

/** Every size that visits before this one hold of a nodule, oldest first. */
export function earlierSizes(view: ExamView, entryId: string): readonly EarlierSize[] {
  const visits = visitsBefore(view)
  const known = sizesBefore.get(view.context)
  const ofNodules = known?.visits === visits ? known.ofNodules : new Map<string, readonly EarlierSize[]>()
  sizesBefore.set(view.context, { visits, ofNodules })
  const made =
    ofNodules.get(entryId) ??
    visits.flatMap((exam) =>
      earlierView(exam, view.context)
        .entries('nodule')
        .filter((entry) => entry.entryId === entryId)
        .flatMap((entry) => sizesOf(entry).map((measured) => ({ ...measured, visitOn: exam.visitOn }))),
    )
  ofNodules.set(entryId, made)
  return made
}
/** What was signed does not change under the fingers. */
const sizesBefore = new WeakMap<
  ExamContext,
  {
    readonly visits: readonly EarlierExam[]
    readonly ofNodules: Map<string, readonly EarlierSize[]>
  }
>()

/** Change of the larger axis against one earlier size, mm and per cent. */
export function sizeChange(then: Axes, now: Axes): { mm: number; percent: number } {
  const mm = largerMm(now) - largerMm(then)
  return { mm, percent: (mm / largerMm(then)) * 100 }
}

export type Trend = 'new' | 'same' | 'larger' | 'smaller' | 'gone' | 'notExamined' | 'unknown'

/** Trend since the last visit, derived from what was measured and entered, never stored (ruling 8). */
export function trendOf(view: ExamView, nodule: EntryView<'nodule'>): Trend {
  const status = nodule.value('nodule.status')
  if (nodule.state('nodule.status') === 'notExamined') return 'notExamined'
  if (status === 'notFound' || status === 'excised' || status === 'merged') return 'gone'
  const change = lastChange(view, nodule)
  if (change) return change.mm === 0 ? 'same' : change.mm > 0 ? 'larger' : 'smaller'
  return status === 'new' ? 'new' : status === 'same' ? 'same' : 'unknown'
}

/** Change against the last earlier size by the same method, if there is one. */
export function lastChange(
  view: ExamView,
  nodule: EntryView<'nodule'>,
): { mm: number; percent: number; since: IsoDate } | undefined {
  const before = earlierSizes(view, nodule.entryId)
  for (const now of sizesOf(nodule)) {
    const then = before.findLast((size) => size.method === now.method)
    if (then) return { ...sizeChange(then.size, now.size), since: then.visitOn }
  }
  return undefined
}

const changeWords = (mm: number, since: IsoDate): string =>
  mm === 0
    ? `same length as on ${isoToWords(since)}`
    : `${numberText(Math.abs(mm))} mm ${mm > 0 ? 'longer' : 'shorter'} than on ${isoToWords(since)}`

const dose = (percent: number | undefined, ml: number | undefined): string | undefined =>
  percent === undefined || ml === undefined ? undefined : `${numberText(doseMg(percent, ml))} mg`
/** A percentage, and no positive or negative label (clinical content 2.9). */
const relief = (before: number | undefined, after: number | undefined): string | undefined => {
  const percent = before === undefined || after === undefined ? undefined : reliefPercent(before, after)
  if (percent === undefined) return undefined
  const whole = Math.round(Math.abs(percent))
  return percent < 0 ? `${whole}% more pain` : `${whole}% relief`
}

/** Words that follow a field in the note because they can be worked out from it (`derives` in the definition). */
export const DERIVED = {
  bmi: (view: ExamView) => {
    const kg = view.value('contributors.weightKg')
    const cm = view.value('contributors.heightCm')
    return kg === undefined || cm === undefined ? undefined : `BMI ${numberText(bmi(kg, cm))}`
  },
  sacroiliacCount: (view: ExamView) => {
    const { positive, tested, of } = sacroiliacCount(view)
    return tested === 0 ? undefined : `${positive} of ${of} positive, ${tested} tested`
  },
  shadedAlone,
  besideShading,
  lifeEvents,
  sizeChange: (view: ExamView, entryId?: string) => {
    const nodule = view.entries('nodule').find((entry) => entry.entryId === entryId)
    const change = nodule && lastChange(view, nodule)
    return change && changeWords(change.mm, change.since)
  },
  testDose: (view: ExamView, entryId?: string) => {
    const entry = view.entries('testInjection').find((candidate) => candidate.entryId === entryId)
    return dose(entry?.value('testInjection.concentration'), entry?.value('testInjection.volume'))
  },
  testRelief: (view: ExamView, entryId?: string) => {
    const entry = view.entries('testInjection').find((candidate) => candidate.entryId === entryId)
    return relief(entry?.value('testInjection.painBefore'), entry?.value('testInjection.painAfter'))
  },
  dose: (view: ExamView, entryId?: string) => {
    const entry = view.entries('injection').find((candidate) => candidate.entryId === entryId)
    return dose(entry?.value('injection.concentration'), entry?.value('injection.volume'))
  },
  secondDose: (view: ExamView, entryId?: string) => {
    const entry = view.entries('injection').find((candidate) => candidate.entryId === entryId)
    return dose(entry?.value('injection.secondConcentration'), entry?.value('injection.secondVolume'))
  },
  relief: (view: ExamView, entryId?: string) => {
    const entry = view.entries('injection').find((candidate) => candidate.entryId === entryId)
    return relief(entry?.value('injection.painBefore'), entry?.value('injection.painAfter'))
  },
} as const satisfies Record<
  DerivedId,
  (view: ExamView, entryId: string | undefined, terms: Terms) => string | undefined
>
