/** The decoded samples of one frame: rows from the top, pixels from the left, the samples of a pixel side by side. */
export interface Raster {
  readonly columns: number
  readonly rows: number
  /** Samples per pixel. */
  readonly samples: number
  /** Bits that a sample can fill, 2 to 16. A sample of a signed picture is the bit pattern, its sign not yet read. */
  readonly bits: number
  readonly data: Uint8Array | Uint16Array
  /** Set where the compressed stream itself says what its three samples are; it is nearer to them than the header. */
  readonly colours?: 'rgb' | 'ybr'
}

/** What a frame must be, as the header of its file says: a stream that says otherwise is not decoded. */
export interface Expected {
  readonly columns: number
  readonly rows: number
  readonly samples: number
}

/** Why a frame cannot be decoded. Thrown inside codecs only and caught where a frame is asked for. */
export class Undecodable extends Error {
  constructor(
    /** `damaged`: the bytes contradict themselves. `kind`: a kind of stream that is not decoded. `size`: not the size that the header says. */
    readonly reason: 'damaged' | 'kind' | 'size',
  ) {
    super(reason)
  }
}

export const damaged = (): never => {
  throw new Undecodable('damaged')
}

/** Stops before memory is taken when a stream is of another size than its file says: a bomb, or another picture. */
export const mustBe = (expected: Expected, columns: number, rows: number, samples: number): void => {
  if (columns !== expected.columns || rows !== expected.rows || samples !== expected.samples)
    throw new Undecodable('size')
}
