import { BrowserWindow } from 'electron'
import { webPreferences } from '../runtime/hardening'
import { PrintCancelled, type PressWindow } from './press'

/** The hidden window of the press, the size of an A4 page at 96 dpi. */
export const openPressWindow = (page: string, preload: string): PressWindow => {
  const window = new BrowserWindow({
    width: 794,
    height: 1123,
    show: false,
    title: 'Palpa',
    webPreferences: webPreferences(preload),
  })
  window.on('page-title-updated', (event) => event.preventDefault())
  return {
    contentsId: window.webContents.id,
    load: () => window.loadURL(page),
    pdf: (options) => window.webContents.printToPDF(options),
    print: (pageSize) =>
      new Promise((resolve, reject) => {
        window.webContents.print({ silent: false, printBackground: true, pageSize }, (printed, reason) => {
          if (printed) resolve()
          else reject(/cancel/i.test(reason) ? new PrintCancelled() : new Error(reason))
        })
      }),
    destroy: () => {
      if (!window.isDestroyed()) window.destroy()
    },
    isGone: () => window.isDestroyed(),
  }
}
