import { toRaw } from 'vue'
import type { ChannelName, EventName } from '@shared/ipc/channels'
import type { CallInput, CallOutput, EVENT_CONTRACT } from '@shared/ipc/contract'
import { fail, type Result } from '@shared/errors'
import type { z } from 'zod'

/**
 * A copy that the structured clone takes: Vue's proxies are unwrapped at every depth (a proxy throws there),
 * byte arrays pass as they are.
 */
export const plain = <T>(value: T): T => {
  const raw = toRaw(value)
  if (Array.isArray(raw)) return raw.map((item: unknown) => plain(item)) as T
  if (raw === null || typeof raw !== 'object' || Object.getPrototypeOf(raw) !== Object.prototype) return raw
  return Object.fromEntries(Object.entries(raw).map(([key, item]) => [key, plain<unknown>(item)])) as T
}

type Calls = { readonly [N in ChannelName]: (input: CallInput<N>) => Promise<Result<CallOutput<N>>> }

/**
 * The one door from the window to the main process. Answers a `Result`, never rejects: a call that breaks on
 * the way (the main process is gone) is `unexpected`.
 */
export const call = async <N extends ChannelName>(
  name: N,
  input: CallInput<N>,
): Promise<Result<CallOutput<N>>> => {
  try {
    const calls: Calls = window.palpa
    return await calls[name](plain(input))
  } catch {
    return fail('unexpected')
  }
}

/** Listens to what main tells unasked; answers the function that stops listening. */
export const listen = <N extends EventName>(
  name: N,
  listener: (payload: z.output<(typeof EVENT_CONTRACT)[N]>) => void,
): (() => void) => window.palpa.on(name, listener)
