import { randomUUID } from 'node:crypto'
import { fail, type Result } from '../../shared/errors'
import { ACCESS, refusal, type AtTheKeys } from '../../shared/ipc/access'
import { PRINT_CHANNELS } from '../../shared/ipc/channels'
import {
  CONTRACT,
  PRINT_CONTRACT,
  type CallName,
  type CallOutput,
  type ParsedInput,
} from '../../shared/ipc/contract'
import type { ReportIncident } from './incidents'

/** Who called: the id of the window's web contents. */
export interface Caller {
  readonly contentsId: number
}

/** One function per channel of the contract. A channel without one does not compile. */
export type Handlers = {
  readonly [N in CallName]: (input: ParsedInput<N>, caller: Caller) => Promise<Result<CallOutput<N>>>
}

/** The slice of Electron's invoke event that the sender check looks at. */
export interface CallEvent {
  readonly sender: { readonly id: number; readonly mainFrame: unknown }
  readonly senderFrame: { readonly url: string } | null
}

export interface Boundary {
  /** Electron's `ipcMain`, or a test's. */
  readonly ipc: {
    handle(name: string, listener: (event: CallEvent, input: unknown) => Promise<unknown>): void
  }
  /** The page that a sender is, or undefined when it is none of ours. */
  readonly pageOf: (event: CallEvent) => 'app' | 'print' | undefined
  /** Who is at the keys; undefined while the vault is locked. */
  readonly atTheKeys: () => AtTheKeys | undefined
  /** Told of every call that the role of the person at the keys does not include. */
  readonly refused: (name: CallName) => void
  /** Told of every bug: where and which, never what was said. */
  readonly report: ReportIncident
  /** Parse what handlers answer as well; on everywhere but in the packaged product. */
  readonly checkOutput: boolean
}

type AnyHandler = (input: unknown, caller: Caller) => Promise<Result<unknown>>

const isPrintCall = (name: CallName): boolean => (PRINT_CHANNELS as readonly string[]).includes(name)

/**
 * Puts every channel behind one gate: sender, shape, role, handler, envelope. Replies are always a `Result`;
 * an exception becomes `unexpected` with an incident id and its message goes nowhere.
 */
export const registerCalls = (handlers: Handlers, boundary: Boundary): void => {
  const contracts = { ...CONTRACT, ...PRINT_CONTRACT }
  const put = (name: CallName): void => {
    // Erased here only: the contract parses what goes in, so the handler gets the shape it was written for.
    const handler = handlers[name] as AnyHandler
    const { input: inputShape, output: outputShape } = contracts[name]
    boundary.ipc.handle(name, async (event, raw): Promise<Result<unknown>> => {
      if (boundary.pageOf(event) !== (isPrintCall(name) ? 'print' : 'app')) return fail('forbidden')
      const parsed = inputShape.safeParse(raw)
      if (!parsed.success)
        return fail('validation', { paths: parsed.error.issues.map((issue) => issue.path.join('.')) })
      const refused = refusal(ACCESS[name], boundary.atTheKeys())
      if (refused) {
        if (refused.code === 'notAllowed') boundary.refused(name)
        return fail(refused.code, 'detail' in refused ? { detail: refused.detail } : {})
      }
      try {
        const answer = await handler(parsed.data, { contentsId: event.sender.id })
        if (boundary.checkOutput && answer.ok) outputShape.parse(answer.value)
        return answer
      } catch (error) {
        const incident = randomUUID()
        boundary.report(incident, name, error)
        return fail('unexpected', { incident })
      }
    })
  }
  for (const name of Object.keys(contracts)) put(name as CallName)
}
