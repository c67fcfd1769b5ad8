import type { Field } from '@shared/exam/field-kinds'
import { told } from '../language/text'

const SIDE = /\b(left|right)$/u

/**
 * The words that stand before a control inside a row of several fields. A side is always said, for the first field
 * too: a pair of unlabelled controls would leave left and right to guessing. What the row's label says already is
 * not said twice.
 */
export function inlineName(rowLabel: string, field: Pick<Field, 'label' | 'kind'>, isFirst: boolean): string {
  const side = SIDE.exec(field.label)?.[1]
  if (side !== undefined) return side
  // Their controls say what they are.
  if (field.kind === 'point' || field.kind === 'outline') return ''
  const saidByRow = rowLabel.toLowerCase().includes(field.label.toLowerCase())
  if (!isFirst) return saidByRow ? '' : field.label
  // The first control stands right behind the row's label; only yes and no need more where that speaks of two.
  return saidByRow || field.kind !== 'choice' || field.label.startsWith(rowLabel) ? '' : field.label
}

/** The same in the language of the screens. */
export const inlineWords = (rowLabel: string, field: Field, isFirst: boolean): string => {
  const name = inlineName(rowLabel, field, isFirst)
  return name === '' ? '' : told(name, field.id)
}

/** Characters of keys that leave room for a few words beside them in the row at 1280. */
const MOST_CHARACTERS = 34

/** Whether the control of a field is short enough for words to stand beside it. */
export const roomForWords = (field: Field): boolean => {
  if (field.kind === 'choice' || field.kind === 'choices')
    return field.options.reduce((total, { label }) => total + label.length + 2, 0) <= MOST_CHARACTERS
  if (field.kind === 'scale') return field.words === undefined
  return field.kind !== 'text'
}
