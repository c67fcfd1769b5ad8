import type { Axes, BodyPoint, Duration, Outline, Shading, Unanswered } from './answer'
import type { Condition } from './conditions'

/**
 * The closed set of field kinds. Each has one codec in `codecs.ts`; a kind without a codec, or a form control
 * for it, does not compile.
 */
export const KINDS = [
  'choice',
  'choices',
  'scale',
  'quantity',
  'date',
  'duration',
  'axes',
  'point',
  'outline',
  'shading',
  'text',
  'entryRef',
] as const
export type Kind = (typeof KINDS)[number]

/** The value an answered field of each kind holds. Codes are narrowed per field by `ValueOf`. */
export interface KindValue {
  choice: string
  choices: string[]
  scale: number
  quantity: number
  /** Calendar date `YYYY-MM-DD`. */
  date: string
  duration: Duration
  axes: Axes
  point: BodyPoint
  outline: Outline
  shading: Shading
  text: string
  /** The `entryId` of an entry of the group that the field refers to. */
  entryRef: string
}

/**
 * What a field asks for decides which unanswered states it offers (ruling 1):
 * `history` unknown or not asked, `sign` and `measure` not examined or unknown, `record` none: what was done
 * or decided is known to the person who writes it.
 */
export const ASKS = {
  history: ['unknown', 'notAsked'],
  sign: ['notExamined', 'unknown'],
  measure: ['notExamined', 'unknown'],
  record: [],
} as const satisfies Record<string, readonly Unanswered[]>
export type Asks = keyof typeof ASKS

/** Deliberate answers: they satisfy a required field. `notAsked` and an empty field do not (ruling 1). */
export const DELIBERATE: readonly Unanswered[] = ['unknown', 'notExamined']

/** The three unanswered states in words, on screen and on paper. A field may say its own (`not tested`). */
export const UNANSWERED_WORDS: Readonly<Record<Unanswered, string>> = {
  unknown: 'unknown',
  notExamined: 'not examined',
  notAsked: 'not asked',
}

/** FHIR R4 resources that answers travel in (clinical content 4). Names only: no code leaves unchecked (G4). */
export type FhirResource =
  | 'Encounter'
  | 'QuestionnaireResponse'
  | 'Observation'
  | 'BodyStructure'
  | 'MedicationStatement'
  | 'AllergyIntolerance'
  | 'Condition'
  | 'Procedure'
  | 'Media'
  | 'CarePlan'
  | 'ServiceRequest'

/** One value of a coded field. `code` is permanent; `label` stands on the key, `note` in the note. */
export interface Option<C extends string = string> {
  readonly code: C
  readonly label: string
  readonly note: string
  /** One letter that chooses it while the row has the focus; none where the list is searched instead. */
  readonly key?: string
  /** In a `choices` field: chosen with anything else it asks to confirm (none, normal). */
  readonly exclusive?: true
  /** The whole phrase of the note when it is the only one chosen: `does not radiate`. */
  readonly alone?: string
  /** Name by ISO country where it differs (ruling 13). */
  readonly names?: Readonly<Record<string, string>>
}

/** What the note adds after a field because it can be worked out (`DERIVED` in `derived.ts`). */
export type DerivedId =
  | 'bmi'
  | 'sacroiliacCount'
  | 'shadedAlone'
  | 'besideShading'
  | 'lifeEvents'
  | 'sizeChange'
  | 'testDose'
  | 'testRelief'
  | 'dose'
  | 'secondDose'
  | 'relief'

/** How a phrase follows the one before it in the same paragraph; without a joint it starts a sentence. */
export type Joint = ', ' | ' ' | ' and ' | '; '

export interface FieldBase<I extends string = string> {
  /** Dotted and permanent. Fields of a repeated group start with the group's id. */
  readonly id: I
  readonly label: string
  readonly asks: Asks
  readonly unanswered: readonly Unanswered[]
  /** Words for an unanswered state where the usual ones do not fit. */
  readonly stateWords?: Partial<Readonly<Record<Unanswered, string>>>
  /** Needed to sign. A hidden field is never needed. */
  readonly required?: true | Condition
  readonly shownWhen?: Condition
  /** Note phrase; `{}` is where the value's own phrase goes. */
  readonly say: string
  readonly joins?: Joint
  readonly fhir?: FhirResource
  /** Answered by "all asked, none present" with this code or number (ruling 23). */
  readonly screened?: string | number
  /**
   * Never carried forward, not even as a ghost: red flags, consent, allergy and anticoagulant, laterality,
   * complications (clinical content 3), and what is only true of one visit: scores that outcomes are counted from,
   * measurements by an instrument that is not in the hand, decisions. See `mayGhost`.
   */
  readonly fresh?: true
  /**
   * How a procedure is prepared: may stand in a plan set beside what is planned. Not seen, and in no document, until a
   * person says at this visit that the procedure was done.
   */
  readonly prepared?: true
  /** Stands in the one-line summary of a visit, in this order; its value at `{value}`. */
  readonly summary?: { readonly say: string; readonly order: number }
  readonly derives?: DerivedId
  /** Said together with the other side: `80° left and right`. `say` then leaves out the side. */
  readonly pair?: { readonly with: string; readonly label: string; readonly side: 'left' | 'right' }
  readonly since: number
  readonly retired?: number
  /** Where the content comes from: source ids, or (c) for a clinical design choice. */
  readonly source?: string
}

/** Numbers beyond `refuse` are E, beyond `confirm` W (ruling 9). `range` is what the messages say. */
export interface Limits {
  readonly range: readonly [number, number]
  readonly refuse: { readonly below?: number; readonly atOrBelow?: number; readonly above?: number }
  readonly confirm: { readonly below?: number; readonly above?: number }
  /** Decimal places taken; more is refused. */
  readonly decimals: number
}

export interface ChoiceField<I extends string = string, C extends string = string> extends FieldBase<I> {
  readonly kind: 'choice'
  readonly options: readonly Option<C>[]
}
export interface ChoicesField<I extends string = string, C extends string = string> extends FieldBase<I> {
  readonly kind: 'choices'
  readonly options: readonly Option<C>[]
}
/** A score in whole steps; out of its range is always refused. */
export interface ScaleField<I extends string = string> extends FieldBase<I> {
  readonly kind: 'scale'
  readonly from: number
  readonly to: number
  /** One word per step, where steps have names. */
  readonly words?: readonly string[]
}
export interface QuantityField<I extends string = string> extends FieldBase<I> {
  readonly kind: 'quantity'
  /** UCUM. */
  readonly unit: string
  /** The unit as people read it. */
  readonly unitText: string
  readonly limits: Limits
}
export interface DateField<I extends string = string> extends FieldBase<I> {
  readonly kind: 'date'
  /** `past`: refused after the visit or before birth. `expiry`: refused before the visit. */
  readonly when: 'past' | 'expiry'
}
export interface DurationField<I extends string = string> extends FieldBase<I> {
  readonly kind: 'duration'
}
/** Long and short axis in whole mm. */
export interface AxesField<I extends string = string> extends FieldBase<I> {
  readonly kind: 'axes'
  readonly limits: Limits
}
export interface PointField<I extends string = string> extends FieldBase<I> {
  readonly kind: 'point'
}
/** A closed line drawn round something felt, in mm of the map. */
export interface OutlineField<I extends string = string> extends FieldBase<I> {
  readonly kind: 'outline'
}
/** An area that the patient shows on the map. What they say, never what somebody found. */
export interface ShadingField<I extends string = string> extends FieldBase<I> {
  readonly kind: 'shading'
}
export interface TextField<I extends string = string> extends FieldBase<I> {
  readonly kind: 'text'
  /** What was used lately is offered to be chosen (`shared/plans/vials.ts`); it is never put in place by itself. */
  readonly offers?: 'vials'
  readonly lines: 'one' | 'many'
  /** The section's narrative: printed as it was typed. */
  readonly narrative?: true
}
export interface EntryRefField<I extends string = string> extends FieldBase<I> {
  readonly kind: 'entryRef'
  readonly refersTo: string
  /** Entries of this exam, or of an earlier signed one. */
  readonly scope: 'thisExam' | 'earlierExams'
}

export type Field =
  | ChoiceField
  | ChoicesField
  | ScaleField
  | QuantityField
  | DateField
  | DurationField
  | AxesField
  | PointField
  | OutlineField
  | ShadingField
  | TextField
  | EntryRefField
export type FieldOfKind<K extends Kind> = Extract<Field, { kind: K }>
export type CodedField<C extends string = string> = ChoiceField<string, C> | ChoicesField<string, C>

/** Fields that share one row of the form. */
export interface Row<F extends Field = Field> {
  readonly label: string
  readonly fields: readonly F[]
}
/** Rows between two hairlines, with a heading where the content has one. */
export interface Block<F extends Field = Field> {
  readonly title?: string
  /** Tests of one kind that one deliberate key answers with "none abnormal", each singly: "all tested: {these words}". */
  readonly screen?: string
  readonly rows: readonly Row<F>[]
}
/** A tab of a section: single fields, or the card of a repeated thing. */
export interface Part<F extends Field = Field, G extends string = string> {
  readonly id: string
  readonly title: string
  /** Set on the card of a repeated group: its id, and the words for one entry. */
  readonly repeats?: {
    readonly group: G
    readonly entry: string
    readonly add: string
    /** An entry is a thing that lasts from visit to visit under one id: a nodule, not a picture or a procedure. */
    readonly lasting?: true
  }
  readonly shownWhen?: Condition
  /** Offers "all asked, none present", on a card for the card alone. `count` says "17 of 17 asked" in the note, `list` names each. */
  readonly screen?: 'count' | 'list'
  /** Stands above the rows: words that depend on what is open among the prompts (`shared/prompts/caption.ts`). */
  readonly caption?: 'clinicalDiagnosis'
  /** What it says is planned and may stand in a plan set; never what was found or done. */
  readonly planned?: true
  readonly fhir: FhirResource
  readonly blocks: readonly Block<F>[]
}
export interface Section<I extends string = string, F extends Field = Field, G extends string = string> {
  readonly id: I
  readonly title: string
  readonly parts: readonly Part<F, G>[]
}
