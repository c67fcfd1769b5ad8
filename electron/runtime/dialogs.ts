import { dialog, type BrowserWindow } from 'electron'

const FOLDER = {
  backup: { title: 'Where should the backup go?', buttonLabel: 'Back up here' },
  export: { title: 'Where should the files go?', buttonLabel: 'Export here' },
  openBackup: { title: 'Choose the backup to open', buttonLabel: 'Open this backup' },
} as const

const JSON_FILES = { name: 'Palpa file', extensions: ['json'] }

/** The operating system's own dialogs, in front of the window. Undefined: cancelled. */
export const systemDialogs = (window: () => BrowserWindow | undefined) => ({
  savePdf: async (suggestedName: string): Promise<string | undefined> => {
    const options = { defaultPath: suggestedName, filters: [{ name: 'PDF', extensions: ['pdf'] }] }
    const parent = window()
    const answer = await (parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options))
    return answer.canceled || answer.filePath === '' ? undefined : answer.filePath
  },

  saveFile: async (suggestedName: string): Promise<string | undefined> => {
    const options = { defaultPath: suggestedName, filters: [JSON_FILES] }
    const parent = window()
    const answer = await (parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options))
    return answer.canceled || answer.filePath === '' ? undefined : answer.filePath
  },

  openFile: async (): Promise<string | undefined> => {
    const properties: 'openFile'[] = ['openFile']
    const options = { properties, filters: [JSON_FILES] }
    const parent = window()
    const answer = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options))
    return answer.canceled ? undefined : answer.filePaths[0]
  },

  chooseFolder: async (purpose: keyof typeof FOLDER): Promise<string | undefined> => {
    const properties: ('openDirectory' | 'createDirectory')[] = ['openDirectory', 'createDirectory']
    const options = { ...FOLDER[purpose], properties }
    const parent = window()
    const answer = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options))
    return answer.canceled ? undefined : answer.filePaths[0]
  },

  unsaved: async (canTry: boolean): Promise<'again' | 'stay' | 'lose'> => {
    const answers = canTry
      ? ([
          ['Try again', 'again'],
          ['Go back', 'stay'],
          ['Close and lose it', 'lose'],
        ] as const)
      : ([
          ['Go back', 'stay'],
          ['Close and lose it', 'lose'],
        ] as const)
    const options = {
      type: 'warning' as const,
      title: 'Not saved',
      message: 'A visit has answers that could not be saved.',
      detail: canTry
        ? 'The disk is full or cannot be written to. Free some space, then try again. What was saved before is safe.'
        : 'The disk is full or cannot be written to. Free some space, go back and unlock: Palpa then saves them.',
      buttons: answers.map(([label]) => label),
      defaultId: 0,
      cancelId: answers.findIndex(([, answer]) => answer === 'stay'),
      noLink: true,
    }
    const parent = window()
    const { response } = await (parent
      ? dialog.showMessageBox(parent, options)
      : dialog.showMessageBox(options))
    return answers[response]?.[1] ?? 'stay'
  },
})
