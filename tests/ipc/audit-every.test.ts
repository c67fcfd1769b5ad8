import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { v7 as newId } from 'uuid'
import { afterAll, describe, expect, it } from 'vitest'
import { withAnswer } from '@shared/exam/edit'
import { AUDIT_EVENTS, isAuditEvent, type AuditEvent } from '@shared/records/audit'
import type { ExamBody } from '@shared/records/exam'
import type { ClinicTextInput } from '@shared/texts/clinic-text'
import { PEMAT_OURS } from '@shared/texts/pemat'
import { imageFile } from '../../electron/store/files'
import { makePng } from '../fixtures/pictures'
import { LINDEN_INPUT, PASSPHRASE, patientInput } from '../fixtures/records'
import { bodyOf, said, VIGNETTES } from '../fixtures/vignettes'
import { tamper } from '../store/tampering'
import { addMember, emptyFolder, firstRun, openApp, switchTo, value, type App } from './app'

/** Every event of the closed list is written by a service that somebody calls; chapter by chapter, counted at the end. */
const ALDER = 'alder zz own words'
const PIN = '835267'
const VISIT = VIGNETTES.V1.visits[0]!
const ENTRY = '01936b5c-0000-7000-8000-0000000000a1'
const OWN = { passphrase: PASSPHRASE }
const REASON = { reason: 'zz because' }

const written = new Set<AuditEvent>()
const collect = async (app: App): Promise<void> => {
  for (const { what } of value(await app.folder.current()!.audit.list(1000)))
    if (isAuditEvent(what)) written.add(what)
}
const opened = async (): Promise<{ app: App; owner: string; recoveryCode: readonly string[] }> => {
  const app = await openApp()
  app.clock = new Date(`${VISIT.visitOn}T03:00:00.000Z`)
  const { person, recoveryCode } = await firstRun(app)
  return { app, owner: person.personId, recoveryCode }
}
const register = async (app: App, given: string): Promise<string> =>
  value(await app.call('patients.register', { patient: patientInput({ ...VIGNETTES.V1.patient, given }) }))
    .patientId
const later = async (app: App): Promise<string> => {
  app.clock = new Date(app.clock.getTime() + 86_400_000)
  value(await app.call('vault.touch', {}))
  return app.clock.toISOString().slice(0, 10)
}
const started = async (app: App, patientId: string, visitOn: string = VISIT.visitOn) => {
  const { examId, sequence } = value(await app.call('exams.start', { patientId, visitOn }))
  return { examId, sequence, visitOn }
}
const signed = async (app: App, patientId: string): Promise<string> => {
  const { examId, sequence } = await started(app, patientId)
  const saved = value(
    await app.call('exams.saveDraft', { examId, baseSequence: sequence, body: bodyOf(VISIT) }),
  )
  value(await app.call('exams.sign', { examId, baseSequence: saved.sequence, mode: 'complete', ...OWN }))
  return examId
}
const attached = async (app: App, examId: string) => {
  const bytes = makePng(40, 40)
  const begun = await app.call('images.begin', { examId, entryId: ENTRY, bytes: bytes.length })
  const { uploadId } = value(begun)
  value(await app.call('images.chunk', { uploadId, index: 0, bytes }))
  return value(await app.call('images.finish', { uploadId }))
}
const place = async (app: App): Promise<string> => {
  app.answers.folder = emptyFolder()
  value(await app.call('backup.choosePlace', {}))
  return app.answers.folder
}

describe('every event of the list is written', () => {
  it('about people and their keys', async () => {
    const { app, owner, recoveryCode } = await opened()
    const { personId } = await addMember(app, 'Zz-Test Alder', 'clinician', ALDER)
    value(await app.call('vault.unlock', { personId, passphrase: ALDER }))
    await app.call('audit.list', { filter: {}, limit: 5 })
    await switchTo(app, owner, PASSPHRASE)
    const named = { personId, passphrase: PASSPHRASE }
    value(
      await app.call('people.update', {
        ...named,
        person: { ...LINDEN_INPUT, name: 'Zz-Test Alder Elder' },
        role: 'assistant',
        signs: false,
      }),
    )
    const elder = { ...LINDEN_INPUT, name: 'Zz-Test Alder the Elder' }
    value(await app.call('people.update', { ...named, person: elder, role: 'assistant', signs: false }))
    await app.call('people.suspend', { ...named, passphrase: 'not it' })
    app.clock = new Date(app.clock.getTime() + 3_600_000)
    value(await app.call('vault.touch', {}))
    value(await app.call('people.suspend', named))
    value(await app.call('people.reactivate', { ...named, firstPassphrase: 'handed over again' }))
    value(await app.call('people.resetPassphrase', { ...named, firstPassphrase: 'and once more zz' }))
    value(await app.call('people.setPin', { pin: PIN, ...OWN }))
    value(await app.call('people.removePin', {}))
    const clinic = value(await app.call('clinic.get', {}))
    const { settings, revision, ...rest } = clinic
    value(
      await app.call('clinic.update', { baseRevision: revision, clinic: { ...rest, name: 'Zz-Test Other' } }),
    )
    value(
      await app.call('clinic.updateSettings', {
        baseRevision: revision + 1,
        settings: { ...settings, idleMinutes: 7, retention: { years: 5 } },
      }),
    )
    value(await app.call('retention.print', { to: 'printer' }))
    value(await app.call('audit.list', { filter: {}, limit: 5 }))
    value(await app.call('audit.print', { filter: {}, to: 'printer' }))
    value(await app.call('vault.lock', {}))
    await app.call('vault.unlock', { personId: owner, passphrase: 'not it' })
    value(
      await app.call('vault.unlockWithRecovery', {
        code: recoveryCode.join(' '),
        personId: owner,
        newPassphrase: 'five zz-test owls hoot gently',
      }),
    )
    await collect(app)
  })

  it('about charts: looked at, charted, signed, amended, put right', async () => {
    const { app, owner } = await opened()
    const aster = await register(app, 'Zz-Test Aster')
    const { revision, ...facts } = value(await app.call('patients.get', { patientId: aster }))
    const { given, family, preferred, otherScript, bornOn, sex, phone, language } = facts
    const patient = { given, family, preferred, otherScript, bornOn, sex, phone: `${phone}1`, language }
    value(await app.call('patients.update', { patientId: aster, baseRevision: revision, patient }))
    value(await app.call('patients.visits', { patientId: await register(app, 'Zz-Test Fern'), glance: true }))
    const examId = await signed(app, aster)
    value(await app.call('exams.context', { examId }))
    await later(app)
    value(await app.call('exams.amend', { examId }))
    value(await app.call('exams.dropAmendment', { examId }))
    value(await app.call('exams.amend', { examId }))
    const draft = value(await app.call('exams.openDraft', { examId }))
    const [r1] = draft.body.answers.groups['nodule']!
    const point = r1!.values['nodule.point'] as unknown as {
      value: { xMm: number; yMm: number; mapVersion: number }
    }
    const at = app.clock.toISOString()
    const across = { ...point.value, xMm: -point.value.xMm }
    let body = withAnswer(draft.body, `nodule.point@${r1!.entryId}`, said(across, at))
    body = withAnswer(body, `nodule.side@${r1!.entryId}`, said('left', at))
    const { sequence, writer } = draft
    const saved = value(await app.call('exams.saveDraft', { examId, baseSequence: sequence, body, writer }))
    const signing = { examId, baseSequence: saved.sequence, mode: 'complete', ...OWN, ...REASON } as const
    value(await app.call('exams.sign', signing))
    value(await app.call('exams.cancel', { examId, ...REASON, ...OWN }))

    // Begun by mistake, brought back, moved away.
    const visitOn = await later(app)
    const begun = await started(app, aster, visitOn)
    const image = await attached(app, begun.examId)
    expect((await app.services.images.bytes(image.imageId))?.length).toBe(image.bytes)
    app.answers.folder = emptyFolder()
    value(await app.call('images.export', { imageIds: [image.imageId], form: 'original' }))
    value(await app.call('images.remove', { imageId: image.imageId }))
    value(await app.call('exams.discard', { examId: begun.examId, ...REASON }))
    value(await app.call('exams.bringBack', { examId: begun.examId }))
    const briar = await register(app, 'Zz-Test Briar')
    value(await app.call('exams.move', { examId: begun.examId, patientId: briar, ...REASON, ...OWN }))

    const [keepId, otherId] = [await register(app, 'Zz-Test Cedar'), await register(app, 'Zz-Test Elder')]
    value(await app.call('patients.join', { keepId, otherId, ...REASON, ...OWN }))
    value(await app.call('patients.separate', { otherId, ...REASON, ...OWN }))
    await collect(app)

    // Two windows on one draft, and an end without a lock.
    const two = await started(app, keepId, await later(app))
    const typing = (of: ExamBody, words: string): ExamBody =>
      withAnswer(of, 'palpation.narrative', said(words, app.clock.toISOString()))
    const type = async (
      one: { sequence: number; writer?: string | undefined; body: ExamBody },
      words: string,
    ) =>
      app.call('exams.saveDraft', {
        examId: two.examId,
        baseSequence: one.sequence,
        body: typing(one.body, words),
        writer: one.writer,
      })
    const loser = value(await app.call('exams.openDraft', { examId: two.examId }))
    const winner = value(await app.call('exams.openDraft', { examId: two.examId }))
    value(await type(winner, 'zz winner'))
    await type(loser, 'zz loser')
    const { besides } = value(await app.call('exams.besides', { examId: two.examId }))
    const { besideId } = besides[0]!
    value(await app.call('exams.settleBeside', { examId: two.examId, besideId, taken: 0 }))
    value(await app.services.lock('crash'))
    value(await app.call('vault.unlock', { personId: owner, passphrase: PASSPHRASE }))
    value(await app.call('exams.openDraft', { examId: two.examId }))
    await collect(app)
  })

  it('about paper, and the words on it', async () => {
    const { app } = await opened()
    const examId = await signed(app, await register(app, 'Zz-Test Aster'))
    const to = 'printer' as const
    const tamil = { language: 'ta', paper: 'A4', size: 'standard', actions: [] } as const
    const options = { ...tamil, actions: [] }
    value(await app.call('handouts.print', { examId, options, to, override: 'zz interpreter' }))
    const { givenId } = value(await app.call('handouts.given', { examId })).given[0]!
    value(await app.call('handouts.reprint', { examId, givenId, to }))
    value(await app.call('notes.print', { examId, to }))
    const letter = value(await app.call('letters.begin', { examId })).options
    const asking = { ...letter, text: { ...letter.text, to: 'Dr Zz-Test Rowan', question: 'zz scan?' } }
    value(await app.call('letters.print', { examId, options: asking, to, seen: false }))
    const [unit] = value(await app.call('translations.list', { language: 'ta' })).units
    const units = [{ id: unit!.id, hash: unit!.hash }]
    value(await app.call('translations.sign', { language: 'ta', units, ...OWN }))
    value(await app.call('translations.withdraw', { language: 'ta', units, text: 'zz' }))
    const sheet: ClinicTextInput = { is: 'sheet', name: 'Zz-Test sheet', units: {}, passages: [] }
    const { textId, revision } = value(await app.call('texts.save', { baseRevision: 0, text: sheet }))
    const of = { is: 'palpa', edition: 'zz' } as const
    value(await app.call('texts.score', { of, marks: [...PEMAT_OURS] }))
    value(await app.call('texts.remove', { textId, baseRevision: revision }))
    const phrase = { name: 'zz', text: 'zz words' }
    const { phraseId } = value(await app.call('library.savePhrase', { baseRevision: 0, phrase, own: true }))
    value(await app.call('library.remove', { kind: 'phrase', id: phraseId, baseRevision: 1 }))
    const planSet = { name: 'zz', definitionVersion: 1, values: { 'plan.options': ['heat'] }, entries: {} }
    const set = value(await app.call('library.savePlanSet', { baseRevision: 0, planSet, own: true }))
    value(await app.call('library.remove', { kind: 'planSet', id: set.planSetId, baseRevision: 1 }))
    // What leaves the vault without a patient in it is written down as well.
    app.answers.file = join(emptyFolder(), 'zz.json')
    value(await app.call('library.export', {}))
    value(await app.call('texts.export', {}))
    const { rows } = value(await app.call('audit.list', { filter: { kind: 'paper' }, limit: 50 }))
    expect(rows.filter(({ what }) => what === 'export.made').map(({ detail }) => detail)).toEqual([
      'texts: 0',
      'phrases and plans: 0',
    ])
    await collect(app)
  })

  it('about backups, restores and erasures', async () => {
    const { app, owner } = await opened()
    const aster = await register(app, 'Zz-Test Aster')
    const folder = await place(app)
    value(await app.call('backup.saveSettings', { every: 'daily', keep: 7 }))
    const made = value(await app.call('backup.now', {}))
    value(await app.call('backup.rehearse', {}))
    const drawer = emptyFolder()
    cpSync(folder, drawer, { recursive: true })
    const database = join(made.path, 'vault.db')
    const good = readFileSync(database)
    const spoilt = Buffer.from(good)
    spoilt[spoilt.length - 2000]! ^= 1
    writeFileSync(database, spoilt)
    value(await app.call('backup.rehearse', {}))
    writeFileSync(database, good)
    // What stands in the way of the next one is no folder.
    rmSync(folder, { recursive: true })
    cpSync(drawer, folder, { recursive: true })
    await later(app)
    const set = join(made.path, '..')
    rmSync(set, { recursive: true })
    writeFileSync(set, 'in the way')
    await app.services.backup.inQuiet()
    rmSync(set)
    cpSync(drawer, folder, { recursive: true })
    await collect(app)
    const { name } = value(await app.call('backup.status', {})).generations[0]!
    value(await app.call('backup.restore', { name, ...OWN }))
    value(await app.call('vault.unlock', { personId: owner, passphrase: PASSPHRASE }))
    await collect(app)
    // What was begun stands in the state that was replaced.
    const elsewhere = async (lies: string): Promise<void> => {
      const other = await openApp(emptyFolder())
      other.answers.folder = lies
      value(await other.call('vault.findBackups', {}))
      value(await other.call('vault.openBackup', { index: 0 }))
      value(await other.call('vault.unlock', { personId: owner, passphrase: PASSPHRASE }))
      await collect(other)
    }
    await elsewhere(folder)

    const second = await addMember(app, 'Zz-Test Rowan', 'clinician', ALDER)
    value(await app.call('vault.unlock', { personId: owner, passphrase: PASSPHRASE }))
    value(
      await app.call('erasure.erase', {
        patientId: aster,
        clinicNumber: '00001',
        reason: 'patientAsked',
        passphrase: PASSPHRASE,
        secondId: second.personId,
        secondPassphrase: ALDER,
      }),
    )
    value(await app.call('erasure.reachBackups', {}))
    value(await app.call('erasure.certificate', { copy: 'clinic', to: 'printer' }))
    await collect(app)
    // A drive that was in a drawer, beside the ledger that it did not hear of.
    const setName = basename(set)
    cpSync(join(folder, setName, 'erasures.sealed'), join(drawer, setName, 'erasures.sealed'))
    await elsewhere(drawer)
  })

  it('about what the checks find, and what is done about it', async () => {
    const { app, owner } = await opened()
    const patientId = await register(app, 'Zz-Test Aster')
    const { examId } = await started(app, patientId)
    const { imageId } = await attached(app, examId)
    await place(app)
    value(await app.call('backup.now', {}))
    value(await app.call('vault.lock', {}))
    rmSync(imageFile(app.dataFolder, imageId))
    const strange = newId()
    await tamper(
      app.dataFolder,
      `UPDATE document_revision SET sealed = zeroblob(length(sealed)) WHERE doc_id = '${patientId}';
       INSERT INTO document_revision (kind, doc_id, patient_id, revision, parent_revision, device_id, saved_at, sealed)
         SELECT kind, '${strange}', patient_id, 1, 0, device_id, saved_at, sealed
         FROM document_revision WHERE doc_id = '${patientId}';
       INSERT INTO image SELECT '${strange}', patient_id, exam_id, bytes, chunks, sealed_bytes, file_digest,
         added_at, removed_at, record_revision, record FROM image`,
    )
    value(await app.call('vault.unlock', { personId: owner, passphrase: PASSPHRASE }))
    const { findings } = value(await app.call('health.check', {}))
    for (const { findingId, code } of findings)
      if (code !== 'trailBroken') await app.call('health.repair', { findingId, choose: false })
    value(await app.call('vault.lock', {}))
    await tamper(app.dataFolder, 'DELETE FROM audit WHERE seq = 3')
    value(await app.call('vault.unlock', { personId: owner, passphrase: PASSPHRASE }))
    const left = value(await app.call('health.check', {})).findings
    const findingIds = left.filter(({ code }) => code === 'trailBroken').map(({ findingId }) => findingId)
    value(await app.call('health.accept', { findingIds, ...REASON }))
    await collect(app)
  })

  afterAll(() => {
    const all = Object.keys(AUDIT_EVENTS) as AuditEvent[]
    expect(all.filter((event) => !written.has(event))).toEqual([])
  })
})
