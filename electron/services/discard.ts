import { fail, ok } from '../../shared/errors'
import { joiningOf } from '../../shared/records/joined'
import type { LeftVisit } from '../../shared/records/left-visit'
import { person } from '../../shared/records/people'
import type { Uuid } from '../../shared/records/values'
import { forgetAwaited } from './awaited'
import { linksOf } from './charts'
import { nowAt, whileOpen, type Context } from './context'
import { forget, imagesOf, standingIn, writeLeft } from './leaving'
import { draftContentOf, readLeft } from './stored'

/** Discarding a draft, and bringing it back. */
export const discardService = (context: Context) => {
  const open = whileOpen(context)

  return {
    /**
     * A draft that was begun by mistake: it leaves the chart, and that it was there stays. What was typed stays sealed
     * with it and can be brought back; its pictures do not. `signed` for an amendment, which is dropped instead.
     */
    discard: open(async (session, input: { examId: Uuid; reason: string }) => {
      const { examId, reason } = input
      const standing = await standingIn(session, examId)
      if (!standing.ok) return standing
      const { draft, body, patientId } = standing.value
      if (draft === undefined) return fail('signed')
      const images = await imagesOf(session, examId)
      if (!images.ok) return images
      const left: LeftVisit = {
        examId,
        visitOn: body.visitOn,
        startedAt: draft.startedAt,
        at: nowAt(context),
        by: person.parse(session.person),
        reason,
        how: 'discarded',
        pictures: images.value.length,
        body,
      }
      const done = await session.vault.transaction(async (tx) => {
        const kept = await writeLeft(tx, patientId, left)
        if (!kept.ok) return kept
        const gone = await tx.drafts.remove(examId, draft.sequence)
        if (!gone.ok) return gone
        for (const { imageId } of images.value) {
          const removed = await tx.images.remove(imageId)
          if (!removed.ok) return removed
        }
        const detail = String(images.value.length)
        return tx.audit.append({ what: 'exam.discarded', patientId, docId: examId, detail })
      })
      if (!done.ok) return done
      forget(session, examId, patientId)
      await forgetAwaited(session, patientId, examId)
      return ok({ done: true as const })
    }),

    /** The draft as it was when it was discarded, without its pictures. */
    bringBack: open(async (session, input: { examId: Uuid }) => {
      const { examId } = input
      const found = await session.vault.documents.latest('leftVisit', examId)
      const left = found.ok ? readLeft(found.value) : found
      if (!found.ok) return found
      if (!left.ok) return left
      const { patientId } = found.value
      const { body, ...rest } = left.value
      if (patientId === null || left.value.how !== 'discarded' || body === undefined) return fail('notFound')
      const links = await linksOf(session)
      if (!links.ok) return links
      if (joiningOf(links.value, patientId)) return fail('joined')
      const done = await session.vault.transaction(async (tx) => {
        const again = { ...rest, at: nowAt(context), by: person.parse(session.person) }
        const kept = await writeLeft(tx, patientId, { ...again, how: 'broughtBack' })
        if (!kept.ok) return kept
        const begun = await tx.drafts.put({
          examId,
          patientId,
          baseSequence: 0,
          body: draftContentOf(body, undefined),
        })
        if (!begun.ok) return begun
        return tx.audit.append({ what: 'exam.broughtBack', patientId, docId: examId })
      })
      return done.ok ? ok({ done: true as const }) : done
    }),
  }
}
