import type { ComputedRef } from 'vue'
import type { ExamView } from '@shared/exam/view'
import { vialsFor, withVial, type Vial } from '@shared/plans/vials'
import type { ExamBody } from '@shared/records/exam'

interface Source {
  readonly view: ComputedRef<ExamView | undefined>
  readonly edited: (by: (body: ExamBody) => ExamBody) => void
  readonly now: () => string
  readonly me: () => string
}

/** Vials that were used lately: which of them may be what a procedure was done with, and choosing one. */
export const useTray = ({ view, edited, now, me }: Source) => ({
  /** Its batch and expiry, said of this procedure now. */
  takeVial: (entryId: string, vial: Vial): void =>
    edited((old) => withVial(old, entryId, vial, { at: now(), by: me() })),
  vialsFor: (entryId: string, all: readonly Vial[]): readonly Vial[] =>
    view.value === undefined ? [] : vialsFor(view.value, entryId, all),
})
