import { placeOf } from './definition'
import { LETTER_SLOTS } from './letter'
import type { ExamView } from './view'

/** What a letter needs to know by itself, beside its passages, read from an exam through the slots of the definition. */
export interface LetterReads {
  /** Whom the plan names. */
  readonly to: string | undefined
  /** The word before "referral" in the subject. */
  readonly urgency: string | undefined
}

export function letterReads(view: ExamView): LetterReads {
  const { field } = placeOf(LETTER_SLOTS.urgency)
  const code = view.value(LETTER_SLOTS.urgency)
  return {
    to: view.value(LETTER_SLOTS.to),
    urgency: field.kind === 'choice' ? field.options.find((one) => one.code === code)?.note : undefined,
  }
}
