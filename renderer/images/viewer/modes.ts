import type { MarkKind } from '@shared/records/mark'

/**
 * What dragging on the film does. A tool that draws is a kind of mark (`shared/records/mark.ts`) with its line in
 * `marks/kinds.ts` and its key in the keymap, and draws in the overlay of the film (`FilmPane.vue`).
 */
export type Mode = 'pan' | 'window' | MarkKind
/** Modes in which the film itself follows the pointer; in all others the overlay does. */
export const isOfFilm = (mode: Mode): mode is 'pan' | 'window' => mode === 'pan' || mode === 'window'
