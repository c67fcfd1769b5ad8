import type { EventName } from '../../shared/ipc/channels'
import type { PrintPort } from '../print/port'

/** The questions a person answers in the operating system's own dialogs. Undefined: cancelled. */
export interface Dialogs {
  /** Where a PDF goes; the suggested name never holds a patient's name. */
  savePdf(suggestedName: string): Promise<string | undefined>
  /** A folder: to write a backup into, to open one from, or to take pictures out to. */
  chooseFolder(purpose: 'backup' | 'openBackup' | 'export'): Promise<string | undefined>
  /** Where a file that names no patient goes, and one to read. */
  saveFile(suggestedName: string): Promise<string | undefined>
  openFile(): Promise<string | undefined>
  /** Palpa is to end and a visit could not be saved. `canTry`: the vault is open, so that another try can work. */
  unsaved(canTry: boolean): Promise<'again' | 'stay' | 'lose'>
}

/** What the app says of itself in About. */
export interface RuntimeFacts {
  readonly version: string
  /** Name of the runtime it was started with, for people. */
  readonly runtime: string
  readonly standIn: boolean
  readonly versions: Readonly<Record<string, string>>
}

/** Everything the use cases need from outside; tests put their own in. */
export interface Ports {
  /** Folder that holds the vault and nothing in clear. */
  readonly dataFolder: string
  readonly dialogs: Dialogs
  readonly press: PrintPort
  /** Tells the window something unasked; does nothing when there is no window. */
  readonly tell: (name: EventName, payload: Record<string, unknown>) => void
  readonly facts: RuntimeFacts
  readonly now: () => Date
}
