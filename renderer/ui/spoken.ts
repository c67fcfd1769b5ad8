import type { Unanswered } from '@shared/exam/answer'
import type { RowState } from './row'

/** The words on the hatched tag and in the note. */
export const UNANSWERED_WORDS: Record<Unanswered, string> = {
  unknown: 'unknown',
  notExamined: 'not examined',
  notAsked: 'not asked',
}

export interface Said {
  readonly state: RowState
  readonly required: boolean
  /** Display text of the answer, or of last visit's for a ghost. */
  readonly value: string
  readonly unanswered: Unanswered | undefined
  /** The time or date beside the row: "10:40", "11 Oct". */
  readonly when: string
  /** The same as it is read aloud, where it differs: "11 October". */
  readonly whenAloud?: string
  /** What nobody did today where a ghost stands: "Not examined today". */
  readonly notToday?: string
  /** Of an answer that is the same as before: "examined today", "asked today". */
  readonly doneToday?: string
  /** The refusal or the question to confirm. */
  readonly message: string
}

const SPOKEN: Record<RowState, (said: Said) => string> = {
  empty: (said) => (said.required ? 'not answered, required' : 'not answered'),
  typed: (said) => [said.value, 'today'].filter(Boolean).join(', '),
  ghost: (said) =>
    `Last visit ${said.whenAloud ?? said.when}: ${said.value}. ${said.notToday ?? 'Not examined today'}. Equals confirms`,
  attested: (said) =>
    `${said.value}, same, ${said.doneToday ?? 'examined today'} ${said.when.replace(/^same, /u, '')}`.trim(),
  unanswered: (said) => (said.unanswered === undefined ? '' : UNANSWERED_WORDS[said.unanswered]),
  refused: (said) => `Refused. ${said.message}`,
  confirm: (said) => `To confirm. ${said.message}`,
  signed: (said) => [said.value, 'signed, read only'].filter(Boolean).join(', '),
}

/** What a screen reader says of a row after its label. */
export const spoken = (said: Said): string => SPOKEN[said.state](said)
