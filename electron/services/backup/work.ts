import { fail, type Result } from '../../../shared/errors'
import type { WorkProgress } from '../../../shared/records/backup'
import type { Progress } from '../../store/types'
import type { Ports } from '../ports'

/** The window is told no more often than this. */
const TELL_EVERY_MS = 100

/** The one long work of the moment: told to the window as it goes on, and called off from there. */
export class CurrentWork {
  #running: (WorkProgress & { stop: AbortController }) | undefined

  constructor(private readonly ports: Pick<Ports, 'tell' | 'now'>) {}

  get running(): WorkProgress | undefined {
    if (this.#running === undefined) return undefined
    const { what, done, of } = this.#running
    return { what, done, of }
  }

  /** `busy` while another is under way. */
  async run<T>(
    what: WorkProgress['what'],
    work: (progress: Progress) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    if (this.#running !== undefined) return fail('busy')
    const stop = new AbortController()
    const running = { what, done: 0, of: 0, stop }
    this.#running = running
    let toldAt = 0
    const onProgress = (done: number, of: number): void => {
      Object.assign(running, { done, of })
      const at = performance.now()
      if (at - toldAt < TELL_EVERY_MS && done < of) return
      toldAt = at
      this.ports.tell('backup.progress', { what, done, of })
    }
    this.ports.tell('backup.progress', { what, done: 0, of: 0 })
    try {
      return await work({ onProgress, signal: stop.signal })
    } finally {
      this.#running = undefined
      this.ports.tell('backup.ended', { what })
    }
  }

  stop(): void {
    this.#running?.stop.abort()
  }
}
