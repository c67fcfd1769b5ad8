import type { z } from 'zod'
import { filled, type Said } from '../records/said'
import type { IsoDate } from '../records/values'
import type { Field } from './field-kinds'

/** Words that a value needs from outside itself. */
export interface Terms {
  /** ISO country of the clinic, for medicine names (ruling 13). */
  readonly country: string
  /** The label of an entry that another entry refers to: `R1`. */
  readonly entryName: (group: string, entryId: string) => string
  /** How a screen says a text, where it is not shown in English. What is kept and printed has none. */
  readonly say?: (one: Said) => string
}
/** A text as these terms have it said. */
export const sayIn = ({ say }: Pick<Terms, 'say'>, one: Said): string => say?.(one) ?? filled(one)

/** One column that a field fills in the register. */
export interface Column {
  readonly name: string
  readonly label: string
  readonly type: 'code' | 'codes' | 'integer' | 'decimal' | 'date' | 'text'
  /** UCUM. */
  readonly unit?: string
  readonly codes?: readonly { readonly code: string; readonly label: string }[]
}
export type Cell = string | number

/** FHIR R4 value of an answer, as text, numbers and units only: no code leaves before it is checked (G4). */
export type FhirValue =
  | { readonly valueString: string }
  | { readonly valueDate: string }
  | { readonly valueInteger: number }
  | { readonly valueCodeableConcept: { readonly text: string } }
  | { readonly valueQuantity: { readonly value: number; readonly unit: string; readonly code: string } }
  | { readonly valueReference: { readonly display: string } }
  | { readonly component: readonly { readonly text: string; readonly value: FhirValue }[] }

/** What became of typed text: a value, or why it was refused, in words for the person who typed it. */
export type Parsed<V> =
  { readonly ok: true; readonly value: V } | { readonly ok: false; readonly message: Said }

/** All that a kind of field can do. One per kind, complete: no projection has a switch over kinds. */
export interface Codec<F extends Field, V> {
  /** Shape of the stored value; limits are judged apart, so that an old draft always opens. */
  schema(field: F): z.ZodType<V>
  /** What an untouched control holds. Never an answer. */
  readonly empty: V | undefined
  /** On screen: `18 × 12 mm`. */
  said(field: F, value: V, terms: Terms): Said
  /** The same as the terms have it said. */
  display(field: F, value: V, terms: Terms): string
  /** To a screen reader: `18 by 12 millimetres`. */
  spoken(field: F, value: V, terms: Terms): string
  /** In the note, where the field's phrase has `{}`. */
  phrase(field: F, value: V, terms: Terms): string
  /** Typed text, as the control passes it on leaving. */
  parse(field: F, text: string, terms: { readonly today: IsoDate }): Parsed<V>
  /** Why the value is refused whatever else was answered (E), without the typed text. */
  refusal(field: F, value: V): Said | undefined
  /** What asks to be confirmed about the value itself (W). */
  doubt(field: F, value: V): Said | undefined
  columns(field: F, name: string): readonly Column[]
  /** One cell per column. */
  cells(field: F, value: V): readonly Cell[]
  fhir(field: F, value: V, terms: Terms): FhirValue
}

/** A codec with what follows from the rest of it. */
export const withDisplay = <F extends Field, V>(codec: Omit<Codec<F, V>, 'display'>): Codec<F, V> => ({
  ...codec,
  display: (field, value, terms) => sayIn(terms, codec.said(field, value, terms)),
})
