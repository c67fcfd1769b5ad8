import { fail, ok, type Result } from '../../shared/errors'
import type { OwnProof } from '../../shared/ipc/contract'
import { correctedLabels, sideCorrections } from '../../shared/exam/labels'
import { clinicInput, person } from '../../shared/records/people'
import type { ExamDraft, SIGN_MODES, SignedExam } from '../../shared/records/exam'
import type { Uuid } from '../../shared/records/values'
import { forgetLastVisit } from './charts'
import { nowAt, today, whileOpen, type Context, type Session } from './context'
import { changeable, kindOfAmendment } from './amend'
import { missingOf } from './awaited'
import { judgedToday } from './exam-rules'
import { confirmSelf } from './people'
import { arrivedFrom } from './left-visits'
import { keepVials } from './tray'
import { readAll, readDraft, readImage, readPatient } from './stored'
import { chartedExam, earlierExams } from './visits'

export type SignInput = OwnProof & {
  readonly examId: Uuid
  /** The sequence that was read before signing: what is signed is what was seen. */
  readonly baseSequence: number
  readonly mode: (typeof SIGN_MODES)[number]
  /** Why a visit that is signed already is changed; needed there and nowhere else. */
  readonly reason?: string | undefined
}

/** Pictures that are on their way or did not come in, or that the visit does not name: they would stand in no revision. */
const loosePictures = async (
  session: Session,
  { examId, patientId, body: { answers } }: ExamDraft,
): Promise<Result<undefined>> => {
  const loose = fail('notReady', { detail: 'pictures' })
  if ([...session.uploads.values()].some((upload) => upload.examId === examId)) return loose
  if ((await missingOf(session, patientId, examId)) > 0) return loose
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
    const stored = await vault.drafts.get(examId)
    const first = await vault.documents.latest('exam', examId)
    if (!stored.ok) return first.ok ? fail('signed') : stored
    // A draft under the id of a signed visit is its amendment.
    const parent = first.ok ? await changeable(session, examId) : undefined
    if (parent !== undefined && !parent.ok) return parent
    if (parent !== undefined && input.reason === undefined) return fail('validation', { paths: ['reason'] })
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

    const all = await earlierExams(session, patientId)
    if (!all.ok) return all
    const charted = parent && (await chartedExam(session, examId))
    if (charted !== undefined && !charted.ok) return charted
    // An amended visit is judged by what was before it, as it was the first time.
    const earlier = charted ? charted.value.earlierOf(charted.value.signed) : all.value
    const judgedBy = {
      ...judgedToday(patient.value, session.clinic, earlier, today(context)),
      given: parent?.value.noduleLabels,
    }
    const missing = context.rules.missing(body, judgedBy)
    if (mode === 'complete' && missing.length > 0)
      return fail('notReady', { paths: missing.map((one) => one.path) })
    // Only an open emergency excuses what is missing, whatever the window asks for.
    if (mode === 'incompleteEmergency' && !context.rules.emergency(body, judgedBy, session.clinic.settings))
      return fail('notReady', { paths: missing.map((one) => one.path) })
    const pictures = await loosePictures(session, draft.value)
    if (!pictures.ok) return pictures
    const known = await confirmSelf(session, input)
    if (!known.ok) return known
    // One may have come in while the passphrase was tried.
    const still = await loosePictures(session, draft.value)
    if (!still.ok) return still

    const own = parent?.value
    const arrived = parent === undefined ? await arrivedFrom(session, examId) : undefined
    if (arrived !== undefined && !arrived.ok) return arrived
    const movedFrom = own?.movedFrom ?? arrived?.value
    const given = context.rules.labels(body, all.value)
    // What this visit called a nodule when it was signed, it goes on calling it, also where charts were joined since.
    const labels = Object.fromEntries(
      Object.entries(given).map(([id, label]) => [id, own?.noduleLabels[id] ?? label]),
    )
    const sides = own && sideCorrections(own.body.answers, body.answers, labels)
    const signed: SignedExam = {
      examId,
      patientId,
      revision: (own?.revision ?? 0) + 1,
      mode,
      notDone: missing.map((one) => one.words),
      signedAt: own?.signedAt ?? nowAt(context),
      body,
      patient: patient.value,
      signer: own?.signer ?? signer,
      clinic: clinicInput.parse(session.clinic),
      ruleSet: context.rules.ruleSet(session.clinic.settings),
      // A corrected side stands in the label (ruling 6).
      noduleLabels: correctedLabels(labels, sides ?? []),
      ...(movedFrom && { movedFrom }),
      ...(own && {
        change: {
          kind: kindOfAmendment(own),
          author: signer,
          at: nowAt(context),
          reason: input.reason ?? '',
          ...(sides !== undefined && sides.length > 0 && { sides: [...sides] }),
        },
      }),
    }
    const saved = await vault.transaction(async (tx) => {
      const put = await tx.documents.put({
        kind: 'exam',
        docId: examId,
        patientId,
        baseRevision: signed.revision - 1,
        body: signed,
      })
      if (!put.ok) return put
      const removed = await tx.drafts.remove(examId, baseSequence)
      if (!removed.ok) return removed
      for (const { label, was, now } of sides ?? []) {
        const noted = await tx.audit.append({
          what: 'exam.sideCorrected',
          patientId,
          docId: examId,
          detail: `${label}: ${was}, ${now}`,
        })
        if (!noted.ok) return noted
      }
      const { change, revision } = signed
      return tx.audit.append(
        change === undefined
          ? { what: 'exam.signed', patientId, docId: examId, detail: mode }
          : { what: 'exam.amended', patientId, docId: examId, detail: `${change.kind} ${revision}` },
      )
    })
    if (!saved.ok) return saved
    // For the next procedure to choose from; a visit is signed whether or not that could be kept.
    await keepVials(session, context.rules.vials(body, judgedBy))
    forgetLastVisit(session, patientId)
    session.patientOfDraft.delete(examId)
    session.bodyOfDraft.delete(examId)
    return ok(signed)
  }),
})
