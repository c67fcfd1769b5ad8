import type { Writer } from './connection'
import type { NewSlot } from './types'

/** A slot that is stretched and sealed, and counts from the commit of the transaction that puts it. */
export class PreparedSlot implements NewSlot {
  constructor(
    readonly kind: NewSlot['kind'],
    readonly put: (db: Writer) => Promise<void>,
  ) {}
}
