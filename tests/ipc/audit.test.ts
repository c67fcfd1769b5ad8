import { beforeEach, describe, expect, it } from 'vitest'
import type { AuditFilter, AuditRow } from '@shared/records/audit-row'
import { PASSPHRASE, patientInput } from '../fixtures/records'
import { addMember, code, emptyFolder, firstRun, openApp, switchTo, value, type App } from './app'
import { answered, shortRules, WANTED } from './rules'

const ALDER = 'alder zz own words'
let app: App
let owner: string
beforeEach(async () => {
  app = await openApp(emptyFolder(), shortRules)
  owner = (await firstRun(app)).person.personId
})

const list = async (filter: AuditFilter = {}, limit = 200): Promise<AuditRow[]> =>
  value(await app.call('audit.list', { filter, limit })).rows
const whats = async (filter: AuditFilter = {}): Promise<string[]> =>
  (await list(filter)).map((row) => row.what)

const visit = async () => {
  const patient = value(await app.call('patients.register', { patient: patientInput() }))
  const { patientId } = patient
  const draft = value(await app.call('exams.start', { patientId, visitOn: '2026-11-22' }))
  const body = {
    ...draft.body,
    answers: { ...draft.body.answers, values: { [WANTED]: answered(4, owner) } },
  }
  const save = (baseSequence: number) =>
    app.call('exams.saveDraft', { examId: draft.examId, baseSequence, body })
  const first = value(await save(draft.sequence))
  const second = value(await save(first.sequence))
  return { patientId, examId: draft.examId, baseSequence: second.sequence }
}

describe('what is written down', () => {
  it('is every unlock, look, change, signature, print and setting, once each', async () => {
    const { patientId, examId, baseSequence } = await visit()
    value(await app.call('exams.sign', { examId, baseSequence, mode: 'complete', passphrase: PASSPHRASE }))
    value(await app.call('notes.print', { examId, to: 'printer' }))
    const { clinic } = value(await app.call('vault.status', {})).session!
    value(
      await app.call('clinic.updateSettings', {
        baseRevision: clinic.revision,
        settings: { ...clinic.settings, idleMinutes: 7 },
      }),
    )
    value(await app.call('vault.lock', {}))
    expect(code(await app.call('vault.unlock', { personId: owner, passphrase: 'not it' }))).toBe(
      'wrongSecret',
    )
    value(await app.call('vault.unlock', { personId: owner, passphrase: PASSPHRASE }))
    expect((await whats()).reverse()).toEqual([
      'vault.created',
      'patient.registered',
      'exam.started',
      'exam.changed',
      'exam.signed',
      'chart.viewed',
      'note.printed',
      'settings.updated',
      'vault.locked',
      'vault.unlockFailed',
      'vault.unlocked',
      'audit.viewed',
    ])
    const rows = await list()
    const failed = rows.find((row) => row.what === 'vault.unlockFailed')
    expect(failed).toMatchObject({ by: '', about: 'Dr Zz-Test Linden', detail: 'passphrase', here: true })
    expect(rows.find((row) => row.what === 'settings.updated')).toMatchObject({ detail: 'idleMinutes' })
    expect(rows.find((row) => row.what === 'exam.signed')).toMatchObject({
      by: 'Dr Zz-Test Linden',
      patientId,
      patient: 'Aster Zz-Test, No. 00001',
    })
    // Ids and codes only: nothing of what a chart says.
    expect(JSON.stringify(rows)).not.toContain(WANTED)
  })

  it('holds one look per opening, and a glance beside the list once', async () => {
    const first = value(await app.call('patients.register', { patient: patientInput() })).patientId
    const second = value(
      await app.call('patients.register', { patient: patientInput({ given: 'Rowan', family: 'Zz-Sample' }) }),
    ).patientId
    const glance = (patientId: string) => app.call('patients.visits', { patientId, glance: true })
    for (const id of [first, second, first, second]) value(await glance(id))
    const open = async (patientId: string) => {
      value(await app.call('patients.get', { patientId }))
      value(await app.call('patients.visits', { patientId }))
      value(await app.call('images.list', { patientId }))
    }
    await open(first)
    await open(first)
    await open(second)
    value(await app.call('patients.search', { text: '', limit: 5 }))
    await open(second)
    const looks = (await list({ kind: 'access' })).reverse().map(({ what, patientId }) => [what, patientId])
    expect(looks.filter(([what]) => what === 'chart.glimpsed')).toEqual([
      ['chart.glimpsed', first],
      ['chart.glimpsed', second],
    ])
    expect(looks.filter(([what]) => what === 'chart.viewed')).toEqual([
      ['chart.viewed', first],
      ['chart.viewed', second],
      ['chart.viewed', second],
    ])
  })

  it('waits while the disk takes nothing, and never keeps a chart shut', async () => {
    const { patientId } = value(await app.call('patients.register', { patient: patientInput() }))
    const vault = app.folder.current()!
    const transaction = vault.transaction.bind(vault)
    Object.assign(vault, { transaction: () => Promise.resolve({ ok: false, error: { code: 'diskFull' } }) })
    value(await app.call('patients.get', { patientId }))
    Object.assign(vault, { transaction })
    expect(await whats({ patientId })).toEqual(expect.arrayContaining(['chart.viewed', 'patient.registered']))
  })
})

describe('the record', () => {
  it('is filtered by person, patient, kind and day, and read in pages', async () => {
    const { patientId } = await visit()
    value(await app.call('patients.register', { patient: patientInput({ given: 'Rowan' }) }))
    const alder = await addMember(app, 'Zz-Test Alder', 'clinician', ALDER)
    app.clock = new Date('2026-11-25T05:00:00.000Z')
    value(await app.call('vault.unlock', { personId: alder.personId, passphrase: ALDER }))
    value(await app.call('patients.get', { patientId }))
    await switchTo(app, owner, PASSPHRASE)

    expect((await whats({ patientId })).reverse()).toEqual([
      'patient.registered',
      'exam.started',
      'exam.changed',
      'chart.viewed',
      'audit.viewed',
    ])
    const hers = await list({ personId: alder.personId })
    expect(hers.map((row) => row.what)).toEqual(
      expect.arrayContaining(['person.added', 'person.passphraseChanged', 'vault.unlocked', 'chart.viewed']),
    )
    expect(hers.every((row) => row.by === 'Zz-Test Alder' || row.about === 'Zz-Test Alder')).toBe(true)
    expect(await whats({ kind: 'people' })).toEqual(['person.passphraseChanged', 'person.added'])
    const late = await list({ fromOn: '2026-11-25', toOn: '2026-11-25', kind: 'access' })
    expect(late.every((row) => row.at.startsWith('2026-11-25'))).toBe(true)
    expect(await whats({ toOn: '2026-11-21' })).toEqual([])

    const all = await list({ kind: 'chart' })
    const paged: AuditRow[] = []
    let before: number | undefined
    do {
      const page = value(
        await app.call('audit.list', { filter: { kind: 'chart' }, limit: 2, ...(before && { before }) }),
      )
      expect(page.rows.length).toBeLessThanOrEqual(2)
      paged.push(...page.rows)
      before = page.next
    } while (before !== undefined)
    expect(paged).toEqual(all)
  })

  it('goes on paper as it was filtered, and the printing is written down', async () => {
    const { patientId } = await visit()
    value(await app.call('audit.print', { filter: { patientId }, to: 'printer' }))
    const { job } = app.printed.at(-1)!
    expect(job).toMatchObject({ is: 'note', note: { title: 'Record of who did what', after: [] } })
    const text = JSON.stringify(job)
    expect(text).toContain('Patient registered, by Dr Zz-Test Linden')
    expect(text).toContain('Printed by Dr Zz-Test Linden')
    expect((await whats({ kind: 'paper' }))[0]).toBe('audit.printed')
    app.answers.pdf = undefined
    expect(code(await app.call('audit.print', { filter: {}, to: 'pdf' }))).toBe('cancelled')
    for (const name of app.suggested) expect(name).not.toContain('Aster')
  })

  it('is for owners', async () => {
    const alder = await addMember(app, 'Zz-Test Alder', 'clinician', ALDER)
    value(await app.call('vault.unlock', { personId: alder.personId, passphrase: ALDER }))
    expect(await app.call('audit.list', { filter: {}, limit: 5 })).toMatchObject({
      error: { code: 'notAllowed', detail: 'readAudit' },
    })
    // The attempt itself is written down, once.
    await app.call('audit.list', { filter: {}, limit: 5 })
    await switchTo(app, owner, PASSPHRASE)
    const refused = (await list({ kind: 'access' })).filter((row) => row.what === 'access.refused')
    expect(refused).toMatchObject([{ by: 'Zz-Test Alder', detail: 'audit.list' }])
  })

  it('knows what came from another laptop', async () => {
    await visit()
    const place = emptyFolder()
    app.answers.folder = place
    value(await app.call('backup.choosePlace', {}))
    value(await app.call('backup.now', {}))
    const other = await openApp(emptyFolder(), shortRules)
    other.answers.folder = place
    value(await other.call('vault.findBackups', {}))
    value(await other.call('vault.openBackup', { index: 0 }))
    value(await other.call('vault.unlock', { personId: owner, passphrase: PASSPHRASE }))
    const { rows } = value(await other.call('audit.list', { filter: {}, limit: 200 }))
    expect(rows.find((row) => row.what === 'exam.started')?.here).toBe(false)
    expect(rows.find((row) => row.what === 'vault.unlocked')?.here).toBe(true)
  })
})
