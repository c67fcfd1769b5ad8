import type { ImagePoint } from '../../records/mark'

/** Sides of one pixel; 1 and 1 measure in pixels. */
export interface PixelSides {
  readonly across: number
  readonly down: number
}

export const PLAIN: PixelSides = { across: 1, down: 1 }

/** Rows may stand wider apart than columns, so each way has its own side. */
export const distance = (from: ImagePoint, to: ImagePoint, { across, down }: PixelSides): number =>
  Math.hypot((to.x - from.x) * across, (to.y - from.y) * down)

/** Area inside a closed outline, whichever way round it was drawn. */
export const areaOf = (corners: readonly ImagePoint[], { across, down }: PixelSides): number => {
  const twice = corners.reduce((sum, { x, y }, at) => {
    const next = corners[(at + 1) % corners.length] ?? { x, y }
    return sum + x * next.y - next.x * y
  }, 0)
  return (Math.abs(twice) / 2) * across * down
}

/** Area of the ellipse in the box of two corners. */
export const ellipseArea = (one: ImagePoint, other: ImagePoint, { across, down }: PixelSides): number =>
  (Math.PI / 4) * Math.abs((other.x - one.x) * across * (other.y - one.y) * down)

const turn = (a: ImagePoint, b: ImagePoint, c: ImagePoint): number =>
  (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)

const crosses = (a: ImagePoint, b: ImagePoint, c: ImagePoint, d: ImagePoint): boolean =>
  turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0

/** Whether an outline runs through itself: then no area is what was meant. */
export const crossesItself = (corners: readonly ImagePoint[]): boolean => {
  const sides = corners.map((from, at) => [from, corners[(at + 1) % corners.length] ?? from] as const)
  return sides.some(([a, b], at) => sides.slice(at + 1).some(([c, d]) => crosses(a, b, c, d)))
}
