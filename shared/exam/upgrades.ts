import type { ExamAnswers } from './answer'
import { DEFINITION_VERSION } from './definition'

/** Takes answers of one definition version to the next. Pure; nothing that was said is lost. */
export type Upgrade = (answers: ExamAnswers) => ExamAnswers

/** By the version they start from. Version 1 is the first, so there is none yet. */
export const UPGRADES: Readonly<Partial<Record<number, Upgrade>>> = {}

/**
 * Answers as this version of the definition understands them. Signed revisions stay as they were signed; this
 * is for drafts and for reading.
 *
 * @throws if the answers are newer than this Palpa, or a step is missing: the vault refuses such files before.
 */
export function upgraded(
  answers: ExamAnswers,
  steps: Readonly<Partial<Record<number, Upgrade>>> = UPGRADES,
  to: number = DEFINITION_VERSION,
): ExamAnswers {
  if (answers.definitionVersion > to) throw new Error('The answers are of a newer definition.')
  let current = answers
  while (current.definitionVersion < to) {
    const step = steps[current.definitionVersion]
    if (!step) throw new Error(`No upgrade from definition version ${current.definitionVersion}.`)
    current = { ...step(current), definitionVersion: current.definitionVersion + 1 }
  }
  return current
}
