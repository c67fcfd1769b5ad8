import { emergencySections } from './emergency'
import type { HandoutFacts } from './facts'
import type { HandoutGates } from './gates'
import { plannedActions, toldOf, todayWords } from './actions'
import type { ActionId, HandoutOptions, Sheet, SheetProjection } from './sheet'
import { handoutSections } from './sections'
import { openBook, type Book } from './text/book'
import { oneLine } from './text/fill'

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

const frame = (facts: HandoutFacts, options: HandoutOptions, book: Book) => {
  const { plain, shortDate } = book
  const own = oneLine(facts.patient.otherScript)
  const name = oneLine(facts.patient.name)
  return {
    version: book.edition,
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
      sheet: plain('footer.sheet', { edition: book.edition }),
    },
    words: {
      page: book.open('footer.page'),
      helpOverleaf: plain('help.overleaf'),
      helpOnPage: book.open('help.onPage'),
    },
    paper: options.paper,
    size: options.size,
  }
}

/** Picked actions that were planned, in the order picked; the first two planned where none is picked (ruling 26). */
const picked = (planned: readonly ActionId[], wanted: readonly ActionId[]): ActionId[] => {
  const kept = [...new Set(wanted)].filter((action) => planned.includes(action))
  return (kept.length === 0 ? planned : kept).slice(0, 2)
}

/**
 * The sheet a patient keeps, from what was found and chosen and from nothing else (clinical content 5.2). Pure: the same facts,
 * options and gates always make the same sheet. The grade is added by the service.
 */
export const projectFacts = (
  facts: HandoutFacts,
  options: HandoutOptions,
  gates: HandoutGates,
): SheetProjection => {
  const book = openBook(options.language)
  const told = toldOf(facts, gates)
  const planned = plannedActions(facts, told)
  const actions = picked(planned, options.actions)
  const sheet: Sheet = gates.emergencySheet
    ? {
        ...frame(facts, options, book),
        kind: 'emergency',
        title: book.plain('emergency.title'),
        sections: emergencySections(facts, book),
      }
    : {
        ...frame(facts, options, book),
        kind: 'handout',
        title: titleOf(facts, book),
        sections: handoutSections(facts, gates, told, actions, book),
      }
  return {
    sheet,
    choices: gates.emergencySheet
      ? []
      : planned.map((id) => ({
          id,
          label: todayWords(id, told, openBook('en')),
          picked: actions.includes(id),
        })),
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
