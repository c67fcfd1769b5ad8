import { Held } from './held'
import type {
  Answer,
  Ask,
  FrameShown,
  Opened,
  Ready,
  ShownFrame,
  StudyInfo,
  Unshown,
  Used,
} from './study-messages'
import type { Place } from './source'

export type { FrameShown, ShownFrame, StudyInfo, Unshown } from './study-messages'

/**
 * A picture that is open: its facts, and its frames in any order.
 *
 * Frames come from a worker of its own and are kept while they fit into `HELD_BYTES` of `held.ts`, the longest unused
 * going first, so that a recording plays from memory and 500 MB of it do not fill the laptop.
 */
export interface OpenStudy {
  readonly info: StudyInfo
  /** A frame from 0, or in words why it cannot be shown. Never rejects; the same promise while it is kept. */
  frame(index: number): Promise<FrameShown>
  /** Whether a frame is kept, so that it comes without decoding. */
  isHeld(index: number): boolean
  /** This frame is on the film: it stays until another is. Any other may go, and cannot be painted after that. */
  pin(index: number): void
  /** The words of a report's first pages; other pictures have none. */
  words?(): Promise<string>
  /** No more is needed; the worker goes to the next picture. */
  close(): void
}

/** A worker that says nothing for so long is ended: bytes can be made to keep a decoder busy for good. */
const PATIENCE_MS = 5000
const SLOW = 'it took more than 5 seconds and was stopped'

type Reply = Opened | { readonly pdf: true } | FrameShown
interface Waiting {
  readonly done: (reply: Reply) => void
  readonly ask: Ask
}

/** A worker with a watch on it. */
class Watched {
  private readonly waiting = new Map<number, Waiting>()
  private timer: ReturnType<typeof setTimeout> | undefined
  private last = 0
  over = false
  readonly session = session

  private readonly worker = new Worker(new URL('./study.worker.ts', import.meta.url), { type: 'module' })

  constructor() {
    this.worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => this.heard(data))
    this.worker.addEventListener('error', () => this.end('it made the decoder fail'))
  }

  ask(ask: { do: 'open'; place: Place } | { do: 'frame'; index: number }): Promise<Reply> {
    return new Promise((done) => {
      const id = ++this.last
      const whole: Ask = { id, ...ask }
      this.waiting.set(id, { done, ask: whole })
      this.worker.postMessage(whole)
      if (this.timer === undefined) this.watch()
    })
  }

  /** Loads what these syntaxes will want; nobody waits for it. */
  ready(syntaxes: readonly string[]): void {
    this.worker.postMessage({ do: 'ready', syntaxes } satisfies Ready)
  }

  /** Nobody looks at this frame any more: its memory goes back for the next ones. */
  used(frame: ShownFrame): void {
    if (frame.is === 'bitmap') frame.bitmap.close()
    else {
      const buffer = (frame.is === 'grey' ? frame.bits : frame.rgba).buffer as ArrayBuffer
      this.worker.postMessage({ do: 'used', buffer } satisfies Used, [buffer])
    }
  }

  /** Ends the worker; all that is still asked of it gets the same answer. */
  end(why: string): void {
    clearTimeout(this.timer)
    this.over = true
    this.worker.terminate()
    for (const { done } of this.waiting.values()) done({ cannot: why, broken: false })
    this.waiting.clear()
  }

  private heard(answer: Answer): void {
    clearTimeout(this.timer)
    this.timer = undefined
    if (!('alive' in answer)) {
      this.waiting.get(answer.id)?.done('opened' in answer ? answer.opened : answer.shown)
      this.waiting.delete(answer.id)
    }
    if (this.waiting.size > 0) this.watch()
  }

  private watch(): void {
    this.timer = setTimeout(() => this.end(SLOW), PATIENCE_MS)
  }
}

/** A worker that waits for the next picture: starting one costs more than most frames. */
let idle: Watched | undefined
/** Counts the locks: a worker remembers of its last picture what it read, so none outlives the session it was made in. */
let session = 0

const borrow = (): Watched => {
  const worker = idle ?? new Watched()
  idle = undefined
  return worker
}
const giveBack = (worker: Watched): void => {
  if (worker.over) return
  if (idle === undefined && worker.session === session) idle = worker
  else worker.end('it was closed')
}

/**
 * Something that can be opened is in sight: a worker stands ready, with the codecs that its syntaxes will want.
 *
 * @param syntaxes transfer syntax UIDs, as far as they are known
 */
export const readyStudies = (syntaxes: readonly string[]): void => {
  idle ??= new Watched()
  if (syntaxes.length > 0) idle.ready(syntaxes)
}

/** What a decoded frame takes in memory. */
export const bytesOfFrame = (frame: ShownFrame): number => {
  if (frame.is === 'bitmap') return frame.bitmap.width * frame.bitmap.height * 4
  return frame.is === 'grey' ? frame.bits.byteLength : frame.rgba.byteLength
}

/** Bytes of a frame that can be painted; nothing else is kept. */
const heldFrames = (free: (frame: ShownFrame) => void): Held<FrameShown> =>
  new Held(
    (shown) => ('frame' in shown ? bytesOfFrame(shown.frame) : undefined),
    (shown) => 'frame' in shown && free(shown.frame),
  )

class Frames implements OpenStudy {
  private readonly held = heldFrames((frame) => this.worker.used(frame))
  private closed = false

  constructor(
    private worker: Watched,
    private readonly place: Place,
    readonly info: StudyInfo,
    /** The first frame where it was asked for together with the file. */
    first?: Promise<FrameShown>,
  ) {
    if (first !== undefined) void this.held.get(0, () => first)
  }

  frame(index: number): Promise<FrameShown> {
    return this.held.get(index, () => this.decode(index))
  }

  isHeld(index: number): boolean {
    return this.held.has(index)
  }

  pin(index: number): void {
    this.held.pin(index)
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    this.held.clear()
    giveBack(this.worker)
  }

  private async decode(index: number): Promise<FrameShown> {
    if (this.closed) return { cannot: 'it was closed' }
    if (this.worker.over) {
      // An earlier frame made it run on; the others may be well.
      this.worker = borrow()
      const opened = (await this.worker.ask({ do: 'open', place: this.place })) as Opened
      if ('cannot' in opened) return opened
    }
    return (await this.worker.ask({ do: 'frame', index })) as FrameShown
  }
}

const pagesOf = async (place: Place): Promise<OpenStudy | Unshown> => {
  const { openPages } = await import('./pdf')
  const pages = await openPages(place)
  if ('cannot' in pages) return pages
  const held = heldFrames((frame) => frame.is === 'bitmap' && frame.bitmap.close())
  return {
    info: pages.info,
    frame: (index) => held.get(index, () => pages.page(index)),
    isHeld: (index) => held.has(index),
    pin: (index) => held.pin(index),
    words: () => pages.words(),
    close: () => {
      held.clear()
      pages.close()
    },
  }
}

/** A picture that is pointed at or was pressed, and is opened before its place on the screen is made. */
let ahead: { readonly imageId: string; readonly opening: Promise<OpenStudy | Unshown> } | undefined

const putAhead = (): void => {
  const begun = ahead
  ahead = undefined
  void begun?.opening.then((study) => 'info' in study && study.close())
}

/**
 * Begins to open an attached picture and to decode its first frame; the next `openStudy` of it takes that over. One
 * picture is opened ahead at a time: another that nobody took is put away.
 *
 * @returns puts it away again where nobody took it
 */
export const openAhead = (imageId: string): (() => void) => {
  if (ahead?.imageId !== imageId) {
    putAhead()
    ahead = { imageId, opening: opened({ imageId }, true) }
  }
  const mine = ahead
  return () => {
    if (ahead === mine) putAhead()
  }
}

/** Palpa is locked: nothing of a picture stays in a worker. One that is still seen ends as its screen goes. */
export const endStudies = (): void => {
  session += 1
  putAhead()
  idle?.end('it was closed')
  idle = undefined
}

/**
 * Opens a picture or a PDF: reads its header and nothing of its frames. Never rejects; whoever opens closes.
 */
export const openStudy = async (place: Place): Promise<OpenStudy | Unshown> => {
  const begun = ahead
  if (begun === undefined || !('imageId' in place) || begun.imageId !== place.imageId) return opened(place)
  ahead = undefined
  return begun.opening
}

/** @param withFirst asks for the first frame in the same breath: no way back and forth lies between header and picture */
const opened = async (place: Place, withFirst = false): Promise<OpenStudy | Unshown> => {
  const worker = borrow()
  const opening = worker.ask({ do: 'open', place })
  const first = withFirst ? (worker.ask({ do: 'frame', index: 0 }) as Promise<FrameShown>) : undefined
  const answer = (await opening) as Opened | { pdf: true }
  if ('info' in answer) return new Frames(worker, place, answer.info, first)
  giveBack(worker)
  return 'pdf' in answer ? pagesOf(place) : answer
}
