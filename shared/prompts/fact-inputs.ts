import { answerPath } from '../exam/answer'
import { codecOf } from '../exam/codecs'
import { fieldOf, type CodedFieldId, type GroupFieldId, type SingleFieldId } from '../exam/definition'
import type { Field } from '../exam/field-kinds'
import { fieldName } from '../exam/spot-name'
import type { ExamView, Scope } from '../exam/view'
import { said, saidOf, type Said } from '../records/said'
import type { RuleInput } from './rule-input'
import { PROMPT_TEXTS } from './texts'

const termsOf = (view: ExamView) => ({ country: view.context.country, entryName: () => 'nodule' })

/** A code in the words of its field: `saddle sensation altered`, and the side where a field has one. */
const codedWords = (field: Field, phrase: string): string => {
  const whole = field.kind === 'choice' ? field.say.replace('{}', () => phrase) : phrase
  return field.pair ? `${whole} ${field.pair.side}` : whole
}
/** "Saddle: altered", in English as the note says it. */
export const codedSaid = (field: Field, value: never, view: ExamView): Said => {
  const [codec, terms] = [codecOf(field), termsOf(view)]
  return {
    text: PROMPT_TEXTS.answer,
    en: codedWords(field, codec.phrase(field, value, terms)),
    slots: { label: fieldName(field), value: codec.said(field, value, terms) },
  }
}

/** The chosen code by itself, in English as the note says it: "other anaesthetic". */
export const namedSaid = (field: Field, value: string, view: ExamView): Said => {
  const [codec, terms] = [codecOf(field), termsOf(view)]
  return { ...codec.said(field, value, terms), en: codec.phrase(field, value, terms) }
}

/** The answer at a place as a rule input: its path, its words in the note's voice, and what it says. */
export function inputAt<I extends SingleFieldId | GroupFieldId>(
  view: ExamView,
  scope: Scope<I>,
  id: I,
  entryId?: string,
): RuleInput[] {
  const answer = scope.answer(id)
  if (answer === undefined) return []
  const field: Field = fieldOf(id)
  const path = answerPath(id, entryId)
  if (answer.is !== 'value')
    return [
      {
        path,
        words: saidOf(PROMPT_TEXTS.answer, { label: fieldName(field), value: said(PROMPT_TEXTS.unknown) }),
        answer: answer.is,
      },
    ]
  // What the view lets through has the shape of its kind.
  const value = answer.value as never
  const words =
    field.kind === 'choice' || field.kind === 'choices'
      ? codedSaid(field, value, view)
      : saidOf(PROMPT_TEXTS.amount, {
          label: fieldName(field),
          value: codecOf(field).said(field, value, termsOf(view)),
        })
  return [{ path, words, answer: JSON.stringify(answer.value) }]
}

/** Only the codes that matter of a set of codes, so that "asthma" is not listed where it is not the reason. */
export function narrowed(
  view: ExamView,
  found: RuleInput[],
  id: CodedFieldId,
  codes: readonly unknown[],
): RuleInput[] {
  const field: Field = fieldOf(id)
  if (field.kind !== 'choices') return found
  return found.map((one) => {
    const chosen = (JSON.parse(one.answer) as string[]).filter((code) => codes.includes(code))
    return {
      ...one,
      words: codedSaid(field, chosen as never, view),
      answer: JSON.stringify(chosen),
    }
  })
}
