import { asIs, joined, said, type Said } from '../records/said'
import { lower } from './build'
import type { Place } from './definition'
import type { Field } from './field-kinds'
import { capital } from './wording'

/** A field of an entry that has no label of its own, for whoever says it in another language. */
export const OF_ENTRY = '{entry}: {field}'

/** A field by its label. */
export const fieldName = ({ label, id }: Field): Said => said(label, id)
/** "R1 Margins". */
export const labelled = (label: string | undefined, field: Field): Said =>
  label === undefined || label === '' ? fieldName(field) : joined([asIs(label), fieldName(field)], ' ')
/** "R1 Margins"; in an entry without a label of its own "procedure: Side", for there may be many sides. */
export const spotName = ({ field, part }: Place, label: string | undefined): Said =>
  (label === undefined || label === '') && part.repeats
    ? {
        text: OF_ENTRY,
        en: `${capital(part.repeats.entry)}: ${lower(field.label)}`,
        slots: { entry: said(part.repeats.entry), field: fieldName(field) },
      }
    : labelled(label, field)
