import { placeParts, type Place } from '@shared/bodymap'
import { list, told } from '../../language/text'

/** A place on the map in the language of the screens; in English the very words of the note. */
export const placeWords = (place: Place): string =>
  list(placeParts(place).map(({ text, mm }) => told(text).replace('{mm}', String(mm ?? ''))))
