import { z } from 'zod'
import { LANGUAGES, person } from '../../records/people'
import { instant, uuid } from '../../records/values'
import type { OwnSheet } from '../../texts/rich-types'
import { EN, type UnitId, type Units } from './en'
import { UNITS, type SheetLanguage } from './units'

/** How far a unit of text may be trusted, best first (clinical content 5.8). A missing one is marked, never English in silence. */
export const UNIT_STATES = ['reviewed', 'draft', 'machine', 'missing'] as const
export const unitState = z.enum(UNIT_STATES)
export type UnitState = z.infer<typeof unitState>

/** The worst of several states; `reviewed` of none. */
export const worstOf = (states: Iterable<UnitState>): UnitState =>
  UNIT_STATES[Math.max(0, ...[...states].map((state) => UNIT_STATES.indexOf(state)))] ?? 'draft'

/** The words of every language, and how far each unit may be trusted. */
export interface Texts {
  readonly unitsOf: (language: SheetLanguage) => { readonly edition: string; readonly units: Partial<Units> }
  readonly stateOf: (language: SheetLanguage, id: UnitId) => UnitState
  /** A text of the clinic's own that was chosen; it stands on English sheets alone, where it was written. */
  readonly own?: OwnSheet
}

/** As shipped: nobody has signed anything. */
export const SHIPPED: Texts = {
  unitsOf: (language) => UNITS[language],
  stateOf: (language, id) =>
    (UNITS[language].units as Partial<Units>)[id] === undefined ? 'missing' : UNITS[language].origin,
}

/** A unit as somebody read it: the hash tells whether it still says the same, in English and in its own language. */
export const unitAsRead = z.object({ id: z.string().max(100), hash: z.string().max(100) })
export type UnitAsRead = z.infer<typeof unitAsRead>

export const MAX_COMMENT = 1000
const words = z.string().trim().min(1).max(MAX_COMMENT)

/** Somebody outside the clinic who read the same units beside the person who signs, and who they are. */
export const outsideReviewer = z.object({ name: z.string().trim().min(1).max(120), what: words })
export type OutsideReviewer = z.infer<typeof outsideReviewer>

const act = {
  actId: uuid,
  language: z.enum(LANGUAGES),
  at: instant,
  by: person,
  units: z.array(unitAsRead).min(1),
}
/** What is done in a review. Acts are only ever added; what a unit is worth is read from all of them. */
export const reviewAct = z.discriminatedUnion('is', [
  z.object({ is: z.literal('signed'), ...act, with: outsideReviewer.optional() }),
  /** Takes back every signature so far, whoever made it: a fault was found. */
  z.object({ is: z.literal('withdrawn'), ...act, text: words }),
  z.object({ is: z.literal('comment'), ...act, text: words }),
])
export type ReviewAct = z.infer<typeof reviewAct>

/** One name under a unit. `outside`: vouched for by the person who signed. */
export const unitSignature = z.object({
  name: z.string(),
  what: z.string(),
  at: instant,
  outside: z.boolean(),
})
export type UnitSignature = z.infer<typeof unitSignature>

/** Names that a unit needs (clinical content 5.8). */
export const NAMES_NEEDED = 2

/** Who has signed a unit as it reads now; a name counts once. @param acts in the order in which they were done */
export const signaturesOf = (acts: readonly ReviewAct[], unit: UnitAsRead): UnitSignature[] => {
  let names = new Map<string, UnitSignature>()
  const sign = (signature: UnitSignature): void => {
    const key = signature.name.toLocaleLowerCase('en').replace(/\s+/gu, ' ')
    if (!names.has(key)) names.set(key, signature)
  }
  for (const one of acts) {
    if (!one.units.some(({ id, hash }) => id === unit.id && hash === unit.hash)) continue
    if (one.is === 'withdrawn') names = new Map()
    if (one.is !== 'signed') continue
    sign({ name: one.by.name, what: one.by.profession, at: one.at, outside: false })
    if (one.with) sign({ ...one.with, at: one.at, outside: true })
  }
  return [...names.values()]
}

/** One line of the review screen. */
export const reviewedUnit = unitAsRead.extend({
  english: z.string(),
  /** Empty where there is none. */
  text: z.string(),
  state: unitState,
  signatures: z.array(unitSignature),
  /** Newest last. `stale`: said of other words than those that stand now. */
  comments: z.array(
    z.object({ by: z.string(), at: instant, text: z.string(), stale: z.boolean(), withdrawal: z.boolean() }),
  ),
})
export type ReviewedUnit = z.infer<typeof reviewedUnit>

/** What the units of a language are worth, counted. */
export const languageStanding = z.object({
  language: z.enum(LANGUAGES),
  edition: z.string(),
  units: z.int(),
  counts: z.record(unitState, z.int()),
})
export type LanguageStanding = z.infer<typeof languageStanding>

export const UNIT_IDS = Object.keys(EN) as UnitId[]
