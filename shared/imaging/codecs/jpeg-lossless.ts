import { BitReader } from './huffman'
import type { Component, Scan, ScanComponent } from './jpeg-frame'
import { damaged, Undecodable } from './raster'

/** The next difference (T.81 H.1.2.2): 16 means 32,768 and brings no bits. */
const difference = (reader: BitReader, one: ScanComponent): number => {
  const size = reader.symbol(one.dc)
  if (size > 16) return damaged()
  return size === 16 ? 32_768 : reader.signed(size)
}

/** Prediction from left, above and above left (T.81 table H.1). */
const predict = (predictor: number, left: number, above: number, corner: number): number => {
  switch (predictor) {
    case 1:
      return left
    case 2:
      return above
    case 3:
      return corner
    case 4:
      return left + above - corner
    case 5:
      return left + ((above - corner) >> 1)
    case 6:
      return above + ((left - corner) >> 1)
    default:
      return (left + above) >> 1
  }
}

/** Decodes the samples of one row of a component; `first` where prediction starts anew. */
const rowOf = (reader: BitReader, scan: Scan, one: ScanComponent, row: number, first: boolean): void => {
  const { plane, stride, columns }: Component = one.component
  const at = row * stride
  const start = 2 ** (scan.frame.bits - scan.shift - 1)
  let left = ((first ? start : (plane[at - stride] ?? 0)) + difference(reader, one)) & 0xffff
  plane[at] = left
  for (let x = 1; x < columns; x++) {
    const here = at + x
    const guess = first
      ? left
      : predict(scan.predictor, left, plane[here - stride] ?? 0, plane[here - stride - 1] ?? 0)
    left = (guess + difference(reader, one)) & 0xffff
    plane[here] = left
  }
}

/** As {@link rowOf} for components whose samples take turns. */
const rowsOf = (reader: BitReader, scan: Scan, row: number, first: boolean): void => {
  const start = 2 ** (scan.frame.bits - scan.shift - 1)
  for (let x = 0; x < scan.frame.columns; x++) {
    for (const one of scan.components) {
      const { plane, stride } = one.component
      const here = row * stride + x
      const above = plane[here - stride] ?? 0
      const left = plane[here - 1] ?? 0
      const corner = plane[here - stride - 1] ?? 0
      const begin = first ? start : above
      const guess = first ? left : predict(scan.predictor, left, above, corner)
      plane[here] = ((x === 0 ? begin : guess) + difference(reader, one)) & 0xffff
    }
  }
}

/** Decodes a lossless scan into the planes of its components; answers where its bits end. */
export const scanLossless = (scan: Scan, bytes: Uint8Array, from: number): number => {
  const { frame, components, restart, predictor, shift } = scan
  const apart = components.some(({ component }) => component.across !== 1 || component.down !== 1)
  // Restarts inside a row are forbidden (H.1.2.1) and would need a sample-wise count.
  if (apart || predictor < 1 || predictor > 7 || restart % frame.columns !== 0 || shift >= frame.bits)
    throw new Undecodable('kind')
  const reader = new BitReader(bytes, from)
  const every = restart === 0 ? Infinity : restart / frame.columns
  const [only] = components
  for (let row = 0; row < frame.rows; row++) {
    const anew = row > 0 && row % every === 0
    if (anew) reader.restart()
    if (only !== undefined && components.length === 1) rowOf(reader, scan, only, row, row === 0 || anew)
    else rowsOf(reader, scan, row, row === 0 || anew)
    reader.check()
  }
  if (shift > 0) {
    for (const { component } of components)
      for (let at = 0; at < component.plane.length; at++)
        component.plane[at] = (component.plane[at] ?? 0) << shift
  }
  return reader.at
}
