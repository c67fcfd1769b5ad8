import type { HandoutSlot } from '../../handout/slots'
import type { ExamBody } from '../../records/exam'
import type { FieldValue } from '../answer'
import { codecOf, schemaOf } from '../codecs'
import type { ExamContext } from '../context'
import { GROUPS, PLACES, type Place } from '../definition'
import { viewOf } from '../validate'
import { termsOf } from './note'

/** One answer as the handout's facts take it: the stored value, and its words in the clinic's country. */
export interface SlotValue {
  readonly value: FieldValue
  readonly words: string
}
export type SlotValues = Partial<Readonly<Record<HandoutSlot, SlotValue>>>

/** One entry of a group that fills slots: a lump, a medicine, an injection. */
export interface SlotEntry {
  readonly entryId: string
  /** R1 for a lump. */
  readonly name: string
  readonly values: SlotValues
}

export interface Slots {
  readonly values: SlotValues
  /** Entries in their order; the slots of an entry say what it is of. */
  readonly entries: readonly SlotEntry[]
}

const SLOTTED: readonly { readonly place: Place; readonly slot: HandoutSlot }[] = PLACES.flatMap((place) =>
  place.field.slot === undefined ? [] : [{ place, slot: place.field.slot }],
)

/** The answers that the handout may speak of, by slot: only values that count, never an unanswered state. */
export function slotsOf(body: ExamBody, context: ExamContext): Slots {
  const view = viewOf(body, context)
  const terms = termsOf(body, context)
  const read = (group: Place['group'], entryId?: string): SlotValues =>
    Object.fromEntries(
      SLOTTED.filter(({ place }) => place.group === group).flatMap(({ place, slot }) => {
        const { answer } = view.at(place, entryId)
        if (answer?.is !== 'value') return []
        const value = schemaOf(place.field).parse(answer.value)
        return [[slot, { value, words: codecOf(place.field).phrase(place.field, value, terms) }]]
      }),
    )
  return {
    values: read(undefined),
    entries: GROUPS.flatMap(({ group }) =>
      view.entries(group).map(({ entryId }) => ({
        entryId,
        name: terms.entryName(group, entryId),
        values: read(group, entryId),
      })),
    ),
  }
}
