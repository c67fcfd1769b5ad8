import type { HuffmanTable } from './huffman'

/** One colour component of a frame. */
export interface Component {
  readonly id: number
  /** Sampling factors across and down (T.81 A.1.1). */
  readonly across: number
  readonly down: number
  readonly quantiser: number
  /** Size in samples, and length of a row of `plane`. */
  readonly columns: number
  readonly rows: number
  readonly stride: number
  readonly plane: Uint8Array | Uint16Array
  /** Set once a scan brought it. */
  filled: boolean
}

/** What a scan needs to know of its frame. */
export interface Frame {
  readonly bits: number
  readonly columns: number
  readonly rows: number
  readonly mostAcross: number
  readonly mostDown: number
  readonly components: readonly Component[]
}

/** One component of a scan with its tables. */
export interface ScanComponent {
  readonly component: Component
  readonly dc: HuffmanTable
  readonly ac: HuffmanTable | undefined
}

/** A scan header with what follows it. */
export interface Scan {
  readonly frame: Frame
  readonly components: readonly ScanComponent[]
  readonly quantisers: readonly (Uint16Array | undefined)[]
  /** MCUs between restart markers; 0 for none. */
  readonly restart: number
  /** Predictor of a lossless scan. */
  readonly predictor: number
  /** Point transform of a lossless scan. */
  readonly shift: number
}
