import type { Disposition } from '../records/exam'
import { filled } from '../records/said'
import type { Prompt } from './evaluate'
import { ruleOf } from './rule-set'

/** What can be said to a prompt, in words. */
export const DISPOSITION_WORDS: Readonly<Record<Disposition['what'], string>> = {
  acted: 'acted',
  notApplicable: 'not applicable',
  disagree: 'disagree',
}

/** What a person says to a prompt: it answers what the prompt rests on now, and nothing else. */
export const answerToPrompt = (
  { rule, entryId, fingerprint }: Prompt,
  said: Pick<Disposition, 'what' | 'reason' | 'at' | 'by'>,
): Disposition => ({ rule, ...(entryId !== undefined && { entryId }), inputs: fingerprint, ...said })

/**
 * What was said to each prompt that still stands, as the note tells it: the reason to go on with a medicine against R20
 * is part of the record that is read (ruling 21). Nothing of prompts that nobody answered.
 */
export const saidToPrompts = (prompts: readonly Prompt[]): readonly string[] =>
  prompts.flatMap(({ rule, nodule, inputs, disposition }) => {
    if (disposition === undefined) return []
    const { name } = ruleOf(rule)
    const about = inputs.map(({ words }) => filled(words)).join(', ')
    const what = `${[nodule, rule, name].filter(Boolean).join(' ')} (${about}): ${DISPOSITION_WORDS[disposition.what]}`
    const reason = disposition.reason.trim()
    return [reason === '' ? `${what}.` : `${what}, “${reason}”.`]
  })
