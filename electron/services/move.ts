import { v7 as newId } from 'uuid'
import { fail, ok, type Result } from '../../shared/errors'
import { knownNodules, withKnownNodules } from '../../shared/exam/labels'
import { emptiedBody, movedBody, type MovedBody } from '../../shared/exam/move'
import type { OwnProof } from '../../shared/ipc/contract'
import type { ExamBody, SignedExam } from '../../shared/records/exam'
import type { ImageRecord } from '../../shared/records/image'
import { chartFace, joinedWith, joiningOf } from '../../shared/records/joined'
import type { LeftVisit } from '../../shared/records/left-visit'
import type { MovePreview } from '../../shared/records/move'
import { person, type Patient } from '../../shared/records/people'
import { WRONG_CHART, type MovedFrom } from '../../shared/records/revision'
import type { Uuid } from '../../shared/records/values'
import type { CopiedImage, VaultTransaction } from '../store/types'
import { forgetAwaited, missingOf } from './awaited'
import { linksOf } from './charts'
import { nowAt, whileOpen, type Context, type Session } from './context'
import { Intake } from './image-intake'
import { forget, imagesOf, standingIn, writeLeft, type Standing } from './leaving'
import { givenFrom } from './left-visits'
import { noteSeen } from './notes'
import { confirmSelf } from './people'
import { draftContentOf, imageContent, readAll, readDraft, readPatient } from './stored'
import { earlierExams } from './visits'

interface MoveInput {
  readonly examId: Uuid
  /** Whose visit it was. */
  readonly patientId: Uuid
}

/** All that is known before anything is moved. */
interface Prepared {
  readonly standing: Standing
  readonly from: Patient
  readonly to: Patient
  readonly moved: MovedBody
  /** With a card for every nodule that the right chart knows. */
  readonly body: ExamBody
  readonly images: readonly ImageRecord[]
  readonly given: number
  readonly nodules: MovePreview['nodules']
}

const patientOf = async (session: Session, patientId: Uuid): Promise<Result<Patient>> => {
  const found = await session.vault.documents.latest('patient', patientId)
  return found.ok ? readPatient(found.value) : found
}

/** A picture sealed anew for the right chart, with what its file says of that patient. */
interface Copied {
  readonly source: ImageRecord
  readonly copy: CopiedImage
  readonly record: unknown
}

/**
 * Moving a visit that was charted on the wrong patient. It comes to the right chart as a draft, because nobody has
 * looked at it there yet: it is read against that patient's record and signed as any visit is. In the wrong chart stays
 * that a visit stood there and went away, by whom and when, and nothing that was found. Of a signed visit the revisions
 * stay sealed under the one that says so, and no call shows them.
 *
 * Everything changes in one transaction. Pictures are sealed anew before it; one that was cut off leaves files that no
 * row names, and they are swept at the next start.
 */
export const moveService = (context: Context) => {
  const open = whileOpen(context)

  /** What stands in the way is told before anything is asked: a visit moves to a chart of its own, and whole. */
  const prepare = async (session: Session, { examId, patientId }: MoveInput): Promise<Result<Prepared>> => {
    const standing = await standingIn(session, examId)
    if (!standing.ok) return standing
    const { body } = standing.value
    const links = await linksOf(session)
    if (!links.ok) return links
    if (joinedWith(links.value, standing.value.patientId).includes(patientId))
      return fail('validation', { paths: ['patientId'] })
    if (joiningOf(links.value, patientId)) return fail('joined')
    const [from, to] = [
      await patientOf(session, standing.value.patientId),
      await patientOf(session, patientId),
    ]
    if (!from.ok) return from
    if (!to.ok) return to
    if (body.visitOn < to.value.bornOn) return fail('validation', { paths: ['visitOn'] })
    const drafts = await session.vault.drafts.list({ patientId })
    if (!drafts.ok) return drafts
    const begun = readAll(drafts.value.drafts, readDraft).values
    if (begun.some((draft) => draft.body.visitOn === body.visitOn)) return fail('openDraft')
    const images = await imagesOf(session, examId)
    if (!images.ok) return images
    if ((await missingOf(session, standing.value.patientId, examId)) > 0)
      return fail('notReady', { detail: 'pictures' })
    const [there, here] = [
      await earlierExams(session, standing.value.patientId),
      await earlierExams(session, patientId),
    ]
    if (!there.ok) return there
    if (!here.ok) return here
    const given = await givenFrom(session, examId)
    if (!given.ok) return given
    const before = there.value.filter((exam) => exam.examId !== examId)
    const known = new Set(knownNodules(before.map((exam) => exam.body)))
    const moved = movedBody(body, known, newId)
    const until = here.value.filter((exam) => exam.body.visitOn <= body.visitOn)
    const answers = withKnownNodules(
      moved.body.answers,
      until.map((exam) => exam.body),
    )
    const labels = context.rules.labels(moved.body, here.value)
    const was = standing.value.signed?.noduleLabels ?? context.rules.labels(body, before)
    return ok({
      standing: standing.value,
      from: from.value,
      to: to.value,
      moved,
      body: { ...moved.body, answers },
      images: images.value,
      given: given.value.length,
      nodules: (body.answers.groups['nodule'] ?? []).flatMap(({ entryId }) => {
        const now = moved.entryIds.get(entryId)
        return now === undefined ? [] : [{ was: was[entryId] ?? '', becomes: labels[now] ?? '' }]
      }),
    })
  }

  const copyAll = async (
    session: Session,
    images: readonly ImageRecord[],
    to: Patient,
    examId: Uuid,
    entryIds: ReadonlyMap<string, string>,
  ): Promise<Result<Copied[]>> => {
    const copied: Copied[] = []
    const failed = async (why: Result<never>): Promise<Result<never>> => {
      for (const { copy } of copied) await copy.abort()
      return why
    }
    for (const source of images) {
      const intake = new Intake(to)
      const target = { imageId: newId(), patientId: to.patientId, examId }
      const copy = await session.vault.images.copy(
        source.imageId,
        target,
        (bytes) => void intake.accept(bytes),
      )
      if (!copy.ok) return failed(copy)
      copied.push({ source, copy: copy.value, record: undefined })
      const read = intake.finish()
      if (!read.ok) return failed(fail('damaged'))
      const { identity: _other, ...facts } = source.facts
      const { identity } = read.value.facts
      const record = imageContent.parse({
        entryId: entryIds.get(source.entryId) ?? source.entryId,
        facts: { ...facts, ...(identity && { identity }) },
        sha256: source.sha256,
      })
      copied[copied.length - 1] = { source, copy: copy.value, record }
    }
    return ok(copied)
  }

  /** What stays in the wrong chart. */
  const leave = (
    tx: VaultTransaction,
    { standing, images }: Prepared,
    examId: Uuid,
    at: string,
    by: MovedFrom['by'],
  ): Promise<Result<unknown>> => {
    const { signed, draft, patientId, body } = standing
    if (signed !== undefined) {
      const { movedFrom: _came, ...rest } = signed
      const gone: SignedExam = {
        ...rest,
        revision: signed.revision + 1,
        body: emptiedBody(body),
        notDone: [],
        noduleLabels: {},
        change: { kind: 'moved', author: by, at, reason: WRONG_CHART },
      }
      return tx.documents.put({
        kind: 'exam',
        docId: examId,
        patientId,
        baseRevision: signed.revision,
        body: gone,
      })
    }
    const left: LeftVisit = {
      examId,
      visitOn: body.visitOn,
      startedAt: draft?.startedAt ?? at,
      at,
      by,
      reason: WRONG_CHART,
      how: 'moved',
      pictures: images.length,
    }
    return writeLeft(tx, patientId, left)
  }

  return {
    movePreview: open(async (session, input: MoveInput): Promise<Result<MovePreview>> => {
      const ready = await prepare(session, input)
      if (!ready.ok) return ready
      const { from, to, standing, images, given, nodules, moved } = ready.value
      await noteSeen(session, to.patientId)
      const { signed, body } = standing
      return ok({
        from: chartFace.parse(from),
        to: chartFace.parse(to),
        visitOn: body.visitOn,
        ...(signed && {
          signed: { by: signed.signer.name, at: signed.signedAt, revisions: signed.revision },
        }),
        nodules,
        images: images.length,
        given,
        left: moved.left.length,
      })
    }),

    move: open(async (session, input: OwnProof & MoveInput & { reason: string }) => {
      const { examId, patientId, reason } = input
      const ready = await prepare(session, input)
      if (!ready.ok) return ready
      const { standing, to, moved, body, images } = ready.value
      const known = await confirmSelf(session, input)
      if (!known.ok) return known
      const newExamId = newId()
      const copies = await copyAll(session, images, to, newExamId, moved.entryIds)
      if (!copies.ok) return copies
      const [at, by] = [nowAt(context), person.parse(session.person)]
      const { signed, draft } = standing
      const movedFrom: MovedFrom = {
        examId,
        at,
        by,
        reason,
        ...(signed && { signed: { by: signed.signer, at: signed.signedAt, revisions: signed.revision } }),
      }
      const done = await session.vault.transaction(async (tx) => {
        const left = await leave(tx, ready.value, examId, at, by)
        if (!left.ok) return left
        if (draft !== undefined) {
          const gone = await tx.drafts.remove(examId, draft.sequence)
          if (!gone.ok) return gone
        }
        const begun = await tx.drafts.put({
          examId: newExamId,
          patientId,
          baseSequence: 0,
          body: draftContentOf(body, undefined),
        })
        if (!begun.ok) return begun
        const came = await tx.documents.put({
          kind: 'arrivedVisit',
          docId: newExamId,
          patientId,
          baseRevision: 0,
          body: movedFrom,
        })
        if (!came.ok) return came
        for (const { source, copy, record } of copies.value) {
          const kept = await tx.images.adopt(copy, record)
          if (!kept.ok) return kept
          const removed = await tx.images.remove(source.imageId)
          if (!removed.ok) return removed
        }
        const from = { patientId: standing.patientId, docId: examId, detail: 'from' }
        const noted = await tx.audit.append({ what: 'exam.moved', ...from })
        if (!noted.ok) return noted
        return tx.audit.append({ what: 'exam.moved', patientId, docId: newExamId, detail: 'to' })
      })
      if (!done.ok) {
        for (const { copy } of copies.value) await copy.abort()
        return done
      }
      forget(session, examId, standing.patientId, patientId)
      await forgetAwaited(session, standing.patientId, examId)
      return ok({ examId: newExamId })
    }),
  }
}
