import { answerPath } from '../exam/answer'
import { codecOf } from '../exam/codecs'
import { fieldOf, type CodedFieldId, type GroupFieldId, type SingleFieldId } from '../exam/definition'
import type { Field } from '../exam/field-kinds'
import type { ExamView, Scope } from '../exam/view'
import type { RuleInput } from './rule-input'

const termsOf = (view: ExamView) => ({ country: view.context.country, entryName: () => 'nodule' })

/** A code in the words of its field: `saddle sensation altered`, and the side where a field has one. */
const codedWords = (field: Field, phrase: string): string => {
  const said = field.kind === 'choice' ? field.say.replace('{}', () => phrase) : phrase
  return field.pair ? `${said} ${field.pair.side}` : said
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
  if (answer.is !== 'value') return [{ path, words: `${field.label}: unknown`, answer: answer.is }]
  // What the view lets through has the shape of its kind.
  const value = answer.value as never
  const terms = termsOf(view)
  const coded = field.kind === 'choice' || field.kind === 'choices'
  const words = coded
    ? codedWords(field, codecOf(field).phrase(field, value, terms))
    : `${field.label} ${codecOf(field).display(field, value, terms)}`
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
      words: codecOf(field).phrase(field, chosen, termsOf(view)),
      answer: JSON.stringify(chosen),
    }
  })
}
