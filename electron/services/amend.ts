import { fail, ok, type Result } from '../../shared/errors'
import type { OwnProof } from '../../shared/ipc/contract'
import type { SignedExam } from '../../shared/records/exam'
import { person } from '../../shared/records/people'
import { counts, type RevisionKind } from '../../shared/records/revision'
import type { Uuid } from '../../shared/records/values'
import { forgetAwaited } from './awaited'
import { forgetLastVisit } from './charts'
import { nowAt, whileOpen, type Context, type Session } from './context'
import { confirmSelf } from './people'
import { draftContentOf, readExam } from './stored'

/** The newest revision of a visit that may still be changed; `withdrawn` when nothing more comes of it. */
export const changeable = async (session: Session, examId: Uuid): Promise<Result<SignedExam>> => {
  const found = await session.vault.documents.latest('exam', examId)
  const signed = found.ok ? readExam(found.value) : found
  return signed.ok && !counts(signed.value) ? fail('withdrawn') : signed
}

/** What a draft of a visit that is signed already makes of it: the rest of the emergency, or a correction. */
export const kindOfAmendment = ({ mode }: SignedExam): RevisionKind =>
  mode === 'complete' ? 'amendment' : 'completion'

/**
 * Changes of a signed visit. None of them touches the revision that is there: each writes the next one, with who, when
 * and why. A draft under the id of a signed visit is its amendment; it is signed as any draft is (sign.ts).
 */
export const amendService = (context: Context) => {
  const open = whileOpen(context)

  /** One more revision that says the same answers, with a change of its own. */
  const append = async (
    session: Session,
    input: OwnProof & { examId: Uuid; reason: string; text?: string | undefined },
    kind: 'addendum' | 'cancellation',
  ): Promise<Result<SignedExam>> => {
    const { examId, reason, text } = input
    const { vault } = session
    const before = await changeable(session, examId)
    if (!before.ok) return before
    // What is being amended now would silently be about another revision.
    if ((await vault.drafts.get(examId)).ok) return fail('conflict')
    const known = await confirmSelf(session, input)
    if (!known.ok) return known
    const { patientId, revision } = before.value
    const next: SignedExam = {
      ...before.value,
      revision: revision + 1,
      change: {
        kind,
        author: person.parse(session.person),
        at: nowAt(context),
        reason,
        ...(text !== undefined && { text }),
      },
    }
    const saved = await vault.transaction(async (tx) => {
      const put = await tx.documents.put({
        kind: 'exam',
        docId: examId,
        patientId,
        baseRevision: revision,
        body: next,
      })
      if (!put.ok) return put
      return tx.audit.append(
        kind === 'cancellation'
          ? { what: 'exam.cancelled', patientId, docId: examId }
          : { what: 'exam.amended', patientId, docId: examId, detail: `${kind} ${next.revision}` },
      )
    })
    if (!saved.ok) return saved
    forgetLastVisit(session, patientId)
    return ok(next)
  }

  return {
    /** Opens a signed visit to be amended. What was begun and not signed is handed back. */
    amend: open(async (session, input: { examId: Uuid }) => {
      const { examId } = input
      const signed = await changeable(session, examId)
      if (!signed.ok) return signed
      if ((await session.vault.drafts.get(examId)).ok) return ok({ done: true as const })
      const { patientId, body } = signed.value
      const begun = await session.vault.drafts.put({
        examId,
        patientId,
        baseSequence: 0,
        body: draftContentOf(body, undefined),
      })
      return begun.ok ? ok({ done: true as const }) : begun
    }),

    /** Leaves a signed visit as it is signed: what was begun as its amendment goes, and that it went is written down. */
    dropAmendment: open(async (session, input: { examId: Uuid }) => {
      const { examId } = input
      const { vault } = session
      const signed = await vault.documents.latest('exam', examId)
      if (!signed.ok) return signed
      const draft = await vault.drafts.get(examId)
      if (!draft.ok) return draft
      const { patientId, sequence } = draft.value
      const gone = await vault.transaction(async (tx) => {
        const removed = await tx.drafts.remove(examId, sequence)
        return removed.ok
          ? tx.audit.append({ what: 'exam.amendmentDropped', patientId, docId: examId })
          : removed
      })
      session.bodyOfDraft.delete(examId)
      session.patientOfDraft.delete(examId)
      session.unsaved.delete(examId)
      await forgetAwaited(session, patientId, examId)
      return gone.ok ? ok({ done: true as const }) : gone
    }),

    addendum: open((session, input: OwnProof & { examId: Uuid; reason: string; text: string }) =>
      append(session, input, 'addendum'),
    ),

    /** The visit was entered in error: it stays to be read as it was signed, says so, and counts for nothing. */
    cancel: open((session, input: OwnProof & { examId: Uuid; reason: string }) =>
      append(session, input, 'cancellation'),
    ),
  }
}
