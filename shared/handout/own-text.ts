import type { SheetSlot } from '../texts/clinic-text'
import type { OwnSheet } from '../texts/rich-types'
import { fillInline, fillRich, type SlotValues } from '../texts/rich'
import type { HandoutFacts } from './facts'
import type { SheetSection } from './sheet'
import type { Book, OwnUnits } from './text/book'
import { oneLine } from './text/fill'

/** The clinic's words for units, as runs. Units that may be worded have no slots. */
export const ownUnits = ({ units }: OwnSheet): OwnUnits =>
  Object.fromEntries(
    Object.entries(units).flatMap(([id, words]) => {
      const runs = words === undefined ? undefined : fillInline(words, {})
      return runs === undefined ? [] : [[id, runs]]
    }),
  )

const valuesOf = (facts: HandoutFacts, { longDate }: Book): SlotValues<SheetSlot> => ({
  patient: facts.patient.name,
  visit: longDate(facts.visitOn),
  ...(facts.followUpOn !== undefined && { next: longDate(facts.followUpOn) }),
  clinic: facts.clinic.name,
  phone: facts.clinic.phone,
  emergency: facts.clinic.emergencyNumber,
  clinician: facts.signer.name,
})

/** The clinic's own passages. One that has nothing left to say for this patient is not there, heading and all. */
export const passageSections = (own: OwnSheet, facts: HandoutFacts, book: Book): SheetSection[] =>
  own.passages.flatMap(({ heading, blocks }, index): SheetSection[] => {
    const filled = fillRich<string>(blocks, valuesOf(facts, book))
    return filled.length === 0
      ? []
      : [{ id: `own${String(index + 1)}`, heading: oneLine(heading), blocks: filled }]
  })

/** Sections that close a sheet: the clinic's own stand before them, and after everything that a gate decides. */
const CLOSING = new Set(['teach', 'short', 'next', 'soon', 'advice'])

/** A sheet with the clinic's passages; whatever they say, every section of the sheet stays where it was. */
export const withPassages = (
  sections: readonly SheetSection[],
  passages: readonly SheetSection[],
): SheetSection[] => {
  if (passages.length === 0) return [...sections]
  const last = sections.findLastIndex(({ id }) => !CLOSING.has(id))
  return [...sections.slice(0, last + 1), ...passages, ...sections.slice(last + 1)]
}
