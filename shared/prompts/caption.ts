import type { Part } from '../exam/field-kinds'
import type { Prompt } from './evaluate'
import { RED_RULES, type RuleId } from './rule-input'

const RED: readonly RuleId[] = RED_RULES

/** The caption of a part, as the prompts stand (clinical content 2.9, S1). */
const WORDS: Record<NonNullable<Part['caption']>, (prompts: readonly Prompt[]) => string> = {
  clinicalDiagnosis: (prompts) =>
    prompts.some((prompt) => prompt.open && RED.includes(prompt.rule))
      ? 'Clinical diagnosis.'
      : 'Clinical diagnosis. Imaging is not routinely required.',
}

/** The words above the rows of a part; none where it has no caption, and then the rules are not asked. */
export const captionOf = ({ caption }: Pick<Part, 'caption'>, prompts: () => readonly Prompt[]): string =>
  caption === undefined ? '' : WORDS[caption](prompts())
