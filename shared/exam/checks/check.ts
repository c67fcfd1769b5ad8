import type { Said } from '../../records/said'
import type { FieldValue } from '../answer'
import type { FieldId, GroupFieldId, GroupId, SingleFieldId } from '../definition'
import type { EntryView, ExamView } from '../view'

/** `refuse` is E: the value does not count and signing stops. `confirm` is W: it counts once a reason is given. */
export type CheckLevel = 'refuse' | 'confirm'

/** A better value that one key takes. */
export interface Offer {
  readonly label: Said
  readonly value: FieldValue
}
/** What a check says when it fails; nothing when all is well. */
export type Verdict = Said | { readonly message: Said; readonly offer: Offer } | undefined

interface CheckBase<I extends FieldId> {
  /** Permanent: confirmations name it. */
  readonly id: string
  readonly level: CheckLevel
  /** The field whose row shows it. */
  readonly at: I
  /** All it reads: an answer newer than the confirmation asks again. */
  readonly reads: readonly FieldId[]
  /** Clinical content or ruling it comes from. */
  readonly source: string
}

/** A check across single fields. */
export interface ExamCheck extends CheckBase<SingleFieldId> {
  readonly says: (view: ExamView) => Verdict
}
/** A check on each entry of a group. */
export interface EntryCheck<G extends GroupId = GroupId> extends CheckBase<GroupFieldId<G>> {
  readonly group: G
  readonly says: (entry: EntryView<G>, view: ExamView) => Verdict
}
