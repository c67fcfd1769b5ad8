import { COMMON } from './common'
import { DEFINITION } from './definition'
import { EXAM } from './exam'
import { HANDOUT } from './handout'
import { IMAGES } from './images'
import { KEYMAP } from './keymap'
import { LANGUAGE } from './language'
import { LETTER } from './letter'
import { PATIENTS } from './patients'
import { RECORD } from './record'
import { SETTINGS } from './settings'
import { SHELL } from './shell'
import { STORES } from './stores'
import { TEXTS } from './texts'
import { TOLD } from './told'
import { UI } from './ui'
import { UNLOCK } from './unlock'

/** Every text of the interface, by its English. */
export const CATALOGUE = {
  ...COMMON,
  ...DEFINITION,
  ...EXAM,
  ...HANDOUT,
  ...IMAGES,
  ...KEYMAP,
  ...LANGUAGE,
  ...LETTER,
  ...PATIENTS,
  ...RECORD,
  ...SETTINGS,
  ...SHELL,
  ...STORES,
  ...TEXTS,
  ...TOLD,
  ...UI,
  ...UNLOCK,
} as const
