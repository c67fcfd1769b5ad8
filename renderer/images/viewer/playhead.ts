/** Frames that were due and never seen after the first time through, and those that came late because they were not there yet. */
export interface Missed {
  readonly dropped: number
  readonly late: number
}

/** Longer than this nobody looked (the window was hidden, the laptop slept): the clock is set again, nothing counts as missed. */
const AWAY_MS = 1000

/** A screen is not painted on the dot: what is due within this is due. */
const EARLY_MS = 4

/**
 * Says which frame is due, by the clock and not by counting pictures of the screen: a recording of a second lasts a
 * second. A frame that is not decoded yet is waited for and never skipped, so that the first time through shows all.
 */
export class Playhead {
  private at = 0
  private ends = 0
  private through = false
  private waits = false
  private missed = { dropped: 0, late: 0 }

  /**
   * @param frameMs how long a frame stands, ms: one number for all, or one for each
   * @param speed 1 as the file says, 2 twice as fast
   */
  constructor(
    private readonly frameMs: number | readonly number[],
    private readonly count: number,
    private speed = 1,
  ) {}

  get misses(): Missed {
    return { ...this.missed }
  }

  start(at: number, now: number): void {
    this.at = at
    this.ends = now + this.stands(at)
    this.through = false
    this.missed = { dropped: 0, late: 0 }
  }

  /** Another speed counts from the frame that stands. */
  setSpeed(speed: number, now: number): void {
    this.speed = speed
    this.ends = now + this.stands(this.at)
  }

  /** The frame that is due now. `now` never goes back, ms. */
  tick(now: number, isHeld: (at: number) => boolean): number {
    if (now - this.ends > AWAY_MS) this.ends = now
    let steps = 0
    while (now + EARLY_MS >= this.ends) {
      const next = (this.at + 1) % this.count
      if (!isHeld(next)) {
        if (this.through && !this.waits) this.missed.late += 1
        this.waits = true
        break
      }
      // What was waited for stands its whole time from when it came.
      this.ends = (this.waits ? now : this.ends) + this.stands(next)
      this.waits = false
      this.at = next
      if (next === 0) this.through = true
      steps += 1
    }
    if (this.through && steps > 1) this.missed.dropped += steps - 1
    return this.at
  }

  private stands(at: number): number {
    const ms = typeof this.frameMs === 'number' ? this.frameMs : (this.frameMs[at] ?? this.frameMs[0] ?? 100)
    return ms / this.speed
  }
}
