import { initial } from './0010-initial'
import { keptForm } from './0015-kept-form'
import { draftJournal } from './0020-draft-journal'
import { health } from './0030-health'
import { people } from './0040-people'
import { erasure } from './0050-erasure'
import { draftBeside } from './0110-draft-beside'
import type { Migration } from './migration'

/** In order of their numbers. */
export const MIGRATIONS: readonly Migration[] = [
  initial,
  keptForm,
  draftJournal,
  health,
  people,
  erasure,
  draftBeside,
]
