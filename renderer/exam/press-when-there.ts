/**
 * Presses the last button that matches, as soon as it stands on the screen. What was asked for by a key and is not there
 * by the next one is given up.
 */
export function pressWhenThere(selector: string): void {
  const press = (): boolean => {
    const button = [...document.querySelectorAll<HTMLElement>(selector)].at(-1)
    button?.click()
    return button !== undefined
  }
  if (press()) return
  const watcher = new MutationObserver(() => press() && watcher.disconnect())
  watcher.observe(document.body, { childList: true, subtree: true })
  for (const given of ['keydown', 'pointerdown'])
    addEventListener(given, () => watcher.disconnect(), { once: true, capture: true })
}
