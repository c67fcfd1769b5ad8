import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { withAnswer, withEntry } from '@shared/exam/edit'
import { HEALTH_CHECKS } from '@shared/records/health'
import { imageFolder } from '../../electron/store/files'
import { makePng } from '../fixtures/pictures'
import { PASSPHRASE, patientInput } from '../fixtures/records'
import { bodyOf, said, VIGNETTES } from '../fixtures/vignettes'
import { mainAlone, makeVault, toTheEnd, unlockFirst, value } from './alone'
import { lettersOf, noteIn, TYPED } from './ledger'

/**
 * Somebody who moves one visit with its picture from the chart of one patient to that of another and back, signed in
 * between now and then, until the process is killed. Run by tests/ipc/move-kill.test.ts with the words of `Typist`.
 *
 *     picture SHA256                   of the one picture
 *     moved EXAM NEW                   acknowledged: the visit EXAM is the draft NEW of the other chart
 */
const [mode = '', dataFolder = '', indexWorker = '', notes = '', seed = '1'] = process.argv.slice(2)
const VISIT = VIGNETTES.V1.visits[0]!
const ENTRY = '01936b5c-0000-7000-8000-0000000000a1'
const LETTERS = 40

const note = noteIn(notes)
const { folder, services, call } = mainAlone(dataFolder, indexWorker)

/** What was found after the kills. */
export interface Moves {
  /** Moves that were acknowledged, and moves that the charts tell of: a kill may come after the one and before the other. */
  readonly acknowledged: number
  readonly told: number
  /** Charts in which the visit stands. */
  readonly stands: number
  /** It is the one that the last acknowledgement named, or what became of it. */
  readonly last: boolean
  readonly letters: number
  /** Pictures of both charts, those whose bytes are the right ones, and files. */
  readonly pictures: number
  readonly whole: number
  readonly files: number
  readonly findings: readonly string[]
  readonly intact: boolean
}

const pictureBytes = (): Uint8Array<ArrayBuffer> => {
  let state = 7
  return makePng(640, 480, [], () => (state = (state * 48271) % 2147483647) & 255)
}

async function make(): Promise<void> {
  await makeVault(call)
  const patients = []
  for (const given of ['Zz-Test Aster', 'Zz-Test Briar']) {
    const patient = patientInput({ ...VIGNETTES.V1.patient, given })
    patients.push(value(await call('patients.register', { patient })).patientId)
  }
  const visitOn = VISIT.visitOn
  const { examId, sequence } = value(await call('exams.start', { patientId: patients[0]!, visitOn }))
  const bytes = pictureBytes()
  const { uploadId } = value(await call('images.begin', { examId, entryId: ENTRY, bytes: bytes.length }))
  value(await call('images.chunk', { uploadId, index: 0, bytes }))
  note('picture', value(await call('images.finish', { uploadId })).sha256)
  const at = `${visitOn}T03:00:00.000Z`
  let body = withEntry({ ...bodyOf(VISIT), visitOn }, 'image', ENTRY)
  const [nodule] = body.answers.groups['nodule']!
  body = withAnswer(body, `image.modality@${ENTRY}`, said('ultrasound', at))
  body = withAnswer(body, `image.identifiersRemoved@${ENTRY}`, said('yes', at))
  body = withAnswer(body, `image.nodule@${ENTRY}`, said(nodule!.entryId, at))
  body = withAnswer(body, TYPED, said('z'.repeat(LETTERS), at))
  value(await call('exams.saveDraft', { examId, baseSequence: sequence, body }))
}

/** The visit that stands, and in which charts; the visits that stood, by chart. */
const charts = async () => {
  const { rows } = value(await call('patients.search', { text: '', limit: 9 }))
  const visits = []
  for (const { patientId } of rows)
    for (const row of value(await call('patients.visits', { patientId })).rows)
      visits.push({ ...row, patientId })
  return {
    patientIds: rows.map(({ patientId }) => patientId),
    standing: visits.filter(({ state }) => state !== 'moved'),
    moved: visits.filter(({ state }) => state === 'moved').length,
  }
}

async function moveOnAndOn(): Promise<never> {
  const { patientIds, standing } = await charts()
  let { examId, patientId, state } = standing[0]!
  process.stdout.write('charting\n')
  for (let turn = Number(seed); ; turn += 1) {
    if (turn % 3 === 0 && state === 'draft') {
      const { sequence } = value(await call('exams.openDraft', { examId }))
      const signing = { examId, baseSequence: sequence, mode: 'complete', passphrase: PASSPHRASE } as const
      value(await call('exams.sign', signing))
    }
    const other = patientIds.find((id) => id !== patientId)!
    const asked = { examId, patientId: other, reason: `Mixed up ${randomUUID()}`, passphrase: PASSPHRASE }
    const moved = value(await call('exams.move', asked))
    note('moved', examId, moved.examId)
    ;[examId, patientId, state] = [moved.examId, other, 'draft']
  }
}

async function check(): Promise<void> {
  const lines = readFileSync(notes, 'utf8').split('\n')
  const acknowledged = lines.flatMap((line) => /^moved \S+ (?<to>\S{36})$/u.exec(line)?.groups?.['to'] ?? [])
  const sha256 = /^picture (?<sha>\S+)/u.exec(lines[0] ?? '')?.groups?.['sha']
  const { patientIds, standing, moved } = await charts()
  const session = folder.current()!
  const findings: string[] = []
  value(await session.health.begin())
  for (const one of HEALTH_CHECKS)
    findings.push(...value(await session.health.check(one)).findings.map(({ code }) => code))
  let [pictures, whole] = [0, 0]
  for (const patientId of patientIds) {
    for (const { imageId } of value(await call('images.list', { patientId })).images) {
      pictures += 1
      const reader = value(await session.images.open(imageId))
      const bytes = value(await reader.read(0, reader.bytes))
      await reader.close()
      if (createHash('sha256').update(bytes).digest('hex') === sha256) whole += 1
    }
  }
  const [one] = standing
  const from = one?.movedFrom?.examId
  const body =
    one === undefined
      ? undefined
      : one.state === 'draft'
        ? value(await call('exams.openDraft', { examId: one.examId })).body
        : value(await call('exams.get', { examId: one.examId })).body
  const result: Moves = {
    acknowledged: acknowledged.length,
    told: moved,
    stands: standing.length,
    last: [one?.examId, from].includes(acknowledged.at(-1)),
    letters: body === undefined ? 0 : lettersOf(body),
    pictures,
    whole,
    files: readdirSync(imageFolder(dataFolder)).length,
    findings,
    intact: value(await session.audit.verify()).intact,
  }
  process.stdout.write(`RESULT ${JSON.stringify(result)}\n`)
}

async function run(): Promise<void> {
  if (mode === 'make') await make()
  else {
    await unlockFirst(call)
    if (mode === 'chart') return moveOnAndOn()
    await check()
  }
  await services.lock()
  await folder.close()
}

toTheEnd(run)
