import type { Side } from '../bodymap'
import type { LetterText } from './letter'

/** A nodule of the visit and the side that its card says. */
export interface SidedNodule {
  readonly label: string
  readonly side: Side
}

const LABEL = /\b([RLM])(\d{1,2})\b/gu
const SIDE = /\b(left|right)\b(?!\s+(?:away|now|after|before|out|over for))/giu
/** Not of a body: "all right", "I have left". */
const NO_SIDE = /\b(?:all right|(?:have|has|had|be|been|was|is) left)\b/giu
/** Characters between a label and a side that are read together: within one sentence. */
const NEAR = 40

const quoted = (text: string): string => `“${text}”`

/** Where a text says a side of a nodule by its label: `R1 on the left`. */
const contradicted = (text: string, nodules: readonly SidedNodule[]): string[] =>
  nodules.flatMap(({ label, side }) => {
    const near = new RegExp(`\\b${label}\\b[^.;\\n]{0,${NEAR}}?\\b(left|right)\\b`, 'giu')
    return [...text.matchAll(near)]
      .map((match) => (match[1] ?? '').toLowerCase())
      .filter((said) => said !== side)
      .map((said) => `The text says ${label} ${quoted(said)}. In the visit ${label} is ${words(side)}.`)
  })

const words = (side: Side): string => (side === 'midline' ? 'in the midline' : `on the ${side}`)

/**
 * The laterality guard over what a person typed into a letter: each side and each label that the visit does not know, in
 * a sentence. "Right" and "left" mean other things too, so a doubt asks to be seen; it never corrects. Nothing is said of
 * a visit without nodules: then a side is the patient's own words.
 */
export const sideDoubts = (
  text: Pick<LetterText, 'reason' | 'question'>,
  nodules: readonly SidedNodule[],
): string[] => {
  if (nodules.length === 0) return []
  const here = nodules.map(({ label, side }) => `${label} ${words(side)}`).join(', ')
  const all = `${text.reason}\n${text.question}`.replaceAll(NO_SIDE, ' ')
  const labels = [...new Set([...all.matchAll(LABEL)].map(([label]) => label))].filter(
    (label) => !nodules.some((nodule) => nodule.label === label),
  )
  const sides = [...new Set([...all.matchAll(SIDE)].map(([side]) => side.toLowerCase()))].filter(
    (side) => !nodules.some((nodule) => nodule.side === side),
  )
  return [
    ...contradicted(all, nodules),
    ...labels.map((label) => `The text names ${label}. This visit has ${here}.`),
    ...sides.map((side) => `The text says ${quoted(side)}. This visit has ${here}.`),
  ]
}
