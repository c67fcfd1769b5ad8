import type * as Electron from 'electron'
import { emitterNamed } from './guard'

type Listener = Parameters<Electron.IpcMain['handle']>[1]

/** `electron.ipcMain`: at most one handler per channel; `on` is EventEmitter's own. */
export class IpcMain
  extends emitterNamed('electron.ipcMain')
  implements Pick<Electron.IpcMain, 'handle' | 'handleOnce' | 'removeHandler'>
{
  readonly #handlers = new Map<string, Listener>()

  handle(channel: string, listener: Listener): void {
    if (this.#handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`)
    this.#handlers.set(channel, listener)
  }

  handleOnce(channel: string, listener: Listener): void {
    this.handle(channel, (event, ...args: unknown[]): unknown => {
      this.#handlers.delete(channel)
      return listener(event, ...args) as unknown
    })
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel)
  }

  /** @throws what the handler throws, or that there is none */
  async invoke(channel: string, event: Electron.IpcMainInvokeEvent, args: unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel)
    if (!handler) throw new Error(`No handler registered for '${channel}'`)
    return (await handler(event, ...args)) as unknown
  }
}
