import { ok, type Result } from '../errors'
import type { ImageFacts } from '../records/image'
import { concat, holds } from './bytes'
import { endsEarly } from './faults'
import type { Keeper } from './keeper'

/** The end mark must stand in the last bytes; what mail and printers append is allowed after it. */
const TAIL_BYTES = 2048

/**
 * Keeps a PDF byte for byte: it is a document of somebody else. Nothing inside is read here. Only a window, where
 * nothing in it can run, finds out how many pages it has and whether they can be shown.
 */
export class PdfKeeper implements Keeper {
  private tail: Uint8Array = new Uint8Array()
  private arrived = 0

  accept(chunk: Uint8Array): Result<readonly Uint8Array[]> {
    this.arrived += chunk.length
    this.tail = concat([this.tail, chunk.subarray(-TAIL_BYTES)]).slice(-TAIL_BYTES)
    return ok([chunk])
  }

  finish(): Result<ImageFacts> {
    // Size and pages are told by the window that draws the first page; until then it is one page of no size.
    if (holds(this.tail, '%%EOF')) return ok({ kind: 'pdf', columns: 1, rows: 1, frames: 1 })
    return endsEarly(this.arrived)
  }
}
