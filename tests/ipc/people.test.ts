import { beforeEach, describe, expect, it } from 'vitest'
import type { ExamDraft } from '@shared/records/exam'
import type { MemberRecord } from '@shared/records/people'
import { said } from '@shared/records/said'
import { LINDEN_INPUT, PASSPHRASE, patientInput } from '../fixtures/records'
import { addMember, code, emptyFolder, firstRun, NEW_PERSON, openApp, switchTo, value, type App } from './app'
import { answered, shortRules, WANTED } from './rules'

const ALDER = 'alder zz own words'
const OAK = 'oak zz own words'
const PIN = '835267'

/** What a save names: the visit, where it starts from, and who was handed the draft to write. */
const hold = ({ examId, sequence, writer }: ExamDraft) => ({
  examId,
  baseSequence: sequence,
  ...(writer === undefined ? {} : { writer }),
})

let app: App
let owner: string
beforeEach(async () => {
  app = await openApp(emptyFolder(), shortRules)
  owner = (await firstRun(app)).person.personId
})

const back = () => app.call('vault.unlock', { personId: owner, passphrase: PASSPHRASE })
const people = async (): Promise<MemberRecord[]> => value(await app.call('people.list', {})).people
const trail = async () =>
  value(await app.folder.current()!.audit.list(200)).map(({ what, by, docId, detail }) => ({
    what,
    by,
    docId,
    detail,
  }))

describe('the first person', () => {
  it('is an owner who signs', async () => {
    expect(await people()).toMatchObject([{ personId: owner, role: 'owner', signs: true }])
  })

  it('can be neither suspended nor demoted while there is no other owner', async () => {
    const demoted = { personId: owner, person: LINDEN_INPUT, role: 'clinician', signs: true } as const
    expect(code(await app.call('people.update', { ...demoted, passphrase: PASSPHRASE }))).toBe('lastOwner')
    expect(code(await app.call('people.suspend', { personId: owner, passphrase: PASSPHRASE }))).toBe(
      'conflict',
    )

    // A suspended owner does not count, and neither does one who was demoted in between.
    const alder = await addMember(app, 'Zz-Test Alder', 'owner', ALDER)
    value(await back())
    value(await app.call('people.suspend', { personId: alder.personId, passphrase: PASSPHRASE }))
    expect(code(await app.call('people.update', { ...demoted, passphrase: PASSPHRASE }))).toBe('lastOwner')
    const again = { personId: alder.personId, firstPassphrase: 'handed over again', passphrase: PASSPHRASE }
    value(await app.call('people.reactivate', again))
    value(await app.call('people.update', { ...demoted, passphrase: PASSPHRASE }))
    // What was given up is gone at once, not at the next unlock.
    expect(code(await app.call('people.list', {}))).toBe('notAllowed')
  })

  it('who treats nobody governs and does not sign', async () => {
    value(
      await app.call('people.update', {
        personId: owner,
        person: LINDEN_INPUT,
        role: 'owner',
        signs: false,
        passphrase: PASSPHRASE,
      }),
    )
    const input = { examId: owner, baseSequence: 1, mode: 'complete', passphrase: PASSPHRASE } as const
    expect(await app.call('exams.sign', input)).toMatchObject({
      error: { code: 'notAllowed', detail: 'sign' },
    })
    expect(await people()).toHaveLength(1)
  })
})

describe('adding somebody', () => {
  it('asks for the owner’s own passphrase, and for a name that nobody has', async () => {
    const person = { ...NEW_PERSON, name: 'Zz-Test Alder' }
    const add = (name: string, passphrase: string) =>
      app.call('people.add', {
        person: { ...person, name },
        role: 'assistant',
        signs: true,
        firstPassphrase: 'handed over by hand',
        passphrase,
      })
    expect(code(await add('Zz-Test Alder', 'not it'))).toBe('wrongSecret')
    expect(await people()).toHaveLength(1)
    expect(await add('DR ZZ-TEST LINDEN', PASSPHRASE)).toMatchObject({
      error: { code: 'validation', paths: ['person.name'] },
    })
    // A role that never signs does not begin to by a flag.
    expect(value(await add('Zz-Test Alder', PASSPHRASE))).toMatchObject({ role: 'assistant', signs: false })
    expect((await trail()).map((one) => one.what)).toEqual(
      expect.arrayContaining(['person.added', 'person.confirmFailed']),
    )
  })

  it('gives a first passphrase that opens nothing but the choice of another', async () => {
    const { personId } = value(
      await app.call('people.add', {
        person: { ...NEW_PERSON, name: 'Zz-Test Alder' },
        role: 'clinician',
        signs: false,
        firstPassphrase: 'handed over by hand',
        passphrase: PASSPHRASE,
      }),
    )
    const first = await switchTo(app, personId, 'handed over by hand')
    expect(first).toMatchObject({ ownPassphraseFirst: true, person: { role: 'clinician', signs: true } })
    expect(code(await app.call('patients.search', { text: '', limit: 5 }))).toBe('ownPassphraseFirst')
    const change = (newPassphrase: string) =>
      app.call('people.changePassphrase', { passphrase: 'handed over by hand', newPassphrase })
    expect(code(await change('handed over by hand'))).toBe('validation')
    expect(value(await change(ALDER))).toMatchObject({ ownPassphraseFirst: false })
    expect(code(await app.call('patients.search', { text: '', limit: 5 }))).toBe('ok')
    value(await app.call('vault.lock', {}))
    expect(code(await app.call('vault.unlock', { personId, passphrase: 'handed over by hand' }))).toBe(
      'wrongSecret',
    )
    expect(value(await app.call('vault.unlock', { personId, passphrase: ALDER })).ownPassphraseFirst).toBe(
      false,
    )
  })
})

describe('suspending', () => {
  it('shuts somebody out at once and keeps their name, with words; a new passphrase brings them back', async () => {
    const alder = await addMember(app, 'Zz-Test Alder', 'clinician', ALDER)
    value(await back())
    value(await app.call('people.suspend', { personId: alder.personId, passphrase: PASSPHRASE }))
    value(await app.call('vault.lock', {}))
    const { people: shown } = value(await app.call('vault.status', {}))
    expect(shown.find((one) => one.personId === alder.personId)).toMatchObject({
      suspended: true,
      pin: false,
    })
    const unlock = (passphrase: string) => app.call('vault.unlock', { personId: alder.personId, passphrase })
    expect(code(await unlock(ALDER))).toBe('suspended')
    value(await back())
    const again = { personId: alder.personId, firstPassphrase: 'handed over again', passphrase: PASSPHRASE }
    expect(code(await app.call('people.resetPassphrase', again))).toBe('suspended')
    value(await app.call('people.reactivate', again))
    expect(code(await app.call('people.reactivate', again))).toBe('conflict')
    value(await app.call('vault.lock', {}))
    expect(code(await unlock(ALDER))).toBe('wrongSecret')
    expect(value(await unlock('handed over again')).ownPassphraseFirst).toBe(true)
  })

  it('is by the sealed record, not by a mark in clear', async () => {
    const alder = await addMember(app, 'Zz-Test Alder', 'clinician', ALDER)
    value(await back())
    const vault = app.folder.current()!
    const found = value(await vault.documents.latest('person', alder.personId))
    value(
      await vault.documents.put({
        kind: 'person',
        docId: alder.personId,
        patientId: null,
        baseRevision: found.revision,
        body: { ...(found.body as object), suspendedAt: '2026-11-22T00:00:00.000Z' },
      }),
    )
    value(await app.call('vault.lock', {}))
    expect(code(await app.call('vault.unlock', { personId: alder.personId, passphrase: ALDER }))).toBe(
      'suspended',
    )
    expect(value(await app.call('vault.status', {})).state).toBe('locked')
  })
})

describe('a reset by an owner', () => {
  it('replaces the passphrase and the PIN, and the person chooses anew', async () => {
    const alder = await addMember(app, 'Zz-Test Alder', 'clinician', ALDER)
    await app.call('vault.unlock', { personId: alder.personId, passphrase: ALDER })
    value(await app.call('people.setPin', { pin: PIN, passphrase: ALDER }))
    await switchTo(app, owner, PASSPHRASE)
    const reset = { personId: alder.personId, firstPassphrase: 'handed over anew', passphrase: PASSPHRASE }
    expect(code(await app.call('people.resetPassphrase', { ...reset, personId: owner }))).toBe('conflict')
    value(await app.call('people.resetPassphrase', reset))
    expect(await trail()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ what: 'person.passphraseReset', by: owner, docId: alder.personId }),
        expect.objectContaining({ what: 'person.pinRemoved', docId: alder.personId, detail: 'reset' }),
      ]),
    )
    value(await app.call('vault.lock', {}))
    const { personId } = alder
    expect(code(await app.call('vault.unlockWithPin', { personId, pin: PIN }))).toBe('pinGone')
    expect(code(await app.call('vault.unlock', { personId, passphrase: ALDER }))).toBe('wrongSecret')
    expect(
      value(await app.call('vault.unlock', { personId, passphrase: 'handed over anew' })).ownPassphraseFirst,
    ).toBe(true)
  })
})

describe('a PIN', () => {
  it('unlocks and confirms its person; a weak one is refused, and so is one without the passphrase', async () => {
    for (const pin of ['111111', '123456', '120471', '12345'])
      expect(await app.call('people.setPin', { pin, passphrase: PASSPHRASE })).toMatchObject({
        error: { code: 'validation', paths: ['pin'] },
      })
    expect(code(await app.call('people.setPin', { pin: PIN, passphrase: 'not it' }))).toBe('wrongSecret')
    value(await app.call('people.setPin', { pin: PIN, passphrase: PASSPHRASE }))
    value(await app.call('vault.lock', {}))
    expect(await app.call('vault.unlockWithPin', { personId: owner, pin: '990073' })).toMatchObject({
      error: { code: 'wrongSecret', triesLeft: 4 },
    })
    expect(value(await app.call('vault.unlockWithPin', { personId: owner, pin: PIN })).person.personId).toBe(
      owner,
    )
    value(await app.call('people.removePin', {}))
    value(await app.call('vault.lock', {}))
    expect(code(await app.call('vault.unlockWithPin', { personId: owner, pin: PIN }))).toBe('pinGone')
  })

  it('is not offered where there is no keychain', async () => {
    expect(value(await app.call('people.me', {}))).toEqual({ pinPossible: true })
    app.keychain.here = false
    expect(value(await app.call('people.me', {}))).toEqual({ pinPossible: false })
    expect(code(await app.call('people.setPin', { pin: PIN, passphrase: PASSPHRASE }))).toBe('noKeychain')
  })
})

describe('signing', () => {
  const charted = async () => {
    const { patientId } = value(await app.call('patients.register', { patient: patientInput() }))
    const draft = value(await app.call('exams.start', { patientId, visitOn: '2026-11-22' }))
    const body = {
      ...draft.body,
      answers: { ...draft.body.answers, values: { [WANTED]: answered(4, owner) } },
    }
    const { examId } = draft
    const { sequence } = value(await app.call('exams.saveDraft', { ...hold(draft), body }))
    return { examId, baseSequence: sequence, mode: 'complete' as const }
  }

  it('takes the passphrase or the PIN of the person who is unlocked, and of nobody else', async () => {
    value(await app.call('people.setPin', { pin: PIN, passphrase: PASSPHRASE }))
    const alder = await addMember(app, 'Zz-Test Alder', 'clinician', ALDER)
    value(await app.call('vault.unlock', { personId: alder.personId, passphrase: ALDER }))
    value(await app.call('people.setPin', { pin: '990073', passphrase: ALDER }))
    const visit = await charted()
    // The owner's, while the second person is at the keys.
    expect(code(await app.call('exams.sign', { ...visit, passphrase: PASSPHRASE }))).toBe('wrongSecret')
    expect(await app.call('exams.sign', { ...visit, pin: PIN })).toMatchObject({
      error: { code: 'wrongSecret', triesLeft: 4 },
    })
    // Somebody else's id is no part of the call: the gate strips what it does not know.
    const forged = { ...visit, passphrase: PASSPHRASE, personId: owner, signer: owner, by: owner }
    expect(code(await app.raw('exams.sign', forged))).toBe('wrongSecret')
    expect(value(await app.call('exams.sign', { ...visit, pin: '990073' })).signer.personId).toBe(
      alder.personId,
    )
    const signed = value(await app.call('exams.get', { examId: visit.examId }))
    expect(signed.signer).toMatchObject({ name: 'Zz-Test Alder', personId: alder.personId })
    expect(signed.signer).not.toHaveProperty('role')

    // And the other way round.
    await switchTo(app, owner, PASSPHRASE)
    const second = await charted()
    expect(code(await app.call('exams.sign', { ...second, pin: '990073' }))).toBe('wrongSecret')
    expect(code(await app.call('exams.sign', { ...second, passphrase: ALDER }))).toBe('wrongSecret')
    expect(value(await app.call('exams.sign', { ...second, pin: PIN })).signer.personId).toBe(owner)
  })

  it('begun by one person and answered after another took over is signed by neither', async () => {
    const alder = await addMember(app, 'Zz-Test Alder', 'clinician', ALDER)
    value(await back())
    const visit = await charted()
    const signing = app.call('exams.sign', { ...visit, passphrase: PASSPHRASE })
    const locking = app.call('vault.lock', { why: 'switch' })
    const [signed] = await Promise.all([signing, locking])
    value(await app.call('vault.unlock', { personId: alder.personId, passphrase: ALDER }))
    const now = await app.call('exams.get', { examId: visit.examId })
    // Either it was signed by the one who asked, or it is still a draft.
    if (signed.ok) expect(value(now).signer.personId).toBe(owner)
    else expect(code(now)).toBe('notFound')
  })

  it('leaves every answer with the person who typed it, whatever the window says', async () => {
    const alder = await addMember(app, 'Zz-Test Alder', 'clinician', ALDER)
    value(await back())
    const visit = await charted()
    await switchTo(app, alder.personId, ALDER)
    const draft = value(await app.call('exams.openDraft', { examId: visit.examId }))
    expect(draft.body.answers.values[WANTED]!.by).toBe(owner)
    const body = {
      ...draft.body,
      answers: {
        ...draft.body.answers,
        // Another answer under the owner's name, and the owner's answer under another value.
        values: { [WANTED]: answered(9, owner), 'complaint.nrsWorst': answered(9, owner) },
      },
    }
    value(await app.call('exams.saveDraft', { ...hold(draft), body }))
    const after = value(await app.call('exams.openDraft', { examId: visit.examId })).body.answers.values
    expect(after[WANTED]!.by).toBe(alder.personId)
    expect(after['complaint.nrsWorst']!.by).toBe(alder.personId)
  })
})

describe('an assistant', () => {
  const asAssistant = async (sight = { findings: true, pictures: true }) => {
    const { patientId } = value(await app.call('patients.register', { patient: patientInput() }))
    const start = () => app.call('exams.start', { patientId, visitOn: '2026-11-22' })
    const draft = value(await start())
    const { examId } = draft
    const body = {
      ...draft.body,
      answers: {
        ...draft.body.answers,
        values: { [WANTED]: answered(4, owner) },
        groups: { ...draft.body.answers.groups, nodule: [{ entryId: examId, values: {} }] },
      },
    }
    value(await app.call('exams.saveDraft', { ...hold(draft), body, focus: 'redFlags.bladder' }))
    const { clinic } = value(await app.call('vault.status', {})).session!
    const settings = { ...clinic.settings, assistantsSee: sight }
    value(await app.call('clinic.updateSettings', { baseRevision: clinic.revision, settings }))
    const oak = await addMember(app, 'Zz-Test Oak', 'assistant', OAK)
    value(await app.call('vault.unlock', { personId: oak.personId, passphrase: OAK }))
    return { patientId, examId, body, start }
  }

  it('registers and prints, and neither signs nor charts: a save keeps what was charted', async () => {
    const { examId, body } = await asAssistant()
    value(await app.call('patients.register', { patient: patientInput({ given: 'Rowan' }) }))
    const sign = { examId, baseSequence: 2, mode: 'complete', passphrase: OAK } as const
    expect(await app.call('exams.sign', sign)).toMatchObject({
      error: { code: 'notAllowed', detail: 'sign' },
    })
    const draft = value(await app.call('exams.openDraft', { examId }))
    expect(draft.body.answers.values[WANTED]).toMatchObject({ value: 4 })
    const picture = '01936b5c-0000-7000-8000-0000000000aa'
    const typed = {
      ...body,
      answers: {
        ...body.answers,
        values: { [WANTED]: answered(10, owner) },
        groups: { nodule: [], image: [{ entryId: picture, values: { 'image.kind': answered('x', owner) } }] },
      },
      dispositions: [],
    }
    value(await app.call('exams.saveDraft', { ...hold(draft), body: typed }))
    await switchTo(app, owner, PASSPHRASE)
    const after = value(await app.call('exams.openDraft', { examId })).body.answers
    expect(after.values).toEqual(body.answers.values)
    expect(after.groups).toEqual({ ...body.answers.groups, image: [{ entryId: picture, values: {} }] })
  })

  it('sees no finding that the owner hides, in any channel that answers one', async () => {
    const { patientId, examId, start } = await asAssistant({ findings: false, pictures: false })
    const list = value(await app.call('patients.search', { text: '', limit: 5 })).rows
    expect(list).toMatchObject([{ given: 'Aster', nodules: [] }])
    const visits = value(await app.call('patients.visits', { patientId })).rows
    expect(visits).toMatchObject([{ summary: said(''), nodules: [] }])
    const draft = value(await app.call('exams.openDraft', { examId }))
    expect(draft.body.answers).toMatchObject({ values: {}, groups: { image: [] } })
    expect(JSON.stringify(draft.body)).not.toContain(WANTED)
    // Nor where the cursor stood: the name of a field says what was asked.
    const drafts = value(await app.call('exams.drafts', {}))
    expect(drafts.rows).toHaveLength(1)
    const begun = value(await start())
    for (const answer of [draft, drafts, begun]) expect(JSON.stringify(answer)).not.toContain('redFlags')
    const context = value(await app.call('exams.context', { examId }))
    expect(context.earlier).toEqual([])
    for (const name of ['exams.get', 'notes.text'] as const)
      expect(await app.call(name, { examId })).toMatchObject({
        error: { code: 'notAllowed', detail: 'seeFindings' },
      })
    // What is saved from there loses nothing that was hidden.
    value(await app.call('exams.saveDraft', { ...hold(draft), body: draft.body }))
    await switchTo(app, owner, PASSPHRASE)
    const after = value(await app.call('exams.openDraft', { examId })).body.answers
    expect(after.values[WANTED]).toMatchObject({ value: 4 })
    expect(after.groups['nodule']).toHaveLength(1)
  })
})
