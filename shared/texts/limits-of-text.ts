import { fieldOf } from '../exam/definition'
import { HANDOUT_SLOTS } from '../exam/slots'
import type { Inline, OwnSheet, Rich } from './rich-types'

/** Why a standing text may not say something. */
export const REFUSED_WORDS = {
  medicine: 'Medicines come from the visit and its prompts, never from a standing text',
  serious: 'Whether it is serious is said by the prompts, never by a standing text',
} as const
export type RefusedWord = keyof typeof REFUSED_WORDS

const MEDICINES: readonly string[] = [
  ...new Set(
    fieldOf(HANDOUT_SLOTS['medicine.drug'])
      .options.filter(({ code }) => code !== 'other')
      .flatMap(({ label, names }) => [label, ...Object.values(names ?? {})]),
  ),
  'NSAID',
  'NSAIDs',
  'painkiller',
  'painkillers',
]
const MEDICINE = new RegExp(`\\b(?:${MEDICINES.join('|')})\\b`, 'iu')
const SERIOUS =
  /\b(?:not|never|rarely|isn.t)\b[^.]{0,24}\b(?:serious|dangerous|cancer)\b|\bharmless\b|\bnothing to worry\b|\bno need to worry\b/iu

const wordsOf = (inline: Inline): string =>
  inline.map((piece) => (piece.is === 'words' ? piece.text : '…')).join('')
const linesOf = (rich: Rich): string[] =>
  rich.flatMap((block) => (block.is === 'paragraph' ? [wordsOf(block.inline)] : block.items.map(wordsOf)))

/** Everything that a sheet's standing text says by itself, a line each. */
export const linesOfSheet = ({ units, passages }: Pick<OwnSheet, 'units' | 'passages'>): string[] => [
  ...Object.values(units).flatMap((unit) => (unit === undefined ? [] : [wordsOf(unit)])),
  ...passages.flatMap(({ heading, blocks }) => [heading, ...linesOf(blocks)]),
]

/**
 * What a standing text of the patient's sheet may not say, because only the prompts of a visit can know it: the name of a
 * medicine (R20, R25) and that a lump is nothing serious (G1).
 */
export const refusedWords = (text: Pick<OwnSheet, 'units' | 'passages'>): RefusedWord[] => {
  const all = linesOfSheet(text)
  return [
    ...(all.some((line) => MEDICINE.test(line)) ? (['medicine'] as const) : []),
    ...(all.some((line) => SERIOUS.test(line)) ? (['serious'] as const) : []),
  ]
}
