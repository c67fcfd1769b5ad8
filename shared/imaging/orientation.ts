import type { FrameFacts } from './frame-facts'

/** Letters at the edges of a picture as it is seen: where the patient's L, R, A, P, H, F lie (PS3.3 C.7.6.1.1.1). */
export interface Edges {
  readonly left: string
  readonly right: string
  readonly top: string
  readonly bottom: string
}

/** How a picture is seen: mirrored left for right first, then turned by quarters clockwise. */
export interface Way {
  readonly turn: 0 | 1 | 2 | 3
  readonly mirror: boolean
}

const OPPOSITE: Readonly<Record<string, string>> = { L: 'R', R: 'L', A: 'P', P: 'A', H: 'F', F: 'H' }

/** Undefined where one of the letters is none of a person lying or standing. */
const opposite = (letters: string): string | undefined => {
  const turned = Array.from(letters, (letter) => OPPOSITE[letter])
  return turned.includes(undefined) || letters === '' ? undefined : turned.join('')
}

/** Directions smaller than this part of the whole get no letter: a slice tilted by less than 10 degrees counts as straight. */
const LEAST = Math.sin((10 * Math.PI) / 180)
/** How far a row or column may be from length 1, and both from a right angle. */
const SLACK = 0.01

const lettersOf = (cosines: readonly number[]): string =>
  // Axes of the patient point to the left, to the back and to the head (C.7.6.2.1.1).
  cosines
    .map((part, axis) => ({ size: Math.abs(part), letter: (part > 0 ? 'LPH' : 'RAF')[axis] ?? '' }))
    .filter(({ size }) => size >= LEAST)
    .sort((one, other) => other.size - one.size)
    .map(({ letter }) => letter)
    .join('')

/** Where rows and columns go, as letters; from the directions in space, else from the letters that the file gives. */
const towards = (facts: FrameFacts): readonly [across: string, down: string] | undefined => {
  const { orientation } = facts
  if (orientation === undefined) return facts.towards
  const [row, column] = [orientation.slice(0, 3), orientation.slice(3)]
  const length = (of: readonly number[]): number => Math.hypot(...of)
  const angle = row.reduce((sum, part, axis) => sum + part * (column[axis] ?? 0), 0)
  // Directions that are none say nothing.
  if ([length(row) - 1, length(column) - 1, angle].some((off) => Math.abs(off) > SLACK)) return undefined
  return [lettersOf(row), lettersOf(column)]
}

/**
 * The letters at the four edges of a frame as it is seen. Undefined where the file does not say how it lies: then no
 * letter may stand anywhere.
 */
export const edgesOf = (facts: FrameFacts | undefined, way: Way): Edges | undefined => {
  const [right, bottom] = (facts && towards(facts)) ?? ['', '']
  const [left, top] = [opposite(right), opposite(bottom)]
  if (left === undefined || top === undefined) return undefined
  // Clockwise from the top; mirrored, left and right change places; each quarter turn moves all by one.
  const ring = way.mirror ? [top, left, bottom, right] : [top, right, bottom, left]
  const at = (edge: number): string => ring[(edge + 4 - way.turn) % 4] ?? ''
  return { top: at(0), right: at(1), bottom: at(2), left: at(3) }
}
