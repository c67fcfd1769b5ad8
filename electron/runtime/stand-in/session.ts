import type * as Electron from 'electron'
import { EventEmitter } from 'node:events'
import type { Session as Cdp } from './cdp'
import { named } from './guard'
import { debug } from './options'

type RequestHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0]
type Permission = Parameters<NonNullable<RequestHandler>>[1]

/** Electron's permission and the browser's names for it. */
const PERMISSIONS: readonly (readonly [Permission, readonly string[]])[] = [
  ['media', ['camera', 'microphone']],
  ['geolocation', ['geolocation']],
  ['notifications', ['notifications']],
  ['clipboard-read', ['clipboard-read']],
  ['midi', ['midi']],
  ['idle-detection', ['idle-detection']],
]

/** `session.defaultSession`. The permission handler is asked once per window, not once per request. */
export class Permissions {
  #handler: RequestHandler = (_contents, _permission, callback) => callback(true)

  readonly session = named(
    'electron.session.defaultSession',
    Object.assign(new EventEmitter(), {
      setPermissionRequestHandler: (handler: RequestHandler) => {
        this.#handler = handler ?? ((_contents, _permission, callback) => callback(true))
      },
      // Checks and devices have no counterpart in the browser; the request handler's answer stands for both.
      setPermissionCheckHandler: () => undefined,
      setDevicePermissionHandler: () => undefined,
      setDisplayMediaRequestHandler: () => undefined,
      setSpellCheckerEnabled: () => undefined,
      isSpellCheckerEnabled: () => false,
      clearCache: () => Promise.resolve(),
      clearStorageData: () => Promise.resolve(),
      webRequest: named('electron.session.webRequest', {
        onBeforeRequest: () => debug('webRequest.onBeforeRequest has no effect'),
        onHeadersReceived: () => debug('webRequest.onHeadersReceived has no effect'),
        onBeforeSendHeaders: () => debug('webRequest.onBeforeSendHeaders has no effect'),
      }),
    }) satisfies Pick<
      Electron.Session,
      | 'setPermissionRequestHandler'
      | 'setPermissionCheckHandler'
      | 'setDevicePermissionHandler'
      | 'setDisplayMediaRequestHandler'
      | 'clearCache'
      | 'clearStorageData'
      | 'setSpellCheckerEnabled'
      | 'isSpellCheckerEnabled'
    >,
  )

  /** Gives or denies every permission as the handler says. */
  async apply(browser: Cdp, contents: Electron.WebContents): Promise<void> {
    for (const [permission, names] of PERMISSIONS) {
      const granted = await new Promise<boolean>((resolve) =>
        this.#handler?.(contents, permission, resolve, {
          isMainFrame: true,
          requestingUrl: contents.getURL(),
        }),
      )
      const setting = granted ? 'granted' : 'denied'
      for (const name of names)
        await browser
          .send('Browser.setPermission', { permission: { name }, setting })
          .catch((error: unknown) => debug(String(error)))
    }
  }
}
