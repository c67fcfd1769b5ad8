import { join } from 'node:path'
import type { CallInput, CallName, CallOutput } from '@shared/ipc/contract'
import { ok, type Result } from '@shared/errors'
import { handlers } from '../../electron/ipc/handlers'
import { registerCalls, type CallEvent } from '../../electron/ipc/register'
import { createServices, type Services } from '../../electron/services'
import { examRules } from '../../electron/services/exam-rules'
import type { VaultFolder } from '../../electron/store/types'
import { openVaultFolder } from '../../electron/store/vault'
import { CLINIC, LINDEN_INPUT, PASSPHRASE } from '../fixtures/records'

/** A call as the window makes it. */
export type Call = <N extends CallName>(name: N, input: CallInput<N>) => Promise<Result<CallOutput<N>>>

export const value = <T>(result: Result<T>): T => {
  if (result.ok) return result.value
  throw new Error(JSON.stringify(result.error))
}

function notHere(): Promise<never> {
  return Promise.reject(new Error('Nobody is at this screen'))
}

/** The whole of main in a process that will be killed: real store, real services, the one gate, and no window. */
export function mainAlone(
  dataFolder: string,
  indexWorker: string,
): { folder: VaultFolder; services: Services; call: Call } {
  const folder = openVaultFolder({
    dataFolder,
    indexWorker,
    keychain: { available: () => Promise.resolve(false), protect: notHere, reveal: notHere },
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
      press: {
        pdf: notHere,
        paper: notHere,
        printers: () => Promise.resolve(ok([])),
        warm: () => undefined,
        close: () => undefined,
      },
      tell: (name) => void (name === 'vault.locking' && services.flushed()),
      facts: { version: '', runtime: '', standIn: false, versions: {} },
      now: () => new Date(),
    },
    folder,
    examRules,
  )
  const frame = { url: 'app://clinic/index.html' }
  const event: CallEvent = { sender: { id: 1, mainFrame: frame }, senderFrame: frame }
  const listeners = new Map<string, (event: CallEvent, input: unknown) => Promise<unknown>>()
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
  return {
    folder,
    services,
    call: async <N extends CallName>(name: N, input: CallInput<N>) =>
      (await listeners.get(name)!(event, structuredClone(input))) as Result<CallOutput<N>>,
  }
}

/** A vault of the fixture clinic, in use. */
export async function makeVault(call: Call): Promise<void> {
  const { recoveryCode } = value(
    await call('vault.create', { clinic: CLINIC, person: LINDEN_INPUT, passphrase: PASSPHRASE }),
  )
  const groups = [0, 1].map((index) => ({ index, text: recoveryCode[index]! }))
  value(await call('vault.confirmRecovery', { groups }))
}

export async function unlockFirst(call: Call): Promise<void> {
  const { people } = value(await call('vault.status', {}))
  value(await call('vault.unlock', { personId: people[0]!.personId, passphrase: PASSPHRASE }))
}

/** Plays a process of the torture to its end: code 0, or 1 with what was thrown on its error stream. */
export const toTheEnd = (run: () => Promise<void>): void =>
  void run().then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      process.exit(1)
    },
  )
