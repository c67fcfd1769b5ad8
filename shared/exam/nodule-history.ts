import type { IsoDate } from '../records/values'
import { earlierView, visitsBefore, type EntryView, type ExamView } from './view'

type Nodule = EntryView<'nodule'>

/** One visit of a patient, as it counts. */
export interface SeenVisit {
  readonly visitOn: IsoDate
  readonly view: ExamView
  /** The visit that is being charted. */
  readonly today: boolean
}

/** Every signed visit before this one, oldest first, as it could be seen then. */
export const earlierVisits = (view: Pick<ExamView, 'visitOn' | 'context'>): readonly SeenVisit[] =>
  visitsBefore(view).map((exam) => ({
    visitOn: exam.visitOn,
    view: earlierView(exam, view.context),
    today: false,
  }))

/** Every visit up to this one, which comes last. */
export const allVisits = (view: ExamView): readonly SeenVisit[] => [
  ...earlierVisits(view),
  { visitOn: view.visitOn, view, today: true },
]

/** A nodule at one visit. Without a card that visit does not speak of it. */
export interface Sighting extends SeenVisit {
  readonly nodule: Nodule | undefined
}

const noduleIn = (view: ExamView, entryId: string): Nodule | undefined =>
  view.entries('nodule').find((entry) => entry.entryId === entryId)

/** A nodule over the visits, from the first that has a card of it. */
export function sightingsOf(visits: readonly SeenVisit[], entryId: string): readonly Sighting[] {
  const all = visits.map((visit) => ({ ...visit, nodule: noduleIn(visit.view, entryId) }))
  const first = all.findIndex(({ nodule }) => nodule !== undefined)
  return first < 0 ? [] : all.slice(first)
}

/** What became of a nodule at a visit: felt, or why there is nothing to compare. */
export type Fate = 'felt' | 'notSaid' | 'notExamined' | 'notFound' | 'excised' | 'merged'

export function fateOf({ nodule }: Pick<Sighting, 'nodule'>): Fate {
  if (nodule === undefined) return 'notSaid'
  const status = nodule.value('nodule.status')
  if (nodule.state('nodule.status') === 'notExamined') return 'notExamined'
  if (status === 'notFound' || status === 'excised' || status === 'merged') return status
  // A card that a known nodule brought along says nothing until something was said on it.
  const said = status !== undefined || FELT.some((id) => nodule.state(id) !== 'empty')
  return said ? 'felt' : 'notSaid'
}
const FELT = [
  'nodule.point',
  'nodule.side',
  'nodule.sizePalpated',
  'nodule.sizeImaged',
  'nodule.tenderness',
  'nodule.painOnPressure',
  'nodule.familiarPain',
  'nodule.consistency',
] as const

/** The newest earlier visit at which the nodule has a place on the map: where the record says it is. */
export const lastPlaced = (visits: readonly SeenVisit[], entryId: string): Sighting | undefined =>
  sightingsOf(visits, entryId).findLast(({ nodule }) => nodule?.value('nodule.point') !== undefined)
