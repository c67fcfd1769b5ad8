import { isAnotherPerson } from '@shared/imaging/identity'
import { edgesOf } from '@shared/imaging/orientation'
import { dayWords, type SaidOfPicture } from '@shared/imaging/visits'
import { t, type Plain } from '../../language/text'
import { countWords, imageWords } from '../words'
import type { Pane } from './desk'

/** What stands over a film in words. */

/** In capitals: a side is read before anything else. */
const SIDES = { left: 'LEFT', right: 'RIGHT', midline: 'MIDLINE' } as const satisfies Record<string, Plain>

export const isSeen = ({ film }: Pane): boolean => film.seen.value?.picture.is === 'frame'

/** Whether the file names somebody else than the chart. */
export const isOthers = ({ film }: Pane): boolean => isAnotherPerson(film.seen.value?.image.facts.identity)

/** Whether the file says how the picture lies in the patient. */
export const lies = ({ film }: Pane): boolean => edgesOf(film.facts.value, film.view.value) !== undefined

export const saidOf = ({ dated }: Pane): SaidOfPicture => dated.value?.said ?? { words: '' }

export const whatOf = ({ film, dated }: Pane): string => {
  const facts = film.seen.value?.image.facts ?? dated.value?.stack.images[0].facts
  return facts === undefined ? '' : imageWords(facts)
}

/** What somebody said of it beyond what the file says: a modality that both say is said once. */
export const besidesOf = (pane: Pane): string => {
  const what = whatOf(pane).toLowerCase()
  return saidOf(pane)
    .words.split(', ')
    .filter((one) => one.toLowerCase() !== what)
    .join(', ')
}

export const dayOf = ({ dated }: Pane): string =>
  dated.value === undefined || dated.value.visitOn === '' ? '' : dayWords(dated.value)

/** Of this visit, as far as anybody said: by itself it needs no date. */
export const isToday = ({ dated }: Pane): boolean =>
  dated.value?.here === true && dated.value.said.takenOn === undefined

/** The patient's own side as somebody answered it, else as the file says it, else nothing. */
export const sideOf = (pane: Pane): string => {
  const { side } = saidOf(pane)
  if (side !== undefined) return t(SIDES[side])
  const own = pane.film.facts.value?.side
  return own === undefined ? '' : t('{side} (file)', { side: t(SIDES[own]) })
}

/** "frame 3 of 30"; nothing until one is seen. */
export const countOf = ({ film: { seen, count } }: Pane): string =>
  seen.value === undefined ? '' : countWords(seen.value.image.facts, seen.value.at, count.value)

/** All of it, as it is spoken. */
export const labelOf = (pane: Pane): string =>
  [whatOf(pane), besidesOf(pane), dayOf(pane)].filter(Boolean).join(', ')
