const LOOK_EVERY_MS = 5000

/**
 * Locks after minutes without a key or a pointer. It compares clock times and counts nothing, so a laptop that
 * slept locks as soon as it wakes.
 */
export class IdleWatch {
  readonly #now: () => number
  readonly #idle: () => void
  #limitMs = Infinity
  #touchedAt = 0
  #timer: NodeJS.Timeout | undefined

  constructor(now: () => number, idle: () => void) {
    this.#now = now
    this.#idle = idle
  }

  /** Begins to watch, or goes on with another limit. */
  watch(minutes: number): void {
    this.#limitMs = minutes * 60_000
    this.touch()
    this.#timer ??= setInterval(() => this.look(), LOOK_EVERY_MS).unref()
  }

  touch(): void {
    this.#touchedAt = this.#now()
  }

  /** One look at the clock; the timer calls it, and tests do. */
  look(): void {
    if (this.#timer && this.#now() - this.#touchedAt >= this.#limitMs) {
      this.stop()
      this.#idle()
    }
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}
