import { named } from './guard'

/** The main frame as a handler sees it in `event.senderFrame`. */
export function makeFrame(id: number, url: () => string) {
  return named('electron.WebFrameMain', {
    get url() {
      return url()
    },
    /** Scheme and host, also for schemes that the URL standard gives no origin. */
    get origin() {
      return /^[a-z][a-z0-9+-]*:\/\/[^/]*/.exec(url())?.[0] ?? 'null'
    },
    parent: null,
    frames: [],
    processId: 1,
    routingId: id,
    frameTreeNodeId: id,
    isDestroyed: () => false,
  })
}
