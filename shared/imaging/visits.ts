import type { Side } from '../bodymap'
import { isoAloud } from '../dates/typed-date'
import type { VisitRow } from '../records/exam'
import type { ImageRecord } from '../records/image'
import type { IsoDate } from '../records/values'
import { stacksOf, type Stack } from './stacks'

/** What somebody said of a picture, in the exam. */
export interface SaidOfPicture {
  /** "R1, ultrasound"; empty where nothing was said. */
  readonly words: string
  /** Which side of the body it shows. */
  readonly side?: Side
  readonly takenOn?: IsoDate
}

/** The pictures of one visit of a patient. */
export interface VisitPictures {
  readonly examId: string
  readonly visitOn: IsoDate
  readonly stacks: readonly Stack[]
  /** By entry id. */
  readonly said: Readonly<Record<string, SaidOfPicture>>
}

/** A stack with what is known of when and of what it is. */
export interface Dated {
  readonly stack: Stack
  readonly said: SaidOfPicture
  readonly visitOn: IsoDate
  readonly here: boolean
}

/**
 * The pictures of a patient by visit, the oldest first. Visits that were taken back, or moved to another person's
 * chart, are left out: what they hold must not be compared with anything.
 */
export const byVisit = (
  images: readonly ImageRecord[],
  visits: readonly VisitRow[],
  said: Readonly<Record<string, VisitPictures['said']>>,
): readonly VisitPictures[] =>
  visits
    .filter(({ state }) => state === 'draft' || state === 'signed' || state === 'incomplete')
    .map(({ examId, visitOn }) => ({
      examId,
      visitOn,
      stacks: stacksOf(images.filter((one) => one.examId === examId)),
      said: said[examId] ?? {},
    }))
    .filter(({ stacks }) => stacks.length > 0)
    .sort((one, other) => (one.visitOn < other.visitOn ? -1 : one.visitOn > other.visitOn ? 1 : 0))

/** All stacks of a patient, the oldest visit first. */
export const datedStacks = (visits: readonly VisitPictures[], examId: string): readonly Dated[] =>
  visits.flatMap((visit) =>
    visit.stacks.map((stack) => ({
      stack,
      said: visit.said[stack.entryId] ?? { words: '' },
      visitOn: visit.visitOn,
      here: visit.examId === examId,
    })),
  )

/** When it was made, as far as anybody said; else when it was attached. */
const dayOf = ({ said, visitOn }: Dated): IsoDate => said.takenOn ?? visitOn

/** "taken 3 March 2019", "visit of 11 October 2026". */
export const dayWords = (one: Dated): string =>
  one.said.takenOn === undefined
    ? `visit of ${isoAloud(one.visitOn, '')}${one.here ? ', this one' : ''}`
    : `taken ${isoAloud(one.said.takenOn, '')}`

/** Older first, as then and now are read. */
export const isOlder = (one: Dated, other: Dated): boolean => dayOf(one) < dayOf(other)

/** The kind of picture, by which two are worth holding side by side. */
const kindOf = ({ stack }: Dated): string => stack.images[0].facts.modality ?? stack.images[0].facts.kind

/**
 * The picture of an earlier day that this one is held against first: of the same nodule and kind where there is one,
 * else of the same kind, else the latest.
 */
export const thenOf = (now: Dated, all: readonly Dated[]): Dated | undefined => {
  const nodule = (one: Dated): string => one.said.words.split(', ')[0] ?? ''
  const likeness = (one: Dated): number =>
    (kindOf(one) === kindOf(now) ? 1 : 0) + (nodule(one) !== '' && nodule(one) === nodule(now) ? 2 : 0)
  const earlier = all.filter((one) => one.visitOn < now.visitOn || (!one.here && isOlder(one, now)))
  return earlier.reduceRight<Dated | undefined>(
    (best, one) => (best === undefined || likeness(one) > likeness(best) ? one : best),
    undefined,
  )
}
