import { fleschKincaid } from 'flesch-kincaid'
import { smogFormula } from 'smog-formula'
import { syllable } from 'syllable'
import type { Grade } from '@shared/handout/sheet'

/** Sentences, words, syllables and words of three or more syllables. */
// A type and not an interface: the packages ask for an index signature.
export type TextCounts = Readonly<Record<'sentence' | 'word' | 'syllable' | 'polysillabicWord', number>>

const SENTENCE_END = /(?<=[.?!])["”]?\s+(?=[\p{Lu}\p{N}“"])/u
const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu
const MOST_SYLLABLES_OF_A_SHORT_WORD = 2

/** Digits are read as numbers: one word of one syllable per digit, as readability tools do. */
const syllablesOf = (word: string, count: (word: string) => number): number =>
  /^\p{N}+$/u.test(word) ? word.length : Math.max(1, count(word))

/** Sentences of a piece, and words of a sentence, as they are counted. */
export const sentencesOf = (piece: string): string[] =>
  piece.split(SENTENCE_END).filter((sentence) => wordsOf(sentence).length > 0)
export const wordsOf = (sentence: string): string[] => sentence.match(WORD) ?? []

/** Pieces are counted apart: none runs on into the next. Names given are taken out before counting. */
export const countText = (
  pieces: readonly string[],
  without: readonly string[] = [],
  count: (word: string) => number = syllable,
): TextCounts => {
  const taken = [...without].filter((name) => name !== '').sort((a, b) => b.length - a.length)
  const counts = { sentence: 0, word: 0, syllable: 0, polysillabicWord: 0 }
  for (const piece of pieces) {
    const text = taken.reduce((rest, name) => rest.replaceAll(new RegExp(escaped(name), 'giu'), ' '), piece)
    for (const sentence of sentencesOf(text)) {
      const words = wordsOf(sentence)
      counts.sentence += 1
      counts.word += words.length
      for (const word of words) {
        const syllables = syllablesOf(word, count)
        counts.syllable += syllables
        if (syllables > MOST_SYLLABLES_OF_A_SHORT_WORD) counts.polysillabicWord += 1
      }
    }
  }
  return counts
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const tenth = (grade: number): number => Math.round(grade * 10) / 10

/**
 * US school grade of a text, rounded to a tenth: Flesch-Kincaid and SMOG, with the names of people and medicines and without
 * them (ruling 27; clinical content 5.1, S38). English only: the formulas say nothing about other languages.
 */
export const gradeOf = (
  pieces: readonly string[],
  names: readonly string[],
  count: (word: string) => number = syllable,
): Grade => {
  const [all, without] = [countText(pieces, [], count), countText(pieces, names, count)]
  return {
    fleschKincaid: tenth(fleschKincaid(all)),
    smog: tenth(smogFormula(all)),
    fleschKincaidWithoutNames: tenth(fleschKincaid(without)),
    smogWithoutNames: tenth(smogFormula(without)),
  }
}
