import { filled, type Said } from '@shared/records/said'
import { dayWords } from './days'
import { told, toldIfKnown, words } from './text'

const TELLER = { say: told, day: dayWords }
const TELLER_OF_NAMES = { say: toldIfKnown, day: dayWords }

/** A text with places of `shared/`, in the language of the screens. A test looks that its pieces are in the catalogue. */
export const say = (one: Said): string => (words.value === undefined ? filled(one) : filled(one, TELLER))
/** The same where a name or a code may stand in it, which is shown as it is. */
export const sayIfKnown = (one: Said): string =>
  words.value === undefined ? filled(one) : filled(one, TELLER_OF_NAMES)
/** How a codec of `shared/` is to say its values; absent while English is shown, which it says by itself. */
export const teller = (): { say?: (one: Said) => string } => (words.value === undefined ? {} : { say })
