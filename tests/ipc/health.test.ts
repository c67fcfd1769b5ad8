import { beforeEach, describe, expect, it } from 'vitest'
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
