import type { CallEvent } from './register'

/** Where our own pages live. Nothing else may call. */
export const APP_ORIGIN = 'app://clinic'
export const APP_PAGE = `${APP_ORIGIN}/index.html`
export const PRINT_PAGE = `${APP_ORIGIN}/print.html`

/**
 * Names the page behind a call: right window, its main frame (no frame inside it), and our own address.
 * @param isPrintWindow whether web contents with this id belong to the hidden print window
 * @param isAppWindow the same for the one visible window
 */
export const pageOf =
  (isAppWindow: (contentsId: number) => boolean, isPrintWindow: (contentsId: number) => boolean) =>
  (event: CallEvent): 'app' | 'print' | undefined => {
    const frame = event.senderFrame
    if (frame === null || frame !== event.sender.mainFrame) return undefined
    const page = frame.url.split(/[?#]/, 1)[0]
    if (page === APP_PAGE && isAppWindow(event.sender.id)) return 'app'
    if (page === PRINT_PAGE && isPrintWindow(event.sender.id)) return 'print'
    return undefined
  }
