import { v7 as newId } from 'uuid'
import { z } from 'zod'
import { fail, ok, type Result } from '../../shared/errors'
import type { ExpectedFile, MissingFiles } from '../../shared/ipc/pictures'
import { awaitedFile, type AwaitedFile, type ChosenFile } from '../../shared/records/image'
import type { Uuid } from '../../shared/records/values'
import { whileOpen, type AwaitedFiles, type Context, type Session } from './context'
import { examOfImage } from './image-visit'

const kept = z.object({ files: z.array(awaitedFile) })
const formOf = (examId: Uuid): string => `pictures:${examId}`

const read = async (session: Session, patientId: Uuid, examId: Uuid): Promise<AwaitedFiles> => {
  const found = await session.vault.sharedForms.get(patientId, formOf(examId))
  const files = found.ok ? kept.safeParse(found.value).data?.files : undefined
  const images = await session.vault.images.list({ examId })
  const stored = images.ok ? images.value.images.map(({ imageId }) => imageId) : []
  return {
    patientId,
    files: new Map(files?.map((file) => [file.fileId, file])),
    cameIn: new Set(stored),
    inHand: new Set(),
  }
}

/** What is still awaited of a visit; read once in a session. */
const awaitedOf = (session: Session, patientId: Uuid, examId: Uuid): Promise<AwaitedFiles> => {
  const known = session.awaited.get(examId) ?? read(session, patientId, examId)
  session.awaited.set(examId, known)
  return known
}

const missingIn = ({ files, cameIn }: AwaitedFiles): Uuid[] =>
  [...files.keys()].filter((fileId) => !cameIn.has(fileId))

/** Once all are in there is nothing to remember. */
const keep = async (session: Session, examId: Uuid, awaited: AwaitedFiles): Promise<Result<void>> => {
  const { patientId, files } = awaited
  if (missingIn(awaited).length > 0)
    return session.vault.sharedForms.put(patientId, { files: [...files.values()] }, formOf(examId))
  files.clear()
  return session.vault.sharedForms.drop(patientId, formOf(examId))
}

/** A file is in. What is remembered is written only with the last one: until then the stored pictures say it. */
export const cameIn = async (session: Session, examId: Uuid, fileId: Uuid): Promise<void> => {
  const awaited = await session.awaited.get(examId)
  if (awaited === undefined) return
  awaited.cameIn.add(fileId)
  if (awaited.files.has(fileId) && missingIn(awaited).length === 0) await keep(session, examId, awaited)
}

/** Nobody waits for these any more: refused, cancelled, left out, or taken away again. */
export const noLonger = async (
  session: Session,
  exam: { readonly patientId: Uuid; readonly examId: Uuid },
  fileIds: readonly Uuid[],
): Promise<Result<void>> => {
  const awaited = await awaitedOf(session, exam.patientId, exam.examId)
  const some = fileIds.filter((fileId) => awaited.files.delete(fileId))
  for (const fileId of fileIds) awaited.inHand.delete(fileId)
  return some.length === 0 ? ok(undefined) : keep(session, exam.examId, awaited)
}

/** How many files that somebody chose for a visit are not in. */
export const missingOf = async (session: Session, patientId: Uuid, examId: Uuid): Promise<number> =>
  missingIn(await awaitedOf(session, patientId, examId)).length

/** The visit left its chart. */
export const forgetAwaited = async (session: Session, patientId: Uuid, examId: Uuid): Promise<void> => {
  session.awaited.delete(examId)
  // What stays of it names a visit that nobody can open.
  await session.vault.sharedForms.drop(patientId, formOf(examId))
}

/** Whether an upload may begin for this file. */
export const isAwaited = async (session: Session, examId: Uuid, fileId: Uuid): Promise<boolean> => {
  const awaited = await session.awaited.get(examId)
  return awaited?.inHand.has(fileId) === true && !awaited.cameIn.has(fileId) && !session.uploads.has(fileId)
}

/**
 * What was chosen is remembered, sealed, until all of it is in, so that a lock, a crash or a power cut in the middle of a
 * disc is told to whoever opens the visit next. Files themselves are not: only the window can read them, and it
 * forgets them at a lock. They are chosen again, and known again by their marks.
 */
export const awaitedService = (context: Context) => {
  const open = whileOpen(context)
  return {
    expect: open(async (session, input: { examId: Uuid; files: readonly ChosenFile[] }) => {
      const { examId } = input
      const exam = await examOfImage(session, examId)
      if (!exam.ok) return exam
      const awaited = await awaitedOf(session, exam.value.patientId, examId)
      const { files, cameIn: stored, inHand } = awaited
      const before = new Map<string, AwaitedFile[]>()
      for (const file of files.values()) before.set(file.mark, [...(before.get(file.mark) ?? []), file])
      const expected = input.files.map((file): ExpectedFile => {
        const known = before.get(file.mark)
        const wanted = known?.find(({ fileId }) => !stored.has(fileId) && !inHand.has(fileId))
        const fileId = (wanted ?? known?.[0])?.fileId ?? newId()
        if (known !== undefined && wanted === undefined) return { fileId, isHere: true }
        files.set(fileId, wanted ?? { fileId, ...file })
        inHand.add(fileId)
        return { fileId, isHere: false }
      })
      const done = await keep(session, examId, awaited)
      return done.ok ? ok({ files: expected }) : done
    }),

    missing: open(async (session, input: { examId: Uuid }): Promise<Result<MissingFiles>> => {
      const exam = await examOfImage(session, input.examId)
      // A signed visit waits for none.
      if (!exam.ok) return exam.error.code === 'signed' ? ok({ chosen: 0, files: [] }) : exam
      const awaited = await awaitedOf(session, exam.value.patientId, input.examId)
      const missing = missingIn(awaited)
      if (missing.length === 0 && awaited.files.size > 0) await keep(session, input.examId, awaited)
      const files = missing.flatMap((fileId) => {
        const file = awaited.inHand.has(fileId) ? undefined : awaited.files.get(fileId)
        return file === undefined ? [] : [{ fileId, name: file.name }]
      })
      return ok({ chosen: awaited.files.size, files })
    }),

    giveUp: open(async (session, input: { examId: Uuid; fileIds: readonly Uuid[] }) => {
      const exam = await examOfImage(session, input.examId)
      if (!exam.ok) return exam
      if (input.fileIds.some((fileId) => session.uploads.has(fileId))) return fail('notReady')
      const { patientId, examId } = exam.value
      const done = await noLonger(session, { patientId, examId }, input.fileIds)
      return done.ok ? ok({ done: true as const }) : done
    }),
  }
}
