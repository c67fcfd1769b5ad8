import type { Block, Field, Part, Row, Section } from './field-kinds'

/** How fields stand: in rows, rows in blocks, blocks in parts, parts in a section. */

export const row = <F extends readonly Field[]>(label: string, ...fields: F): Row<F[number]> => ({
  label,
  fields,
})

/** One row for each field, under the field's own label. */
export const rows = <F extends readonly Field[]>(...fields: F): readonly Row<F[number]>[] =>
  fields.map((field) => ({ label: field.label, fields: [field] }))

type FieldsOf<R> = R extends Row<infer F> ? F : never

export const block = <R extends readonly Row[]>(...list: R): Block<FieldsOf<R[number]>> => ({
  rows: list as unknown as readonly Row<FieldsOf<R[number]>>[],
})

export const titled = <R extends readonly Row[]>(title: string, ...list: R): Block<FieldsOf<R[number]>> => ({
  title,
  ...block(...list),
})

/** A block whose tests are screened together, in the words of its key: "power 5 of 5, both sides". */
export const screenedBlock = <R extends readonly Row[]>(
  title: string,
  screen: string,
  ...list: R
): Block<FieldsOf<R[number]>> => ({ ...titled(title, ...list), screen })

type BlockFields<B> = B extends Block<infer F> ? F : never

export const part = <B extends readonly Block[], const G extends string = never>(
  spec: Omit<Part, 'blocks' | 'repeats'> & {
    blocks: B
    repeats?: { group: G; entry: string; add: string; lasting?: true }
  },
): Part<BlockFields<B[number]>, G> => spec as unknown as Part<BlockFields<B[number]>, G>

type PartFields<P> = P extends Part<infer F> ? F : never
type PartGroup<P> = P extends Part<Field, infer G> ? G : never

export const section = <const I extends string, P extends readonly Part[]>(
  id: I,
  title: string,
  ...parts: P
): Section<I, PartFields<P[number]>, PartGroup<P[number]>> => ({
  id,
  title,
  parts: parts as unknown as readonly Part<PartFields<P[number]>, PartGroup<P[number]>>[],
})
