import { detailFilled, detailSaid, detailWords, type AuditRow } from '@shared/records/audit-row'
import { toldIfKnown, words } from '../language/text'

/** What an event carries, in the language of the screens; the name of a setting stands as it is. */
export const detailOf = ({ what, detail }: Pick<AuditRow, 'what' | 'detail'>): string =>
  words.value === undefined ? detailWords(what, detail) : detailFilled(detailSaid(what, detail), toldIfKnown)
