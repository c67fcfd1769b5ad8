import { createHash, randomUUID } from 'node:crypto'
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { join } from 'node:path'
import type { CallInput, CallName, CallOutput } from '@shared/ipc/contract'
import { bodyPointAt } from '@shared/bodymap'
import type { Result } from '@shared/errors'
import { entriesOf, withAnswer, withPlace } from '@shared/exam/edit'
import type { ExamBody, ExamDraft } from '@shared/records/exam'
import { handlers } from '../../electron/ipc/handlers'
import { registerCalls, type CallEvent } from '../../electron/ipc/register'
import { createServices } from '../../electron/services'
import { examRules } from '../../electron/services/exam-rules'
import { openVaultFolder } from '../../electron/store/vault'
import { autosave } from '../../renderer/exam/autosave'
import { makePng } from '../fixtures/pictures'
import { CLINIC, LINDEN_INPUT, PASSPHRASE, patientInput } from '../fixtures/records'
import { bodyOf, said, VIGNETTES } from '../fixtures/vignettes'

/**
 * Somebody who charts without end until the process is killed: the window's own autosave over the whole of main, with
 * every call through the gate. What main acknowledged is noted only afterwards, each key when it is pressed. Run by
 * torture.ts: `node bundle.cjs <mode> <data folder> <index worker> <note file> <seed>`.
 */
const [mode = '', dataFolder = '', indexWorker = '', notes = '', seed = '1'] = process.argv.slice(2)
const TYPED = 'plan.narrative'
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
const note = (...words: readonly (string | number)[]): void => appendFileSync(notes, `${words.join(' ')}\n`)
const value = <T>(result: Result<T>): T => {
  if (result.ok) return result.value
  throw new Error(JSON.stringify(result.error))
}

const frame = { url: 'app://clinic/index.html' }
const EVENT: CallEvent = { sender: { id: 1, mainFrame: frame }, senderFrame: frame }
const listeners = new Map<string, (event: CallEvent, input: unknown) => Promise<unknown>>()
const keychain = { available: () => Promise.resolve(false), protect: notHere, reveal: notHere }
function notHere(): Promise<never> {
  return Promise.reject(new Error('No keychain while charting without end'))
}
const folder = openVaultFolder({
  dataFolder,
  indexWorker,
  keychain,
  kdf: { cost: 16, blockSize: 8, parallel: 1 },
})
const services = createServices(
  {
    dataFolder,
    dialogs: {
      savePdf: () => Promise.resolve(undefined),
      saveFile: () => Promise.resolve(undefined),
      openFile: () => Promise.resolve(undefined),
      chooseFolder: () => Promise.resolve(join(dataFolder, '..', 'backups')),
      unsaved: () => Promise.resolve('lose' as const),
    },
    press: { pdf: notHere, paper: notHere, warm: () => undefined, close: () => undefined },
    tell: (name) => void (name === 'vault.locking' && services.flushed()),
    facts: { version: '', runtime: '', standIn: false, versions: {} },
    now: () => new Date(),
  },
  folder,
  examRules,
)
registerCalls(handlers(services, { nextJob: () => Promise.resolve(undefined), ready: () => undefined }), {
  ipc: { handle: (name, listener) => listeners.set(name, listener) },
  pageOf: () => 'app',
  atTheKeys: services.atTheKeys,
  refused: () => undefined,
  report: (_incident, name, error) => {
    process.stderr.write(`${name}: ${String(error)}\n`)
  },
  checkOutput: true,
})
const call = async <N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> => {
  const answer = (await listeners.get(name)!(EVENT, structuredClone(input))) as Result<CallOutput<N>>
  if (name === 'exams.saveDraft' && answer.ok) {
    const { examId, body } = input as CallInput<'exams.saveDraft'>
    note('ack', examId, countOf(body))
  }
  return answer
}
// The autosave of the window asks `window.palpa`.
Object.assign(globalThis, {
  window: { palpa: new Proxy({}, { get: (_none, name: CallName) => (input: never) => call(name, input) }) },
})

/** The number that was typed last into a body; 0 for none. */
const countOf = (body: ExamBody): number => {
  const answer = body.answers.values[TYPED]
  return answer?.is === 'value' ? Number(JSON.stringify(answer.value).replace(/\D/gu, '')) : 0
}

async function unlock(): Promise<void> {
  const { people } = value(await call('vault.status', {}))
  value(await call('vault.unlock', { personId: people[0]!.personId, passphrase: PASSPHRASE }))
}

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

  key(): void {
    const now = new Date().toISOString()
    this.typed += 1
    note('key', this.draft.examId, this.typed, Date.now())
    this.body = withAnswer(this.body, TYPED, said(`typed ${this.typed}`, now))
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
  const typed = countOf(draft.body)
  note('opened', examId, typed)
  const blank = typed > 0 ? draft : { ...draft, body: { ...bodyOf(VISIT), visitOn } }
  return new Charting(blank, typed)
}

async function attach({ draft }: Charting): Promise<void> {
  const png = makePng(320, 240, [], (x, y) => (x * y + Math.floor(random() * 256)) % 256)
  const { uploadId } = value(
    await call('images.begin', { examId: draft.examId, entryId: randomUUID(), bytes: png.length }),
  )
  value(await call('images.chunk', { uploadId, index: 0, bytes: png }))
  const kept = value(await call('images.finish', { uploadId }))
  note('image', kept.imageId, kept.sha256)
}

async function backUp(): Promise<void> {
  const into = join(dataFolder, '..', 'backups')
  mkdirSync(into, { recursive: true })
  for (const old of readdirSync(into).sort().slice(0, -2))
    rmSync(join(into, old), { recursive: true, force: true })
  note('backup', value(await call('backup.now', {})).path)
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
      note('signing', examId)
      const baseSequence = visit.save.sequence()
      value(await call('exams.sign', { examId, baseSequence, mode: 'complete', passphrase: PASSPHRASE }))
      note('signed', examId)
      visit.save.stop()
      visit = await begin(await someoneNew(), DAY)
    } else await backUp()
  }
}

/** Whatever was acknowledged must be there; prints what is not, one line each, and what was lost of the last typing. */
async function check(): Promise<void> {
  const lines = readFileSync(notes, 'utf8').split('\n')
  const lost: string[] = []
  const acked = new Map<string, number>()
  const keys = new Map<string, { n: number; at: number }[]>()
  const counts = { saves: 0, signed: 0, images: 0, backups: 0, goneMs: 0 }
  const session = folder.current()!
  /** What was typed since the last opening and did not come back: from its first key to its last. */
  const goneBy = (examId: string, kept: number): void => {
    const after = (keys.get(examId) ?? []).filter((key) => key.n > kept)
    const [first, last] = [after[0], after.at(-1)]
    if (first && last) counts.goneMs = Math.max(counts.goneMs, last.at - first.at)
    keys.delete(examId)
  }
  for (const line of lines) {
    const [kind = '', id = '', number = '', at = ''] = line.split(' ')
    if (kind === 'ack') {
      counts.saves += 1
      acked.set(id, Math.max(acked.get(id) ?? 0, Number(number)))
    } else if (kind === 'opened') {
      if (Number(number) < (acked.get(id) ?? 0)) lost.push(`${line}, acknowledged ${acked.get(id) ?? 0}`)
      goneBy(id, Number(number))
    } else if (kind === 'key') keys.set(id, [...(keys.get(id) ?? []), { n: Number(number), at: Number(at) }])
    else if (kind === 'signed') {
      counts.signed += 1
      if (!(await call('exams.get', { examId: id })).ok) lost.push(line)
    } else if (kind === 'image') {
      counts.images += 1
      const reader = await session.images.open(id)
      const bytes = reader.ok ? await reader.value.read(0, reader.value.bytes) : reader
      if (!bytes.ok || createHash('sha256').update(bytes.value).digest('hex') !== number) lost.push(line)
      if (reader.ok) await reader.value.close()
    } else if (kind === 'backup') counts.backups += 1
  }
  for (const [examId, n] of acked) {
    const found = await call('exams.get', { examId })
    const draft = found.ok ? found : await call('exams.openDraft', { examId })
    const kept = draft.ok ? countOf(draft.value.body) : -1
    if (kept < n) lost.push(`ack ${examId} ${n}, kept ${kept}`)
    goneBy(examId, kept)
  }
  const { intact } = value(await session.audit.verify())
  const damaged = value(await session.drafts.list()).damaged.length
  for (const line of lost) process.stdout.write(`LOST ${line}\n`)
  process.stdout.write(`RESULT ${JSON.stringify({ ...counts, lost: lost.length, damaged, intact })}\n`)
}

async function run(): Promise<void> {
  if (mode === 'make') {
    const { recoveryCode } = value(
      await call('vault.create', { clinic: CLINIC, person: LINDEN_INPUT, passphrase: PASSPHRASE }),
    )
    const groups = [0, 1].map((index) => ({ index, text: recoveryCode[index]! }))
    value(await call('vault.confirmRecovery', { groups }))
    await services.lock()
    await folder.close()
    return
  }
  await unlock()
  if (mode === 'chart') return chart()
  await check()
  await services.lock()
  await folder.close()
}

void run().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`)
    process.exit(1)
  },
)
