import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { fail } from '@shared/errors'
import type { ExamBody, ExamDraft } from '@shared/records/exam'
import type { Patient } from '@shared/records/people'
import { said } from '@shared/records/said'
import { PASSPHRASE, patientInput } from '../fixtures/records'
import { code, emptyFolder, firstRun, openApp, value, type App } from './app'
import { answered, shortRules, WANTED } from './rules'

const OPTIONS = { language: 'en' as const, paper: 'A4' as const, size: 'standard' as const, actions: [] }
const TODAY = '2026-11-22'

let app: App
let me: string
beforeEach(async () => {
  app = await openApp(emptyFolder(), shortRules)
  me = (await firstRun(app)).person.personId
})

const register = async (facts = {}): Promise<Patient> =>
  value(await app.call('patients.register', { patient: patientInput(facts) }))
const start = async (patientId: string): Promise<ExamDraft> =>
  value(await app.call('exams.start', { patientId, visitOn: TODAY }))
const filled = (body: ExamBody, pain = 4): ExamBody => ({
  ...body,
  answers: { ...body.answers, values: { [WANTED]: answered(pain, me) } },
})
const save = (draft: ExamDraft, body: ExamBody, baseSequence = draft.sequence) =>
  app.call('exams.saveDraft', { examId: draft.examId, baseSequence, body, focus: WANTED })
const sign = (examId: string, baseSequence: number, passphrase = PASSPHRASE) =>
  app.call('exams.sign', { examId, baseSequence, mode: 'complete', passphrase })
const signedVisit = async () => {
  const patient = await register()
  const draft = await start(patient.patientId)
  const { sequence } = value(await save(draft, filled(draft.body)))
  return { patient, draft, sequence, signed: value(await sign(draft.examId, sequence)) }
}

describe('the directory', () => {
  it('numbers patients, finds them, shows recents and likely duplicates', async () => {
    const first = await register()
    const second = await register({ given: 'Rowan', family: 'Zz-Sample', phone: '', bornOn: '1990-01-02' })
    expect([first.clinicNumber, second.clinicNumber]).toEqual(['00001', '00002'])
    const recents = value(await app.call('patients.search', { text: '', limit: 5 }))
    expect(recents.rows.map((row) => row.given)).toEqual(['Rowan', 'Aster'])
    expect(recents.total).toBe(2)
    const similar = value(await app.call('patients.similar', { patient: patientInput({ given: 'Astre' }) }))
    expect(similar.rows.map((row) => row.given)).toEqual(['Aster'])
  })

  it('answers who it is without opening a visit, and never says "not seen" of what it did not read', async () => {
    const { patient, signed } = await signedVisit()
    const quick = { text: '', limit: 5, quick: true }
    const [unread] = value(await app.call('patients.search', quick)).rows
    expect(unread).toMatchObject({ patientId: patient.patientId, unread: true, nodules: [] })
    expect(unread?.seenAt).toBeUndefined()
    const [whole] = value(await app.call('patients.search', { text: '', limit: 5 })).rows
    expect(whole).toMatchObject({ seenAt: signed.signedAt })
    expect(whole?.unread).toBeUndefined()
    // Read once, it is known at once.
    expect(value(await app.call('patients.search', quick)).rows).toEqual([whole])
  })

  it('gives the next free number: above every typed one, and never the same twice', async () => {
    const known = await register()
    const { documents } = app.folder.current()!
    const put = async (clinicNumber: string) => {
      const patientId = newId()
      const body = { ...known, patientId, clinicNumber, revision: undefined }
      value(await documents.put({ kind: 'patient', docId: patientId, patientId, baseRevision: 0, body }))
    }
    await put('00003')
    await put('A-17')
    // Three records: one more than there are would be 00004, one more than were counted at first 00002.
    expect((await register()).clinicNumber).toBe('00004')
    await put('00041')
    const both = await Promise.all([register(), register()])
    expect(both.map((one) => one.clinicNumber)).toEqual(['00042', '00043'])
    expect((await register()).clinicNumber).toBe('00044')
  })

  it('mends a record in a new revision, and only from the latest', async () => {
    const { patientId, clinicNumber } = await register()
    const changed = { patientId, baseRevision: 1, patient: patientInput({ phone: '123' }) }
    expect(value(await app.call('patients.update', changed))).toMatchObject({ revision: 2, clinicNumber })
    expect(code(await app.call('patients.update', changed))).toBe('conflict')
  })

  it.each(['2026-11-23', '1890-01-01', '1905-11-22'])('refuses a birth date of %s', async (bornOn) => {
    expect(await app.call('patients.register', { patient: patientInput({ bornOn }) })).toEqual(
      fail('validation', { paths: ['patient.bornOn'] }),
    )
  })
})

it('takes the birth date of somebody who is 120 until tomorrow', async () => {
  expect((await register({ bornOn: '1905-11-23' })).bornOn).toBe('1905-11-23')
})

describe('a draft', () => {
  it('comes back as it was left, at the field it was left at, after a lock', async () => {
    const draft = await start((await register()).patientId)
    const body = filled(draft.body)
    value(await save(draft, body))
    value(await app.call('vault.lock', {}))
    value(await app.call('vault.unlock', { personId: me, passphrase: PASSPHRASE }))
    const back = value(await app.call('exams.openDraft', { examId: draft.examId }))
    expect(back).toMatchObject({ body, focus: WANTED })
    expect(value(await app.call('exams.drafts', {})).rows[0]?.patient.given).toBe('Aster')
  })

  it('is one per patient and day, and never of a day to come or before birth', async () => {
    const { patientId } = await register()
    const draft = await start(patientId)
    expect((await start(patientId)).examId).toBe(draft.examId)
    for (const visitOn of ['2026-11-23', '1971-04-11'])
      expect(code(await app.call('exams.start', { patientId, visitOn }))).toBe('validation')
  })

  it('refuses a save that started from an older one', async () => {
    const draft = await start((await register()).patientId)
    value(await save(draft, filled(draft.body)))
    expect(code(await save(draft, filled(draft.body, 9)))).toBe('conflict')
    const kept = value(await app.call('exams.openDraft', { examId: draft.examId }))
    expect(kept.body.answers.values[WANTED]).toMatchObject({ value: 4 })
  })
})

describe('a follow-up', () => {
  const followUp = (patientId: string, visitOn = TODAY) => app.call('exams.followUp', { patientId, visitOn })

  it('is of the visit signed last, holds its type and no value of it, and is one per day', async () => {
    const { patient, signed } = await signedVisit()
    const { patientId } = patient
    const draft = value(await followUp(patientId))
    expect(draft.body.followsUp).toBe(signed.examId)
    expect(draft.body.answers.values).toMatchObject({
      'visit.type': { value: 'followUp', via: 'entered', by: me },
    })
    expect(Object.keys(draft.body.answers.values)).toEqual(['visit.type'])
    expect(value(await followUp(patientId))).toEqual(draft)
    expect(value(await app.call('exams.openDraft', { examId: draft.examId })).body).toEqual(draft.body)
  })

  it('takes over a draft that was begun blank, with what was said in it', async () => {
    const { patient, signed } = await signedVisit()
    const blank = await start(patient.patientId)
    value(await save(blank, filled(blank.body, 8)))
    const draft = value(await followUp(patient.patientId))
    expect(draft).toMatchObject({ examId: blank.examId, body: { followsUp: signed.examId } })
    expect(draft.body.answers.values[WANTED]).toMatchObject({ value: 8 })
  })

  it('says so where nothing is signed yet, or only later', async () => {
    const { patientId } = await register()
    expect(code(await followUp(patientId))).toBe('nothingSigned')
    expect(value(await app.call('exams.drafts', {})).rows).toEqual([])
    const { patient } = await signedVisit()
    expect(code(await followUp(patient.patientId, '2026-11-21'))).toBe('nothingSigned')
    expect(code(await followUp(patient.patientId, '2026-11-23'))).toBe('validation')
  })
})

describe('signing', () => {
  it('makes one revision with its snapshots, and takes the draft away', async () => {
    const { patient, draft, signed } = await signedVisit()
    expect(signed).toMatchObject({
      revision: 1,
      mode: 'complete',
      notDone: [],
      patient,
      ruleSet: { edition: 'test' },
    })
    expect(signed.signer.name).toBe('Dr Zz-Test Linden')
    expect(value(await app.call('exams.get', { examId: draft.examId }))).toEqual(signed)
    expect(value(await app.call('exams.drafts', {})).rows).toEqual([])
    const { rows } = value(await app.call('patients.visits', { patientId: patient.patientId }))
    expect(rows).toMatchObject([{ examId: draft.examId, state: 'signed', summary: said('pain now') }])
  })

  it('stands among the signed visits of the chart until it is entered in error, though the chart was read before', async () => {
    const { patient, draft, signed } = await signedVisit()
    const chart = { patientId: patient.patientId, glance: false }
    expect(value(await app.call('exams.signed', chart)).exams).toEqual([signed])
    const next = await start(patient.patientId)
    expect(value(await app.call('exams.signed', chart)).exams).toEqual([signed])
    const { sequence } = value(await save(next, filled(next.body, 6)))
    const later = value(await sign(next.examId, sequence))
    expect(value(await app.call('exams.signed', chart)).exams).toEqual([signed, later])
    const { examId } = draft
    value(await app.call('exams.cancel', { examId, reason: 'Other patient', passphrase: PASSPHRASE }))
    expect(value(await app.call('exams.signed', chart)).exams).toEqual([later])
  })

  it('keeps its snapshot when the patient changes afterwards', async () => {
    const { patient, draft } = await signedVisit()
    const changed = patientInput({ given: 'Linnea' })
    const { patientId } = patient
    value(await app.call('patients.update', { patientId, baseRevision: 1, patient: changed }))
    expect(value(await app.call('exams.get', { examId: draft.examId })).patient.given).toBe('Aster')
  })

  it('lists what is missing and keeps the draft', async () => {
    const draft = await start((await register()).patientId)
    expect(await sign(draft.examId, draft.sequence)).toEqual(fail('notReady', { paths: [WANTED] }))
    expect(code(await app.call('exams.openDraft', { examId: draft.examId }))).toBe('ok')
  })

  it('signs an emergency as incomplete and says what was not done', async () => {
    const draft = await start((await register()).patientId)
    const signed = value(
      await app.call('exams.sign', {
        examId: draft.examId,
        baseSequence: draft.sequence,
        mode: 'incompleteEmergency',
        passphrase: PASSPHRASE,
      }),
    )
    expect(signed).toMatchObject({ mode: 'incompleteEmergency', notDone: ['Pain now'] })
  })

  it('wants the passphrase of the person who is in, and waits longer after each wrong one', async () => {
    const draft = await start((await register()).patientId)
    const { sequence } = value(await save(draft, filled(draft.body)))
    const waits: number[] = []
    for (let i = 0; i < 3; i += 1) {
      const answer = await sign(draft.examId, sequence, 'not the one')
      expect(code(answer)).toBe('wrongSecret')
      waits.push(answer.ok ? 0 : (answer.error.retryAfterMs ?? 0))
      app.clock = new Date(app.clock.getTime() + 120_000)
    }
    expect(waits).toEqual([...waits].sort((a, b) => a - b))
    expect(waits.at(-1)).toBeGreaterThan(waits[0]!)
    expect(code(await sign(draft.examId, sequence))).toBe('ok')
  })

  it('signs what was seen: a save in between is a conflict', async () => {
    const draft = await start((await register()).patientId)
    value(await save(draft, filled(draft.body)))
    expect(code(await sign(draft.examId, draft.sequence))).toBe('conflict')
  })

  it('leaves nothing that can be changed', async () => {
    const { draft, sequence } = await signedVisit()
    const { examId } = draft
    expect(code(await save(draft, filled(draft.body, 9), sequence))).toBe('signed')
    expect(code(await sign(examId, sequence))).toBe('signed')
    expect(code(await app.call('exams.openDraft', { examId }))).toBe('signed')
    expect(code(await app.call('images.begin', { examId, entryId: examId, bytes: 10 }))).toBe('signed')
  })
})

describe('paper', () => {
  it('goes where the person says, and what was given stays with the visit', async () => {
    const { draft } = await signedVisit()
    const { examId } = draft
    app.answers.pdf = join(emptyFolder(), 'sheet.pdf')
    const printed = value(await app.call('handouts.print', { examId, options: OPTIONS, to: 'pdf' }))
    expect(readFileSync(printed.path!, 'latin1')).toContain('%PDF')
    value(await app.call('handouts.print', { examId, options: OPTIONS, to: 'printer' }))
    expect(app.printed.map(({ to, job }) => [to, job.is])).toEqual([
      ['pdf', 'sheet'],
      ['paper', 'sheet'],
    ])
    const { given } = value(await app.call('handouts.given', { examId }))
    expect(given.map((one) => [one.to, one.revision, one.by, one.sheet.version])).toEqual([
      ['printer', 1, me, 'test'],
      ['pdf', 1, me, 'test'],
    ])
  })

  it('suggests a name that tells nobody who it is about', async () => {
    const { draft } = await signedVisit()
    app.answers.pdf = undefined
    expect(
      code(await app.call('handouts.print', { examId: draft.examId, options: OPTIONS, to: 'pdf' })),
    ).toBe('cancelled')
    expect(app.suggested).toEqual([`palpa-handout-${TODAY}.pdf`])
    expect(app.press.pdf).not.toHaveBeenCalled()
  })

  it('keeps nothing as given when the printer refused', async () => {
    const { draft } = await signedVisit()
    const { examId } = draft
    app.press.paper.mockResolvedValueOnce(fail('printer', { detail: 'The printer refused' }))
    expect(code(await app.call('handouts.print', { examId, options: OPTIONS, to: 'printer' }))).toBe(
      'printer',
    )
    expect(value(await app.call('handouts.given', { examId })).given).toEqual([])
  })

  it('leaves no half file where it could not write', async () => {
    const { draft } = await signedVisit()
    const folder = emptyFolder()
    writeFileSync(join(folder, 'file'), '')
    app.answers.pdf = join(folder, 'file', 'sheet.pdf')
    const answer = await app.call('handouts.print', { examId: draft.examId, options: OPTIONS, to: 'pdf' })
    expect(code(answer)).toBe('printer')
  })

  it('prints nothing of a draft', async () => {
    const { examId } = await start((await register()).patientId)
    expect(code(await app.call('handouts.preview', { examId, options: OPTIONS }))).toBe('notFound')
    expect(code(await app.call('notes.print', { examId, to: 'printer' }))).toBe('notFound')
  })

  it('prints and copies the note from the same revision', async () => {
    const { draft } = await signedVisit()
    const { examId } = draft
    expect(value(await app.call('notes.text', { examId })).text).toBe('Note of Aster Zz-Test')
    value(await app.call('notes.print', { examId, to: 'printer' }))
    expect(app.printed.at(-1)?.job.is).toBe('note')
  })
})
