import type { Side } from '../../bodymap'
import type { ExamView } from '../view'
import type { EntryCheck, Verdict } from './check'
import { compareSides } from './nodule-checks'

/** The side of a nodule of this exam as its card says. */
const sideOfNodule = (view: ExamView, entryId: string | undefined): Side | undefined =>
  view
    .entries('nodule')
    .find((nodule) => nodule.entryId === entryId)
    ?.value('nodule.side')

const opposite = (what: string, here: Side | undefined, card: Side | undefined): Verdict =>
  compareSides(here, card) === 'opposite'
    ? `${what} says ${here ?? ''}, the nodule says ${card ?? ''}. Which is it?`
    : undefined
const near = (what: string, here: Side | undefined, card: Side | undefined): Verdict =>
  compareSides(here, card) === 'near'
    ? `${what} says ${here ?? ''}, the nodule says ${card ?? ''}. Keep it? Say why.`
    : undefined

/** A procedure or a picture on the other side than its nodule is refused, as on the map (2.5, wrong-side safety). */
export const PROCEDURE_SIDE_CHECKS: readonly EntryCheck<'injection'>[] = (
  [
    ['injection.sideAgainstNodule', 'refuse', opposite],
    ['injection.sideNearNodule', 'confirm', near],
  ] as const
).map(([id, level, compare]) => ({
  id,
  level,
  group: 'injection',
  at: 'injection.side',
  reads: ['injection.side', 'injection.nodule', 'nodule.side'],
  source: '2.5, 2.10',
  says: (entry, view) =>
    compare('Procedure', entry.value('injection.side'), sideOfNodule(view, entry.value('injection.nodule'))),
}))

export const PICTURE_SIDE_CHECKS: readonly EntryCheck<'image'>[] = (
  [
    ['image.sideAgainstNodule', 'refuse', opposite],
    ['image.sideNearNodule', 'confirm', near],
  ] as const
).map(([id, level, compare]) => ({
  id,
  level,
  group: 'image',
  at: 'image.side',
  reads: ['image.side', 'image.nodule', 'nodule.side'],
  source: '2.5, 2.8',
  says: (entry, view) =>
    compare('Picture', entry.value('image.side'), sideOfNodule(view, entry.value('image.nodule'))),
}))
