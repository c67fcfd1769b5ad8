import { syllable } from 'syllable'
import { MOST_WORDS, type Hint, type Reading } from '@shared/texts/measure'
import { countText, gradeOf, sentencesOf, wordsOf } from './readability'

/** Past participles that do not end in -ed and that patients' texts use. */
const PARTICIPLES =
  'begun|bought|broken|brought|built|caught|chosen|cut|done|drawn|driven|eaten|felt|found|given|held|hurt|kept|known|laid|left|lost|made|meant|met|put|read|said|seen|sent|set|shown|taken|taught|thought|told|torn|worn|written'
const PASSIVE = new RegExp(
  `\\b(?:am|is|are|was|were|be|been|being)\\s+(?:not\\s+|also\\s+|often\\s+|\\w+ly\\s+)?(?:\\w+ed|${PARTICIPLES})\\b`,
  'iu',
)
/** Adjectives that look like participles. */
const NOT_PASSIVE =
  /\b(?:is|are|was|were|be)\s+(?:not\s+)?(?:tired|worried|pleased|allowed|needed|used to)\b/iu

/** Long words that everybody knows. */
const EVERYDAY = new Set(
  'another anyone area everyone everything family however hospital important medicine minute minutes doctor together tomorrow usually exercise emergency'.split(
    ' ',
  ),
)
const SYLLABLES_OF_A_HARD_WORD = 3

/**
 * What would make a text easier: sentences that are too long, the passive voice, words of three and more syllables. English
 * only, and hints only: a rule of thumb finds neither every passive nor what a reader of this clinic knows.
 */
export const hintsOf = (pieces: readonly string[], names: readonly string[]): Hint[] => {
  const known = new Set(names.flatMap((name) => wordsOf(name)).map((word) => word.toLowerCase()))
  const seen = new Set<string>()
  return pieces.flatMap(sentencesOf).flatMap((sentence): Hint[] => {
    const words = wordsOf(sentence)
    const hard = words.filter((word) => {
      const small = word.toLowerCase()
      if (seen.has(small) || known.has(small) || EVERYDAY.has(small) || /\d/u.test(word)) return false
      const is = syllable(word) >= SYLLABLES_OF_A_HARD_WORD
      if (is) seen.add(small)
      return is
    })
    return [
      ...(words.length > MOST_WORDS
        ? [{ kind: 'long' as const, words: sentence.trim(), count: words.length }]
        : []),
      ...(PASSIVE.test(sentence) && !NOT_PASSIVE.test(sentence)
        ? [{ kind: 'passive' as const, words: PASSIVE.exec(sentence)?.[0] ?? '' }]
        : []),
      ...hard.map((word) => ({ kind: 'hard' as const, words: word, count: syllable(word) })),
    ]
  })
}

/** How a text reads, as a whole. */
export const readingOf = (pieces: readonly string[], names: readonly string[]): Reading => {
  const counts = countText(pieces)
  const lengths = pieces.flatMap(sentencesOf).map((sentence) => wordsOf(sentence).length)
  return {
    grade: counts.word === 0 ? NO_GRADE : gradeOf(pieces, names),
    sentences: counts.sentence,
    words: counts.word,
    longestSentence: Math.max(0, ...lengths),
    hints: hintsOf(pieces, names),
  }
}
const NO_GRADE = { fleschKincaid: 0, smog: 0, fleschKincaidWithoutNames: 0, smogWithoutNames: 0 }
