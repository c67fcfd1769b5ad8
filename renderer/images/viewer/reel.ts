import type { ImageRecord } from '@shared/records/image'
import { Held } from '../held'
import { loadPicture, pictureOf, unopened, type Picture } from '../picture'
import { bytesOfFrame, openStudy, type OpenStudy } from '../study'

/**
 * What is looked through as one: the slices of a series, the frames of a recording, the pages of a report, or a
 * single picture. Places are counted from 0.
 */
export interface Reel {
  readonly count: number
  /** The file a place belongs to. */
  image(at: number): ImageRecord
  /** Never rejects. */
  picture(at: number): Promise<Picture>
  /** Whether a place comes without decoding. */
  isHeld(at: number): boolean
  /** This place is on the film: its picture stays until another is. */
  pin(at: number): void
  /** Nothing more is needed. Whoever opens closes. */
  close(): void
}

class OneFile implements Reel {
  constructor(
    private readonly record: ImageRecord,
    private readonly study: OpenStudy,
  ) {}

  get count(): number {
    return this.study.info.frames
  }
  image(): ImageRecord {
    return this.record
  }
  picture(at: number): Promise<Picture> {
    return pictureOf(this.study, at)
  }
  isHeld(at: number): boolean {
    return this.study.isHeld(at)
  }
  pin(at: number): void {
    this.study.pin(at)
  }
  close(): void {
    this.study.close()
  }
}

/** Slices that each are a file: read one after the other through one worker. */
class Slices implements Reel {
  private readonly held = new Held<Picture>((one) =>
    one.is === 'frame' ? bytesOfFrame(one.frame) : undefined,
  )
  private queue: Promise<unknown> = Promise.resolve()
  private closed = false

  constructor(private readonly records: readonly [ImageRecord, ...ImageRecord[]]) {}

  get count(): number {
    return this.records.length
  }
  image(at: number): ImageRecord {
    return this.records[at] ?? this.records[0]
  }
  picture(at: number): Promise<Picture> {
    return this.held.get(at, () => {
      const next = this.queue.then(() =>
        this.closed
          ? unopened({ cannot: 'it was closed', broken: false })
          : loadPicture({ imageId: this.image(at).imageId }),
      )
      this.queue = next
      return next
    })
  }
  isHeld(at: number): boolean {
    return this.held.has(at)
  }
  pin(at: number): void {
    this.held.pin(at)
  }
  close(): void {
    this.closed = true
    this.held.clear()
  }
}

/** A file that cannot be opened: one place that says why. */
class Unopened implements Reel {
  readonly count = 1
  constructor(
    private readonly record: ImageRecord,
    private readonly why: Picture,
  ) {}
  image(): ImageRecord {
    return this.record
  }
  picture(): Promise<Picture> {
    return Promise.resolve(this.why)
  }
  isHeld(): boolean {
    return true
  }
  pin(): void {
    // There is nothing else.
  }
  close(): void {
    // Nothing is open.
  }
}

/** Opens what belongs together ({@link stacksOf} of `shared/imaging/stacks.ts`). Never rejects. */
export const openReel = async (images: readonly [ImageRecord, ...ImageRecord[]]): Promise<Reel> => {
  if (images.length > 1) return new Slices(images)
  const [record] = images
  const study = await openStudy({ imageId: record.imageId })
  return 'cannot' in study ? new Unopened(record, unopened(study)) : new OneFile(record, study)
}
