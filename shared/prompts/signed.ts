import type { ExamView } from '../exam/view'
import type { SignedExam } from '../records/exam'
import { evaluate, type Prompt } from './evaluate'
import { factsOf } from './facts'

/** The prompts of a signed revision, by the rules that judged it. */
export const promptsOfSigned = (
  { body, noduleLabels, ruleSet }: Pick<SignedExam, 'body' | 'noduleLabels' | 'ruleSet'>,
  view: ExamView,
): readonly Prompt[] => evaluate(factsOf(view, noduleLabels, ruleSet.on), body.dispositions, ruleSet.on)
