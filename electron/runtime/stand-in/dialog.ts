import type * as Electron from 'electron'
import { execFile } from 'node:child_process'
import { named } from './guard'

/** Runs a desktop's own dialog program. Undefined where it is missing or was cancelled. */
function ask(program: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, [...args], (error, text) => {
      const answer = text.trim()
      resolve(error || answer === '' ? undefined : answer)
    })
  })
}

type Asked = { readonly title?: string; readonly defaultPath?: string }

/**
 * `electron.dialog`. Under a display the desktop's own program asks (zenity); without one, or without that
 * program, every dialog is cancelled and the console says so. Tests put their own answers in the functions' place.
 */
export function makeDialog(headful: boolean) {
  // Electron's functions take a window first or leave it out.
  const optionsOf = <T>(first: unknown, second: T | undefined): T => second ?? (first as T)
  const choose = async (asked: Asked, more: readonly string[]): Promise<string | undefined> => {
    const program = headful && process.platform === 'linux' ? 'zenity' : undefined
    const path = asked.defaultPath === undefined ? [] : [`--filename=${asked.defaultPath}`]
    const answer =
      program && (await ask(program, ['--file-selection', `--title=${asked.title ?? ''}`, ...path, ...more]))
    if (!answer)
      console.error('stand-in: no file was chosen (file dialogs need Electron, or zenity on Linux)')
    return answer ?? undefined
  }
  const implemented = {
    showOpenDialog: async (first: unknown, second?: Electron.OpenDialogOptions) => {
      const options = optionsOf(first, second)
      const folder = options.properties?.includes('openDirectory') ? ['--directory'] : []
      const path = await choose(options, folder)
      return { canceled: path === undefined, filePaths: path === undefined ? [] : [path] }
    },
    showSaveDialog: async (first: unknown, second?: Electron.SaveDialogOptions) => {
      const path = await choose(optionsOf(first, second), ['--save', '--confirm-overwrite'])
      return { canceled: path === undefined, filePath: path ?? '' }
    },
    showMessageBox: (first: unknown, second?: Electron.MessageBoxOptions) =>
      Promise.resolve({ response: optionsOf(first, second).cancelId ?? 0, checkboxChecked: false }),
    showErrorBox: (title: string, content: string) => console.error(`${title}: ${content}`),
  } satisfies Pick<Electron.Dialog, 'showOpenDialog' | 'showSaveDialog' | 'showMessageBox' | 'showErrorBox'>
  return named('electron.dialog', implemented)
}
