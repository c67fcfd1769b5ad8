import { filled, type Said } from '@shared/records/said'
import { told, toldIfKnown, words } from './text'

/** A text with places of `shared/`, in the language of the screens. A test looks that its pieces are in the catalogue. */
export const say = (one: Said): string => (words.value === undefined ? filled(one) : filled(one, told))
/** The same where a name or a code may stand in it, which is shown as it is. */
export const sayIfKnown = (one: Said): string =>
  words.value === undefined ? filled(one) : filled(one, toldIfKnown)
