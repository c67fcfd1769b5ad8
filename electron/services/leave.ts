import { ok, type Result } from '../../shared/errors'
import type { Context } from './context'
import { note } from './notes'
import { putAside, saveHeld } from './unsaved'

/** Why the vault is locked: a key, another person's turn, quiet minutes, sleep, the screen, the window closing or failing. */
export type LockReason = 'key' | 'switch' | 'idle' | 'suspend' | 'screen' | 'close' | 'crash'

/** How long the window may take to hand over its last keystrokes. */
const FLUSH_MS = 1000

/** One after the other, each whatever became of those before; a bug in one is thrown when all had their turn. */
const allOf = async (steps: readonly (() => Promise<void> | void)[]): Promise<void> => {
  const bugs: unknown[] = []
  for (const step of steps) {
    try {
      await step()
    } catch (bug) {
      bugs.push(bug)
    }
  }
  if (bugs.length > 0) throw bugs[0]
}

/**
 * The one way out of an unlocked vault, whoever asks: shortcut, idle minutes, sleep, closing the window. The window
 * is asked for its draft first, and what no disk would take of it is sealed in memory; then everything opened goes,
 * and the window is told; also where something on the way breaks: nobody is left before a dead screen.
 * @param left runs once nothing new can begin; the vault is locked when it is done
 */
export const leaveService = (context: Context, left: () => Promise<void>) => {
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

  const leave = async (why: LockReason): Promise<Result<{ done: true }>> => {
    const { session } = context
    if (session) {
      // A window that failed hands nothing over any more.
      if (why !== 'crash') await flush()
      context.session = undefined
      await allOf([
        () => note(session, { what: 'vault.locked', detail: why }),
        left,
        async () => {
          // Cut off, not given up: whoever opens the visit next is told that these did not come in.
          const cutOff = [...session.uploads.values()]
          session.uploads.clear()
          for (const upload of cutOff) await upload.writer.abort()
        },
        () => context.ports.press.close(),
        () => putAside(context, session),
        // What was being typed was cut off: whoever opens it is told what came back.
        () => session.vault.lock({ cutOff: why === 'crash' }),
        () => context.ports.tell('vault.locked', {}),
      ])
    }
    return ok({ done: true })
  }

  return {
    lock: (why: LockReason = 'key'): Promise<Result<{ done: true }>> =>
      (context.leaving ??= leave(why).finally(() => {
        context.leaving = undefined
      })),

    /** Before the app ends: whether nothing is lost by it, or the person at the keys says that it may be. */
    mayQuit: async (): Promise<boolean> => {
      for (;;) {
        const { session } = context
        if (session) await flush()
        const safe = session ? await saveHeld(session) : context.aside.length === 0
        const answer = safe ? 'lose' : await context.ports.dialogs.unsaved(session !== undefined)
        if (answer !== 'again') return answer === 'lose'
      }
    },

    /** The window's answer to `vault.locking`. */
    flushed: (): Promise<Result<{ done: true }>> => {
      flushed?.()
      return Promise.resolve(ok({ done: true }))
    },
  }
}
