import { isoToWords } from '../dates/typed-date'
import type { Amendment } from '../exam/projections/amendments'
import { PROFESSION_LABELS } from '../records/people'
import { REVISION_WORDS, type MovedFrom } from '../records/revision'
import type { Instant, IsoDate } from '../records/values'
import { oneLine, severalLines } from './text/fill'

/** An instant as people read it, where the clinic is. */
export interface SignedWhen {
  readonly on: IsoDate
  /** Hours and minutes, `10:42`. */
  readonly time: string
}
/** The clinic's clock: what day and hour an instant was there. */
export type Clock = (at: Instant) => SignedWhen

interface Paragraph {
  readonly heading: string
  readonly text: string
}

/** Paragraphs as paper takes them: whatever was typed into a name or an answer turns nothing around and draws no box. */
export const onPaper = (paragraphs: readonly Paragraph[]): Paragraph[] =>
  paragraphs.map(({ heading, text }) => ({ heading: oneLine(heading), text: severalLines(text) }))

const moment = (at: Instant, clock: Clock): string => {
  const { on, time } = clock(at)
  return `${isoToWords(on)}, ${time}`
}

/** The author of a change as the signature of a note names its signer. */
export const authorWords = ({ name, profession, registration }: Amendment['author']): string =>
  [
    oneLine(name),
    PROFESSION_LABELS[profession],
    ...(registration === '' ? [] : [`registration ${oneLine(registration)}`]),
  ].join(', ')

/** One change in full: who, why, and what differs. Stands below the signature of the note and in the letter. */
export const amendmentParagraph = (amendment: Amendment, clock: Clock): Paragraph => ({
  heading: `${REVISION_WORDS[amendment.kind]}, ${moment(amendment.at, clock)}`,
  text: [
    ...amendment.words,
    `Reason: ${amendment.reason}`,
    `Signed by ${authorWords(amendment.author)}. Revision ${amendment.revision}.`,
  ].join('\n'),
})

/** What a visit that was first charted in the chart of somebody else says of that, in every document and on screen. */
export const movedParagraph = (movedFrom: MovedFrom | undefined, clock: Clock): Paragraph[] => {
  if (movedFrom === undefined) return []
  const { at, by, reason, signed } = movedFrom
  const there =
    signed === undefined
      ? 'It was a draft there.'
      : `It was signed there by ${signed.by.name} on ${moment(signed.at, clock)}. That signature stands for the other chart; this chart has its own.`
  return [
    {
      heading: 'Charted in another chart first',
      text: `Moved into this chart on ${moment(at, clock)} by ${by.name}: ${reason}\n${there}`,
    },
  ]
}

/**
 * What stands at the head of every document of a visit that was changed after its signature, so that nobody reads on
 * without knowing; nothing for a visit as it was first signed.
 */
export const amendmentNotice = (amendments: readonly Amendment[], clock: Clock): Paragraph[] => {
  const last = amendments.at(-1)
  if (last === undefined) return []
  const when = moment(last.at, clock)
  switch (last.kind) {
    case 'cancellation':
      return [
        {
          heading: 'Entered in error',
          text: `This visit was cancelled on ${when} by ${last.author.name}: ${last.reason}\nNothing in it counts. It is kept as it was signed.`,
        },
      ]
    case 'moved':
      return [
        {
          heading: 'Charted here by mistake',
          text: `This visit belongs to another patient. It was moved out of this chart on ${when} by ${last.author.name}: ${last.reason}\nNothing that was found at it stands here.`,
        },
      ]
    case 'amendment':
    case 'addendum':
    case 'completion': {
      const changed = amendments.some(({ kind }) => kind !== 'addendum')
      const where = changed
        ? 'The text is as it stands now; what was changed, and the text as first signed, stand below the signature.'
        : 'What was added stands below the signature.'
      return [
        {
          heading: changed ? 'Amended after signing' : 'Added to after signing',
          text: `Last on ${when} by ${last.author.name}. ${where}`,
        },
      ]
    }
  }
}
