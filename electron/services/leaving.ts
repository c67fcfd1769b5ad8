import { fail, ok, type Result } from '../../shared/errors'
import type { ExamBody, SignedExam } from '../../shared/records/exam'
import type { ImageRecord } from '../../shared/records/image'
import type { LeftVisit } from '../../shared/records/left-visit'
import { counts } from '../../shared/records/revision'
import type { Uuid } from '../../shared/records/values'
import type { VaultTransaction } from '../store/types'
import { forgetLastVisit } from './charts'
import type { Session } from './context'
import { readAll, readDraft, readExam, readImage } from './stored'

/** What leaving a chart takes, whether a visit is moved (move.ts) or a draft discarded (discard.ts). */

/** A visit as it stands in a chart, as a draft or signed. */
export interface Standing {
  readonly patientId: Uuid
  readonly body: ExamBody
  readonly draft: { readonly sequence: number; readonly startedAt: string } | undefined
  readonly signed: SignedExam | undefined
}

/** `withdrawn` once nothing more comes of it, `openDraft` while an amendment of it is open. */
export const standingIn = async (session: Session, examId: Uuid): Promise<Result<Standing>> => {
  const latest = await session.vault.documents.latest('exam', examId)
  const stored = await session.vault.drafts.get(examId)
  if (latest.ok) {
    const signed = readExam(latest.value)
    if (!signed.ok) return signed
    if (!counts(signed.value)) return fail('withdrawn')
    // What is being amended would be lost between two charts.
    if (stored.ok) return fail('openDraft')
    const { patientId, body } = signed.value
    return ok({ patientId, body, draft: undefined, signed: signed.value })
  }
  if (latest.error.code !== 'notFound') return latest
  if (!stored.ok) return stored
  // What another window typed beside it would stay behind in a chart that it does not belong to.
  const besides = await session.vault.besides.list(examId)
  if (!besides.ok) return besides
  if (besides.value.besides.length + besides.value.damaged > 0) return fail('notReady', { detail: 'besides' })
  // Something newer was typed than the disk has.
  if (session.unsaved.has(examId)) return fail('conflict')
  const draft = readDraft(stored.value)
  if (!draft.ok) return draft
  const { patientId, body, sequence, startedAt } = draft.value
  return ok({ patientId, body, draft: { sequence, startedAt }, signed: undefined })
}

/** The pictures of a visit, all of them or none. */
export const imagesOf = async (session: Session, examId: Uuid): Promise<Result<ImageRecord[]>> => {
  if ([...session.uploads.values()].some((upload) => upload.examId === examId))
    return fail('notReady', { detail: 'pictures' })
  const found = await session.vault.images.list({ examId })
  if (!found.ok) return found
  const { values, damaged } = readAll(found.value.images, readImage)
  // It would stay behind in a chart that it does not belong to.
  return damaged + found.value.damaged.length > 0 ? fail('damaged') : ok(values)
}

export const writeLeft = async (
  tx: VaultTransaction,
  patientId: Uuid,
  left: LeftVisit,
): Promise<Result<unknown>> => {
  const before = await tx.documents.history('leftVisit', left.examId)
  if (!before.ok) return before
  return tx.documents.put({
    kind: 'leftVisit',
    docId: left.examId,
    patientId,
    baseRevision: before.value.at(-1)?.revision ?? 0,
    body: left,
  })
}

/** What is held of it in this session goes as well. */
export const forget = (session: Session, examId: Uuid, ...patientIds: readonly Uuid[]): void => {
  session.bodyOfDraft.delete(examId)
  session.patientOfDraft.delete(examId)
  session.unsaved.delete(examId)
  for (const patientId of patientIds) forgetLastVisit(session, patientId)
}
