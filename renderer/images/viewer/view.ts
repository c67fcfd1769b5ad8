import type { Way } from '@shared/imaging/orientation'

/**
 * Where a picture lies on the film: `scale` is CSS pixels per picture pixel, x and y the left top corner of what is
 * seen of it, in CSS pixels. `mirror` is done first (left for right, as the file has it), then `turn` quarters clockwise.
 */
export interface View extends Way {
  readonly scale: number
  readonly x: number
  readonly y: number
}
type Turn = Way['turn']
export interface Size {
  readonly width: number
  readonly height: number
}
export interface Point {
  readonly x: number
  readonly y: number
}
/** A picture in pixels of its file; `aspect` is the height of one pixel over its width. */
export interface PictureSize extends Size {
  readonly aspect: number
}

const MAX_SCALE = 32
/** How much of the picture always stays on the film, in CSS pixels. */
const HELD = 48

/** As the file has it, nothing turned. */
export const UPRIGHT = { turn: 0, mirror: false } as const

const quarters = (turn: number): Turn => (((turn % 4) + 4) % 4) as Turn

/** What a picture takes up at scale 1 once it is turned. */
export const extent = (picture: PictureSize, turn: Turn): Size => {
  const [width, height] = [picture.width, picture.height * picture.aspect]
  return turn % 2 === 0 ? { width, height } : { width: height, height: width }
}

const centred = (scale: number, picture: PictureSize, film: Size, way: Way): View => {
  const { width, height } = extent(picture, way.turn)
  return {
    scale,
    x: (film.width - width * scale) / 2,
    y: (film.height - height * scale) / 2,
    turn: way.turn,
    mirror: way.mirror,
  }
}

/** The scale at which all of a picture is seen; small ones are enlarged, four times at most. */
export const fitScale = (seen: Size, film: Size): number =>
  Math.min(4, film.width / Math.max(1, seen.width), film.height / Math.max(1, seen.height))

/** All of a picture, above and below it room for the words on the film (`band`, CSS pixels). */
export const fit = (picture: PictureSize, film: Size, band = 0, way: Way = UPRIGHT): View => {
  const room = { width: film.width, height: Math.max(1, film.height - 2 * band) }
  return centred(fitScale(extent(picture, way.turn), room), picture, film, way)
}

/** One pixel of the picture on one pixel of the screen. */
export const oneToOne = (picture: PictureSize, film: Size, way: Way = UPRIGHT): View =>
  centred(1, picture, film, way)

const hold = (at: number, length: number, film: number): number =>
  Math.min(film - HELD, Math.max(HELD - length, at))

/** Moves a picture; a strip of it always stays to be seen. */
export const pan = (view: View, by: Point, picture: PictureSize, film: Size): View => {
  const { width, height } = extent(picture, view.turn)
  return {
    ...view,
    x: hold(view.x + by.x, width * view.scale, film.width),
    y: hold(view.y + by.y, height * view.scale, film.height),
  }
}

/** Zooms so that the point of the film under `about` stays where it is. */
export const zoom = (view: View, factor: number, about: Point, picture: PictureSize, film: Size): View => {
  const least = Math.min(1, fitScale(extent(picture, view.turn), film)) / 4
  const scale = Math.min(MAX_SCALE, Math.max(least, view.scale * factor))
  const grown = scale / view.scale
  const moved = {
    ...view,
    scale,
    x: about.x - (about.x - view.x) * grown,
    y: about.y - (about.y - view.y) * grown,
  }
  return pan(moved, { x: 0, y: 0 }, picture, film)
}

/** Turned by quarters clockwise, or mirrored as it is seen now: left for right, top for bottom. */
export const turned = (way: Way, by: number): Way => ({ turn: quarters(way.turn + by), mirror: way.mirror })
export const mirrored = (way: Way, axis: 'across' | 'down'): Way => ({
  // What is mirrored after it was turned is the same as mirrored first and turned the other way.
  turn: quarters((axis === 'across' ? 0 : 2) - way.turn),
  mirror: !way.mirror,
})

/** The same look with another way up: the point in the middle of the film stays there. */
export const reoriented = (view: View, way: Way, picture: PictureSize, film: Size): View => {
  const middle = { x: film.width / 2, y: film.height / 2 }
  const held = toImage(view, picture, middle)
  const bare: View = { scale: view.scale, x: 0, y: 0, turn: way.turn, mirror: way.mirror }
  const lands = toScreen(bare, picture, held)
  return pan(bare, { x: middle.x - lands.x, y: middle.y - lands.y }, picture, film)
}

/**
 * From pixels of the file to CSS pixels of the film, as the six numbers of a CSS `matrix()`. A pixel is an area: the
 * left top corner of the first one is 0, 0, its middle 0.5, 0.5.
 */
export const matrixOf = (
  view: View,
  picture: PictureSize,
): readonly [number, number, number, number, number, number] => {
  const { scale, x, y, turn, mirror } = view
  const { width, height, aspect } = picture
  const tall = height * aspect
  const [across, start] = mirror ? [-1, width] : [1, 0]
  const [u, v, left] = [across * scale, aspect * scale, start * scale]
  switch (turn) {
    case 0:
      return [u, 0, 0, v, x + left, y]
    case 1:
      return [0, u, -v, 0, x + tall * scale, y + left]
    case 2:
      return [-u, 0, 0, -v, x + width * scale - left, y + tall * scale]
    case 3:
      return [0, -u, v, 0, x, y + width * scale - left]
  }
}

/** Where a point of the picture, in pixels of the file, is seen, in CSS pixels of the film. */
export const toScreen = (view: View, picture: PictureSize, at: Point): Point => {
  const [a, b, c, d, e, f] = matrixOf(view, picture)
  return { x: a * at.x + c * at.y + e, y: b * at.x + d * at.y + f }
}

/** Which point of the picture, in pixels of the file and parts of them, lies under a point of the film. */
export const toImage = (view: View, picture: PictureSize, at: Point): Point => {
  const [a, b, c, d, e, f] = matrixOf(view, picture)
  const det = a * d - b * c
  const [x, y] = [at.x - e, at.y - f]
  return { x: (d * x - c * y) / det, y: (a * y - b * x) / det }
}
