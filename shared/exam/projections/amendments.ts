import type { SignedExam } from '../../records/exam'
import type { RevisionKind } from '../../records/revision'
import type { ExamContext } from '../context'
import { changesBetween } from './changes'
import { noteOf, sectionText } from './note'

/** One revision after the first, as every document tells it. */
export interface Amendment {
  readonly revision: number
  readonly kind: RevisionKind
  readonly at: string
  readonly author: SignedExam['signer']
  readonly reason: string
  /** The differences from the revision before, in words; an addendum's own words; nothing for the other kinds. */
  readonly words: readonly string[]
}

/** All revisions of one visit, oldest first, with what each is judged against. */
export interface RevisionSource {
  readonly history: readonly SignedExam[]
  readonly contextOf: (revision: SignedExam) => ExamContext
  /** What was said to the prompts of a revision, a sentence each. */
  readonly saidTo: (revision: SignedExam) => readonly string[]
}

const CHANGES_ANSWERS: readonly RevisionKind[] = ['amendment', 'completion']

function differences(before: SignedExam, after: SignedExam, source: RevisionSource): string[] {
  const judged = (revision: SignedExam) => ({ body: revision.body, context: source.contextOf(revision) })
  const [saidBefore, saidAfter] = [source.saidTo(before), source.saidTo(after)]
  const said = saidAfter.filter((line) => !saidBefore.includes(line))
  return [
    ...changesBetween(judged(before), judged(after)).map(({ words }) => words),
    ...said.map((line) => `Said to a prompt: ${line}`),
  ]
}

/** What happened to a visit after its first signature, oldest first. */
export const amendmentsOf = (source: RevisionSource): readonly Amendment[] =>
  source.history.flatMap((revision, index): Amendment[] => {
    const { change } = revision
    const before = source.history[index - 1]
    if (change === undefined) return []
    const { kind, at, author, reason, text, sides = [] } = change
    const corrected = sides.map(
      ({ label, was, now }) => `Side of ${label} corrected: was ${was}, now ${now}. The label stays.`,
    )
    const words =
      text !== undefined
        ? [text]
        : before !== undefined && CHANGES_ANSWERS.includes(kind)
          ? [...corrected, ...differences(before, revision, source)]
          : []
    return [{ revision: revision.revision, kind, at, author, reason, words }]
  })

/**
 * The sections of the note that read otherwise when the visit was first signed, as they stood then, word for word:
 * beside the note of today they keep the original in sight. None where nothing was reworded.
 */
export function asFirstSigned({ history, contextOf }: RevisionSource): { heading: string; text: string }[] {
  const [first, last] = [history[0], history.at(-1)]
  if (first === undefined || last === undefined || first === last) return []
  const textOf = (revision: SignedExam) =>
    noteOf(revision.body, contextOf(revision)).map((section) => ({
      heading: section.heading,
      text: sectionText(section),
    }))
  const now = textOf(last)
  return textOf(first).filter(
    ({ heading, text }) => now.find((section) => section.heading === heading)?.text !== text,
  )
}
