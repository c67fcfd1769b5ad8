import { ok, type Result } from '../errors'
import type { ImageFacts } from '../records/image'
import { concat } from './bytes'
import { faulty, type FileFault } from './faults'

/**
 * Reads a file as it arrives and says which bytes to keep. It holds no more of the file than it must to decide,
 * so the size of a file does not show in memory. After a failure it is spent.
 */
export interface Keeper {
  /** The next bytes in order; the answer is what to seal now, in order, possibly nothing yet. */
  accept(chunk: Uint8Array): Result<readonly Uint8Array[]>
  /** The file has ended: what it says about itself, or why it is refused. */
  finish(): Result<ImageFacts>
}

/** One piece of a file that was understood: where the next begins, and the bytes of it to keep, if any. */
export interface Step {
  readonly next: number
  readonly keep?: Uint8Array | undefined
}

/** A keeper of a format that is a row of pieces: it waits until a piece is whole, whatever the chunks cut. */
export abstract class StepKeeper implements Keeper {
  /** Set by `step` at the last piece; what comes after is not kept. */
  protected done = false
  protected arrived = 0
  private rest: Uint8Array = new Uint8Array()

  /** Reads the piece at `at`; undefined when more bytes are needed. A step that is taken must move on or change state. */
  protected abstract step(bytes: Uint8Array, at: number): Step | FileFault | undefined

  abstract finish(): Result<ImageFacts>

  accept(chunk: Uint8Array): Result<readonly Uint8Array[]> {
    this.arrived += chunk.length
    if (this.done) return ok([])
    const bytes = concat([this.rest, chunk])
    const out: Uint8Array[] = []
    let at = 0
    for (let step = this.step(bytes, at); step !== undefined; step = this.next(bytes, at)) {
      if (typeof step === 'string') return faulty(step)
      if (step.keep !== undefined && step.keep.length > 0) out.push(step.keep)
      at = step.next
    }
    this.rest = bytes.slice(at)
    return ok(out)
  }

  private next(bytes: Uint8Array, at: number): Step | FileFault | undefined {
    return this.done ? undefined : this.step(bytes, at)
  }
}
