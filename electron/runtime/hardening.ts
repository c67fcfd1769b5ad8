import { session, type App, type WebPreferences } from 'electron'

/**
 * Our own files and nothing else, compiled picture decoders (WebAssembly) among them; no text becomes code. Images may also be drawn from memory. Style elements and sheets come from files;
 * style attributes are allowed, because a list's height and a map's scale are known only at run time.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The only web preferences a window of this app is ever made with. */
export const webPreferences = (preload: string): WebPreferences => ({
  preload,
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  webSecurity: true,
  spellcheck: false,
})

/**
 * Navigation, new windows, web views, devices and permissions are refused for every page, now and later. Only the screen
 * may be filled: by a picture, and Escape leaves it.
 */
export const denyByDefault = (app: App): void => {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
  })
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(permission === 'fullscreen'),
  )
  session.defaultSession.setPermissionCheckHandler(() => false)
  session.defaultSession.setDevicePermissionHandler(() => false)
}
