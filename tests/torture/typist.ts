import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { join } from 'node:path'
import type { CallInput, CallName, CallOutput } from '@shared/ipc/contract'
import { bodyPointAt } from '@shared/bodymap'
import type { Result } from '@shared/errors'
import { entriesOf, withAnswer, withPlace } from '@shared/exam/edit'
import type { ExamBody, ExamDraft } from '@shared/records/exam'
import { HEALTH_CHECKS } from '@shared/records/health'
import { autosave } from '../../renderer/exam/autosave'
import { makePng } from '../fixtures/pictures'
import { PASSPHRASE, patientInput } from '../fixtures/records'
import { bodyOf, said, VIGNETTES } from '../fixtures/vignettes'
import { mainAlone, makeVault, toTheEnd, unlockFirst, value } from './alone'
import { judge, lettersOf, lineOf, MOST_LETTERS, noteIn, TYPED, type Checked } from './ledger'

/**
 * Somebody who charts without end until the process is killed: the window's own autosave over the whole of main, with
 * every call through the gate. Also makes the vault of the loops, with so many visits begun in it, and looks through it
 * in the end. Run by service.ts and window.ts: `node bundle.cjs <mode> <data folder> <index worker> <note file> <number>`,
 * the number being a seed to chart, and how many visits to make.
 */
const [mode = '', dataFolder = '', indexWorker = '', notes = '', seed = '1'] = process.argv.slice(2)
const VISIT = VIGNETTES.V1.visits[0]!
const DAY = VISIT.visitOn < new Date().toISOString().slice(0, 10) ? VISIT.visitOn : '2026-11-02'
const PICTURES_DAY = '2026-11-01'

let state = Number(seed) >>> 0
/** Mulberry32: the same seed types the same. */
const random = (): number => {
  state = (state + 0x6d2b79f5) >>> 0
  let t = Math.imul(state ^ (state >>> 15), state | 1)
  t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
}
const note = noteIn(notes)
const { folder, services, call: asked } = mainAlone(dataFolder, indexWorker)
const call = async <N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> => {
  const answer = await asked(name, input)
  const line = lineOf(name, input, answer)
  if (line !== undefined) note(...line)
  return answer
}
// The autosave of the window asks `window.palpa`.
Object.assign(globalThis, {
  window: { palpa: new Proxy({}, { get: (_none, name: CallName) => (input: never) => call(name, input) }) },
})

/** One visit being charted: keys at a human pace or as fast as they are acknowledged, and nodules moved about. */
class Charting {
  body: ExamBody
  readonly save: ReturnType<typeof autosave>
  constructor(
    readonly draft: ExamDraft,
    private typed: number,
  ) {
    this.body = draft.body
    this.save = autosave(draft, () => ({ body: this.body, focus: undefined }))
  }

  get letters(): number {
    return this.typed
  }

  key(): void {
    const now = new Date().toISOString()
    this.typed += 1
    note('key', this.draft.examId, this.typed, Date.now())
    this.body = withAnswer(this.body, TYPED, said('z'.repeat(this.typed), now))
    const [nodule] = entriesOf(this.body, 'nodule')
    if (nodule !== undefined && random() < 0.3) {
      // About the place that the card names: what is typed must stay complete enough to be signed.
      const place = bodyPointAt(Math.round(49 + random() * 4), Math.round(2 + random() * 4))
      this.body = withPlace(this.body, nodule.entryId, place, now, this.draft.examId)
    }
    this.save.changed()
  }
}

const begin = async (patientId: string, visitOn: string): Promise<Charting> => {
  const { examId } = value(await call('exams.start', { patientId, visitOn }))
  const draft = value(await call('exams.openDraft', { examId }))
  const typed = lettersOf(draft.body)
  const blank = typed > 0 ? draft : { ...draft, body: { ...bodyOf(VISIT), visitOn } }
  return new Charting(blank, typed)
}

async function attach({ draft }: Charting): Promise<void> {
  const png = makePng(320, 240, [], (x, y) => (x * y + Math.floor(random() * 256)) % 256)
  const { uploadId } = value(
    await call('images.begin', { examId: draft.examId, entryId: randomUUID(), bytes: png.length }),
  )
  value(await call('images.chunk', { uploadId, index: 0, bytes: png }))
  value(await call('images.finish', { uploadId }))
}

async function backUp(): Promise<void> {
  value(await call('backup.now', {}))
}

/** A patient nobody has seen: V1 is a first visit, and is complete as one. */
const someoneNew = async (): Promise<string> => {
  const patient = patientInput({ ...VIGNETTES.V1.patient, given: `Zz-Test ${Math.floor(random() * 1e6)}` })
  return value(await call('patients.register', { patient })).patientId
}

async function chart(): Promise<void> {
  // What the one before left open is charted on; so is what was recovered.
  const { rows } = value(await call('exams.drafts', {}))
  const left = rows.filter(({ patient }) => patient.seenAt === undefined)
  const going = left[Number(seed) % (left.length + 1)]?.patient.patientId
  let visit = await begin(going ?? (await someoneNew()), DAY)
  const pictures = await begin(visit.draft.patientId, PICTURES_DAY)
  process.stdout.write('charting\n')
  for (;;) {
    if (visit.letters > MOST_LETTERS) {
      await visit.save.end()
      visit = await begin(await someoneNew(), DAY)
    }
    const what = random()
    if (what < 0.3) {
      for (let keys = 0; keys < 8; keys += 1) {
        visit.key()
        await pause(20 + random() * 60)
      }
    } else if (what < 0.65) {
      for (let keys = 0; keys < 15; keys += 1) {
        visit.key()
        await visit.save.flush()
      }
    } else if (what < 0.8) await attach(pictures)
    else if (what < 0.93) {
      visit.key()
      await visit.save.flush()
      const { examId } = visit.draft
      const baseSequence = visit.save.sequence()
      value(await call('exams.sign', { examId, baseSequence, mode: 'complete', passphrase: PASSPHRASE }))
      visit.save.stop()
      visit = await begin(await someoneNew(), DAY)
    } else await backUp()
  }
}

const examsIn = (lines: readonly string[]): Set<string> =>
  new Set(lines.flatMap((line) => /^(?:ack|opened|signed) (\S+)/u.exec(line)?.[1] ?? []))

/** Pictures of the ledger that do not come back byte for byte. */
async function picturesLost(lines: readonly string[]): Promise<string[]> {
  const lost: string[] = []
  for (const line of lines) {
    const [kind, id = '', sha256] = line.split(' ')
    if (kind !== 'image') continue
    const reader = await folder.current()!.images.open(id)
    const bytes = reader.ok ? await reader.value.read(0, reader.value.bytes) : reader
    if (!bytes.ok || createHash('sha256').update(bytes.value).digest('hex') !== sha256) lost.push(line)
    if (reader.ok) await reader.value.close()
  }
  return lost
}

/** Backups that stand under a good name: each is restored beside the vault, and compared. */
async function backupsThatFail(): Promise<{ opened: number; failed: string[] }> {
  const { backups } = folder.current()!
  const found = value(await backups.list(join(dataFolder, '..', 'backups')))
  const failed: string[] = []
  for (const { name, path, whole } of found) {
    const rehearsed = whole ? await backups.rehearse(path) : undefined
    if (rehearsed?.ok !== true || !rehearsed.value.passed) failed.push(`backup ${name}`)
  }
  return { opened: found.length - failed.length, failed }
}

/** Whatever was acknowledged must be there. Prints what is not, one line each, and the counts. */
async function check(): Promise<void> {
  const session = folder.current()!
  const lines = readFileSync(notes, 'utf8').split('\n')
  for (const examId of examsIn(lines)) {
    const signed = await call('exams.get', { examId })
    if (signed.ok) note('kept', examId, lettersOf(signed.value.body))
    // The ledger sees what is handed out.
    else await call('exams.openDraft', { examId })
  }
  const pictures = await picturesLost(lines)
  const backups = await backupsThatFail()
  const { lost, ...counts } = judge(readFileSync(notes, 'utf8').split('\n'))
  const { intact } = value(await session.audit.verify())
  value(await session.health.begin())
  for (const one of HEALTH_CHECKS) value(await session.health.check(one))
  const { findings } = value(await session.health.facts())
  const unreadable = [...findings.map(({ code, id }) => `${code} ${id ?? ''}`), ...backups.failed]
  for (const line of [...lost, ...pictures]) process.stdout.write(`LOST ${line}\n`)
  for (const line of unreadable) process.stdout.write(`UNREADABLE ${line}\n`)
  const result: Checked = {
    ...counts,
    lost: lost.length + pictures.length,
    unreadable: unreadable.length,
    intact,
    reopened: backups.opened,
  }
  process.stdout.write(`RESULT ${JSON.stringify(result)}\n`)
}

/** A visit that could be signed, and one that waits for pictures, for so many patients. */
async function beginVisits(patients: number): Promise<void> {
  for (let at = 0; at < patients; at += 1) {
    const patientId = await someoneNew()
    const pictures = value(await call('exams.start', { patientId, visitOn: PICTURES_DAY }))
    note('begun', pictures.examId, 'pictures')
    const { draft, save } = await begin(patientId, DAY)
    note('begun', draft.examId, 'chart')
    save.changed()
    await save.end()
    save.stop()
  }
  mkdirSync(join(dataFolder, '..', 'backups'))
  value(await call('backup.choosePlace', {}))
}

async function run(): Promise<void> {
  if (mode === 'make') {
    await makeVault(call)
    await beginVisits(Number(seed))
    await services.lock()
    await folder.close()
    return
  }
  await unlockFirst(call)
  if (mode === 'chart') return chart()
  await check()
  await services.lock()
  await folder.close()
}

toTheEnd(run)
