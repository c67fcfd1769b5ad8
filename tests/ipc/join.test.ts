import { beforeEach, describe, expect, it } from 'vitest'
import { medicineAlerts } from '@shared/exam/alerts'
import { Connection, text, type Row } from '../../electron/store/connection'
import { DOCUMENT_KINDS } from '../../electron/store/kinds'
import { vaultFile } from '../../electron/store/files'
import { JOINED_KINDS, JOINED_TABLES } from '../../electron/services/joined-decisions'
import { makePng } from '../fixtures/pictures'
import { PASSPHRASE, patientInput } from '../fixtures/records'
import { bodyOf } from '../fixtures/vignettes'
import { addMember, code, switchTo, value, type App } from './app'
import { clinicOnDayOne, REASON, twoCharts, VISIT } from './two-charts'

const DAY = 86_400_000

let app: App
beforeEach(async () => {
  app = await clinicOnDayOne()
})

const { register, sign, allergic, twice, join, separate, ownEntries } = twoCharts(() => app)

/** The search knows everybody. */
const indexed = async (): Promise<void> => void value(await app.folder.current()!.index.ready())

/** Everything that is stored in a table, row by row. */
const rowsOf = async (table: string): Promise<readonly Row[]> => {
  const db = await Connection.open(vaultFile(app.dataFolder), 'readOnly')
  const rows = await db.read((tx) => tx.all(`SELECT * FROM ${table} ORDER BY rowid`))
  await db.close()
  return rows
}
const ofPatients = async (): Promise<Record<string, readonly Row[]>> => {
  const all: Record<string, readonly Row[]> = {}
  for (const table of Object.keys(JOINED_TABLES)) all[table] = await rowsOf(table)
  return all
}

describe('two charts that are one person', () => {
  it('are shown side by side before they are joined: what each holds, what differs, which labels are taken', async () => {
    const { keepId, otherId } = await twice()
    const preview = value(await app.call('patients.joinPreview', { keepId, otherId }))
    expect(preview.keep).toMatchObject({ visits: 1, drafts: 0, images: 0, nodules: ['R1'] })
    expect(preview.other).toMatchObject({
      visits: 1,
      patient: { given: 'Zz-Test Astor' },
      alerts: [{ what: 'Allergies', present: true }, { what: 'Blood thinner' }],
    })
    expect(preview.labels).toEqual([{ label: 'R1', becomes: 'R1 (00001)' }])
  })

  it('read as one chart: visits of both in time order, each under the name it was charted under', async () => {
    const { keepId, otherId, old, recent } = await twice()
    value(await join(keepId, otherId))
    const { rows } = value(await app.call('patients.visits', { patientId: keepId }))
    expect(rows.map(({ examId }) => examId)).toEqual([recent.examId, old.examId])
    expect(rows.map(({ chart }) => chart?.number)).toEqual([undefined, '00001'])
    expect(rows[1]!.chart!.name).toContain('Zz-Test Astor')
    // From the other chart it is the same list.
    expect(value(await app.call('patients.visits', { patientId: otherId })).rows).toEqual(rows)
  })

  it('lose neither allergy: the older chart’s stands although the newer one says none, until it is asked again', async () => {
    const { keepId, otherId } = await twice()
    value(await join(keepId, otherId))
    const visitOn = app.clock.toISOString().slice(0, 10)
    const { examId } = value(await app.call('exams.start', { patientId: keepId, visitOn }))
    const { earlier } = value(await app.call('exams.context', { examId }))
    expect(medicineAlerts(earlier, 'SG')[0]).toMatchObject({ says: 'latex', present: true })
    const body = allergic('none')(ownEntries(bodyOf(VISIT)))
    // Asked with both in sight.
    expect(medicineAlerts([...earlier, { ...body, visitOn }], 'SG')[0]).toMatchObject({ present: false })
  })

  it('keep two nodules two: the other chart’s R1 carries its number, in a new visit and in its signature', async () => {
    const { keepId, otherId, old, recent } = await twice()
    value(await join(keepId, otherId))
    const [mine] = Object.keys(recent.noduleLabels)
    const [theirs] = Object.keys(old.noduleLabels)
    const visitOn = app.clock.toISOString().slice(0, 10)
    const { examId, body } = value(await app.call('exams.start', { patientId: keepId, visitOn }))
    expect(body.answers.groups['nodule']!.map(({ entryId }) => entryId).sort()).toEqual([mine, theirs].sort())
    const { earlier } = value(await app.call('exams.context', { examId }))
    const labels = Object.assign({}, ...earlier.map(({ noduleLabels }) => noduleLabels)) as object
    expect(labels).toEqual({ [mine!]: 'R1', [theirs!]: 'R1 (00001)' })
    // What was signed says what it said.
    expect(value(await app.call('exams.get', { examId: old.examId })).noduleLabels).toEqual({
      [theirs!]: 'R1',
    })
  })

  it('an older signature reads as before: nothing of the other chart gets into it', async () => {
    const { keepId, otherId, recent } = await twice()
    const note = value(await app.call('notes.text', { examId: recent.examId })).text
    value(await join(keepId, otherId))
    expect(value(await app.call('notes.text', { examId: recent.examId })).text).toBe(note)
  })

  it('are found under either name and number, once, and are counted once', async () => {
    const { keepId, otherId } = await twice()
    value(await join(keepId, otherId))
    await indexed()
    for (const typed of ['Astor', '00001', '00002', '']) {
      const found = value(await app.call('patients.search', { text: typed, limit: 5 }))
      expect(found.rows.map(({ patientId }) => patientId)).toEqual([keepId])
      expect(found.rows[0]!.alsoAs).toMatchObject([{ clinicNumber: '00001' }])
      if (typed === '') expect(found.total).toBe(1)
    }
    expect(value(await app.call('patients.charts', { patientId: otherId }))).toMatchObject({
      standsIn: { patientId: keepId },
      joined: [{ patient: { patientId: otherId }, into: '00002', reason: REASON }],
    })
  })

  it('are charted in one of them only', async () => {
    const { keepId, otherId } = await twice()
    value(await join(keepId, otherId))
    const visitOn = app.clock.toISOString().slice(0, 10)
    expect(code(await app.call('exams.start', { patientId: otherId, visitOn }))).toBe('joined')
    const mend = { patientId: otherId, baseRevision: 1, patient: patientInput() }
    expect(code(await app.call('patients.update', mend))).toBe('joined')
    expect(code(await join(otherId, keepId))).toBe('joined')
  })

  it('are not joined while a visit of either is open, nor by a wrong passphrase, nor with themselves', async () => {
    const { keepId, otherId } = await twice()
    expect(code(await join(keepId, keepId))).toBe('validation')
    const wrong = { keepId, otherId, reason: REASON, passphrase: 'not hers at all' }
    expect(code(await app.call('patients.join', wrong))).toBe('wrongSecret')
    const visitOn = app.clock.toISOString().slice(0, 10)
    value(await app.call('exams.start', { patientId: otherId, visitOn }))
    expect(code(await app.call('patients.joinPreview', { keepId, otherId }))).toBe('openDraft')
    expect(code(await join(keepId, otherId))).toBe('openDraft')
  })
})

describe('undoing it', () => {
  it('gives back the same bytes, row by row, in every table that names a patient', async () => {
    const { keepId, otherId } = await twice()
    const before = await ofPatients()
    const pages = async () => ({
      keep: value(await app.call('patients.visits', { patientId: keepId })),
      other: value(await app.call('patients.visits', { patientId: otherId })),
      found: value(await app.call('patients.search', { text: 'Zz-Test', limit: 9 })),
    })
    await indexed()
    const shown = await pages()
    value(await join(keepId, otherId))
    expect(await pages()).not.toEqual(shown)
    value(await separate(otherId))
    const after = await ofPatients()
    for (const [table, rows] of Object.entries(before)) {
      const links = after[table]!.filter((row) => row['kind'] === 'chartLink')
      expect(after[table]!.filter((row) => !links.includes(row))).toEqual(rows)
    }
    expect(await pages()).toEqual(shown)
    expect(
      value(await app.services.audit.list({ filter: { patientId: otherId }, limit: 99 }))
        .rows.filter(({ what }) => what.startsWith('patient.'))
        .map(({ what, detail }) => [what, detail]),
    ).toEqual([
      ['patient.unmerged', 'joined'],
      ['patient.merged', 'joined'],
      ['patient.registered', ''],
    ])
    expect(value(await app.call('patients.charts', { patientId: keepId })).separated).toHaveLength(1)
  })

  it('leaves what was charted meanwhile where it was charted, and says how much that is', async () => {
    const { keepId, otherId, old, recent } = await twice()
    value(await join(keepId, otherId))
    app.clock = new Date(app.clock.getTime() + DAY)
    value(await app.call('vault.touch', {}))
    const since = await sign(keepId)
    expect(value(await app.call('patients.charts', { patientId: keepId })).joined[0]!.signedSince).toBe(1)
    const note = value(await app.call('notes.text', { examId: since.examId })).text
    value(await separate(otherId))
    const idsOf = async (patientId: string) =>
      value(await app.call('patients.visits', { patientId })).rows.map(({ examId }) => examId)
    expect(await idsOf(keepId)).toEqual([since.examId, recent.examId])
    expect(await idsOf(otherId)).toEqual([old.examId])
    // It was judged with both charts in sight, and still reads so.
    expect(value(await app.call('notes.text', { examId: since.examId })).text).toBe(note)
    value(await join(keepId, otherId))
    expect(await idsOf(keepId)).toEqual([since.examId, recent.examId, old.examId])
  })
})

describe('what a joined chart takes along', () => {
  it('is decided for every kind of document and every table that names a patient', async () => {
    const ofPatient = Object.entries(DOCUMENT_KINDS).flatMap(([kind, is]) => (is.ofPatient ? [kind] : []))
    expect(Object.keys(JOINED_KINDS).sort()).toEqual(ofPatient.sort())
    const db = await Connection.open(vaultFile(app.dataFolder), 'readOnly')
    const tables = await db.read((tx) =>
      tx.all(
        `SELECT DISTINCT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
         WHERE m.type = 'table' AND (c.name IN ('patient_id', 'exam_id', 'image_id') OR m.name = 'kept_form')`,
      ),
    )
    await db.close()
    expect(Object.keys(JOINED_TABLES).sort()).toEqual(tables.map((row) => text(row, 'name')).sort())
  })

  it('pictures of both; the access log of both', async () => {
    const otherId = await register()
    const visitOn = app.clock.toISOString().slice(0, 10)
    const { examId } = value(await app.call('exams.start', { patientId: otherId, visitOn }))
    const bytes = makePng(4, 4)
    const entryId = '01936b5c-0000-7000-8000-0000000000a1'
    const { uploadId } = value(await app.call('images.begin', { examId, entryId, bytes: bytes.length }))
    value(await app.call('images.chunk', { uploadId, index: 0, bytes }))
    value(await app.call('images.finish', { uploadId }))
    value(await app.call('exams.discard', { examId, reason: 'begun by mistake' }))
    const old = await sign(otherId)
    const keepId = await register()
    value(await join(keepId, otherId))
    expect(value(await app.call('images.list', { patientId: keepId })).images).toEqual([])
    const { rows } = value(await app.call('patients.visits', { patientId: keepId }))
    expect(rows.map(({ state }) => state).sort()).toEqual(['discarded', 'signed'])
    const log = value(await app.call('audit.list', { filter: { patientId: keepId }, limit: 99 })).rows
    expect(log.some(({ what, patientId }) => what === 'exam.signed' && patientId === otherId)).toBe(true)
    expect(old.patientId).toBe(otherId)
  })

  it('an erasure: both keys go, and the preview names the other chart', async () => {
    const { keepId, otherId, old } = await twice()
    value(await join(keepId, otherId))
    const second = await addMember(app, 'Zz-Test Rowan', 'clinician', 'three zz-test otters sleep afloat')
    await switchTo(app, (await firstPerson()).personId, PASSPHRASE)
    const preview = value(await app.call('erasure.preview', { patientId: keepId }))
    expect(preview).toMatchObject({ visits: 2, joined: [{ clinicNumber: '00001' }] })
    value(
      await app.call('erasure.erase', {
        patientId: keepId,
        clinicNumber: '00002',
        reason: 'patientAsked',
        passphrase: PASSPHRASE,
        secondId: second.personId,
        secondPassphrase: 'three zz-test otters sleep afloat',
      }),
    )
    for (const patientId of [keepId, otherId])
      expect(code(await app.call('patients.get', { patientId }))).toBe('notFound')
    expect(code(await app.call('exams.get', { examId: old.examId }))).toBe('notFound')
    const keys = await rowsOf('patient_key')
    expect(keys.map((row) => row['wrapped'])).toEqual([null, null])
  })
})

const firstPerson = async () => value(await app.call('vault.status', {})).people[0]!
