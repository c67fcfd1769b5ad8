import { middleOfRing, sideAt, type Side } from '../bodymap'
import type { ExamBody } from '../records/exam'
import { said, saidOf, type Said } from '../records/said'
import { answerPath, type AnswerPath } from './answer'
import type { ExamContext } from './context'
import { earlierView, viewWithout, visitsBefore, type EntryView, type ExamView } from './view'

/** Where an exam says on which side a nodule is. What is written from it (note, letter, sheet) follows the card. */
export const SIDE_PLACES = ['map', 'outline', 'card', 'record', 'procedure', 'picture'] as const

/** One place that names a side of a nodule. */
export interface SideSaid {
  readonly is: (typeof SIDE_PLACES)[number]
  readonly side: Side
  /** Where it is put right. What was signed earlier is not: there the card is. */
  readonly path: AnswerPath
  /** "the map", "the nodule", "procedure 2". */
  readonly who: Said
}

/** Opposite sides are refused; where only one of the two is midline it asks to confirm (2.5). */
export function compareSides(
  here: Side | undefined,
  there: Side | undefined,
): 'opposite' | 'near' | undefined {
  if (here === undefined || there === undefined || here === there) return undefined
  return here === 'midline' || there === 'midline' ? 'near' : 'opposite'
}

/** The side that was last said of a nodule before this visit, and when. */
export const sideBefore = (
  entryId: string,
  view: ExamView,
): { readonly side: Side; readonly visitOn: string } | undefined => {
  for (const exam of visitsBefore(view).toReversed()) {
    const side = earlierView(exam, view.context)
      .entries('nodule')
      .find((one) => one.entryId === entryId)
      ?.value('nodule.side')
    if (side !== undefined) return { side, visitOn: exam.visitOn }
  }
  return undefined
}

/** The places that name a side, for whoever says them in another language. */
export const WHO_TEXTS = {
  map: 'the map',
  outline: 'the outline',
  card: 'the nodule',
  record: 'the record',
  procedure: 'procedure',
  picture: 'picture',
  numbered: '{name} {n}',
} as const
/** "procedure", or "procedure 2" where there are several. */
const numbered = (
  is: 'procedure' | 'picture',
  entries: readonly { entryId: string }[],
  entryId: string,
): Said =>
  entries.length < 2
    ? said(WHO_TEXTS[is])
    : saidOf(WHO_TEXTS.numbered, {
        name: said(WHO_TEXTS[is]),
        n: String(entries.findIndex((one) => one.entryId === entryId) + 1),
      })

/** Every side that the exam says of a nodule, in the order of `SIDE_PLACES`. */
export function sidesOf(view: ExamView, noduleId: string): readonly SideSaid[] {
  const nodule = view.entries('nodule').find(({ entryId }) => entryId === noduleId)
  const point = nodule?.value('nodule.point')
  const outline = nodule?.value('nodule.outline')
  const card = nodule?.value('nodule.side')
  const before = sideBefore(noduleId, view)
  const [procedures, pictures] = [view.entries('injection'), view.entries('image')]
  const cardPath = answerPath('nodule.side', noduleId)
  const procedure = (entry: EntryView<'injection'>): SideSaid[] => {
    const side = entry.value('injection.side')
    return side === undefined || entry.value('injection.nodule') !== noduleId
      ? []
      : [
          {
            is: 'procedure',
            side,
            path: answerPath('injection.side', entry.entryId),
            who: numbered('procedure', procedures, entry.entryId),
          },
        ]
  }
  const picture = (entry: EntryView<'image'>): SideSaid[] => {
    const side = entry.value('image.side')
    return side === undefined || entry.value('image.nodule') !== noduleId
      ? []
      : [
          {
            is: 'picture',
            side,
            path: answerPath('image.side', entry.entryId),
            who: numbered('picture', pictures, entry.entryId),
          },
        ]
  }
  return [
    ...(point
      ? [
          {
            is: 'map' as const,
            side: sideAt(point),
            path: answerPath('nodule.point', noduleId),
            who: said(WHO_TEXTS.map),
          },
        ]
      : []),
    ...(outline
      ? [
          {
            is: 'outline' as const,
            side: sideAt(middleOfRing(outline.ring)),
            path: answerPath('nodule.outline', noduleId),
            who: said(WHO_TEXTS.outline),
          },
        ]
      : []),
    ...(card ? [{ is: 'card' as const, side: card, path: cardPath, who: said(WHO_TEXTS.card) }] : []),
    ...(before
      ? [{ is: 'record' as const, side: before.side, path: cardPath, who: said(WHO_TEXTS.record) }]
      : []),
    ...procedures.flatMap(procedure),
    ...pictures.flatMap(picture),
  ]
}

/** A nodule with every side that is said of it. */
export interface Laterality {
  readonly entryId: string
  readonly said: readonly SideSaid[]
  /** Two places say opposite sides: signing stops. */
  readonly apart: boolean
}

/**
 * The laterality guard: for every nodule of the visit, and every nodule that a procedure or a picture names, where its
 * side is said and whether two places say opposite ones. Reads what was answered, refused by a check or not: what
 * disagrees is exactly what has to be seen.
 */
export function lateralityOf(body: ExamBody, context: ExamContext): readonly Laterality[] {
  const view = viewWithout(body, context, new Set())
  const named = [
    ...view.entries('nodule').map(({ entryId }) => entryId),
    ...view.entries('injection').flatMap((entry) => entry.value('injection.nodule') ?? []),
    ...view.entries('image').flatMap((entry) => entry.value('image.nodule') ?? []),
  ]
  return [...new Set(named)].map((entryId) => {
    const said = sidesOf(view, entryId)
    const apart = said.some((one) => said.some((other) => compareSides(one.side, other.side) === 'opposite'))
    return { entryId, said, apart }
  })
}
