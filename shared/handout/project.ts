import { emergencySections } from './emergency'
import type { HandoutFacts } from './facts'
import type { HandoutGates } from './gates'
import { plannedActions, toldOf, todayWords, type Told } from './actions'
import { helpSection } from './safety'
import {
  LEAVABLE,
  type ActionId,
  type HandoutOptions,
  type Leavable,
  type Sheet,
  type SheetProjection,
  type SheetSection,
} from './sheet'
import { handoutSections } from './sections'
import { ownUnits, passageSections, withPassages } from './own-text'
import type { OwnSheet } from '../texts/rich-types'
import { openBook, type Book } from './text/book'
import type { UnitId } from './text/en'
import { oneLine } from './text/fill'
import { SHIPPED, worstOf, type Texts, type UnitState } from './text/review'
import type { SheetLanguage } from './text/units'

const titleOf = (facts: HandoutFacts, { plain }: Book): string => {
  const here = facts.lumps.filter((lump) => !lump.gone)
  return plain(facts.lumps.length === 0 ? 'title.pain' : here.length > 1 ? 'title.lumps' : 'title.lump')
}

/** The day of the visit; with the day of signing where the visit was charted for an earlier day (ruling 12). */
const dayOf = ({ visitOn, signedOn }: HandoutFacts, { plain, longDate }: Book): string =>
  signedOn === visitOn
    ? longDate(visitOn)
    : plain('header.late', { date: longDate(visitOn), signed: longDate(signedOn) })

/** A sheet printed from a changed visit says so: it may differ from one that the patient was given before. */
const signedWords = (facts: HandoutFacts, { plain, shortDate }: Book): string => {
  const { name, profession } = facts.signer
  const signed = { date: shortDate(facts.signedOn), name, profession: plain(`profession.${profession}`) }
  return facts.amendedOn === undefined
    ? plain('footer.signed', signed)
    : plain('footer.amended', { ...signed, amended: shortDate(facts.amendedOn) })
}

const frame = (facts: HandoutFacts, options: HandoutOptions, book: Book, edition: string) => {
  const { plain, shortDate } = book
  const own = oneLine(facts.patient.otherScript)
  const name = oneLine(facts.patient.name)
  return {
    version: edition,
    language: book.language,
    header: {
      clinic: oneLine(facts.clinic.name),
      phone: facts.clinic.phone === '' ? '' : plain('header.phone', { phone: facts.clinic.phone }),
      patient: own === '' ? name : `${name} (${own})`,
      date: dayOf(facts, book),
    },
    footer: {
      patient: plain('footer.patient', { name, date: shortDate(facts.patient.bornOn) }),
      signed: signedWords(facts, book),
      sheet: plain('footer.sheet', { edition }),
    },
    words: {
      page: book.open('footer.page'),
      helpOverleaf: plain('help.overleaf'),
      helpOnPage: book.open('help.onPage'),
    },
    paper: options.paper,
    size: options.size,
    frame: options.frame,
  }
}

/** Picked actions that were planned, in the order picked; the first two planned where none is picked (ruling 26). */
const picked = (planned: readonly ActionId[], wanted: readonly ActionId[]): ActionId[] => {
  const kept = [...new Set(wanted)].filter((action) => planned.includes(action))
  return (kept.length === 0 ? planned : kept).slice(0, 2)
}

/** Where a section that may be left out gets its name for the person at the keys. */
const PART_NAMES: Readonly<Record<Leavable, UnitId>> = {
  map: 'map.caption',
  found: 'found.heading',
  why: 'why.heading',
  picture: 'picture.heading',
  offer: 'offer.heading',
  chart: 'chart.heading',
  what: 'what.heading',
  serious: 'serious.heading',
  teach: 'teach.heading',
  short: 'short.heading',
}

const partsOf = (sections: readonly SheetSection[], options: HandoutOptions): SheetProjection['parts'] => {
  const { open } = openBook('en')
  const present = LEAVABLE.filter((id) => sections.some((section) => section.id === id))
  return present.map((id) => ({ id, label: open(PART_NAMES[id]), leftOut: options.leftOut.includes(id) }))
}

/** What one language says of the facts, with all sections. */
const written = (
  facts: HandoutFacts,
  options: HandoutOptions,
  gates: HandoutGates,
  book: Book,
  /** The clinic's own text. The emergency sheet has none of it. */
  theirs?: OwnSheet,
) => {
  const told = toldOf(facts, gates)
  const planned = plannedActions(facts, told)
  const actions = picked(planned, options.actions)
  const all = gates.emergencySheet
    ? emergencySections(facts, book)
    : withPassages(
        handoutSections(facts, gates, told, actions, book),
        theirs === undefined ? [] : passageSections(theirs, facts, book),
      )
  const edition = theirs === undefined ? book.edition : `${book.edition}, ${oneLine(theirs.name)}`
  const sheet: Sheet = {
    ...frame(facts, options, book, edition),
    kind: gates.emergencySheet ? 'emergency' : 'handout',
    title: gates.emergencySheet ? book.plain('emergency.title') : titleOf(facts, book),
    sections: all.filter(({ id }) => !options.leftOut.some((left) => left === id)),
  }
  return { sheet, all, told, planned, actions }
}

const statesOf = (language: SheetLanguage, used: Iterable<UnitId>, texts: Texts): UnitState[] =>
  [...used].map((id) => texts.stateOf(language, id))

const counted = (states: readonly UnitState[]): Record<UnitState, number> => ({
  reviewed: states.filter((state) => state === 'reviewed').length,
  draft: states.filter((state) => state === 'draft').length,
  machine: states.filter((state) => state === 'machine').length,
  missing: states.filter((state) => state === 'missing').length,
})

/** Every help box gets its English twin; both sheets are built alike, section for section and block for block. */
const withEnglishHelp = (
  sections: readonly SheetSection[],
  english: readonly SheetSection[],
): SheetSection[] =>
  sections.map((section, s) => ({
    ...section,
    blocks: section.blocks.map((block, b) => {
      const twin = english[s]?.blocks[b]
      return block.is === 'help' && twin?.is === 'help'
        ? { ...block, english: { title: twin.title, groups: twin.groups } }
        : block
    }),
  }))

/** Whether every word of the help box is reviewed; it may be where the rest of the sheet is not. */
const helpReviewed = (
  facts: HandoutFacts,
  gates: HandoutGates,
  told: Told,
  book: Book,
  texts: Texts,
): boolean => {
  if (gates.emergencySheet) emergencySections(facts, book)
  else helpSection(facts, told, book)
  return worstOf(statesOf(book.language, book.used, texts)) === 'reviewed'
}

/**
 * The sheet a patient keeps, from what was found and chosen and from nothing else (clinical content 5.2). Pure: the same facts,
 * options, gates and texts always make the same sheet. In a language whose words are not all reviewed it carries a
 * banner in both languages and goes with its English copy, and a help box that is not reviewed stands in both
 * (clinical content 5.8, ruling 28). The grade is added by the service.
 */
export const projectFacts = (
  facts: HandoutFacts,
  options: HandoutOptions,
  gates: HandoutGates,
  texts: Texts = SHIPPED,
): SheetProjection => {
  const { language } = options
  const theirs = language === 'en' && !gates.emergencySheet ? texts.own : undefined
  const book = openBook(language, texts, theirs && ownUnits(theirs))
  const own = written(facts, options, gates, book, theirs)
  const states = statesOf(language, book.used, texts)
  const state = worstOf(states)
  const doubtful = language !== 'en' && state !== 'reviewed'
  const beside = options.beside && language !== 'en'
  const english = doubtful || beside ? openBook('en', texts) : undefined
  const twin = english && written(facts, { ...options, language: 'en' }, gates, english).sheet
  const warned = state === 'machine' ? ('banner.machine' as const) : ('banner.draft' as const)
  const sheet: Sheet = {
    ...own.sheet,
    sections:
      twin && doubtful && !beside && !helpReviewed(facts, gates, own.told, openBook(language, texts), texts)
        ? withEnglishHelp(own.sheet.sections, twin.sections)
        : own.sheet.sections,
    ...(twin && beside ? { beside: { title: twin.title, sections: twin.sections } } : {}),
    ...(doubtful
      ? {
          banner: [
            { language, text: book.plain(warned) },
            { language: 'en' as const, text: openBook('en', texts).plain(warned) },
          ],
        }
      : {}),
  }
  return {
    sheet,
    ...(twin && doubtful && !beside
      ? {
          copy: {
            ...twin,
            footer: {
              ...twin.footer,
              sheet: openBook('en', texts).plain('footer.copy', { edition: twin.version }),
            },
          },
        }
      : {}),
    text: { state, counts: counted(states) },
    parts: gates.emergencySheet ? [] : partsOf(own.all, options),
    choices: gates.emergencySheet
      ? []
      : own.planned.map((id) => ({
          id,
          label: todayWords(id, own.told, openBook('en')),
          picked: own.actions.includes(id),
        })),
    pictures: [],
    gates: [...gates.because],
    names: [
      facts.patient.name,
      facts.patient.otherScript,
      facts.clinic.name,
      facts.signer.name,
      ...facts.medicines.map((medicine) => medicine.name),
    ].filter((name) => name !== ''),
  }
}
