import { initial } from './0010-initial'
import { health } from './0030-health'
import { people } from './0040-people'
import type { Migration } from './migration'

/** In order of their numbers. */
export const MIGRATIONS: readonly Migration[] = [initial, health, people]
