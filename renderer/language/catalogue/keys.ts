import type { CATALOGUE } from '.'

/** English is the key: a text that is not in the catalogue does not compile. */
export type Key = keyof typeof CATALOGUE
