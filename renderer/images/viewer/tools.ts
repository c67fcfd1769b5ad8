import { pressedAt, type KeyId, type KeyPress } from '@shared/keymap/keymap'

/**
 * What dragging on the film does. A tool that draws adds its name here, its key to the keymap, its line to the tool
 * list of the viewer, and draws in the overlay of the film (`FilmPane.vue`).
 */
export const MODES = ['pan', 'window'] as const
export type Mode = (typeof MODES)[number]
/** Modes in which the film itself follows the pointer; in all others the overlay does. */
const OF_FILM: readonly Mode[] = ['pan', 'window']
export const isOfFilm = (mode: Mode): boolean => OF_FILM.includes(mode)

/** A line of the tool list. */
export interface Tool {
  readonly key: KeyId
  readonly label: string
  /** Whether it stands pressed; only for tools that stay on. */
  readonly on?: () => boolean
  readonly off?: () => boolean
  readonly run: () => void
}

/** The tool that a key press means, where it can be used now. */
export const toolOf = (
  groups: readonly (readonly Tool[])[],
  press: KeyPress,
  mac: boolean,
): Tool | undefined =>
  groups.flat().find((one) => pressedAt(press, one.key, mac) >= 0 && one.off?.() !== true)
