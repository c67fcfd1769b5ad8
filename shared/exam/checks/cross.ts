import type { Said } from '../../records/said'
import { answerPath, type AnswerPath } from '../answer'
import { placeOf, type FieldId } from '../definition'
import type { ExamView } from '../view'
import type { CheckLevel, Offer, Verdict } from './check'
import { EXAM_CHECKS } from './exam-checks'
import { IDENTITY_CHECKS } from './identity-checks'
import { NODULE_CHECKS } from './nodule-checks'
import { OUTLINE_SIDE_CHECKS, PICTURE_SIDE_CHECKS, PROCEDURE_SIDE_CHECKS } from './side-checks'

/** One refusal (E) or request to confirm (W). */
export interface Finding {
  readonly path: AnswerPath
  readonly check: string
  readonly level: CheckLevel
  /** For the person at the keys, whole sentences. */
  readonly message: Said
  readonly offer?: Offer
  /** A W that was given its reason after the last change of what it reads. */
  readonly confirmed: boolean
}

/** A finding before its confirmation is looked up, with the answers it read. */
export type Loose = Omit<Finding, 'confirmed'> & { readonly reads: readonly AnswerPath[] }

const spoken = (verdict: NonNullable<Verdict>): { message: Said; offer?: Offer } =>
  'message' in verdict ? verdict : { message: verdict }

/** Findings across fields, over what counts so far. */
export function crossFindings(view: ExamView): Loose[] {
  const pathIn = (id: FieldId, entryId?: string) =>
    answerPath(id, placeOf(id).group === undefined ? undefined : entryId)
  /** The entry that this one names among what is read: the nodule of a procedure, whose side is compared. */
  const referred = (reads: readonly FieldId[], id: FieldId, entry: { entryId: string }) => {
    const { group } = placeOf(id)
    const naming = reads
      .map(placeOf)
      .find(({ field }) => field.kind === 'entryRef' && field.refersTo === group)
    const answer = naming && view.at(naming, entry.entryId).answer
    return answer?.is === 'value' && typeof answer.value === 'string' ? answer.value : undefined
  }
  const single = EXAM_CHECKS.flatMap((check): Loose[] => {
    const verdict = check.says(view)
    return verdict === undefined
      ? []
      : [{ path: check.at, check: check.id, level: check.level, ...spoken(verdict), reads: check.reads }]
  })
  const inEntries = <E extends { entryId: string }>(
    entries: readonly E[],
    checks: readonly {
      id: string
      group: string
      level: CheckLevel
      at: FieldId
      reads: readonly FieldId[]
      says: (entry: E, view: ExamView) => Verdict
    }[],
  ): Loose[] =>
    entries.flatMap((entry) =>
      checks.flatMap((check): Loose[] => {
        const verdict = check.says(entry, view)
        if (verdict === undefined) return []
        const reads = check.reads.map((id) =>
          pathIn(id, placeOf(id).group === check.group ? entry.entryId : referred(check.reads, id, entry)),
        )
        const path = pathIn(check.at, entry.entryId)
        return [{ path, check: check.id, level: check.level, ...spoken(verdict), reads }]
      }),
    )
  return [
    ...single,
    ...inEntries(view.entries('nodule'), [...NODULE_CHECKS, ...IDENTITY_CHECKS, ...OUTLINE_SIDE_CHECKS]),
    ...inEntries(view.entries('injection'), PROCEDURE_SIDE_CHECKS),
    ...inEntries(view.entries('image'), PICTURE_SIDE_CHECKS),
  ]
}
