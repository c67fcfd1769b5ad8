import type { LanguageStanding, ReviewedUnit, UnitSignature, UnitState } from '@shared/handout/text/review'
import { PROFESSION_LABELS, type Profession } from '@shared/records/people'
import { t, told, type Plain } from '../language/text'
import { dayWords } from '../language/days'
import { dayOf } from '../shell/clock'

export const UNIT_STATE_WORDS: Record<UnitState, Plain> = {
  reviewed: 'reviewed',
  draft: 'draft',
  machine: 'machine',
  missing: 'missing',
}

/** How a language stands, in one sentence. */
export const standingLine = ({ units, counts, edition }: LanguageStanding): string =>
  t('Edition {edition}: {reviewed} of {units} units reviewed{machine}{missing}.', {
    edition,
    reviewed: counts.reviewed,
    units,
    machine: counts.machine ? t(', {count} by machine', { count: counts.machine }) : '',
    missing: counts.missing ? t(', {count} missing', { count: counts.missing }) : '',
  })

const isProfession = (what: string): what is Profession => Object.hasOwn(PROFESSION_LABELS, what)

export const signatureWords = ({ name, what, at, outside }: UnitSignature): string =>
  `${name}, ${isProfession(what) ? told(PROFESSION_LABELS[what]) : what}${outside ? ` ${t('(from outside)')}` : ''}, ${dayWords(dayOf(at))}`

/** What of a list is shown. */
export const SHOWN = ['open', 'mine', 'remarked', 'all'] as const
export type Shown = (typeof SHOWN)[number]
export const SHOWN_LABELS: Record<Shown, Plain> = {
  open: 'not reviewed',
  mine: 'for me to sign',
  remarked: 'with remarks',
  all: 'all',
}

const mentions = (unit: ReviewedUnit, wanted: string): boolean =>
  wanted === '' ||
  [unit.id, unit.english, unit.text].some((text) => text.toLocaleLowerCase().includes(wanted))

/** The units to show. @param me the name of whoever is at the keys */
export const shownUnits = (
  units: readonly ReviewedUnit[],
  shown: Shown,
  search: string,
  me: string,
): ReviewedUnit[] =>
  units.filter((unit) => {
    if (!mentions(unit, search.trim().toLocaleLowerCase())) return false
    if (shown === 'open') return unit.state !== 'reviewed'
    if (shown === 'mine') return unit.state !== 'missing' && !unit.signatures.some(({ name }) => name === me)
    return shown === 'all' || unit.comments.length > 0
  })

/** A unit as it is written, its bold as bold; slots stay as they are, because the reviewer judges the words around them. */
export const boldParts = (text: string): { readonly text: string; readonly bold: boolean }[] =>
  text.split('**').map((part, index) => ({ text: part, bold: index % 2 === 1 }))
