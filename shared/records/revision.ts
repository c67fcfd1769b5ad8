import { z } from 'zod'
import { person } from './people'
import { instant } from './values'

/**
 * What a revision after the first is. An `amendment` changes answers, a `completion` does so for a visit that was signed
 * as an incomplete emergency (ruling 22), an `addendum` adds words and changes nothing. A `cancellation` says that the
 * visit was entered in error. `moved` is what stays in a chart after a visit of somebody else was taken out of it: it
 * holds no findings.
 */
export const REVISION_KINDS = ['amendment', 'addendum', 'completion', 'cancellation', 'moved'] as const
export type RevisionKind = (typeof REVISION_KINDS)[number]

export const REVISION_WORDS: Readonly<Record<RevisionKind, string>> = {
  amendment: 'Amendment',
  addendum: 'Addendum',
  completion: 'Completion',
  cancellation: 'Entered in error',
  moved: 'Moved to another chart',
}

/** The same for all that a timeline tells of a visit. */
export const CHANGE_WORDS: Readonly<Record<RevisionKind | 'discarded', string>> = {
  ...REVISION_WORDS,
  discarded: 'Discarded',
}

/** Longest reason and longest addendum, characters. */
export const MAX_REASON = 1000
export const MAX_ADDENDUM = 10_000
export const reason = z.string().trim().min(1).max(MAX_REASON)

/** The side of a nodule put right after its first signature; its label stays and says so (ruling 6). */
export const sideCorrection = z.object({
  entryId: z.uuid(),
  label: z.string(),
  was: z.string(),
  now: z.string(),
})

/** Who made a revision out of the one before it, when and why. The first revision has none. */
export const revisionChange = z.object({
  kind: z.enum(REVISION_KINDS),
  /** Who signed the change; a snapshot, as the first signer is (ruling 2). */
  author: person,
  at: instant,
  reason,
  /** What an addendum adds, in its author's words. */
  text: z.string().trim().min(1).max(MAX_ADDENDUM).optional(),
  sides: z.array(sideCorrection).optional(),
})
export type RevisionChange = z.infer<typeof revisionChange>

/** A visit that was charted in another chart first: what both charts have to say of it. */
export const movedFrom = z.object({
  /** The visit in the other chart. Whose chart that is stands in neither. */
  examId: z.uuid(),
  at: instant,
  by: person,
  reason,
  /** How it stood there: who had signed it, when, and how many revisions there were; nothing for a draft. */
  signed: z.object({ by: person, at: instant, revisions: z.int().positive() }).optional(),
})

/**
 * What the chart that a visit was taken out of gives as the reason: the words that were typed may name the other
 * patient, and stand in that one's chart alone.
 */
export const WRONG_CHART = 'It was charted in the wrong chart.'

export type MovedFrom = z.infer<typeof movedFrom>

/** How a visit stands by its newest revision. */
export const STANDINGS = ['signed', 'incomplete', 'cancelled', 'moved'] as const
export type Standing = (typeof STANDINGS)[number]

export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  signed: 'signed',
  incomplete: 'signed as incomplete',
  cancelled: 'entered in error',
  moved: 'moved to another chart',
}

/** How a signed visit stands. Cancelled and moved ones stay to be read and count for nothing. */
export const standingOf = (signed: {
  readonly mode: string
  readonly change?: Pick<RevisionChange, 'kind'> | undefined
}): Standing => {
  if (signed.change?.kind === 'cancellation') return 'cancelled'
  if (signed.change?.kind === 'moved') return 'moved'
  return signed.mode === 'complete' ? 'signed' : 'incomplete'
}

/** What was found at it counts for this patient. */
export const counts = (signed: Parameters<typeof standingOf>[0]): boolean =>
  ['signed', 'incomplete'].includes(standingOf(signed))
