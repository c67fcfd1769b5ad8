import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { fail, ok, type ErrorCode, type Result } from '../../shared/errors'
import { BESIDE } from '../../shared/records/beside'
import type { Uuid } from '../../shared/records/values'
import { keepBeside, rememberOf } from './besides'
import type { Context, Session } from './context'
import { draftContentOf, readDraft, unsavedDraft, type UnsavedDraft } from './stored'

/**
 * Saves of a draft that the disk did not take. They are held here while the vault is open, and sealed in memory from
 * lock to unlock, so that locking never waits for a full disk and never costs what was typed.
 * Not covered: the app itself is killed while the disk is full.
 */
const aside = z.array(unsavedDraft)

/** Answers after which there is nothing left to hold: it is saved, or it can never be. */
const SETTLED: readonly ErrorCode[] = ['conflict', 'signed', 'notFound']

interface Saved {
  readonly sequence: number
  readonly savedAt: string
}

/** A save that came through before, and whose answer was lost, is not a conflict with itself. */
const sameAsStored = async (session: Session, draft: UnsavedDraft): Promise<Saved | undefined> => {
  const stored = await session.vault.drafts.get(draft.examId)
  const read = stored.ok ? readDraft(stored.value) : stored
  if (!read.ok || read.value.sequence !== draft.baseSequence + 1) return undefined
  const { body, focus, sequence, savedAt } = read.value
  // The order of members says nothing: what comes back from the journal may have another.
  const same = isDeepStrictEqual(draftContentOf(body, focus), draftContentOf(draft.body, draft.focus))
  return same ? { sequence, savedAt } : undefined
}

/** Saves a draft, or holds it until it can be saved. */
export const saveOrHold = async (session: Session, draft: UnsavedDraft): Promise<Result<Saved>> => {
  const { examId, patientId, baseSequence, body, focus, writer } = draft
  session.unsaved.set(examId, draft)
  const put = await session.vault.drafts.put({
    examId,
    patientId,
    baseSequence,
    body: draftContentOf(body, focus),
    writer,
  })
  const before = !put.ok && put.error.code === 'conflict' ? await sameAsStored(session, draft) : undefined
  let saved: Result<Saved> = before
    ? ok(before)
    : put.ok
      ? ok({ sequence: put.value.sequence, savedAt: put.value.savedAt })
      : put
  if (saved.ok) rememberOf(session, writer, body)
  else if (saved.error.code === 'conflict') {
    const kept = await keepBeside(session, draft)
    // Until it lies beside the draft it is held like any save that the disk did not take.
    if (!kept.ok) return kept
    if (kept.value) saved = fail('conflict', { detail: BESIDE })
  }
  const settled = saved.ok || SETTLED.includes(saved.error.code)
  // A newer save may have come in meanwhile: that one is not settled by this answer.
  if (settled && session.unsaved.get(examId) === draft) session.unsaved.delete(examId)
  return saved
}

/** Tries every held draft again. Answers whether nothing is held any more. */
export const saveHeld = async (session: Session): Promise<boolean> => {
  for (const draft of [...session.unsaved.values()]) await saveOrHold(session, draft)
  return session.unsaved.size === 0
}

/** Seals what is held, in memory, just before the keys go. */
export const putAside = (context: Context, session: Session): void => {
  const { vault, unsaved } = session
  if (unsaved.size > 0) context.aside.push(vault.sealAside([...unsaved.values()]))
}

/** Takes back what was sealed at a lock, and tries to save it. What belongs to another vault stays. */
export const takeBack = async (context: Context, session: Session): Promise<void> => {
  const sealed = context.aside.splice(0)
  for (const bytes of sealed) {
    const opened = await session.vault.openAside(bytes)
    const held = opened.ok ? aside.safeParse(opened.value) : undefined
    if (held?.success !== true) context.aside.push(bytes)
    // The lock closed every draft: nobody has it open now.
    else for (const { writer: _gone, ...draft } of held.data) session.unsaved.set(draft.examId, draft)
  }
  await saveHeld(session)
}

/** What is held of one visit, after another try to save it. */
export const heldOf = async (session: Session, examId: Uuid): Promise<UnsavedDraft | undefined> => {
  const draft = session.unsaved.get(examId)
  if (draft !== undefined) await saveOrHold(session, draft)
  return session.unsaved.get(examId)
}
