import { CHECKS } from './checks'
import { COURSE } from './course'
import { PROMPTS } from './prompts'
import { RULES } from './rules'

/** What `shared/` says in whole texts: checks, the course of a nodule, prompts and their rules. */
export const TOLD = { ...CHECKS, ...COURSE, ...PROMPTS, ...RULES } as const
