const LOOK_EVERY_MS = 5000

interface QuietTask {
  readonly afterMs: number
  readonly run: () => void
}

/**
 * Runs things when nobody has touched a key or a pointer for a while: tidying after a minute, the lock after the
 * minutes that the clinic chose. It compares clock times and counts nothing, so a laptop that slept locks as
 * soon as it wakes.
 */
export class QuietWatch {
  readonly #now: () => number
  #tasks: readonly QuietTask[] = []
  #waiting: QuietTask[] = []
  #touchedAt = 0
  #timer: NodeJS.Timeout | undefined

  constructor(now: () => number) {
    this.#now = now
  }

  /** Begins to watch, or goes on with other tasks. Each runs once per quiet time. */
  watch(tasks: readonly QuietTask[]): void {
    this.#tasks = tasks
    this.#timer ??= setInterval(() => this.look(), LOOK_EVERY_MS).unref()
    this.touch()
  }

  touch(): void {
    this.#touchedAt = this.#now()
    this.#waiting = [...this.#tasks]
  }

  /** One look at the clock; the timer calls it, and tests do. */
  look(): void {
    const quietMs = this.#now() - this.#touchedAt
    const due = this.#waiting.filter((task) => quietMs >= task.afterMs)
    this.#waiting = this.#waiting.filter((task) => quietMs < task.afterMs)
    for (const task of due) task.run()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#tasks = []
    this.#waiting = []
  }
}
