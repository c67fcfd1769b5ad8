import { fail, ok, type Result } from '../../shared/errors'
import type { OwnProof } from '../../shared/ipc/contract'
import { clinicInput, person } from '../../shared/records/people'
import type { ExamBody, SIGN_MODES, SignedExam } from '../../shared/records/exam'
import type { Uuid } from '../../shared/records/values'
import { nowAt, today, whileOpen, type Context, type Session } from './context'
import { judgedToday } from './exam-rules'
import { confirmSelf } from './people'
import { readAll, readDraft, readImage, readPatient } from './stored'
import { earlierExams } from './visits'

export type SignInput = OwnProof & {
  readonly examId: Uuid
  /** The sequence that was read before signing: what is signed is what was seen. */
  readonly baseSequence: number
  readonly mode: (typeof SIGN_MODES)[number]
}

/** Pictures that are on their way, or that the visit does not name: they would stand in no revision. */
const loosePictures = async (
  session: Session,
  examId: Uuid,
  { answers }: ExamBody,
): Promise<Result<undefined>> => {
  const loose = fail('notReady', { detail: 'pictures' })
  if ([...session.uploads.values()].some((upload) => upload.examId === examId)) return loose
  const found = await session.vault.images.list({ examId })
  if (!found.ok) return found
  const named = new Set((answers.groups['image'] ?? []).map(({ entryId }) => entryId))
  const all = readAll(found.value.images, readImage).values
  return all.every(({ entryId }) => named.has(entryId)) ? ok(undefined) : loose
}

/**
 * Makes the one immutable revision of a visit: patient, signer, clinic and rule set as they are at this moment
 * (ruling 2), nodule labels for life (ruling 6). The revision appears and the draft goes in one transaction.
 * `notReady` lists what is missing; in mode `incompleteEmergency` (ruling 22) the revision lists it instead, and a
 * visit without an open emergency is `notReady` too, and `detail` is `pictures` where one has no entry.
 * The passphrase or PIN is asked last, so that a wrong try is counted only when signing was possible.
 */
export const signService = (context: Context) => ({
  sign: whileOpen(context)(async (session, input: SignInput): Promise<Result<SignedExam>> => {
    const { examId, baseSequence, mode } = input
    const { vault } = session
    const signer = person.parse(session.person)
    if ((await vault.documents.latest('exam', examId)).ok) return fail('signed')
    const stored = await vault.drafts.get(examId)
    if (!stored.ok) return stored
    // Something newer was typed than the disk has: that is what the signer saw.
    if (session.unsaved.has(examId)) return fail('conflict')
    const draft = readDraft(stored.value)
    if (!draft.ok) return draft
    if (draft.value.sequence !== baseSequence) return fail('conflict')
    const { patientId, body } = draft.value
    const found = await vault.documents.latest('patient', patientId)
    if (!found.ok) return found
    const patient = readPatient(found.value)
    if (!patient.ok) return patient

    const earlier = await earlierExams(session, patientId)
    if (!earlier.ok) return earlier
    const judgedBy = judgedToday(patient.value, session.clinic, earlier.value, today(context))
    const missing = context.rules.missing(body, judgedBy)
    if (mode === 'complete' && missing.length > 0)
      return fail('notReady', { paths: missing.map((one) => one.path) })
    // Only an open emergency excuses what is missing, whatever the window asks for.
    if (mode === 'incompleteEmergency' && !context.rules.emergency(body, judgedBy, session.clinic.settings))
      return fail('notReady', { paths: missing.map((one) => one.path) })
    const pictures = await loosePictures(session, examId, body)
    if (!pictures.ok) return pictures
    const known = await confirmSelf(session, input)
    if (!known.ok) return known
    // One may have come in while the passphrase was tried.
    const still = await loosePictures(session, examId, body)
    if (!still.ok) return still

    const signed: SignedExam = {
      examId,
      patientId,
      revision: 1,
      mode,
      notDone: missing.map((one) => one.words),
      signedAt: nowAt(context),
      body,
      patient: patient.value,
      signer,
      clinic: clinicInput.parse(session.clinic),
      ruleSet: context.rules.ruleSet(session.clinic.settings),
      noduleLabels: context.rules.labels(body, earlier.value),
    }
    const saved = await vault.transaction(async (tx) => {
      const put = await tx.documents.put({
        kind: 'exam',
        docId: examId,
        patientId,
        baseRevision: 0,
        body: signed,
      })
      if (!put.ok) return put
      const removed = await tx.drafts.remove(examId, baseSequence)
      if (!removed.ok) return removed
      return tx.audit.append({ what: 'exam.signed', patientId, docId: examId, detail: mode })
    })
    if (!saved.ok) return saved
    session.lastVisits.delete(patientId)
    session.patientOfDraft.delete(examId)
    session.bodyOfDraft.delete(examId)
    return ok(signed)
  }),
})
