/** Where a picture lies on the film: `scale` is CSS pixels per picture pixel, x and y its left top corner in CSS pixels. */
export interface View {
  readonly scale: number
  readonly x: number
  readonly y: number
}
interface Size {
  readonly width: number
  readonly height: number
}
interface Point {
  readonly x: number
  readonly y: number
}

const MAX_SCALE = 32
/** How much of the picture always stays on the film, in CSS pixels. */
const HELD = 48

const centred = (scale: number, picture: Size, film: Size): View => ({
  scale,
  x: (film.width - picture.width * scale) / 2,
  y: (film.height - picture.height * scale) / 2,
})

/** The scale at which all of a picture is seen; small ones are enlarged, four times at most. */
export const fitScale = (picture: Size, film: Size): number =>
  Math.min(4, film.width / Math.max(1, picture.width), film.height / Math.max(1, picture.height))

/** All of a picture, above and below it room for the words on the film (`band`, CSS pixels). */
export const fit = (picture: Size, film: Size, band = 0): View => {
  const room = { width: film.width, height: Math.max(1, film.height - 2 * band) }
  return centred(fitScale(picture, room), picture, film)
}

/** One pixel of the picture on one pixel of the screen. */
export const oneToOne = (picture: Size, film: Size): View => centred(1, picture, film)

const hold = (at: number, length: number, film: number): number =>
  Math.min(film - HELD, Math.max(HELD - length, at))

/** Moves a picture; a strip of it always stays to be seen. */
export const pan = (view: View, by: Point, picture: Size, film: Size): View => ({
  scale: view.scale,
  x: hold(view.x + by.x, picture.width * view.scale, film.width),
  y: hold(view.y + by.y, picture.height * view.scale, film.height),
})

/** Zooms so that the point of the film under `about` stays where it is. */
export const zoom = (view: View, factor: number, about: Point, picture: Size, film: Size): View => {
  const least = Math.min(1, fitScale(picture, film)) / 4
  const scale = Math.min(MAX_SCALE, Math.max(least, view.scale * factor))
  const grown = scale / view.scale
  const moved = { scale, x: about.x - (about.x - view.x) * grown, y: about.y - (about.y - view.y) * grown }
  return pan(moved, { x: 0, y: 0 }, picture, film)
}
