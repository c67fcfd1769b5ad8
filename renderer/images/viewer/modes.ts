/**
 * What dragging on the film does. A tool that draws adds its name here, its key to the keymap, its line to
 * `toolsOf` (`tools.ts`), and draws in the overlay of the film (`FilmPane.vue`).
 */
export type Mode = 'pan' | 'window'
/** Modes in which the film itself follows the pointer; in all others the overlay does. */
const OF_FILM: readonly Mode[] = ['pan', 'window']
export const isOfFilm = (mode: Mode): boolean => OF_FILM.includes(mode)
