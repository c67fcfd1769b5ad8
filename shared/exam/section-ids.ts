import { placeOf, SECTIONS, type FieldId, type SectionId } from './definition'

export type { SectionId }

/** The sections of an exam, in its order, for papers of which a person chooses the sections. */
export const SECTION_IDS = SECTIONS.map(({ id }) => id) as [SectionId, ...SectionId[]]

/** The section that a slot is read from. */
export const sectionOf = (id: FieldId): SectionId => placeOf(id).section.id
