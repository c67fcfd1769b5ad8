import { ok, type Result } from '../../shared/errors'
import type { Context } from './context'

/** How long the window may take to hand over its last keystrokes. */
const FLUSH_MS = 1000

/**
 * The one way out of an unlocked vault, whoever asks: shortcut, idle minutes, sleep, closing the window. The window
 * is asked for its draft first; then everything opened goes, and the window is told.
 * @param left runs once nothing new can begin; the vault is locked when it is done
 */
export const leaveService = (context: Context, left: () => Promise<void>) => {
  let leaving: Promise<Result<{ done: true }>> | undefined
  let flushed: (() => void) | undefined

  const flush = async (): Promise<void> => {
    let timer: NodeJS.Timeout | undefined
    await new Promise<void>((resolve) => {
      flushed = resolve
      timer = setTimeout(resolve, FLUSH_MS)
      context.ports.tell('vault.locking', {})
    })
    clearTimeout(timer)
    flushed = undefined
  }

  const leave = async (): Promise<Result<{ done: true }>> => {
    const { session } = context
    if (session) {
      await flush()
      context.session = undefined
      await left()
      for (const upload of session.uploads.values()) await upload.writer.abort()
      context.ports.press.close()
      await session.vault.lock()
      context.ports.tell('vault.locked', {})
    }
    return ok({ done: true })
  }

  return {
    lock: (): Promise<Result<{ done: true }>> =>
      (leaving ??= leave().finally(() => {
        leaving = undefined
      })),

    /** The window's answer to `vault.locking`. */
    flushed: (): Promise<Result<{ done: true }>> => {
      flushed?.()
      return Promise.resolve(ok({ done: true }))
    },
  }
}
