import type { Unanswered } from '@shared/exam/answer'
import { t, type Plain } from '../language/text'
import type { RowState } from './row'

/** The words on the hatched tag and in the note. */
export const UNANSWERED_WORDS: Record<Unanswered, Plain> = {
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
  empty: (said) => (said.required ? t('not answered, required') : t('not answered')),
  typed: (said) => [said.value, t('today')].filter(Boolean).join(', '),
  ghost: (said) =>
    t('Last visit {when}: {value}. {notToday}. Equals confirms', {
      when: said.whenAloud ?? said.when,
      value: said.value,
      notToday: said.notToday ?? t('Not examined today'),
    }),
  attested: (said) =>
    t('{value}, same, {done} {time}', {
      value: said.value,
      done: said.doneToday ?? t('examined today'),
      time: said.when.replace(t('same, {at}', { at: '' }), ''),
    }).trim(),
  unanswered: (said) => (said.unanswered === undefined ? '' : t(UNANSWERED_WORDS[said.unanswered])),
  refused: (said) => t('Refused. {message}', { message: said.message }),
  confirm: (said) => t('To confirm. {message}', { message: said.message }),
  signed: (said) => [said.value, t('signed, read only')].filter(Boolean).join(', '),
}

/** What a screen reader says of a row after its label. */
export const spoken = (said: Said): string => SPOKEN[said.state](said)
