import type { AnswerState } from './conditions'
import {
  placeOf,
  type CodedFieldId,
  type CodeOf,
  type FieldId,
  type GroupFieldId,
  type GroupId,
  type ValueOf,
} from './definition'
import { HANDOUT_SLOTS, type HandoutSlot } from './slots'
import type { ExamView, Scope } from './view'

type FieldIn<S extends HandoutSlot> = (typeof HANDOUT_SLOTS)[S]
type GroupIn<S extends HandoutSlot> = {
  [G in GroupId]: FieldIn<S> extends GroupFieldId<G> ? G : never
}[GroupId]
type SlotsAmong<I extends FieldId> = { [S in HandoutSlot]: FieldIn<S> extends I ? S : never }[HandoutSlot]
type GroupSlot = SlotsAmong<GroupFieldId>

/** Codes that a slot may hold: `SlotCode<'lump.moves'>`. */
export type SlotCode<S extends HandoutSlot> = CodeOf<FieldIn<S>>

/** Answers as they count (see `ExamView`), by handout slot. */
export interface SlotScope<S extends HandoutSlot> {
  value<T extends S>(slot: T): ValueOf<FieldIn<T>> | undefined
  has<T extends S & SlotsAmong<CodedFieldId>>(slot: T, ...codes: readonly SlotCode<T>[]): boolean
  state(slot: S): AnswerState
  /** The chosen code in words, as said in a country (ISO 3166 alpha-2; ruling 13). */
  name(slot: S & SlotsAmong<CodedFieldId>, country: string): string | undefined
}
/** One entry of the group that a slot belongs to. */
export interface SlotEntry<S extends GroupSlot> extends SlotScope<SlotsAmong<GroupFieldId<GroupIn<S>>>> {
  readonly entryId: string
}
export interface SlotView extends SlotScope<Exclude<HandoutSlot, GroupSlot>> {
  /** The entries of the group that a slot belongs to, in the order they were made. */
  entries<S extends GroupSlot>(slot: S): readonly SlotEntry<S>[]
}

const scopeOf = <S extends HandoutSlot>(answers: Scope<FieldId>): SlotScope<S> => ({
  value: (slot) => answers.value(HANDOUT_SLOTS[slot]),
  has: (slot, ...codes) => answers.has(HANDOUT_SLOTS[slot], ...codes),
  state: (slot) => answers.state(HANDOUT_SLOTS[slot]),
  name: (slot, country) => {
    const id = HANDOUT_SLOTS[slot]
    const { field } = placeOf(id)
    const code = answers.value(id)
    const option = field.kind === 'choice' ? field.options.find((one) => one.code === code) : undefined
    return option?.names?.[country] ?? option?.label
  },
})

/** An exam as the patient's sheet may read it. */
export const slotsOf = (view: ExamView): SlotView => ({
  ...scopeOf(view),
  entries: (slot) => {
    const { group } = placeOf(HANDOUT_SLOTS[slot])
    if (group === undefined) return []
    return view.entries(group).map((entry) => ({ ...scopeOf(entry), entryId: entry.entryId }))
  },
})
