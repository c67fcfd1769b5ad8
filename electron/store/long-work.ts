import { refuse } from './failures'
import type { Progress } from './types'

/** Work over an open vault that takes long: the lock calls it off and waits until it has let go of the keys. */
export class LongWork {
  private readonly running = new Set<Promise<unknown>>()
  private readonly stop = new AbortController()

  get busy(): boolean {
    return this.running.size > 0
  }

  /** One at a time: a backup and a restore must not meet. `busy` while another is under way. */
  async run<T>(progress: Progress, work: (progress: Progress) => Promise<T>): Promise<T> {
    if (this.busy) refuse('busy')
    const signals = [this.stop.signal, ...(progress.signal === undefined ? [] : [progress.signal])]
    const under = work({ ...progress, signal: AbortSignal.any(signals) })
    this.running.add(under)
    try {
      return await under
    } finally {
      this.running.delete(under)
    }
  }

  async end(): Promise<void> {
    this.stop.abort()
    await Promise.allSettled(this.running)
  }
}
