import type { ExamAnswers } from '../../shared/exam/answer'

/** First letter of a label by the side answered (ruling 6). */
const LETTER: Readonly<Record<string, string>> = { right: 'R', left: 'L', midline: 'M' }

/**
 * Labels of the nodules of this visit by entry id: those of earlier signatures stay, each new nodule takes the
 * next number of its side that this patient never had. A nodule without a side gets none.
 */
export const labelNodules = (
  answers: ExamAnswers,
  soFar: Readonly<Record<string, string>>,
): Record<string, string> => {
  const labels: Record<string, string> = {}
  const used = new Set(Object.values(soFar))
  for (const { entryId, values } of answers.groups.nodule ?? []) {
    const side = values['nodule.side']
    const letter = side?.is === 'value' && typeof side.value === 'string' ? LETTER[side.value] : undefined
    const given = soFar[entryId]
    if (given !== undefined) labels[entryId] = given
    else if (letter !== undefined) {
      let number = 1
      while (used.has(`${letter}${number}`)) number += 1
      labels[entryId] = `${letter}${number}`
      used.add(`${letter}${number}`)
    }
  }
  return labels
}
