import { DECISIONS } from './decisions'
import { FINDINGS } from './findings'
import { HISTORY } from './history'
import { MEDICINES } from './medicines'
import { OUTLINE } from './outline'

/** Every label of the examination, by its English; a word with a meaning of its own in one field has that field's id. */
export const DEFINITION = { ...DECISIONS, ...FINDINGS, ...HISTORY, ...MEDICINES, ...OUTLINE } as const
