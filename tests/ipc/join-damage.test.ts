import { beforeEach, describe, expect, it } from 'vitest'
import { medicineAlerts } from '@shared/exam/alerts'
import { bannerAlerts } from '../../renderer/shell/banner-alerts'
import { findingWords } from '../../renderer/shell/health-words'
import { PASSPHRASE } from '../fixtures/records'
import { tamper } from '../store/tampering'
import { emptyFolder, value, type App } from './app'
import { clinicOnDayOne, twoCharts } from './two-charts'

let app: App
beforeEach(async () => {
  app = await clinicOnDayOne()
})
const { twice, join, separate } = twoCharts(() => app)

/** Something is done to the vault file while it is locked. */
const harmed = async (sql: string): Promise<void> => {
  const { personId } = value(await app.call('vault.status', {})).people[0]!
  value(await app.call('vault.lock', {}))
  await tamper(app.dataFolder, sql)
  value(await app.call('vault.unlock', { personId, passphrase: PASSPHRASE }))
}
const broken = (kind: string): string =>
  `UPDATE document_revision SET sealed = zeroblob(length(sealed)) WHERE kind = '${kind}'`

const charts = async (patientId: string) => value(await app.call('patients.charts', { patientId }))
const visits = async (patientId: string) => value(await app.call('patients.visits', { patientId })).rows

describe('a joining whose own record is damaged', () => {
  it('still joins: no allergy of either chart is missing, and both pages say what is damaged', async () => {
    const { keepId, otherId } = await twice()
    value(await join(keepId, otherId))
    app.answers.folder = emptyFolder()
    value(await app.call('backup.now', {}))
    await harmed(broken('chartLink'))
    const joined = await charts(keepId)
    expect(joined.joined).toMatchObject([
      { patient: { patientId: otherId }, into: '00002', by: 'Dr Zz-Test Linden' },
    ])
    expect(joined.joined[0]!.reason).toMatch(/^The record of this joining is damaged\./u)
    expect(await visits(keepId)).toHaveLength(2)
    expect(await charts(otherId)).toMatchObject({ standsIn: { patientId: keepId } })
    const visitOn = app.clock.toISOString().slice(0, 10)
    const { examId } = value(await app.call('exams.start', { patientId: keepId, visitOn }))
    const { earlier } = value(await app.call('exams.context', { examId }))
    expect(medicineAlerts(earlier, 'SG')[0]).toMatchObject({ says: 'latex', present: true })
    // Told where the patient is seen: the page of the other chart leads to this one.
    const { findings } = value(await app.call('health.get', {}))
    expect(findings).toMatchObject([{ code: 'recordDamaged', kind: 'chartLink', patientId: keepId }])
    expect(findingWords(findings[0]!)).toMatch(/^A record that two charts were joined .* does not open/u)
    // And put back from the backup, with its reason.
    const repaired = { findingId: findings[0]!.findingId, choose: false }
    expect(value(await app.call('health.repair', repaired)).findings).toEqual([])
    expect((await charts(keepId)).joined[0]!.reason).toMatch(/^Registered twice/u)
  })

  it('that was ended stays ended, and can be joined and separated anew', async () => {
    const { keepId, otherId } = await twice()
    value(await join(keepId, otherId))
    value(await separate(otherId))
    await harmed(broken('chartLink'))
    expect(await visits(keepId)).toHaveLength(1)
    expect((await charts(keepId)).separated).toHaveLength(1)
    value(await join(keepId, otherId))
    expect(await visits(keepId)).toHaveLength(2)
    value(await separate(otherId))
    expect((await charts(keepId)).separated).toHaveLength(2)
  })
})

describe('a visit that does not open', () => {
  it('is counted for whoever charts the next one: what it knew of allergies and nodules is not known', async () => {
    const { keepId, otherId, old } = await twice()
    value(await join(keepId, otherId))
    const visitOn = app.clock.toISOString().slice(0, 10)
    const { examId } = value(await app.call('exams.start', { patientId: keepId, visitOn }))
    expect(value(await app.call('exams.context', { examId }))).not.toHaveProperty('unread')
    await harmed(`${broken('exam')} AND doc_id = '${old.examId}'`)
    const { earlier, unread } = value(await app.call('exams.context', { examId }))
    expect([earlier.length, unread]).toEqual([1, 1])
    // The visit that opens says "none"; the other one knew of latex, and nobody may say that there is none.
    expect(bannerAlerts(earlier, 'SG', visitOn)[0]).toMatchObject({ says: 'none', present: false })
    expect(bannerAlerts(earlier, 'SG', visitOn, unread)[0]).toEqual({
      what: 'Allergies',
      says: 'not known',
      present: true,
      asked: 'not asked today',
    })
    // Asked today it is known.
    const asked = earlier.map((exam) => ({ ...exam, visitOn, charts: undefined }))
    expect(bannerAlerts(asked, 'SG', visitOn, 1)[0]).toMatchObject({ says: 'none', asked: '' })
  })
})

describe('an alarm about a chart that was joined to another', () => {
  it('is told on the page of the chart that stands, until they are separated', async () => {
    const { keepId, otherId, old } = await twice()
    value(await join(keepId, otherId))
    await harmed(`${broken('exam')} AND doc_id = '${old.examId}'`)
    const whose = async (): Promise<(string | undefined)[]> =>
      value(await app.call('health.get', {})).findings.map(({ patientId }) => patientId)
    expect(value(await app.call('health.check', {})).findings).toMatchObject([
      { code: 'recordDamaged', id: old.examId, patientId: keepId },
    ])
    expect(value(await app.call('patients.visits', { patientId: keepId })).damaged).toBe(1)
    expect(await whose()).toEqual([keepId])
    app.told.length = 0
    value(await separate(otherId))
    expect(app.told).toContain('health.changed')
    expect(await whose()).toEqual([otherId])
  })
})
