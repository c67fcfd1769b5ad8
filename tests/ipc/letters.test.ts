import { describe, expect, it } from 'vitest'
import { withAnswer } from '@shared/exam/edit'
import type { LetterOptions } from '@shared/handout/letter'
import { PASSPHRASE, patientInput } from '../fixtures/records'
import { bodyOf, said, VIGNETTES } from '../fixtures/vignettes'
import { addMember, code, firstRun, openApp, switchTo, value, type App } from './app'

const openV1 = async (): Promise<{ app: App; examId: string; me: string }> => {
  const app = await openApp()
  const [visit] = VIGNETTES.V1.visits
  app.clock = new Date(`${visit!.visitOn}T03:00:00.000Z`)
  const { person } = await firstRun(app)
  const { patientId } = value(
    await app.call('patients.register', { patient: patientInput(VIGNETTES.V1.patient) }),
  )
  const draft = value(await app.call('exams.start', { patientId, visitOn: visit!.visitOn }))
  const { examId } = draft
  const saved = value(
    await app.call('exams.saveDraft', { examId, baseSequence: draft.sequence, body: bodyOf(visit!) }),
  )
  const baseSequence = saved.sequence
  value(await app.call('exams.sign', { examId, baseSequence, mode: 'complete', passphrase: PASSPHRASE }))
  return { app, examId, me: person.personId }
}
const writing = async (app: App, examId: string, text: Partial<LetterOptions['text']>) => {
  const { options } = value(await app.call('letters.begin', { examId }))
  return { ...options, text: { ...options.text, ...text } }
}

describe('a letter', () => {
  it('is kept while it is written, across a lock, and is not kept once it was given', async () => {
    const { app, examId, me } = await openV1()
    const options = await writing(app, examId, { reason: 'zz half a sentence' })
    value(await app.call('letters.keep', { examId, options }))
    await switchTo(app, me, PASSPHRASE)
    expect(value(await app.call('letters.begin', { examId }))).toEqual({ options, isBack: true })
    value(await app.call('letters.print', { examId, options, to: 'printer', seen: false }))
    const anew = value(await app.call('letters.begin', { examId }))
    expect(anew.isBack).toBe(false)
    expect(anew.options.text.reason).toBe('')
  })

  it('prints what the preview shows, is kept as given with its entry in the record, and prints again the same', async () => {
    const { app, examId } = await openV1()
    const options = await writing(app, examId, { to: 'Dr Zz-Test Rowan', question: 'Is a scan needed?' })
    const { page } = value(await app.call('letters.preview', { examId, options }))
    const { givenId } = value(
      await app.call('letters.print', { examId, options, to: 'printer', seen: false }),
    )
    expect(app.printed).toEqual([{ to: 'paper', job: { is: 'letter', letter: page } }])
    const clinic = value(await app.call('clinic.get', {}))
    const { settings: _settings, revision, ...input } = clinic
    value(
      await app.call('clinic.update', {
        baseRevision: revision,
        clinic: { ...input, name: 'Zz-Test Other Clinic' },
      }),
    )
    app.clock = new Date('2026-12-24T03:00:00.000Z')
    value(await app.call('letters.reprint', { examId, givenId, to: 'printer' }))
    expect(app.printed[1]).toEqual(app.printed[0])
    const { given } = value(await app.call('letters.given', { examId }))
    expect(given).toEqual([expect.objectContaining({ givenId, revision: 1, options, page })])
    const { rows } = value(await app.call('audit.list', { filter: { kind: 'paper' }, limit: 10 }))
    expect(rows.filter(({ what }) => what === 'letter.printed')).toHaveLength(2)
  })

  it('is not printed without a reason, or with a side that nobody has seen', async () => {
    const { app, examId } = await openV1()
    const silent = await writing(app, examId, {})
    expect(await app.call('letters.print', { examId, options: silent, to: 'printer', seen: true })).toEqual({
      ok: false,
      error: { code: 'validation', paths: ['reason'] },
    })
    const options = await writing(app, examId, { reason: 'The lump on the left.' })
    expect(await app.call('letters.print', { examId, options, to: 'printer', seen: false })).toEqual({
      ok: false,
      error: { code: 'validation', paths: ['sides'] },
    })
    expect(app.printed).toEqual([])
    expect(code(await app.call('letters.print', { examId, options, to: 'printer', seen: true }))).toBe('ok')
  })

  it('comes from no visit that was entered in error, not even again', async () => {
    const { app, examId } = await openV1()
    const options = await writing(app, examId, { reason: 'zz' })
    const { givenId } = value(
      await app.call('letters.print', { examId, options, to: 'printer', seen: false }),
    )
    value(await app.call('exams.cancel', { examId, reason: 'wrong day', passphrase: PASSPHRASE }))
    expect(code(await app.call('letters.begin', { examId }))).toBe('withdrawn')
    expect(code(await app.call('letters.preview', { examId, options }))).toBe('withdrawn')
    expect(code(await app.call('letters.print', { examId, options, to: 'printer', seen: true }))).toBe(
      'withdrawn',
    )
    expect(code(await app.call('letters.reprint', { examId, givenId, to: 'printer' }))).toBe('withdrawn')
  })

  it('goes with everything of its visit, to the printer that was chosen, until the visit says something else', async () => {
    const { app, examId } = await openV1()
    const all = async () => value(await app.call('handouts.printAll', { examId }))
    const letterToPrint = async () => value(await app.call('handouts.open', { examId })).letter
    expect(await all()).toEqual({ printed: ['handout', 'note'] })
    expect(await letterToPrint()).toBeUndefined()
    const options = await writing(app, examId, { to: 'Dr Zz-Test Rowan', reason: 'zz' })
    value(await app.call('letters.keep', { examId, options }))
    expect(await all()).toEqual({ printed: ['handout', 'note'], not: 'begun' })
    expect(await letterToPrint()).toEqual({ not: 'begun' })

    const printer = { name: 'zz-printer', copies: 2 }
    value(await app.call('letters.print', { examId, options, to: 'printer', seen: false, printer }))
    const { job } = app.printed.at(-1)!
    expect(await letterToPrint()).toEqual({ to: 'Dr Zz-Test Rowan' })
    expect(await all()).toEqual({ printed: ['handout', 'note', 'letter'] })
    expect(app.printed.at(-1)).toEqual({ to: 'paper', job })

    // An amendment that the letter tells makes it old; it is printed no more unasked, and marked.
    const [given] = value(await app.call('letters.given', { examId })).given
    expect(given?.standing).toBe('stands')
    value(await app.call('exams.amend', { examId }))
    const draft = value(await app.call('exams.openDraft', { examId }))
    const body = withAnswer(draft.body, 'complaint.nrsNow', said(9, '2026-11-22T10:40:00.000Z'))
    const saved = value(
      await app.call('exams.saveDraft', {
        examId,
        baseSequence: draft.sequence,
        body,
        writer: draft.writer,
      }),
    )
    value(
      await app.call('exams.sign', {
        examId,
        baseSequence: saved.sequence,
        mode: 'complete',
        passphrase: PASSPHRASE,
        reason: 'Read back with the patient',
      }),
    )
    expect(await all()).toEqual({ printed: ['handout', 'note'], not: 'outdated' })
    const after = value(await app.call('letters.given', { examId })).given
    expect(after.map(({ standing }) => standing)).toEqual(['changed'])
  })

  it('is written by nobody who may not sign', async () => {
    const { app, examId } = await openV1()
    const options = await writing(app, examId, { reason: 'zz' })
    const own = 'zz helper has a passphrase'
    const helper = await addMember(app, 'Zz-Test Helper', 'assistant', own)
    await switchTo(app, helper.personId, own).catch(async () =>
      value(await app.call('vault.unlock', { personId: helper.personId, passphrase: own })),
    )
    expect(code(await app.call('letters.preview', { examId, options }))).toBe('notAllowed')
    expect(code(await app.call('letters.print', { examId, options, to: 'printer', seen: true }))).toBe(
      'notAllowed',
    )
  })
})
