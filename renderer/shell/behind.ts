import { effect, onScopeDispose, shallowRef, stop, type ReactiveEffectRunner, type ShallowRef } from 'vue'
import { afterFrame } from './after-frame'
import { alike } from './kept'

const waiting = new Set<ReactiveEffectRunner>()
let asked = false

/** One after the other, each a task of its own: a key that comes in between is heard in between. */
const catchUp = (): void => {
  const [next] = waiting
  if (next === undefined) {
    asked = false
    return
  }
  waiting.delete(next)
  if (next.effect.dirty) next()
  setTimeout(catchUp)
}
const catchUpAfterFrame = (): void => {
  if (asked) return
  asked = true
  afterFrame(catchUp)
}

/**
 * What `get` says, one frame behind: what stands beside the form (note, life line, counts) is worked out once the
 * key under the fingers has been drawn, and not with it. Only for what is shown; whatever decides reads the source itself.
 */
export const behind = <T>(get: () => T): Readonly<ShallowRef<T>> => {
  const shown = shallowRef(get()) as ShallowRef<T>
  const runner = effect(
    () => {
      const now = get()
      if (!alike(shown.value, now)) shown.value = now
    },
    {
      scheduler: () => {
        waiting.add(runner)
        catchUpAfterFrame()
      },
    },
  )
  onScopeDispose(() => {
    waiting.delete(runner)
    stop(runner)
  })
  return shown
}
