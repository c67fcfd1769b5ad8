import { AsyncResource } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { app, BrowserWindow, dialog, ipcMain, Menu, powerMonitor, protocol } from 'electron'
import { handlers } from './ipc/handlers'
import { incidentLog, recordStrays, type ReportIncident } from './ipc/incidents'
import { pageHandler } from './ipc/protocol'
import { registerCalls } from './ipc/register'
import { APP_PAGE, pageOf, PRINT_PAGE } from './ipc/senders'
import { Press } from './print/press'
import { openPressWindow } from './print/press-window'
import { systemDialogs } from './runtime/dialogs'
import { runtimeFacts } from './runtime/facts'
import { systemKeychain } from './runtime/keychain'
import { CONTENT_SECURITY_POLICY, denyByDefault, webPreferences } from './runtime/hardening'
import { sealCopyFolder } from './runtime/user-folder'
import { createServices, type Services } from './services'
import { examRules } from './services/exam-rules'
import { openVaultFolder } from './store/vault'

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
])

/** Long enough to unlock. */
const PROVE_AFTER_MS = 10_000

const preload = join(__dirname, '../preload/preload.js')
let window: BrowserWindow | undefined
/** What the end of the app cuts off is no bug. */
let ending = false

const openWindow = async (): Promise<void> => {
  window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 900,
    minHeight: 640,
    title: 'Palpa',
    show: false,
    webPreferences: webPreferences(preload),
  })
  // The title never follows the page: it stands in the task bar and in screenshots of it.
  window.on('page-title-updated', (event) => event.preventDefault())
  window.once('ready-to-show', () => window?.show())
  window.on('closed', () => (window = undefined))
  await window.loadURL(APP_PAGE)
}

/** Closing the window and quitting are one way out: the draft is handed over and the vault locked first. */
const lockBeforeLeaving = (
  services: Services,
  closeVault: () => Promise<void>,
  report: ReportIncident,
): void => {
  let left = false
  const leave = async (): Promise<void> => {
    if (!(await services.mayQuit())) return
    await services.lock('close').catch((error: unknown) => report(randomUUID(), 'leaving', error))
    await closeVault()
    left = true
    ending = true
    app.quit()
  }
  let leaving: Promise<void> | undefined
  // Begun from here and not from where it is called: a debugger may quit in the middle of a transaction.
  const hold = AsyncResource.bind((event: { preventDefault(): void }): void => {
    if (left) return
    event.preventDefault()
    // A way out that broke is tried again by whoever presses again; nobody is kept in by it.
    leaving ??= leave().finally(() => {
      if (!left) leaving = undefined
    })
  })
  app.on('before-quit', hold)
  window?.on('close', hold)
}

/** A window that fails again so soon is not opened anew: it would fail without end. */
const AGAIN_AFTER_MS = 10_000

/**
 * The page of the window ended by itself. What was typed is in the journal but for the last moment; nobody knows who
 * looks at the screen, which may be the patient, so the vault is locked and the way in is the unlock screen.
 */
const reviveWindow = (shown: BrowserWindow, services: Services, report: ReportIncident): void => {
  let last = -Infinity
  const revive = async (reason: string): Promise<void> => {
    report(randomUUID(), `window ${reason}`, undefined)
    await services.lock('crash')
    const now = performance.now()
    if (now - last > AGAIN_AFTER_MS) {
      last = now
      await shown.loadURL(APP_PAGE)
      return
    }
    dialog.showErrorBox(
      'Palpa’s window ended twice',
      'What was typed is kept, and the vault is locked. Start Palpa again.',
    )
    app.quit()
  }
  shown.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') revive(reason).catch(() => app.quit())
  })
}

const start = async (): Promise<void> => {
  await app.whenReady()
  Menu.setApplicationMenu(null)
  denyByDefault(app)

  const dataFolder = app.getPath('userData')
  const write = incidentLog(dataFolder)
  const report: ReportIncident = (...incident) => {
    if (!ending) write(...incident)
  }
  recordStrays(process, report)
  const folder = openVaultFolder({
    dataFolder,
    sealCopyFolder: sealCopyFolder(),
    keychain: systemKeychain(),
  })
  const press = new Press(() => openPressWindow(PRINT_PAGE, preload))
  const services = createServices(
    {
      dataFolder,
      dialogs: systemDialogs(() => window),
      press,
      tell: (name, payload) => window?.webContents.send(name, payload),
      facts: runtimeFacts(app.getVersion()),
      now: () => new Date(),
    },
    folder,
    examRules,
  )

  protocol.handle(
    'app',
    pageHandler({
      root: join(__dirname, '../renderer'),
      contentSecurityPolicy: CONTENT_SECURITY_POLICY,
      image: services.images.bytes,
      thumbnail: services.images.thumbnailBytes,
    }),
  )
  registerCalls(handlers(services, press), {
    ipc: ipcMain,
    pageOf: pageOf(
      (id) => window?.webContents.id === id,
      (id) => press.owns(id),
    ),
    atTheKeys: services.atTheKeys,
    refused: services.refused,
    report,
    checkOutput: !app.isPackaged,
  })

  const shown = openWindow()
  // While the page loads there is time to load sqlite3 and to open the file; the page asks for it first thing.
  void folder.status()
  await shown
  lockBeforeLeaving(services, () => folder.close(), report)
  if (window) reviveWindow(window, services, report)
  powerMonitor.on('suspend', () => void services.lock('suspend'))
  powerMonitor.on('lock-screen', () => void services.lock('screen'))
  // macOS: another user of this computer takes the screen.
  powerMonitor.on('user-did-resign-active', () => void services.lock('screen'))
  // Reading every file raw can wait until somebody is past the door; whoever asks earlier has it earlier.
  // A proof that fails is told where somebody looks for it, and must not end the app.
  setTimeout(() => void services.proveSealed().catch(() => undefined), PROVE_AFTER_MS).unref()
}

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', () => (ending = true))
  start().catch((error: unknown) => {
    if (ending) return
    incidentLog(app.getPath('userData'))(randomUUID(), 'start', error)
    dialog.showErrorBox(
      'Palpa could not start',
      'Your records are untouched. Please start Palpa again; if this comes back, whoever looks after this computer finds what happened, without any patient’s data, in incidents.log in the data folder.',
    )
    app.exit(1)
  })
} else {
  app.quit()
}
