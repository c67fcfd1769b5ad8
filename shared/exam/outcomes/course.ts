import type { IsoDate } from '../../records/values'
import { asIs, said, saidOf } from '../../records/said'
import { sayIn, type Terms } from '../codec'
import type { AnswerState } from '../conditions'
import type { EarlierExam, ExamContext } from '../context'
import { UNANSWERED_WORDS } from '../field-kinds'
import { earlierLabels } from '../labels'
import { earlierView, type ExamView } from '../view'
import { changeOf, type Change } from './change'
import { MEASURE_IDS, MEASURES, type MeasureId } from './measures'
import { baselineOf } from './response'
import { COURSE_TEXTS } from './texts'
import { treatmentsOf } from './treatments'

/** A score of one visit, or why there is none. Nothing is carried over a visit. */
export type Score = { readonly value: number } | { readonly none: string }

/** One measure of the patient, or of one nodule, over all visits. */
export interface ScoreRow {
  readonly key: string
  readonly label: string
  /** Highest score; the lowest is 0. */
  readonly of: number
  /** One for each visit. */
  readonly scores: readonly Score[]
}

/** How a measure stands against the start, or why that cannot be said. */
export type Statement = Change | { readonly measure: MeasureId; readonly abstains: string }

/** The course of a patient over the signed visits. */
export interface Course {
  /** Days of the visits, oldest first. */
  readonly days: readonly IsoDate[]
  readonly rows: readonly ScoreRow[]
  /** What was begun or done, by the index of its visit. */
  readonly treatments: readonly { readonly visit: number; readonly words: string }[]
  /** The visit that later ones are held against: the last on or before the first treatment, else the first. */
  readonly startOn: IsoDate
  /** Of the last visit against the start; none where that is the same visit. */
  readonly statements: readonly Statement[]
}

const NONE: Readonly<Record<Exclude<AnswerState, 'value'>, string>> = {
  empty: COURSE_TEXTS.notRecorded,
  ...UNANSWERED_WORDS,
}

type Told = Pick<Terms, 'say'>
const none = (words: string, told: Told): Score => ({ none: sayIn(told, said(words)) })
const scoreOf = (value: number | undefined, state: AnswerState, told: Told): Score =>
  value === undefined ? none(NONE[state === 'value' ? 'empty' : state], told) : { value }

const isSaid = (score: Score): boolean => 'value' in score

/** Rows in which at least one visit says something. */
const isTold = (row: ScoreRow): boolean => row.scores.some(isSaid)

const ofMeasure = (visits: readonly ExamView[], id: MeasureId, told: Told): ScoreRow => {
  const { field, label, of } = MEASURES[id]
  return {
    key: id,
    label: sayIn(told, saidOf(COURSE_TEXTS.row, { measure: said(label), n: String(of) })),
    of,
    scores: visits.map((visit) => scoreOf(visit.value(field), visit.state(field), told)),
  }
}

/** Pain on pressure of every nodule, by its label. */
function ofNodules(
  visits: readonly ExamView[],
  labels: Readonly<Record<string, string>>,
  told: Told,
): ScoreRow[] {
  const ids = new Set(visits.flatMap((visit) => visit.entries('nodule').map(({ entryId }) => entryId)))
  const named = (label: string | undefined) => (label === undefined ? said(COURSE_TEXTS.nodule) : asIs(label))
  return [...ids].map((entryId) => ({
    key: entryId,
    label: sayIn(told, saidOf(COURSE_TEXTS.noduleRow, { nodule: named(labels[entryId]), n: '10' })),
    of: 10,
    scores: visits.map((visit): Score => {
      const entry = visit.entries('nodule').find((one) => one.entryId === entryId)
      if (entry === undefined) return none(NONE.empty, told)
      if (entry.state('nodule.status') === 'notExamined') return none(NONE.notExamined, told)
      return scoreOf(entry.value('nodule.painOnPressure'), entry.state('nodule.painOnPressure'), told)
    }),
  }))
}

function statementOf(measure: MeasureId, start: ExamView, now: ExamView, told: Told): Statement | undefined {
  const { field, name } = MEASURES[measure]
  const [then, today] = [start.value(field), now.value(field)]
  if (then === undefined && today === undefined) return undefined
  if (then === undefined || today === undefined) {
    const text = then === undefined ? COURSE_TEXTS.noStart : COURSE_TEXTS.noLast
    return { measure, abstains: sayIn(told, saidOf(text, { measure: said(name) })) }
  }
  return changeOf(measure, then, today, told)
}

/**
 * The course over signed visits: pain now, on average and at worst, Roland-Morris, the pressure score of each nodule,
 * and the treatments between. Change is a statement with its source, never a verdict (ruling 24).
 *
 * @param exams signed exams of one patient, in any order
 * @param told how a screen says it, where it is not shown in English
 */
export function courseOf(
  exams: readonly EarlierExam[],
  around: Omit<ExamContext, 'earlier' | 'today'>,
  told: Told = {},
): Course | undefined {
  const inOrder = exams.toSorted((a, b) => a.visitOn.localeCompare(b.visitOn))
  const last = inOrder.at(-1)
  if (last === undefined) return undefined
  const context: ExamContext = { ...around, today: last.visitOn, earlier: inOrder }
  const labels = earlierLabels(inOrder)
  const terms = {
    country: around.country,
    entryName: (_group: string, id: string) => labels[id] ?? sayIn(told, said('nodule')),
    ...told,
  }
  const visits = inOrder.map((exam) => earlierView(exam, context))
  const [first] = visits
  const now = visits.at(-1)
  if (first === undefined || now === undefined) return undefined
  const start = baselineOf(visits)?.view ?? first
  return {
    days: visits.map(({ visitOn }) => visitOn),
    rows: [
      ...MEASURE_IDS.map((id) => ofMeasure(visits, id, told)),
      ...ofNodules(visits, labels, told),
    ].filter(isTold),
    treatments: visits.flatMap((visit, index) =>
      treatmentsOf(visit, terms).map(({ words }) => ({ visit: index, words })),
    ),
    startOn: start.visitOn,
    statements: start === now ? [] : MEASURE_IDS.flatMap((id) => statementOf(id, start, now, told) ?? []),
  }
}
