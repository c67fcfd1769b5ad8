import { join } from 'node:path'
import type { CallInput, CallName, CallOutput } from '@shared/ipc/contract'
import type { Result } from '@shared/errors'
import { handlers } from '../../electron/ipc/handlers'
import type { CallEvent } from '../../electron/ipc/register'
import { createServices, type Services } from '../../electron/services'
import { examRules } from '../../electron/services/exam-rules'
import type { VaultFolder } from '../../electron/store/types'
import { openVaultFolder } from '../../electron/store/vault'
import { NO_PRINT_WINDOW, throughGate } from '../fixtures/gate'
import { notHere, portsAlone } from '../fixtures/ports'
import { CLINIC, LINDEN_INPUT, PASSPHRASE } from '../fixtures/records'

/** A call as the window makes it. */
export type Call = <N extends CallName>(name: N, input: CallInput<N>) => Promise<Result<CallOutput<N>>>

export const value = <T>(result: Result<T>): T => {
  if (result.ok) return result.value
  throw new Error(JSON.stringify(result.error))
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
    portsAlone({
      dataFolder,
      now: () => new Date(),
      locking: () => services.flushed(),
      dialogs: {
        chooseFolder: () => Promise.resolve(join(dataFolder, '..', 'backups')),
        unsaved: () => Promise.resolve('lose'),
      },
    }),
    folder,
    examRules,
  )
  const frame = { url: 'app://clinic/index.html' }
  const event: CallEvent = { sender: { id: 1, mainFrame: frame }, senderFrame: frame }
  const gate = throughGate(handlers(services, NO_PRINT_WINDOW), {
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
      (await gate(name, input, event)) as Result<CallOutput<N>>,
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
