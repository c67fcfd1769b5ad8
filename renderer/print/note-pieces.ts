import type { NotePage } from '@shared/handout/sheet'

/** About eight lines: pieces of a long paragraph break between sentences, so that a page never ends inside one. */
const LONGEST_PIECE = 700

const sentences = (text: string): string[] => text.match(/[^.\n]+(?:\.(?!\s)[^.\n]*)*\.?\s*|\n/g) ?? [text]

const split = (text: string): string[] => {
  const pieces: string[] = ['']
  for (const sentence of sentences(text)) {
    const last = pieces.length - 1
    const joined = (pieces[last] ?? '') + sentence
    if (joined.length > LONGEST_PIECE && (pieces[last] ?? '') !== '') pieces.push(sentence)
    else pieces[last] = joined
  }
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== '')
}

export interface NotePiece {
  /** Only the first piece of a paragraph carries it. */
  readonly heading?: string
  readonly text: string
}

/** Paragraphs of a note as pieces that no page end cuts. */
export const notePieces = (paragraphs: NotePage['paragraphs']): NotePiece[] =>
  paragraphs.flatMap(({ heading, text }) => {
    const pieces = split(text)
    return (pieces.length === 0 ? [''] : pieces).map((piece, index) =>
      index === 0 && heading !== '' ? { heading, text: piece } : { text: piece },
    )
  })
