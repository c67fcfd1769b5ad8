import { ok, type Result } from '../../shared/errors'
import { typedBetween } from '../../shared/exam/typed-between'
import { draftBeside } from '../../shared/records/beside'
import type { ExamBody } from '../../shared/records/exam'
import type { Uuid } from '../../shared/records/values'
import type { StoredBeside } from '../store/types'
import { rightsIn, whileOpen, type Context, type Session } from './context'
import { readAll, type UnsavedDraft } from './stored'

/** What a row seals beside its clear columns. */
const content = draftBeside.pick({ by: true, paths: true, body: true })

/**
 * Keeps what a writer typed into a draft that is another's by now, or signed. What differs from what this writer last
 * saved is what was typed; nothing is kept where that is nothing, or where nobody may have typed.
 * @returns whether something is kept
 */
export async function keepBeside(
  session: Session,
  draft: Omit<UnsavedDraft, 'baseSequence'>,
): Promise<Result<boolean>> {
  const { examId, patientId, body, writer } = draft
  if (!rightsIn(session).has('chart')) return ok(false)
  // What was held over a lock has no writer any more; one place is enough for it.
  const besideId = writer ?? examId
  const before = session.bodyOfWriter.get(besideId) ?? session.bodyOfDraft.get(examId)
  const paths = before === undefined ? [] : [...typedBetween(before, body)]
  if (before !== undefined && paths.length === 0) return ok(false)
  const saved = await session.vault.transaction(async (tx) => {
    const sealed = { by: session.person.name, paths, body }
    const kept = await tx.besides.keep({ besideId, examId, patientId, body: sealed })
    if (!kept.ok) return kept
    if (!kept.value.first) return ok(undefined)
    return tx.audit.append({ what: 'exam.typedBeside', patientId, docId: examId })
  })
  return saved.ok ? ok(true) : saved
}

/** What a window has of a draft: what its next save is compared with. */
export const rememberOf = (session: Session, writer: Uuid | undefined, body: ExamBody): void => {
  if (writer !== undefined) session.bodyOfWriter.set(writer, body)
}

const readBeside = ({ besideId, examId, at, body }: StoredBeside) => {
  const read = content.safeParse(body)
  return read.success
    ? ok({ besideId, examId, at, ...read.data })
    : ({ ok: false, error: { code: 'damaged' } } as const)
}

/** What was typed beside a visit, for whoever charts: to be compared, taken over answer by answer, or put away. */
export const besideService = (context: Context) => {
  const open = whileOpen(context)
  return {
    list: open(async (session, { examId }: { examId: Uuid }) => {
      const found = await session.vault.besides.list(examId)
      if (!found.ok) return found
      const { values, damaged } = readAll(found.value.besides, readBeside)
      return ok({ besides: values, damaged: damaged + found.value.damaged })
    }),

    settle: open(async (session, input: { examId: Uuid; besideId: Uuid; taken: number }) => {
      const { examId, besideId, taken } = input
      const done = await session.vault.transaction(async (tx) => {
        const dropped = await tx.besides.drop(examId, besideId)
        if (!dropped.ok) return dropped
        const { patientId } = dropped.value
        return tx.audit.append({
          what: 'exam.besideSettled',
          patientId,
          docId: examId,
          detail: String(taken),
        })
      })
      return done.ok ? ok({ done: true as const }) : done
    }),
  }
}
