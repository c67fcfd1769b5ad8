import { join } from 'node:path'
import { app, BrowserWindow, ipcMain, Menu, protocol } from 'electron'
import { handlers } from './ipc/handlers'
import { incidentLog } from './ipc/incidents'
import { pageHandler } from './ipc/protocol'
import { registerCalls } from './ipc/register'
import { APP_PAGE, pageOf } from './ipc/senders'
import { CONTENT_SECURITY_POLICY, denyByDefault, webPreferences } from './runtime/hardening'

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
])

let window: BrowserWindow | undefined

const openWindow = async (): Promise<void> => {
  window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 900,
    minHeight: 640,
    title: 'Palpa',
    show: false,
    webPreferences: webPreferences(join(__dirname, '../preload/preload.js')),
  })
  // The title never follows the page: it stands in the task bar and in screenshots of it.
  window.on('page-title-updated', (event) => event.preventDefault())
  window.once('ready-to-show', () => window?.show())
  window.on('closed', () => (window = undefined))
  await window.loadURL(APP_PAGE)
}

const start = async (): Promise<void> => {
  await app.whenReady()
  Menu.setApplicationMenu(null)
  denyByDefault(app)
  protocol.handle(
    'app',
    pageHandler({
      root: join(__dirname, '../renderer'),
      contentSecurityPolicy: CONTENT_SECURITY_POLICY,
      image: () => Promise.resolve(undefined),
      thumbnail: () => Promise.resolve(undefined),
    }),
  )
  registerCalls(handlers(), {
    ipc: ipcMain,
    pageOf: pageOf(
      (id) => window?.webContents.id === id,
      () => false,
    ),
    report: incidentLog(app.getPath('userData')),
    checkOutput: !app.isPackaged,
  })
  await openWindow()
}

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('window-all-closed', () => app.quit())
  void start()
} else {
  app.quit()
}
