import { cpSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { withAnswer, withEntry } from '@shared/exam/edit'
import { HEALTH_CHECKS } from '@shared/records/health'
import { makePng } from '../fixtures/pictures'
import { PASSPHRASE, patientInput } from '../fixtures/records'
import { bodyOf, said, VIGNETTES } from '../fixtures/vignettes'
import { addMember, emptyFolder, firstRun, openApp, switchTo, value, type App } from './app'
import { readable } from './readable'

/** What was said of the erased patient in the charts of others: a visit first charted there, and why charts were joined. */
const SECOND = 'three zz-test otters sleep afloat'
const WORD = 'zz quokka under the thumb'
const REASON = 'The lists of Zz-Test Wombatte were mixed up'
const VISIT = VIGNETTES.V1.visits[0]!
const ENTRY = '01936b5c-0000-7000-8000-0000000000a1'

let app: App
let owner = ''
let place = ''
const patients = { aster: '', briar: '', erased: '' }
beforeEach(async () => {
  app = await openApp()
  app.clock = new Date(`${VISIT.visitOn}T03:00:00.000Z`)
  owner = (await firstRun(app)).person.personId
  patients.aster = await register('Zz-Test Aster')
  patients.briar = await register('Zz-Test Briar')
  patients.erased = await register('Zz-Test Wombatte')
  place = emptyFolder()
  app.answers.folder = place
  value(await app.call('backup.choosePlace', {}))
})

const register = async (given: string): Promise<string> =>
  value(await app.call('patients.register', { patient: patientInput({ ...VIGNETTES.V1.patient, given }) }))
    .patientId

const attach = async (examId: string, entryId: string): Promise<void> => {
  const bytes = makePng(40, 40)
  const { uploadId } = value(await app.call('images.begin', { examId, entryId, bytes: bytes.length }))
  value(await app.call('images.chunk', { uploadId, index: 0, bytes }))
  const { imageId } = value(await app.call('images.finish', { uploadId }))
  value(await app.raw('images.thumbnail', { imageId, png: makePng(4, 4) }))
}

/** A visit of the patient who will be erased, begun in the chart of somebody else, with a picture. */
const draftIn = async (patientId: string): Promise<string> => {
  const visitOn = VISIT.visitOn
  const { examId, sequence } = value(await app.call('exams.start', { patientId, visitOn }))
  await attach(examId, ENTRY)
  const at = app.clock.toISOString()
  let body = withEntry({ ...bodyOf(VISIT), visitOn }, 'image', ENTRY)
  const [nodule] = body.answers.groups['nodule']!
  body = withAnswer(body, `image.modality@${ENTRY}`, said('ultrasound', at))
  body = withAnswer(body, `image.identifiersRemoved@${ENTRY}`, said('yes', at))
  body = withAnswer(body, `image.nodule@${ENTRY}`, said(nodule!.entryId, at))
  body = withAnswer(body, 'palpation.narrative', said(WORD, at))
  value(await app.call('exams.saveDraft', { examId, baseSequence: sequence, body }))
  return examId
}
const sign = async (examId: string): Promise<void> => {
  const { sequence } = value(await app.call('exams.openDraft', { examId }))
  const signing = { examId, baseSequence: sequence, mode: 'complete', passphrase: PASSPHRASE } as const
  value(await app.call('exams.sign', signing))
}
const move = async (examId: string, patientId: string): Promise<string> =>
  value(await app.call('exams.move', { examId, patientId, reason: REASON, passphrase: PASSPHRASE })).examId
const backUp = async (): Promise<void> => {
  value(await app.call('backup.now', {}))
  app.clock = new Date(app.clock.getTime() + 60_000)
}
const erase = async (): Promise<void> => {
  const second = await addMember(app, 'Zz-Test Rowan', 'clinician', SECOND)
  await switchTo(app, owner, PASSPHRASE)
  value(
    await app.call('erasure.erase', {
      patientId: patients.erased,
      clinicNumber: '00003',
      reason: 'patientAsked',
      passphrase: PASSPHRASE,
      secondId: second.personId,
      secondPassphrase: SECOND,
    }),
  )
}
/** Nothing that was said of the patient can be read, nothing looks damaged, and the others are as they were. */
const expectGone = async (of: App): Promise<void> => {
  const { text, pictures } = await readable(of)
  expect(text).not.toMatch(/quokka|Wombatte/u)
  expect(text).toContain('Zz-Test Aster')
  expect(pictures).toBe(0)
  const { health } = of.folder.current()!
  value(await health.begin())
  for (const check of HEALTH_CHECKS) expect(value(await health.check(check)).findings).toEqual([])
}
/** The newest backup of a folder, opened on a laptop that never saw this vault. */
const elsewhere = async (folder: string, index = 0): Promise<App> => {
  const other = await openApp(emptyFolder())
  other.clock = app.clock
  other.answers.folder = folder
  value(await other.call('vault.findBackups', {}))
  value(await other.call('vault.openBackup', { index }))
  value(await other.call('vault.unlock', { personId: owner, passphrase: PASSPHRASE }))
  return other
}
const drawer = (): string => {
  const aside = emptyFolder()
  cpSync(place, aside, { recursive: true })
  return aside
}

/** How the visit came to the patient who is erased. Each makes backups on the way. */
const WAYS: readonly [string, () => Promise<void>][] = [
  [
    'as a draft',
    async () => {
      const examId = await draftIn(patients.aster)
      await backUp()
      await move(examId, patients.erased)
    },
  ],
  [
    'signed there',
    async () => {
      const examId = await draftIn(patients.aster)
      await sign(examId)
      await backUp()
      await move(examId, patients.erased)
    },
  ],
  [
    'discarded there and brought back first',
    async () => {
      const examId = await draftIn(patients.aster)
      await backUp()
      value(await app.call('exams.discard', { examId, reason: `Not of ${WORD}` }))
      await backUp()
      value(await app.call('exams.bringBack', { examId }))
      await move(examId, patients.erased)
    },
  ],
  [
    'by way of a third chart',
    async () => {
      const first = await draftIn(patients.aster)
      const then = await move(first, patients.briar)
      await backUp()
      await sign(then)
      await move(then, patients.erased)
    },
  ],
]

describe('a visit that was moved to the patient who is erased', () => {
  it.each(WAYS)('leaves no copy that can be read, here or in a backup: %s', async (_way, goes) => {
    await goes()
    expect((await readable(app)).text).toMatch(/quokka/u)
    const old = drawer()
    // The scan finds what is there to be found.
    expect((await readable(await elsewhere(old))).text).toMatch(/quokka/u)
    await erase()
    await expectGone(app)
    // Backups within reach are rewritten.
    expect(value(await app.call('erasure.reachBackups', {})).places).toMatchObject([
      { there: true, left: [] },
    ])
    await expectGone(await elsewhere(place))
    // A generation from a drawer, beside a ledger that knows, on a laptop that does not.
    const [set = ''] = readdirSync(old)
    cpSync(join(place, set, 'erasures.sealed'), join(old, set, 'erasures.sealed'))
    const copy = await elsewhere(old)
    await expectGone(copy)
    const told = value(await copy.call('audit.list', { filter: {}, limit: 9 })).rows.map(({ what }) => what)
    expect(told).toContain('erasure.replayed')
    // The same, restored over the vault that knows.
    rmSync(place, { recursive: true })
    cpSync(old, place, { recursive: true })
    const { name } = value(await app.call('backup.status', {})).generations[0]!
    value(await app.call('backup.restore', { name, passphrase: PASSPHRASE }))
    value(await app.call('vault.unlock', { personId: owner, passphrase: PASSPHRASE }))
    await expectGone(app)
  })
})

describe('why two charts were joined, and separated again', () => {
  const charts = async (patientId: string) => value(await app.call('patients.charts', { patientId }))
  const join = async (keepId: string, otherId: string, reason = REASON): Promise<void> =>
    void value(await app.call('patients.join', { keepId, otherId, reason, passphrase: PASSPHRASE }))
  const separate = async (otherId: string): Promise<void> =>
    void value(await app.call('patients.separate', { otherId, reason: REASON, passphrase: PASSPHRASE }))

  it.each([
    ['the one that stood', () => [patients.erased, patients.aster] as const],
    ['the one that was joined', () => [patients.aster, patients.erased] as const],
  ])('does not outlive the erasure of %s', async (_which, pair) => {
    const [keepId, otherId] = pair()
    await join(keepId, otherId)
    await separate(otherId)
    await backUp()
    const old = drawer()
    expect((await readable(await elsewhere(old))).text).toMatch(/mixed up/u)
    await erase()
    await expectGone(app)
    expect(await charts(patients.aster)).toEqual({ joined: [], separated: [] })
    value(await app.call('erasure.reachBackups', {}))
    await expectGone(await elsewhere(place))
  })

  it('leaves what the other chart says of a third one', async () => {
    await join(patients.erased, patients.aster)
    await separate(patients.aster)
    await join(patients.briar, patients.aster, 'Registered twice')
    await erase()
    await expectGone(app)
    expect(await charts(patients.briar)).toMatchObject({
      joined: [{ patient: { patientId: patients.aster }, reason: 'Registered twice' }],
      separated: [],
    })
    // And the joining goes on being a joining.
    await separate(patients.aster)
    expect((await charts(patients.aster)).separated).toHaveLength(1)
  })
})
