import type { Frame } from '@shared/imaging/frame'
import type { StudyFacts } from '@shared/imaging/study'
import type { Place } from './source'

/** What is known of a picture once it is open: sizes in pixels of the file, frames from 1. */
export type StudyInfo = {
  readonly columns: number
  readonly rows: number
  readonly frames: number
} & (
  | ({ readonly is: 'dicom' } & StudyFacts)
  /** JPEG, PNG and WebP, turned upright as they say themselves. */
  | { readonly is: 'bitmap' }
  /** A PDF: pages as frames, each a bitmap of its own size; columns and rows are the first page's, in points. */
  | { readonly is: 'pages' }
)

/** A frame that can be painted. */
export type ShownFrame = Frame | { readonly is: 'bitmap'; readonly bitmap: ImageBitmap }

/** `broken`: it is not even what it was taken for. */
export interface Unshown {
  /** Completes "It cannot be shown: …". */
  readonly cannot: string
  readonly broken: boolean
}

/** To the worker. It holds one study at a time; opening another forgets it. */
export type Ask =
  | { readonly id: number; readonly do: 'open'; readonly place: Place }
  | { readonly id: number; readonly do: 'frame'; readonly index: number }

/** To the worker: pictures of these transfer syntaxes are in sight. It is not answered. */
export interface Ready {
  readonly do: 'ready'
  readonly syntaxes: readonly string[]
}

/** To the worker: nobody looks at this frame any more, the next may be written there. It is not answered. */
export interface Used {
  readonly do: 'used'
  readonly buffer: ArrayBuffer
}

export type Opened = { readonly info: StudyInfo } | Unshown
export type FrameShown = { readonly frame: ShownFrame } | { readonly cannot: string }

/** From the worker. `alive` says that bytes came and it goes on; it restarts the clock of the watch. */
export type Answer =
  | { readonly alive: true }
  | { readonly id: number; readonly opened: Opened | { readonly pdf: true } }
  | { readonly id: number; readonly shown: FrameShown }
