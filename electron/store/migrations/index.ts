import { initial } from './0010-initial'
import type { Migration } from './migration'

/** In order of their numbers. */
export const MIGRATIONS: readonly Migration[] = [initial]
