import { onScopeDispose } from 'vue'
import { pressedAt, type KeyId } from '@shared/keymap/keymap'

/** macOS, where Cmd stands for Ctrl and Option types characters. */
export const IS_MAC = /mac/iu.test(navigator.userAgent)

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && !['radio', 'checkbox', 'button', 'range'].includes(target.type))

/** A dialog, or a screen that is in other hands (`data-own-keys`): no command of the app is heard. */
const inDialog = (): boolean => document.querySelector('.dialog, [data-own-keys]') !== null

/** Key presses that mean a command, while the component lives: not in a dialog, and no plain characters while text is typed. */
export const useKeydown = (handle: (event: KeyboardEvent) => void): void => {
  const heard = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || inDialog()) return
    const command = event.ctrlKey || event.altKey || event.metaKey || /^F\d+$/u.test(event.key)
    if (command || !isTyping(event.target)) handle(event)
  }
  addEventListener('keydown', heard)
  onScopeDispose(() => removeEventListener('keydown', heard))
}

/** Commands of a screen by the keymap's ids, while the component lives. The handler gets which chord of its id it was, from 0. */
export const useKeys = (handlers: Partial<Record<KeyId, (index: number) => void>>): void => {
  const entries = Object.entries(handlers) as [KeyId, (index: number) => void][]
  useKeydown((event) => {
    for (const [id, handle] of entries) {
      const index = pressedAt(event, id, IS_MAC)
      if (index < 0) continue
      event.preventDefault()
      handle(index)
      return
    }
  })
}
