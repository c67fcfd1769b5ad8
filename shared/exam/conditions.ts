import type { Unanswered } from './answer'

/** What a field says now. `empty` is a field nobody has touched; it is not one of the three unanswered facts. */
export type AnswerState = 'value' | 'empty' | Unanswered

/** Facts that conditions read from outside the answers. */
export const FACTS = {
  procedures: 'the clinic has injections and prescribing in scope',
  couldBePregnant: 'the patient is not registered as male',
  onsetKnown: 'an earlier visit said for how long it had been noticed then',
  earlierNodules: 'a nodule was recorded at an earlier visit',
  earlierInjections: 'an injection was recorded at an earlier visit',
} as const
export type Fact = keyof typeof FACTS

/** The little of a view that conditions need. Inside an entry, ids of its group are read from that entry. */
export interface Reader {
  state(fieldId: string): AnswerState
  /** Codes of a coded field; none unless it holds a value. */
  codes(fieldId: string): readonly string[]
  count(group: string): number
  fact(fact: Fact): boolean
}

/** A typed predicate over answers, with the fields it reads, so that a test can prove there is no circle. */
export interface Condition {
  readonly reads: readonly string[]
  readonly test: (reader: Reader) => boolean
}

/** As much of a field as a condition needs. */
interface Named {
  readonly id: string
}
interface Coded<C extends string> extends Named {
  readonly options: readonly { readonly code: C }[]
}

/** The field holds one of these codes (a set of codes: any of them). The codes are checked by the compiler. */
export const when = <C extends string>(field: Coded<C>, ...codes: NoInfer<C>[]): Condition => ({
  reads: [field.id],
  test: (reader) => reader.codes(field.id).some((code) => (codes as readonly string[]).includes(code)),
})

/** The field is in one of these states. */
export const whenState = (field: Named, ...states: AnswerState[]): Condition => ({
  reads: [field.id],
  test: (reader) => states.includes(reader.state(field.id)),
})

export const whenAnswered = (field: Named): Condition => whenState(field, 'value')

/** At least one entry of the group is recorded. */
export const whenAnyEntry = (group: string): Condition => ({
  reads: [],
  test: (reader) => reader.count(group) > 0,
})

export const whenFact = (fact: Fact): Condition => ({ reads: [], test: (reader) => reader.fact(fact) })

export const all = (...conditions: readonly Condition[]): Condition => ({
  reads: conditions.flatMap((condition) => condition.reads),
  test: (reader) => conditions.every((condition) => condition.test(reader)),
})

export const any = (...conditions: readonly Condition[]): Condition => ({
  reads: conditions.flatMap((condition) => condition.reads),
  test: (reader) => conditions.some((condition) => condition.test(reader)),
})

export const not = (condition: Condition): Condition => ({
  reads: condition.reads,
  test: (reader) => !condition.test(reader),
})
