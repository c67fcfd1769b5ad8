import type { Run } from '../sheet'

const SLOT = /\{(\w+)\}/g
const SPACES = /[\s\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu

/** A slot is one line of text: control characters and direction overrides become a blank, so a name cannot rearrange a sheet. */
export const oneLine = (text: string): string => text.replace(SPACES, ' ').trim()

/** Text of several lines: breaks stay, every other control character and every direction override becomes a blank. */
export const severalLines = (text: string): string =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map((line) => line.replace(SPACES, ' ').trimEnd())
    .join('\n')
    .trim()

/**
 * A unit, filled, as runs. Bold marks are read before slots are filled, so that nothing in a name or a free
 * text acts as markup.
 */
export const fill = (unit: string, slots: Readonly<Record<string, string | number | undefined>>): Run[] =>
  unit
    .split('**')
    .map((part, index) => ({
      text: part.replace(SLOT, (_, name: string) => oneLine(String(slots[name] ?? ''))),
      bold: index % 2 === 1,
    }))
    .filter((run) => run.text !== '')
    .map((run) => (run.bold ? run : { text: run.text }))

export const textOf = (runs: readonly Run[]): string => runs.map((run) => run.text).join('')
