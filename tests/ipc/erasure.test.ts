import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { describe, expect, it } from 'vitest'
import type { PrintJob } from '@shared/handout/sheet'
import { Connection } from '../../electron/store/connection'
import { PASSPHRASE, patientInput } from '../fixtures/records'
import { filesUnder, holding } from '../fixtures/files'
import { makePng } from '../fixtures/pictures'
import { addMember, code, emptyFolder, firstRun, NEW_PERSON, openApp, value, type App } from './app'
import { shortRules, signedVisit } from './rules'

const SECOND = 'five zz-test owls hoot gently'

/** A clinic of two people, each with a passphrase of their own; the owner is at the keys. */
const twoPeople = async () => {
  const app = await openApp(emptyFolder(), shortRules)
  const { person } = await firstRun(app)
  const second = await addMember(app, 'Zz-Test Sedge', 'assistant', SECOND)
  value(await app.call('vault.lock', {}))
  value(await app.call('vault.unlock', { personId: person.personId, passphrase: PASSPHRASE }))
  return { app, person, secondId: second.personId }
}

const charted = async (app: App, by: string) => {
  const patient = value(
    await app.call('patients.register', {
      patient: patientInput({ given: 'Quendelina', family: 'Zz-Proband', phone: '+65 9876 5432' }),
    }),
  )
  const { patientId } = patient
  const examId = await signedVisit(app, patientId, '2026-11-22', by)
  const open = value(await app.call('exams.start', { patientId, visitOn: '2026-11-22' }))
  const picture = makePng(90, 90)
  const { uploadId } = value(
    await app.call('images.begin', { examId: open.examId, entryId: newId(), bytes: picture.length }),
  )
  value(await app.call('images.chunk', { uploadId, index: 0, bytes: picture }))
  const image = value(await app.call('images.finish', { uploadId }))
  return { patient, patientId, examId, image, picture }
}

const request = (patientId: string, secondId: string) => ({
  patientId,
  clinicNumber: '00001',
  reason: 'patientAsked' as const,
  passphrase: PASSPHRASE,
  secondId,
  secondPassphrase: SECOND,
})

describe('erasing a patient', () => {
  it('shows what goes, and who else can agree', async () => {
    const { app, person, secondId } = await twoPeople()
    const { patientId, image } = await charted(app, person.personId)
    expect(value(await app.call('erasure.preview', { patientId }))).toMatchObject({
      visits: 1,
      drafts: 1,
      handouts: 0,
      images: 1,
      imageBytes: image.bytes,
      seconds: [{ personId: secondId, name: 'Zz-Test Sedge' }],
      places: [],
    })
  })

  it('needs the right chart, a reason of the list, and both passphrases; until then nothing is gone', async () => {
    const { app, person, secondId } = await twoPeople()
    const { patientId } = await charted(app, person.personId)
    const good = request(patientId, secondId)
    const refusals: readonly [object, string, string?][] = [
      [{ clinicNumber: '00002' }, 'validation', 'clinicNumber'],
      [{ secondId: person.personId, secondPassphrase: PASSPHRASE }, 'validation', 'secondId'],
      [{ secondId: newId() }, 'validation', 'secondId'],
      [{ passphrase: 'not mine' }, 'wrongSecret', 'passphrase'],
      [{ secondPassphrase: PASSPHRASE }, 'wrongSecret', 'secondPassphrase'],
      [{ reason: 'because Quendelina wished' }, 'validation'],
    ]
    for (const [change, expected, path] of refusals) {
      const answer = await app.raw('erasure.erase', { ...good, ...change })
      expect(code(answer)).toBe(expected)
      if (path !== undefined) expect(answer).toMatchObject({ error: { paths: [path] } })
    }
    value(await app.call('patients.get', { patientId }))
    expect(value(await app.call('patients.visits', { patientId })).rows).toHaveLength(2)
  })

  it('counts nobody as the second whose passphrase somebody else chose', async () => {
    const { app, person, secondId } = await twoPeople()
    const { patientId } = await charted(app, person.personId)
    const given = 'chosen by the owner'
    const rush = value(
      await app.call('people.add', {
        person: { ...NEW_PERSON, name: 'Zz-Test Rush' },
        role: 'assistant',
        signs: false,
        firstPassphrase: given,
        passphrase: PASSPHRASE,
      }),
    )
    const { seconds } = value(await app.call('erasure.preview', { patientId }))
    expect(seconds.map(({ personId }) => personId)).toEqual([secondId])
    const asked = { ...request(patientId, rush.personId), secondPassphrase: given }
    expect(code(await app.call('erasure.erase', asked))).toBe('validation')
  })

  it('takes everything from every screen and file, and keeps the number from being used again', async () => {
    const { app, person, secondId } = await twoPeople()
    app.answers.folder = emptyFolder()
    const { patient, patientId, examId, image } = await charted(app, person.personId)
    value(await app.call('backup.choosePlace', {}))
    value(await app.call('backup.now', {}))
    const done = value(await app.call('erasure.erase', request(patientId, secondId)))
    expect(done.clean).toBe(true)
    expect(value(await app.call('erasure.reachBackups', {}))).toMatchObject({
      places: [{ there: true, rewritten: 1, left: [] }],
    })
    expect(code(await app.call('patients.get', { patientId }))).toBe('notFound')
    expect(code(await app.call('exams.get', { examId }))).toBe('notFound')
    expect(await app.services.images.bytes(image.imageId)).toBeUndefined()
    expect(value(await app.call('exams.drafts', {})).rows).toEqual([])
    for (const text of ['', 'Quendelina', '98765432', '00001']) {
      const found = value(await app.call('patients.search', { text, limit: 9 }))
      expect(found.rows).toEqual([])
      expect(found).toMatchObject({ damaged: 0, total: 0 })
    }
    const next = value(await app.call('patients.register', { patient: patientInput({ given: 'Briar' }) }))
    expect(next.clinicNumber).toBe('00002')
    expect(code(await app.call('erasure.erase', request(patientId, secondId)))).toBe('notFound')
    // The audit entry tells who agreed and why, and not whom it was about.
    value(await app.call('erasure.close', {}))
    value(await app.call('vault.lock', {}))
    const secrets = [patient.given, patient.family, patient.phone].map((text): [string, Buffer] => [
      text,
      Buffer.from(text, 'utf8'),
    ])
    const files = [app.dataFolder, app.answers.folder].flatMap(filesUnder)
    expect(holding(files, secrets)).toEqual([])
    value(await app.call('vault.unlock', { personId: person.personId, passphrase: PASSPHRASE }))
    expect(value(await app.call('patients.search', { text: '', limit: 9 })).rows).toHaveLength(1)
  })

  it('names a place it could not reach, and reaches it when it is there again', async () => {
    const { app, person, secondId } = await twoPeople()
    const place = emptyFolder()
    app.answers.folder = place
    const { patientId } = await charted(app, person.personId)
    value(await app.call('backup.choosePlace', {}))
    value(await app.call('backup.now', {}))
    renameSync(place, `${place}-drawer`)
    expect(value(await app.call('erasure.preview', { patientId })).places).toMatchObject([{ there: false }])
    value(await app.call('erasure.erase', request(patientId, secondId)))
    expect(value(await app.call('erasure.reachBackups', {})).places).toMatchObject([
      { folder: place, there: false, rewritten: 0 },
    ])
    // The certificate does not claim more than was done.
    value(await app.call('erasure.certificate', { copy: 'clinic', to: 'printer' }))
    expect(JSON.stringify(app.printed.at(-1)?.job)).toContain(
      '1 place could not be reached and still hold it',
    )
    renameSync(`${place}-drawer`, place)
    const held = async (): Promise<number> => {
      let keys = 0
      for (const path of filesUnder(place).filter((name) => name.endsWith('vault.db'))) {
        const db = await Connection.open(path, 'readOnly')
        const rows = await db.read((tx) =>
          tx.all('SELECT wrapped FROM patient_key WHERE patient_id = ?', [patientId]),
        )
        keys += rows.filter((row) => row['wrapped'] !== null).length
        await db.close()
      }
      return keys
    }
    expect(await held()).toBe(1)
    // The next backup to that place rewrites what lies there.
    value(await app.call('backup.now', {}))
    expect(await held()).toBe(0)
  })

  it('prints a certificate that names the patient for the patient, nobody for the clinic, and is then forgotten', async () => {
    const { app, person, secondId } = await twoPeople()
    const { patientId } = await charted(app, person.personId)
    expect(code(await app.call('erasure.certificate', { copy: 'patient', to: 'printer' }))).toBe('notFound')
    const { erasureId } = value(await app.call('erasure.erase', request(patientId, secondId)))
    // It says what became of the backups, so these come first.
    expect(code(await app.call('erasure.certificate', { copy: 'patient', to: 'printer' }))).toBe('notReady')
    value(await app.call('erasure.reachBackups', {}))
    value(await app.call('erasure.certificate', { copy: 'patient', to: 'printer' }))
    value(await app.call('erasure.certificate', { copy: 'clinic', to: 'printer' }))
    const text = (job: PrintJob | undefined): string => JSON.stringify(job)
    const [patients, clinics] = app.printed.map(({ job }) => text(job))
    expect(patients).toContain('Quendelina Zz-Proband, born')
    expect(clinics).not.toMatch(/Quendelina|Proband|00001/u)
    for (const page of [patients, clinics]) {
      expect(page).toContain(erasureId)
      expect(page).toContain(person.name)
      expect(page).toContain('Zz-Test Sedge')
      expect(page).toContain('22 Nov 2026')
    }
    app.answers.pdf = join(emptyFolder(), 'certificate.pdf')
    value(await app.call('erasure.certificate', { copy: 'patient', to: 'pdf' }))
    expect(app.suggested.at(-1)).toBe('palpa-certificate.pdf')
    const trail = value(await app.call('audit.list', { filter: { kind: 'paper' }, limit: 10 })).rows
    expect(trail.map(({ what, detail, patientId: whose }) => [what, detail, whose])).toEqual(
      ['patient', 'clinic', 'patient'].map((copy) => ['certificate.printed', copy, undefined]),
    )
    value(await app.call('erasure.close', {}))
    expect(code(await app.call('erasure.certificate', { copy: 'patient', to: 'printer' }))).toBe('notFound')
  })

  it('forgets the name at the lock too', async () => {
    const { app, person, secondId } = await twoPeople()
    const { patientId } = await charted(app, person.personId)
    value(await app.call('erasure.erase', request(patientId, secondId)))
    value(await app.call('vault.lock', {}))
    value(await app.call('vault.unlock', { personId: person.personId, passphrase: PASSPHRASE }))
    expect(code(await app.call('erasure.certificate', { copy: 'clinic', to: 'printer' }))).toBe('notFound')
  })
})
