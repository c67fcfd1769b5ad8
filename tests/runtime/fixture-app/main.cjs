'use strict'
// The smallest app that touches every part of Electron that Palpa uses. It runs unchanged on real Electron.
const { readFileSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { app, BrowserWindow, dialog, ipcMain, protocol, safeStorage, session } = require('electron')

const POLICY = "default-src 'self'; img-src 'self' blob: data:"
const BYTES = Uint8Array.from({ length: 1000 }, (_, index) => index % 256)
const seen = { second: [], navigations: [], opened: [], closePrevented: 0, contents: 0 }
globalThis.fixture = { seen, preventClose: false }

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
])

function serve(request) {
  const { pathname } = new URL(request.url)
  if (pathname === '/bytes') {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.get('range') ?? '') ?? []
    if (from === undefined) return new Response(BYTES)
    const headers = { 'content-range': `bytes ${from}-${to}/${BYTES.length}` }
    return new Response(BYTES.slice(Number(from), Number(to) + 1), { status: 206, headers })
  }
  if (pathname === '/stream') {
    const chunks = [BYTES.slice(0, 400), BYTES.slice(400)]
    return new Response(
      new ReadableStream({
        pull: (controller) => {
          const chunk = chunks.shift()
          if (chunk) controller.enqueue(chunk)
          else controller.close()
        },
      }),
    )
  }
  if (pathname === '/seen') return Response.json({ url: request.url, names: [...request.headers.keys()] })
  const types = { '/index.html': 'text/html', '/page.js': 'text/javascript', '/worker.js': 'text/javascript' }
  const type = types[pathname]
  if (!type) return new Response(null, { status: 404 })
  const headers = { 'content-type': type, 'content-security-policy': POLICY }
  return new Response(readFileSync(join(__dirname, pathname)), { headers })
}

function open(options = {}) {
  const window = new BrowserWindow({
    width: 900,
    height: 700,
    ...options,
    webPreferences: {
      preload: join(__dirname, 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
    },
  })
  window.webContents.setWindowOpenHandler(({ url }) => {
    seen.opened.push(url)
    return { action: 'deny' }
  })
  window.webContents.on('will-navigate', (event) => {
    seen.navigations.push(event.url)
    event.preventDefault()
  })
  window.on('close', (event) => {
    if (!globalThis.fixture.preventClose) return
    seen.closePrevented += 1
    event.preventDefault()
  })
  return window.loadURL('app://fixture/index.html').then(() => window)
}
globalThis.fixture.open = open

ipcMain.handle('echo', (_event, value) => value)
ipcMain.handle('fail', () => {
  throw new RangeError('out of reach')
})
ipcMain.handle('sender', (event) => ({
  url: event.senderFrame.url,
  main: event.senderFrame === event.sender.mainFrame,
  sameWindow: BrowserWindow.fromWebContents(event.sender).webContents === event.sender,
}))
ipcMain.handle('save-as', () => dialog.showSaveDialog({ defaultPath: 'sheet.pdf' }))
ipcMain.handle('seal', async (_event, text) => {
  const sealed = await safeStorage.encryptStringAsync(text)
  const { result } = await safeStorage.decryptStringAsync(sealed)
  return { result, clear: sealed.includes(text), backend: safeStorage.getSelectedStorageBackend() }
})
ipcMain.on('tick', (event, count) => event.sender.send('tock', count + 1))

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', (_event, argv) => seen.second.push(argv))
  app.on('web-contents-created', () => (seen.contents += 1))
  app.on('window-all-closed', () => app.quit())
  void app.whenReady().then(() => {
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
    protocol.handle('app', serve)
    return open()
  })
} else {
  if (process.env.FIXTURE_SECOND) writeFileSync(process.env.FIXTURE_SECOND, 'turned away')
  app.quit()
}
