import type { MeasuredFrame } from '@shared/imaging/measure/basis'
import type { ImageRecord } from '@shared/records/image'
import type { ImageMark } from '@shared/records/mark'

/** A mark before it is somebody's: who and when are added where it is kept. */
export type NewMark = Omit<ImageMark, 'by' | 'at'>

/**
 * What is drawn over the pictures of a visit, as the viewer may know it. Kept with the visit; the place where pictures and
 * visit meet makes it (`renderer/sketch.ts`).
 */
export interface Sketch {
  /** Of all pictures that can be seen, those of other visits too, in the order in which they were drawn. */
  readonly marks: readonly ImageMark[]
  /** False for a signed visit, for a picture of another visit, and for who may not chart. */
  mayDraw(image: Pick<ImageRecord, 'examId'>): boolean
  /** Why nothing can be drawn there. */
  why(image: Pick<ImageRecord, 'examId'>): string
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** Adds a mark or changes it. Changes that name the same `run` one after the other are one step of undo. */
  put(mark: NewMark, run?: string): void
  remove(markId: string, frame: Omit<MeasuredFrame, 'rulers'> | undefined): void
  /** After a ruler came or moved: what lies in its frame is measured anew, within the same step. */
  heed(imageId: string, frame: Omit<MeasuredFrame, 'rulers'>, run: string): void
  /** Into the nodule's card. Answers why not, or nothing. */
  push(mark: ImageMark): string
  /** "in R1, 10:36", or nothing. */
  pushed(mark: ImageMark): string
  /** Who drew it, and when: "Dr Zz-Test Linden, 22 Nov 2026, 10:36". */
  made(mark: ImageMark): string
  undo(): void
  redo(): void
}
