import { beforeEach, describe, expect, it } from 'vitest'
import { withAnswer, withEntry } from '@shared/exam/edit'
import type { SignedExam } from '@shared/records/exam'
import { makePng } from '../fixtures/pictures'
import { PASSPHRASE, patientInput } from '../fixtures/records'
import { bodyOf, said, VIGNETTES } from '../fixtures/vignettes'
import { code, firstRun, openApp, value, type App } from './app'

const REASON = 'Read back with the patient'
const VISIT = VIGNETTES.V1.visits[0]!
const OPTIONS = { language: 'en', paper: 'A4', size: 'standard', actions: [] } as const

let app: App
beforeEach(async () => {
  app = await openApp()
  app.clock = new Date(`${VISIT.visitOn}T03:00:00.000Z`)
  await firstRun(app)
})

/** V1 charted and signed with the rules of the product, and the clock a day later. */
const signed = async (): Promise<SignedExam> => {
  const { patientId } = value(
    await app.call('patients.register', { patient: patientInput(VIGNETTES.V1.patient) }),
  )
  const { examId, sequence } = value(await app.call('exams.start', { patientId, visitOn: VISIT.visitOn }))
  const saved = value(
    await app.call('exams.saveDraft', { examId, baseSequence: sequence, body: bodyOf(VISIT) }),
  )
  const sign = { examId, baseSequence: saved.sequence, mode: 'complete', passphrase: PASSPHRASE } as const
  const exam = value(await app.call('exams.sign', sign))
  app.clock = new Date(Date.parse(exam.signedAt) + 86_400_000)
  // A day went by, and somebody is still there.
  value(await app.call('vault.touch', {}))
  return exam
}
/** The signed visit opened to be amended, with its tenderness put right. */
const amending = async (exam: SignedExam) => {
  const { examId } = exam
  value(await app.call('exams.amend', { examId }))
  const draft = value(await app.call('exams.openDraft', { examId }))
  const [r1] = Object.keys(exam.noduleLabels)
  const body = withAnswer(draft.body, `nodule.tenderness@${r1}`, said(1, app.clock.toISOString()))
  const { sequence, writer } = draft
  const saved = value(await app.call('exams.saveDraft', { examId, baseSequence: sequence, body, writer }))
  return { draft, baseSequence: saved.sequence }
}

describe('a picture of a signed visit', () => {
  it('is not taken away by an amendment; one that the amendment brought is', async () => {
    const { patientId } = value(
      await app.call('patients.register', { patient: patientInput(VIGNETTES.V1.patient) }),
    )
    const { examId, sequence } = value(await app.call('exams.start', { patientId, visitOn: VISIT.visitOn }))
    const attach = async (entryId: string) => {
      const bytes = makePng(4, 4)
      const { uploadId } = value(await app.call('images.begin', { examId, entryId, bytes: bytes.length }))
      value(await app.call('images.chunk', { uploadId, index: 0, bytes }))
      return value(await app.call('images.finish', { uploadId }))
    }
    const first = await attach('01936b5c-0000-7000-8000-0000000000a1')
    const at = app.clock.toISOString()
    let body = withEntry(bodyOf(VISIT), 'image', first.entryId)
    body = withAnswer(body, `image.modality@${first.entryId}`, said('ultrasound', at))
    body = withAnswer(body, `image.identifiersRemoved@${first.entryId}`, said('yes', at))
    const saved = value(await app.call('exams.saveDraft', { examId, baseSequence: sequence, body }))
    const sign = { examId, baseSequence: saved.sequence, mode: 'complete', passphrase: PASSPHRASE } as const
    value(await app.call('exams.sign', sign))
    value(await app.call('exams.amend', { examId }))
    const second = await attach('01936b5c-0000-7000-8000-0000000000a2')
    expect(code(await app.call('images.remove', { imageId: first.imageId }))).toBe('signed')
    value(await app.call('images.remove', { imageId: second.imageId }))
    const { images } = value(await app.call('images.list', { patientId }))
    expect(images.map(({ imageId }) => imageId)).toEqual([first.imageId])
  })
})

describe('an amendment', () => {
  it('is the next revision, with who, when, why and the differences; the first stays as it was', async () => {
    const first = await signed()
    const { examId, patientId } = first
    const { draft, baseSequence } = await amending(first)
    expect(draft.amends).toBe(true)
    const sign = { examId, baseSequence, mode: 'complete', passphrase: PASSPHRASE } as const
    expect(await app.call('exams.sign', sign)).toMatchObject({
      error: { code: 'validation', paths: ['reason'] },
    })
    const second = value(await app.call('exams.sign', { ...sign, reason: REASON }))
    expect(second).toMatchObject({
      revision: 2,
      signedAt: first.signedAt,
      noduleLabels: first.noduleLabels,
      change: { kind: 'amendment', reason: REASON, at: app.clock.toISOString() },
    })
    const { revisions, amending: open } = value(await app.call('exams.history', { examId }))
    expect(revisions.map(({ exam }) => exam)).toEqual([first, second])
    expect(open).toBe(false)
    const { rows } = value(await app.call('patients.visits', { patientId }))
    expect(rows).toMatchObject([
      { state: 'signed', at: first.signedAt, changes: [{ kind: 'amendment', reason: REASON }] },
    ])
    expect(rows[0]!.changes[0]!.words).toEqual(['R1 Tenderness: was 3 withdraws, now 1 tender'])
    const { text } = value(await app.call('notes.text', { examId }))
    expect(text).toContain('was 3 withdraws, now 1 tender')
    expect(text).toContain('Palpation, as first signed')
  })

  it('that corrects a side is audited, says so, and so does the label, here and at the next visit', async () => {
    const first = await signed()
    const { examId, patientId } = first
    const [r1] = Object.keys(first.noduleLabels)
    value(await app.call('exams.amend', { examId }))
    const draft = value(await app.call('exams.openDraft', { examId }))
    // While it is being amended the label is the one that was given, whatever the side.
    expect(value(await app.call('exams.context', { examId })).labels).toEqual({ [r1!]: 'R1' })
    const at = app.clock.toISOString()
    const [point] = [draft.body.answers.groups['nodule']![0]!.values['nodule.point']]
    expect(point).toMatchObject({ is: 'value' })
    const { xMm, yMm, mapVersion } = (
      point as unknown as { value: { xMm: number; yMm: number; mapVersion: number } }
    ).value
    let body = withAnswer(draft.body, `nodule.point@${r1}`, said({ xMm: -xMm, yMm, mapVersion }, at))
    body = withAnswer(body, `nodule.side@${r1}`, said('left', at))
    const { sequence, writer } = draft
    const saved = value(await app.call('exams.saveDraft', { examId, baseSequence: sequence, body, writer }))
    const sign = { examId, baseSequence: saved.sequence, mode: 'complete', passphrase: PASSPHRASE } as const
    const second = value(await app.call('exams.sign', { ...sign, reason: REASON }))
    expect(second.noduleLabels).toEqual({ [r1!]: 'R1 (now left)' })
    const { rows } = value(await app.call('patients.visits', { patientId }))
    expect(rows[0]!.changes[0]!.words[0]).toBe('Side of R1 corrected: was right, now left. The label stays.')
    const { text } = value(await app.call('notes.text', { examId }))
    expect(text).toContain('R1 (now left)')
    expect(text).not.toContain('L1')
    const log = value(await app.services.audit.list({ filter: { patientId }, limit: 99 })).rows
    expect(log.find(({ what }) => what === 'exam.sideCorrected')).toMatchObject({ detail: 'R1: right, left' })
    const visitOn = app.clock.toISOString().slice(0, 10)
    const next = value(await app.call('exams.start', { patientId, visitOn }))
    const { earlier } = value(await app.call('exams.context', { examId: next.examId }))
    expect(earlier.at(-1)!.noduleLabels).toEqual({ [r1!]: 'R1 (now left)' })
  })

  it('that was begun stands with its visit, and can be left', async () => {
    const first = await signed()
    const { examId, patientId } = first
    await amending(first)
    const { rows } = value(await app.call('patients.visits', { patientId }))
    expect(rows.map((row) => row.state)).toEqual(['signed'])
    expect(value(await app.call('exams.history', { examId })).amending).toBe(true)
    expect(code(await app.call('exams.cancel', { examId, reason: REASON, passphrase: PASSPHRASE }))).toBe(
      'conflict',
    )
    value(await app.call('exams.dropAmendment', { examId }))
    expect(value(await app.call('exams.history', { examId })).revisions.map(({ exam }) => exam)).toEqual([
      first,
    ])
    expect(code(await app.call('exams.openDraft', { examId }))).toBe('signed')
  })
})

describe('a sheet that was given', () => {
  it('is out of date once an amendment changes what it said, and only then', async () => {
    const first = await signed()
    const { examId } = first
    const options = { ...OPTIONS, actions: [] }
    const outdated = async () => value(await app.call('handouts.given', { examId })).outdated
    expect(await outdated()).toBeUndefined()
    value(await app.call('handouts.print', { examId, options, to: 'printer' }))
    const at = app.clock.toISOString()
    // Words added to the note change nothing on the sheet.
    const adding = { examId, reason: 'Phoned', text: 'Pain gone on day 2.', passphrase: PASSPHRASE }
    value(await app.call('exams.addendum', adding))
    expect(await outdated()).toBeUndefined()
    const { draft } = await amending(first)
    const { writer, sequence } = value(await app.call('exams.openDraft', { examId }))
    expect(writer).not.toBe(draft.writer)
    const body = withAnswer(draft.body, 'complaint.painNow', said(1, at))
    const saved = value(await app.call('exams.saveDraft', { examId, baseSequence: sequence, body, writer }))
    const sign = { examId, baseSequence: saved.sequence, mode: 'complete', passphrase: PASSPHRASE } as const
    value(await app.call('exams.sign', { ...sign, reason: REASON }))
    expect(await outdated()).toEqual({ at, why: 'changed' })
    value(await app.call('handouts.print', { examId, options, to: 'printer' }))
    expect(await outdated()).toBeUndefined()
    value(await app.call('exams.cancel', { examId, reason: 'Other patient', passphrase: PASSPHRASE }))
    expect(await outdated()).toMatchObject({ why: 'withdrawn' })
  })
})

describe('an addendum', () => {
  it('adds words and changes no answer', async () => {
    const first = await signed()
    const { examId } = first
    const input = { examId, reason: 'Phoned', text: 'Pain gone on day 2.' }
    expect(code(await app.call('exams.addendum', { ...input, passphrase: 'not hers at all' }))).toBe(
      'wrongSecret',
    )
    app.clock = new Date(app.clock.getTime() + 120_000)
    const second = value(await app.call('exams.addendum', { ...input, passphrase: PASSPHRASE }))
    expect(second.body).toEqual(first.body)
    expect(value(await app.call('notes.text', { examId })).text).toContain('Pain gone on day 2.')
  })
})

describe('a visit entered in error', () => {
  it('is kept, says so, and counts for nothing', async () => {
    const { examId, patientId } = await signed()
    value(await app.call('exams.cancel', { examId, reason: 'Other patient', passphrase: PASSPHRASE }))
    const { rows } = value(await app.call('patients.visits', { patientId }))
    expect(rows).toMatchObject([{ state: 'cancelled' }])
    const again = { examId, reason: REASON, passphrase: PASSPHRASE }
    expect(code(await app.call('exams.cancel', again))).toBe('withdrawn')
    expect(code(await app.call('exams.amend', { examId }))).toBe('withdrawn')
    expect(code(await app.call('handouts.preview', { examId, options: { ...OPTIONS, actions: [] } }))).toBe(
      'withdrawn',
    )
    expect(value(await app.call('notes.text', { examId })).text).toContain('Entered in error')
    const next = value(
      await app.call('exams.start', { patientId, visitOn: app.clock.toISOString().slice(0, 10) }),
    )
    expect(next.body.answers.groups['nodule'] ?? []).toEqual([])
  })
})
