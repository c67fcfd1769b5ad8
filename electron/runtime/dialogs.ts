import { dialog, type BrowserWindow } from 'electron'

const FOLDER = {
  backup: { title: 'Where should the backup go?', buttonLabel: 'Back up here' },
  openBackup: { title: 'Choose the backup to open', buttonLabel: 'Open this backup' },
} as const

/** The operating system's own dialogs, in front of the window. Undefined: cancelled. */
export const systemDialogs = (window: () => BrowserWindow | undefined) => ({
  savePdf: async (suggestedName: string): Promise<string | undefined> => {
    const options = { defaultPath: suggestedName, filters: [{ name: 'PDF', extensions: ['pdf'] }] }
    const parent = window()
    const answer = await (parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options))
    return answer.canceled || answer.filePath === '' ? undefined : answer.filePath
  },

  chooseFolder: async (purpose: keyof typeof FOLDER): Promise<string | undefined> => {
    const properties: ('openDirectory' | 'createDirectory')[] = ['openDirectory', 'createDirectory']
    const options = { ...FOLDER[purpose], properties }
    const parent = window()
    const answer = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options))
    return answer.canceled ? undefined : answer.filePaths[0]
  },
})
