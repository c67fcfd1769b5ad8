import { ipcMain } from 'electron'
import type { CallName } from '@shared/ipc/contract'
import type { Result } from '@shared/errors'
import { lineOf, noteIn } from './ledger'

/**
 * Loaded by the runtime before the app (`-r`), which knows nothing of it: writes down what main acknowledged, before
 * the window can hear of it, and says the same on standard output for whoever waits.
 */
const note = noteIn(process.env['PALPA_TORTURE_NOTES'] ?? '')
const handle = ipcMain.handle.bind(ipcMain)

ipcMain.handle = (channel, listener) =>
  handle(channel, async (event, input: unknown): Promise<unknown> => {
    const answer = (await listener(event, input)) as unknown
    const line = lineOf(channel as CallName, input, answer as Result<unknown>)
    if (line === undefined) return answer
    note(...line)
    process.stdout.write(`ledger ${line.join(' ')}\n`)
    return answer
  })
