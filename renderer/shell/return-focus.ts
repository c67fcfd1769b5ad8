import { focusField } from '../ui/focus'

/**
 * Puts the focus back into a field as soon as its screen has drawn it (a draft loads first). Gives up at the first
 * key or press: then somebody has chosen another place.
 */
export const returnFocus = (path: string): void => {
  if (focusField(path)) return
  const stop = new AbortController()
  const watcher = new MutationObserver(() => {
    if (focusField(path)) stop.abort()
  })
  stop.signal.addEventListener('abort', () => watcher.disconnect())
  for (const sign of ['keydown', 'pointerdown'])
    addEventListener(sign, () => stop.abort(), { signal: stop.signal })
  watcher.observe(document.body, { childList: true, subtree: true })
}
