import type { CodedField } from '@shared/exam/field-kinds'
import type { Option } from '../../ui/row-keys'

/** The keys of a coded field, with the medicine names of the clinic's country (ruling 13). */
export const optionsOf = (field: CodedField, country: string): Option[] =>
  field.options.map((option) => ({
    value: option.code,
    label: option.names?.[country] ?? option.label,
    ...(option.key !== undefined && { key: option.key }),
  }))
