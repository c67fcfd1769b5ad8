/**
 * THE exam. Form, validation, visibility, note, handout slots, FHIR mapping, register columns and the inputs of
 * prompts all derive from what stands here; nothing else types a field, a code or a label again.
 *
 * New field: add its entry to a file in `sections/` (id, label, asks, options or range, note phrase, source) and
 * stand it in a row, and give it a slot in `slots.ts` where the patient's sheet tells it -> run the tests, the compiler names every place that must know it -> read the golden's diff
 * as a clinical change -> show a clinician its line of the note -> commit. No migration, no form code.
 *
 * New kind: add it to `KINDS` and `KindValue`, give it a codec; the compiler lists the control and the rest.
 *
 * A field or a code is never deleted or reused: set `retired` to the definition version that stops asking it.
 * What changes the shape of stored answers raises `DEFINITION_VERSION` and adds a step to `upgrades.ts`.
 */
import type { Block, Field, KindValue, Part, Section } from './field-kinds'
import { assessment } from './sections/assessment'
import { complaint } from './sections/complaint'
import { contributors } from './sections/contributors'
import { followUp } from './sections/follow-up'
import { images } from './sections/images'
import { medicines } from './sections/medicines'
import { neurology } from './sections/neurology'
import { palpation } from './sections/palpation'
import { plan } from './sections/plan'
import { redFlags } from './sections/red-flags'
import { sacroiliac } from './sections/sacroiliac'

/** Version of the answers' shape; stands in every stored exam. */
export const DEFINITION_VERSION = 1

/** Sections in examination order, which is the order of the rail, of the keyboard and of the note. */
const sections = [
  complaint,
  contributors,
  redFlags,
  medicines,
  palpation,
  neurology,
  sacroiliac,
  images,
  assessment,
  plan,
  followUp,
] as const

type AnySection = (typeof sections)[number]
export type SectionId = AnySection['id']
type FieldsOf<S> = S extends Section<string, infer F> ? F : never
type DefinedField = FieldsOf<AnySection>

/** Every field id. A typo anywhere is a compile error. */
export type FieldId = DefinedField['id']
/** Every repeated group. */
export type GroupId = AnySection extends infer S
  ? S extends Section<string, Field, infer G>
    ? G
    : never
  : never
/** Ids of the fields of one group. */
export type GroupFieldId<G extends GroupId = GroupId> = Extract<FieldId, `${G}.${string}`>
/** Ids of the fields that an exam holds once. */
export type SingleFieldId = Exclude<FieldId, GroupFieldId>

export type DefinedFieldOf<I extends FieldId> = Extract<DefinedField, { id: I }>
/** Codes of a coded field: `CodeOf<'nodule.layer'>`. */
export type CodeOf<I extends FieldId> =
  DefinedFieldOf<I> extends { options: readonly { code: infer C }[] } ? C : never
/** What an answered field holds, with codes narrowed. */
export type ValueOf<I extends FieldId> = DefinedFieldOf<I>['kind'] extends 'choice'
  ? CodeOf<I>
  : DefinedFieldOf<I>['kind'] extends 'choices'
    ? readonly CodeOf<I>[]
    : KindValue[DefinedFieldOf<I>['kind']]
/** Ids of the fields of some kinds. */
export type FieldIdOfKind<K extends Field['kind']> = Extract<DefinedField, { kind: K }>['id']
export type CodedFieldId = FieldIdOfKind<'choice' | 'choices'>

/** The sections as plain data, for everything that walks the definition. */
export const SECTIONS: readonly Section<SectionId, Field, GroupId>[] = sections

/** A field and where it stands. */
export interface Place {
  readonly field: Field
  readonly section: Section<SectionId, Field, GroupId>
  readonly part: Part<Field, GroupId>
  readonly block: Block
  readonly group: GroupId | undefined
}

/** Every field with its place, in examination order. */
export const PLACES: readonly Place[] = SECTIONS.flatMap((section) =>
  section.parts.flatMap((part) =>
    part.blocks.flatMap((block) =>
      block.rows
        .flatMap((row) => row.fields)
        .map((field) => ({ field, section, part, block, group: part.repeats?.group })),
    ),
  ),
)
export const FIELDS: readonly Field[] = PLACES.map((place) => place.field)

const byId: ReadonlyMap<string, Place> = new Map(PLACES.map((place) => [place.field.id, place]))

/** The place of a field, or none if this version of the definition does not know the id. */
export const findPlace = (id: string): Place | undefined => byId.get(id)
/** The place of a field of this definition. */
export function placeOf(id: FieldId): Place {
  const place = byId.get(id)
  if (!place) throw new Error(`No such field: ${id}`)
  return place
}
/** A field of this definition, with its kind and codes. */
export const fieldOf = <I extends FieldId>(id: I): DefinedFieldOf<I> =>
  placeOf(id).field as unknown as DefinedFieldOf<I>

/** The free text of a section; none where it has none. */
export const narrativeOf = (section: Pick<Section, 'id'>): FieldId | undefined =>
  PLACES.find(({ field, section: { id } }) => id === section.id && field.kind === 'text' && field.narrative)
    ?.field.id as FieldId | undefined

/** A repeated group, the part that is its card, and its fields in order. */
export interface Group {
  readonly group: GroupId
  readonly part: Part<Field, GroupId>
  readonly fields: readonly Field[]
}

/** Repeated groups in examination order. */
export const GROUPS: readonly Group[] = SECTIONS.flatMap((section) => section.parts).flatMap((part) =>
  part.repeats === undefined
    ? []
    : [
        {
          group: part.repeats.group,
          part,
          fields: PLACES.filter((place) => place.part === part).map((place) => place.field),
        },
      ],
)

export function groupOf(id: GroupId): Group {
  const group = GROUPS.find((candidate) => candidate.group === id)
  if (!group) throw new Error(`No such group: ${id}`)
  return group
}
