import { expect, it } from 'vitest'
import { patientInput, PASSPHRASE } from '../fixtures/records'
import { bodyOf, VIGNETTES } from '../fixtures/vignettes'
import { addMember, firstRun, openApp, value, type App } from './app'

const [FIRST, SECOND] = [VIGNETTES.V6.visits[0]!, VIGNETTES.V3.visits[0]!]
const vials = async (app: App) => value(await app.call('library.get', {})).vials

/** Charts a visit; answers how to sign it. */
const charted = async (app: App, name: 'V3' | 'V6'): Promise<() => Promise<void>> => {
  const { patient, visits } = VIGNETTES[name]
  const [visit] = visits
  app.clock = new Date(`${visit!.visitOn}T03:00:00.000Z`)
  value(await app.call('vault.touch', {}))
  const { patientId } = value(await app.call('patients.register', { patient: patientInput(patient) }))
  const { examId, sequence } = value(await app.call('exams.start', { patientId, visitOn: visit!.visitOn }))
  const draft = { examId, baseSequence: sequence, body: bodyOf(visit!) }
  const { sequence: baseSequence } = value(await app.call('exams.saveDraft', draft))
  const sign = { examId, baseSequence, mode: 'complete', passphrase: PASSPHRASE } as const
  return async () => void value(await app.call('exams.sign', sign))
}

it('what signed visits say was drawn up lies on the clinic’s tray, newest first, for everybody, and names nobody', async () => {
  const app = await openApp()
  app.clock = new Date(`${FIRST.visitOn}T03:00:00.000Z`)
  const { clinic } = await firstRun(app)
  const settings = { ...clinic.settings, procedures: true }
  value(await app.call('clinic.updateSettings', { baseRevision: clinic.revision, settings }))
  const first = await charted(app, 'V6')
  // A draft says nothing of it yet.
  expect(await vials(app)).toEqual([])
  await first()
  const one = { batch: 'ZZ-0602', expiresOn: '2027-06-30', usedOn: FIRST.visitOn }
  expect(await vials(app)).toMatchObject([one])
  await (
    await charted(app, 'V3')
  )()
  const other = { batch: 'ZZ-0301', expiresOn: '2027-06-30', usedOn: SECOND.visitOn }
  expect(await vials(app)).toMatchObject([other, one])

  const alder = await addMember(app, 'Zz-Test Alder', 'clinician', 'alder zz own words')
  value(await app.call('vault.unlock', { personId: alder.personId, passphrase: 'alder zz own words' }))
  const seen = await vials(app)
  expect(seen).toMatchObject([other, one])
  for (const vial of seen)
    expect(Object.keys(vial).sort()).toEqual(['agent', 'batch', 'expiresOn', 'steroid', 'usedOn'])
})
