import { BrowserWindow } from 'electron'
import { webPreferences } from '../runtime/hardening'
import { NoPrinter, PrintCancelled, type PressWindow } from './press'

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
    print: ({ pageSize, twoSided, printer }) =>
      new Promise((resolve, reject) => {
        const options = {
          silent: printer !== undefined,
          printBackground: true,
          pageSize,
          duplexMode: twoSided ? ('longEdge' as const) : ('simplex' as const),
          ...(printer && { deviceName: printer.name, copies: printer.copies }),
        }
        window.webContents.print(options, (printed, reason) => {
          if (printed) resolve()
          else if (/cancel/i.test(reason)) reject(new PrintCancelled())
          else reject(/deviceName|no printer/i.test(reason) ? new NoPrinter() : new Error(reason))
        })
      }),
    printers: async () => {
      const found = await window.webContents.getPrintersAsync()
      return found.map(({ name, displayName }) => ({ name, label: displayName === '' ? name : displayName }))
    },
    destroy: () => {
      if (!window.isDestroyed()) window.destroy()
    },
    isGone: () => window.isDestroyed(),
  }
}
