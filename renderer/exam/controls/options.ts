import type { CodedField, Option as Coded } from '@shared/exam/field-kinds'
import { told, words } from '../../language/text'
import { assignKeys, type Option } from '../../ui/row-keys'

/**
 * The keys of a coded field, with the medicine names of the clinic's country (ruling 13). The letter of a key is that of
 * its English label in every language: what the fingers know stays where it is.
 */
export const optionsOf = (field: CodedField, country: string): Option[] => {
  const english = field.options.map((option: Coded): Option => ({
    value: option.code,
    label: option.names?.[country] ?? option.label,
    ...(option.key !== undefined && { key: option.key }),
  }))
  if (words.value === undefined) return english
  return assignKeys(english).map(({ value, label, key }) => ({
    value,
    label: told(label, field.id),
    ...(key !== undefined && { key }),
  }))
}
