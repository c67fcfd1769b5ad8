import { listedSaid, said, saidOf } from '../../records/said'
import { answerPath } from '../answer'
import { compareSides, sidesOf, type SideSaid } from '../laterality'
import type { ExamView } from '../view'
import type { EntryCheck, Verdict } from './check'
import { CHECK_TEXTS } from './texts'

/** Named only where they do not say what the card says. */
const ASIDE: readonly SideSaid['is'][] = ['map', 'outline', 'record']

/** Who says otherwise. */
const others = (said: readonly SideSaid[], path: string): readonly SideSaid[] => {
  const card = said.find(({ is }) => is === 'card')
  return said.filter(
    (one) => one.path !== path && !(card !== undefined && one.side === card.side && ASIDE.includes(one.is)),
  )
}

type Name = 'outline' | 'procedure' | 'picture'
const verdict = (name: Name, own: SideSaid | undefined, all: readonly SideSaid[], want: Want): Verdict => {
  if (own === undefined) return undefined
  // A reason for the midline is asked once, where it stands beside the nodule's own side.
  const asked = want === 'opposite' ? all : all.filter(({ is }) => is !== 'procedure' && is !== 'picture')
  const found = asked.filter((one) => compareSides(own.side, one.side) === want)
  // What contradicts is refused; only what is left is a matter of a reason.
  if (want === 'near' && all.some((one) => compareSides(own.side, one.side) === 'opposite')) return undefined
  if (found.length === 0) return undefined
  const others = found.map(({ who, side }) => saidOf(CHECK_TEXTS.whoSays, { who, side }))
  return saidOf(want === 'opposite' ? CHECK_TEXTS.sideOpposite : CHECK_TEXTS.sideNear, {
    what: said(CHECK_TEXTS[name]),
    side: own.side,
    others: listedSaid(others),
  })
}

type Want = 'opposite' | 'near'
const LEVELS = [
  ['sideAgainstNodule', 'refuse', 'opposite'],
  ['sideNearNodule', 'confirm', 'near'],
] as const

const about = (
  name: Name,
  noduleId: string | undefined,
  path: string,
  view: ExamView,
  want: Want,
): Verdict => {
  if (noduleId === undefined) return undefined
  const said = sidesOf(view, noduleId)
  const own = said.find((one) => one.path === path)
  return verdict(name, own, others(said, path), want)
}

/** An outline drawn on another side than its nodule is on; a procedure and a picture are held against it themselves. */
export const OUTLINE_SIDE_CHECKS: readonly EntryCheck<'nodule'>[] = LEVELS.map(([id, level, want]) => ({
  id: `nodule.outline.${id}`,
  level,
  group: 'nodule',
  at: 'nodule.outline',
  reads: ['nodule.outline', 'nodule.side', 'nodule.point'],
  source: '2.5, wrong-side safety',
  says: (entry, view) => {
    const said = sidesOf(view, entry.entryId).filter(({ is }) => is !== 'procedure' && is !== 'picture')
    const own = said.find(({ is }) => is === 'outline')
    return own && verdict('outline', own, others(said, own.path), want)
  },
}))

/**
 * A procedure or a picture on another side than its nodule (2.5, wrong-side safety). It is held against every place
 * that says a side of that nodule: map, card, the record where today has no card, and the other procedures and
 * pictures of it.
 */
export const PROCEDURE_SIDE_CHECKS: readonly EntryCheck<'injection'>[] = LEVELS.map(([id, level, want]) => ({
  id: `injection.${id}`,
  level,
  group: 'injection',
  at: 'injection.side',
  reads: ['injection.side', 'injection.nodule', 'nodule.side', 'nodule.point'],
  source: '2.5, 2.10',
  says: (entry, view) =>
    about(
      'procedure',
      entry.value('injection.nodule'),
      answerPath('injection.side', entry.entryId),
      view,
      want,
    ),
}))

export const PICTURE_SIDE_CHECKS: readonly EntryCheck<'image'>[] = LEVELS.map(([id, level, want]) => ({
  id: `image.${id}`,
  level,
  group: 'image',
  at: 'image.side',
  reads: ['image.side', 'image.nodule', 'nodule.side', 'nodule.point'],
  source: '2.5, 2.8',
  says: (entry, view) =>
    about('picture', entry.value('image.nodule'), answerPath('image.side', entry.entryId), view, want),
}))
