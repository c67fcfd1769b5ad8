import { detailSaid, type AuditRow } from '@shared/records/audit-row'
import { sayIfKnown } from '../language/say'

/** What an event carries, in the language of the screens; the name of a setting stands as it is. */
export const detailOf = ({ what, detail }: Pick<AuditRow, 'what' | 'detail'>): string =>
  sayIfKnown(detailSaid(what, detail))
