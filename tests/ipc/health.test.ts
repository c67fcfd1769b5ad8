import { beforeEach, describe, expect, it } from 'vitest'
import type { HealthCheckName } from '@shared/records/health'
import { findingWords } from '../../renderer/shell/health-words'
import { PASSPHRASE, patientInput } from '../fixtures/records'
import { tamper } from '../store/tampering'
import { code, emptyFolder, firstRun, openApp, value, type App } from './app'

let app: App
beforeEach(async () => {
  app = await openApp()
})

/** A clinic with two patients, whose vault is locked while something is done to its file. */
const harmed = async (sql: (patientId: string) => string): Promise<{ patientId: string; other: string }> => {
  const { person } = await firstRun(app)
  const register = (given: string) =>
    app.call('patients.register', { patient: patientInput({ given, family: 'Zz-Test' }) })
  const { patientId } = value(await register('Aster'))
  const other = value(await register('Fennel')).patientId
  app.answers.folder = emptyFolder()
  value(await app.call('backup.now', {}))
  value(await app.call('vault.lock', {}))
  await tamper(app.dataFolder, sql(patientId))
  value(await app.call('vault.unlock', { personId: person.personId, passphrase: PASSPHRASE }))
  return { patientId, other }
}

describe('when the vault is checked', () => {
  const HOUR = 3_600_000
  const later = async (hours: number): Promise<string> => {
    app.clock = new Date(app.clock.getTime() + hours * HOUR)
    value(await app.call('vault.touch', {}))
    return app.clock.toISOString()
  }
  const lastOf = async (name: HealthCheckName): Promise<string | undefined> =>
    value(await app.call('health.get', {})).checks.find(({ check }) => check === name)?.at

  it('the trail and the pages at every start, the whole file once a week and after each backup', async () => {
    await firstRun(app)
    const first = app.clock.toISOString()
    value(await app.call('health.check', {}))
    for (const name of ['trail', 'pages', 'whole'] as const) expect(await lastOf(name)).toBe(first)
    const sixth = await later(6 * 24)
    value(await app.call('health.check', {}))
    expect([await lastOf('trail'), await lastOf('pages'), await lastOf('whole')]).toEqual([
      sixth,
      sixth,
      first,
    ])
    const seventh = await later(24)
    value(await app.call('health.check', {}))
    expect(await lastOf('whole')).toBe(seventh)
    app.answers.folder = emptyFolder()
    const backedUp = await later(1)
    value(await app.call('backup.now', {}))
    await expect.poll(() => lastOf('whole')).toBe(backedUp)
    const said = value(await app.call('audit.list', { filter: { kind: 'vault' }, limit: 20 })).rows
    expect(said.filter(({ what }) => what === 'integrity.checked')).toHaveLength(3)
  })

  it('every record and picture once a day, while nobody types', async () => {
    await firstRun(app)
    const quiet = async (): Promise<void> => {
      app.clock = new Date(app.clock.getTime() + 100_000)
      app.services.quiet.look()
      // What is under way is waited for.
      value(await app.call('health.check', {}))
    }
    await quiet()
    const first = await lastOf('records')
    expect(first).toBe(app.clock.toISOString())
    await later(23)
    await quiet()
    expect(await lastOf('records')).toBe(first)
    await later(1)
    await quiet()
    expect(await lastOf('records')).toBe(app.clock.toISOString())
  })
})

describe('what the checks find', () => {
  it('costs the one patient, is named for that patient, and is put back from the last backup', async () => {
    const { patientId, other } = await harmed(
      (id) => `UPDATE document_revision SET sealed = zeroblob(length(sealed)) WHERE doc_id = '${id}'`,
    )
    expect(code(await app.call('patients.get', { patientId }))).toBe('damaged')
    expect(code(await app.call('patients.get', { patientId: other }))).toBe('ok')
    // Named as soon as somebody met it, before any check.
    const { findings } = value(await app.call('health.get', {}))
    expect(findings).toMatchObject([{ code: 'recordDamaged', kind: 'patient', id: patientId, patientId }])
    expect(findingWords(findings[0]!)).toMatch(/does not open: .* Everything else opens\.$/)
    expect(value(await app.call('health.check', {})).findings).toEqual(findings)
    const { findingId } = findings[0]!
    expect(value(await app.call('health.repair', { findingId, choose: false })).findings).toEqual([])
    expect(value(await app.call('patients.get', { patientId })).given).toBe('Aster')
    expect(app.told).toContain('health.changed')
    expect(app.incidents).toEqual([])
  })

  it('counts a draft that does not open among the drafts, and names it', async () => {
    const { person } = await firstRun(app)
    const { patientId } = value(await app.call('patients.register', { patient: patientInput() }))
    const { examId } = value(await app.call('exams.start', { patientId, visitOn: '2026-11-22' }))
    expect(value(await app.call('exams.drafts', {}))).toMatchObject({ rows: [{}], damaged: 0 })
    value(await app.call('vault.lock', {}))
    await tamper(app.dataFolder, 'UPDATE draft SET sealed = zeroblob(length(sealed))')
    value(await app.call('vault.unlock', { personId: person.personId, passphrase: PASSPHRASE }))
    expect(value(await app.call('exams.drafts', {}))).toEqual({ rows: [], damaged: 1 })
    expect(value(await app.call('health.check', {})).findings).toMatchObject([
      { code: 'draftDamaged', examId, patientId },
    ])
  })

  it('is accepted with a reason only where nothing can mend it', async () => {
    await harmed(() => 'DELETE FROM audit WHERE seq = 3')
    const { findings } = value(await app.call('health.check', {}))
    expect(findings).toMatchObject([{ code: 'trailBroken', count: 1 }])
    const findingIds = findings.map(({ findingId }) => findingId)
    expect(code(await app.call('health.accept', { findingIds, reason: ' ' }))).toBe('validation')
    expect(code(await app.call('health.accept', { findingIds: ['x'], reason: 'zz' }))).toBe('notFound')
    const after = value(await app.call('health.accept', { findingIds, reason: 'Zz test of the shell' }))
    expect(after.findings).toEqual([])
    expect(after.accepted).toMatchObject([{ code: 'trailBroken', reason: 'Zz test of the shell' }])
  })
})
