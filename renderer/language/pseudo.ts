import { PSEUDO } from './languages'
import type { Words } from './text'

/** Stretches by a third, as a translation does, and runs every word from the right; slots stay as they are. */
export const pseudo = (english: string): string =>
  english
    .split(/(\{\w+\})/u)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(/\p{L}[\p{L}’]*/gu, (word) => `\u202e${longer(word)}\u202c`),
    )
    .join('')
const longer = (word: string): string =>
  word.length < 4 ? word : `${word}${word.slice(-Math.ceil(word.length / 3))}`

export const words: Words = {
  language: PSEUDO,
  of: (english) => {
    const at = english.indexOf('#')
    return pseudo(at < 0 ? english : english.slice(0, at))
  },
}
