import { inject, type ComputedRef, type InjectionKey } from 'vue'

/** What a field can look like; each has its own border, sign and spoken words (see FieldRow). */
export type RowState =
  | 'empty'
  | 'typed'
  /** Last visit said it, nobody has today. */
  | 'ghost'
  /** The same as last visit, said today. */
  | 'attested'
  | 'unanswered'
  /** E: outside what can be; the text is kept and not saved. */
  | 'refused'
  /** W: possible but unlikely; wants a reason. */
  | 'confirm'
  | 'signed'

/** What a row tells the control inside it, so that a control in a row needs no label of its own. */
export interface RowContext {
  readonly labelId: string
  readonly describedBy: ComputedRef<string>
  readonly state: ComputedRef<RowState>
}

export const ROW: InjectionKey<RowContext> = Symbol('row')
export const useRow = (): RowContext | undefined => inject(ROW, undefined)

/** ARIA of a control: named and described by its row, or by its own `label` outside a row. */
export const rowAria = (
  row: RowContext | undefined,
  label: string | undefined,
): Record<string, string | undefined> => {
  const invalid = row?.state.value === 'refused' ? 'true' : undefined
  if (row === undefined) return { 'aria-label': label }
  const named = label === undefined ? { 'aria-labelledby': row.labelId } : { 'aria-label': label }
  return { ...named, 'aria-describedby': row.describedBy.value, 'aria-invalid': invalid }
}
