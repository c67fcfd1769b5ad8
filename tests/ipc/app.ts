import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, vi } from 'vitest'
import { ok, type Result } from '@shared/errors'
import type { PrintJob } from '@shared/handout/sheet'
import type { EventName } from '@shared/ipc/channels'
import type { CallInput, CallName, CallOutput, Session } from '@shared/ipc/contract'
import type { Role } from '@shared/records/roles'
import { handlers } from '../../electron/ipc/handlers'
import type { CallEvent } from '../../electron/ipc/register'
import { APP_PAGE, pageOf, PRINT_PAGE } from '../../electron/ipc/senders'
import type { PrintPort } from '../../electron/print/port'
import { createServices, type Services } from '../../electron/services'
import { examRules, type ExamRules } from '../../electron/services/exam-rules'
import type { VaultFolder } from '../../electron/store/types'
import { openVaultFolder } from '../../electron/store/vault'
import { NO_PRINT_WINDOW, throughGate } from '../fixtures/gate'
import { CLINIC, LINDEN_INPUT, PASSPHRASE } from '../fixtures/records'
import { testKeychain } from '../fixtures/keychain'
import { bundle } from '../store/bundle'

// Real files and threads: on a busy machine a test may take long without being wrong.
vi.setConfig({ testTimeout: 60_000 })

/** Cheap on purpose: the cost of the key derivation is the store's own test. */
const QUICK_KDF = { cost: 2 ** 4, blockSize: 8, parallel: 1 }
const APP_WINDOW = 1
const PRINT_WINDOW = 2

const eventFrom = (contentsId: number, url: string): CallEvent => {
  const frame = { url }
  return { sender: { id: contentsId, mainFrame: frame }, senderFrame: frame }
}
export const FROM_APP = eventFrom(APP_WINDOW, APP_PAGE)
export const FROM_PRINT = eventFrom(PRINT_WINDOW, PRINT_PAGE)

let worker: Promise<string> | undefined
const ends: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'palpa-ipc-'))
  ends.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The whole of main without Electron: real store, real services, the one gate; dialogs, press and window are watched. */
export interface App {
  /** Calls as the window does, through the gate. */
  call<N extends CallName>(name: N, input: CallInput<N>, from?: CallEvent): Promise<Result<CallOutput<N>>>
  /** The same, for input of any shape. */
  raw(name: CallName, input: unknown, from?: CallEvent): Promise<Result<unknown>>
  readonly dataFolder: string
  readonly services: Services
  readonly keychain: ReturnType<typeof testKeychain>
  readonly folder: VaultFolder
  readonly told: EventName[]
  readonly printed: { to: 'pdf' | 'paper'; job: PrintJob }[]
  readonly press: { [K in keyof PrintPort]: ReturnType<typeof vi.fn<PrintPort[K]>> }
  readonly incidents: { incident: string; name: string; error: unknown }[]
  /** What the person answers in the next dialogs; undefined cancels. */
  readonly answers: {
    pdf: string | undefined
    folder: string | undefined
    file: string | undefined
    unsaved: () => 'again' | 'stay' | 'lose'
  }
  /** File names that the save dialogs suggested. */
  readonly suggested: string[]
  /** What the window does when it is told something. */
  onTold: (name: EventName) => void
  clock: Date
}

export const value = <T>(result: Result<T>): T => {
  if (result.ok) return result.value
  throw new Error(`Failed with ${JSON.stringify(result.error)}`)
}
export const code = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)

export async function openApp(
  dataFolder = emptyFolder(),
  rules: ExamRules = examRules,
  keychain = testKeychain(),
): Promise<App> {
  const told: App['told'] = []
  const printed: App['printed'] = []
  const incidents: App['incidents'] = []
  const suggested: App['suggested'] = []
  const answers: App['answers'] = {
    pdf: undefined,
    folder: undefined,
    file: undefined,
    unsaved: () => 'stay',
  }
  const press: App['press'] = {
    pdf: vi.fn<PrintPort['pdf']>((job) => {
      printed.push({ to: 'pdf', job })
      return Promise.resolve(ok(new TextEncoder().encode('%PDF-1.7 watched')))
    }),
    paper: vi.fn<PrintPort['paper']>((job) => {
      printed.push({ to: 'paper', job })
      return Promise.resolve(ok({ done: true as const }))
    }),
    printers: vi.fn<PrintPort['printers']>(() => Promise.resolve(ok([]))),
    warm: vi.fn<PrintPort['warm']>(),
    close: vi.fn<PrintPort['close']>(),
  }
  const now = (): Date => app.clock
  const folder = openVaultFolder({
    dataFolder,
    keychain,
    kdf: QUICK_KDF,
    now,
    indexWorker: await (worker ??= bundle('electron/store/index-worker.ts')),
  })
  ends.push(() => folder.close())
  const services = createServices(
    {
      dataFolder,
      dialogs: {
        savePdf: (name) => {
          suggested.push(name)
          return Promise.resolve(answers.pdf)
        },
        chooseFolder: () => Promise.resolve(answers.folder),
        saveFile: (name) => {
          suggested.push(name)
          return Promise.resolve(answers.file)
        },
        openFile: () => Promise.resolve(answers.file),
        unsaved: () => Promise.resolve(answers.unsaved()),
      },
      press,
      tell: (name) => {
        told.push(name)
        app.onTold(name)
      },
      facts: { version: '0.0.0', runtime: 'vitest', standIn: false, versions: {} },
      now,
    },
    folder,
    rules,
  )
  const gate = throughGate(handlers(services, NO_PRINT_WINDOW), {
    pageOf: pageOf(
      (id) => id === APP_WINDOW,
      (id) => id === PRINT_WINDOW,
    ),
    atTheKeys: services.atTheKeys,
    refused: services.refused,
    report: (incident, name, error) => incidents.push({ incident, name, error }),
    checkOutput: true,
  })
  const raw: App['raw'] = (name, input, from = FROM_APP) => gate(name, input, from)
  const app: App = {
    call: <N extends CallName>(name: N, input: CallInput<N>, from?: CallEvent) =>
      raw(name, input, from) as Promise<Result<CallOutput<N>>>,
    raw,
    dataFolder,
    services,
    folder,
    keychain,
    told,
    printed,
    press,
    incidents,
    suggested,
    answers,
    onTold: (name) => {
      if (name === 'vault.locking') void app.call('vault.flushed', {})
    },
    clock: new Date('2026-11-22T02:00:00.000Z'),
  }
  return app
}

/** First run to the unlocked directory. */
export async function firstRun(app: App): Promise<Session & { recoveryCode: string[] }> {
  const { recoveryCode } = value(
    await app.call('vault.create', { clinic: CLINIC, person: LINDEN_INPUT, passphrase: PASSPHRASE }),
  )
  const groups = [1, 4].map((index) => ({ index, text: recoveryCode[index]! }))
  return { ...value(await app.call('vault.confirmRecovery', { groups })), recoveryCode }
}

export const NEW_PERSON = { profession: 'other', registration: '' } as const

/** Adds somebody and lets them choose a passphrase of their own; leaves the vault locked. */
export async function addMember(app: App, name: string, role: Role, own: string): Promise<Session['person']> {
  const firstPassphrase = `handed over to ${name}`
  const { personId } = value(
    await app.call('people.add', {
      person: { ...NEW_PERSON, name },
      role,
      signs: false,
      firstPassphrase,
      passphrase: PASSPHRASE,
    }),
  )
  value(await app.call('vault.lock', {}))
  value(await app.call('vault.unlock', { personId, passphrase: firstPassphrase }))
  const { person } = value(
    await app.call('people.changePassphrase', { passphrase: firstPassphrase, newPassphrase: own }),
  )
  value(await app.call('vault.lock', {}))
  return person
}

/** Somebody else's turn. */
export async function switchTo(app: App, personId: string, passphrase: string): Promise<Session> {
  value(await app.call('vault.lock', { why: 'switch' }))
  return value(await app.call('vault.unlock', { personId, passphrase }))
}
