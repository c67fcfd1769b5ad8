import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import { CHANNELS, EVENTS, PRINT_CHANNELS, type EventName } from '../shared/ipc/channels'

// One function per channel, never a general `invoke`; main parses and refuses, so nothing is checked here.
const calls = Object.fromEntries(
  [...CHANNELS, ...PRINT_CHANNELS].map((name) => [
    name,
    (input: unknown): Promise<unknown> => ipcRenderer.invoke(name, input),
  ]),
)

const on = (name: EventName, listener: (payload: unknown) => void): (() => void) => {
  if (!EVENTS.includes(name)) throw new Error(`No such event: ${name}`)
  const heard = (_event: IpcRendererEvent, payload: unknown): void => listener(payload)
  ipcRenderer.on(name, heard)
  return () => {
    ipcRenderer.off(name, heard)
  }
}

contextBridge.exposeInMainWorld('palpa', { ...calls, on })
