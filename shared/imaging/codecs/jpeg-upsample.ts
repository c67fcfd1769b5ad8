import type { Component, Frame } from './jpeg-frame'

type Plane = Uint8Array | Uint16Array

const sameKind = (like: Plane, length: number): Plane =>
  like instanceof Uint8Array ? new Uint8Array(length) : new Uint16Array(length)

/** Twice as wide: three parts of the nearer sample and one of the further, as most JPEG software does it. */
const doubleAcross = (plane: Plane, stride: number, columns: number, rows: number): Plane => {
  const out = sameKind(plane, columns * 2 * rows)
  for (let row = 0; row < rows; row++) {
    const from = row * stride
    const to = row * columns * 2
    for (let x = 0; x < columns; x++) {
      const here = plane[from + x] ?? 0
      const before = x === 0 ? here : (plane[from + x - 1] ?? 0)
      const after = x === columns - 1 ? here : (plane[from + x + 1] ?? 0)
      out[to + 2 * x] = (3 * here + before + 1) >> 2
      out[to + 2 * x + 1] = (3 * here + after + 2) >> 2
    }
  }
  return out
}

/** Twice as wide and twice as high. */
const doubleBoth = (plane: Plane, stride: number, columns: number, rows: number): Plane => {
  const out = sameKind(plane, columns * 2 * rows * 2)
  const sums = new Int32Array(columns)
  for (let row = 0; row < rows * 2; row++) {
    const near = row >> 1
    const far = Math.min(rows - 1, Math.max(0, row % 2 === 0 ? near - 1 : near + 1))
    for (let x = 0; x < columns; x++)
      sums[x] = 3 * (plane[near * stride + x] ?? 0) + (plane[far * stride + x] ?? 0)
    const to = row * columns * 2
    for (let x = 0; x < columns; x++) {
      const here = sums[x] ?? 0
      const before = x === 0 ? here : (sums[x - 1] ?? 0)
      const after = x === columns - 1 ? here : (sums[x + 1] ?? 0)
      out[to + 2 * x] = (3 * here + before + 8) >> 4
      out[to + 2 * x + 1] = (3 * here + after + 7) >> 4
    }
  }
  return out
}

/** A plane of the size of the picture with the length of its rows. */
const full = (frame: Frame, one: Component): { plane: Plane; stride: number } => {
  const [across, down] = [frame.mostAcross / one.across, frame.mostDown / one.down]
  if (across === 1 && down === 1) return one
  // Planes of one or two columns are too narrow to be smoothed; others follow suit, so do we.
  const smooth = across === 2 && one.columns > 2
  if (smooth && down === 1)
    return { plane: doubleAcross(one.plane, one.stride, one.columns, one.rows), stride: one.columns * 2 }
  if (smooth && down === 2)
    return { plane: doubleBoth(one.plane, one.stride, one.columns, one.rows), stride: one.columns * 2 }
  // Rare factors: the nearest sample.
  const plane = sameKind(one.plane, frame.columns * frame.rows)
  for (let y = 0, at = 0; y < frame.rows; y++) {
    const row = Math.floor((y * one.down) / frame.mostDown) * one.stride
    for (let x = 0; x < frame.columns; x++, at++)
      plane[at] = one.plane[row + Math.floor((x * one.across) / frame.mostAcross)] ?? 0
  }
  return { plane, stride: frame.columns }
}

/** Puts the samples of all components side by side, each at the size of the picture. */
export const interleave = (frame: Frame): Plane => {
  const { columns, rows, components } = frame
  const count = components.length
  const [only] = components
  if (count === 1 && only !== undefined && only.stride === columns)
    return only.plane.subarray(0, columns * rows)
  const out = sameKind(only?.plane ?? new Uint8Array(), columns * rows * count)
  components.forEach((component, index) => {
    const { plane, stride } = full(frame, component)
    for (let y = 0, to = index; y < rows; y++) {
      const from = y * stride
      for (let x = 0; x < columns; x++, to += count) out[to] = plane[from + x] ?? 0
    }
  })
  return out
}
