import { emergencySections } from './emergency'
import type { HandoutFacts } from './facts'
import type { HandoutGates } from './gates'
import { plannedActions, toldOf, todayWords } from './actions'
import type { ActionId, HandoutOptions, Sheet, SheetProjection } from './sheet'
import { handoutSections } from './sections'
import { EN, EN_EDITION } from './text/en'
import { longDate, shortDate } from './text/dates'
import { oneLine, plain } from './text/fill'

const titleOf = (facts: HandoutFacts): string => {
  const here = facts.lumps.filter((lump) => !lump.gone)
  return plain(facts.lumps.length === 0 ? 'title.pain' : here.length > 1 ? 'title.lumps' : 'title.lump')
}

/** The day of the visit; with the day of signing where the visit was charted for an earlier day (ruling 12). */
const dayOf = ({ visitOn, signedOn }: HandoutFacts): string =>
  signedOn === visitOn
    ? longDate(visitOn)
    : plain('header.late', { date: longDate(visitOn), signed: longDate(signedOn) })

const frame = (facts: HandoutFacts, options: HandoutOptions) => {
  const own = oneLine(facts.patient.otherScript)
  const name = oneLine(facts.patient.name)
  return {
    version: EN_EDITION,
    language: 'en' as const,
    header: {
      clinic: oneLine(facts.clinic.name),
      phone: facts.clinic.phone === '' ? '' : plain('header.phone', { phone: facts.clinic.phone }),
      patient: own === '' ? name : `${name} (${own})`,
      date: dayOf(facts),
    },
    footer: {
      patient: plain('footer.patient', { name, date: shortDate(facts.patient.bornOn) }),
      signed: plain('footer.signed', {
        date: shortDate(facts.signedOn),
        name: facts.signer.name,
        profession: facts.signer.profession,
      }),
      sheet: plain('footer.sheet', { edition: EN_EDITION }),
    },
    words: {
      page: EN['footer.page'],
      helpOverleaf: plain('help.overleaf'),
      helpOnPage: EN['help.onPage'],
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
  const told = toldOf(facts, gates)
  const planned = plannedActions(facts, told)
  const actions = picked(planned, options.actions)
  const sheet: Sheet = gates.emergencySheet
    ? {
        ...frame(facts, options),
        kind: 'emergency',
        title: plain('emergency.title'),
        sections: emergencySections(facts),
      }
    : {
        ...frame(facts, options),
        kind: 'handout',
        title: titleOf(facts),
        sections: handoutSections(facts, gates, told, actions),
      }
  return {
    sheet,
    choices: gates.emergencySheet
      ? []
      : planned.map((id) => ({ id, label: todayWords(id, told), picked: actions.includes(id) })),
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
