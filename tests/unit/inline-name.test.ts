import { describe, expect, it } from 'vitest'
import { SECTIONS } from '@shared/exam/definition'
import { inlineName } from '../../renderer/exam/inline-name'

const rows = SECTIONS.flatMap((section) => section.parts)
  .flatMap((part) => part.blocks)
  .flatMap((block) => block.rows)

describe('words before a control', () => {
  it('say the side of every control that has one', () => {
    const pairs = rows.filter((row) => row.fields.some((field) => /\b(left|right)$/u.test(field.label)))
    expect(pairs.length).toBeGreaterThan(10)
    for (const row of pairs)
      expect(row.fields.map((field, index) => inlineName(row.label, field, index === 0))).toEqual(
        row.fields.map((field) => (field.label.endsWith('left') ? 'left' : 'right')),
      )
  })

  it('leave no two controls of a row without a name', () => {
    for (const row of rows.filter((one) => one.fields.length > 1)) {
      const nameless = row.fields.filter((field, index) => inlineName(row.label, field, index === 0) === '')
      const explained = nameless.filter((field) => field.kind !== 'point' && field.kind !== 'outline')
      expect(explained.length, row.label).toBeLessThanOrEqual(2)
    }
  })

  it('name a question that the row only announces', () => {
    const pain = rows.find((row) => row.label === 'Pain is')
    expect(pain?.fields.map((field, index) => inlineName('Pain is', field, index === 0))).toEqual([
      'Localised',
      'Worse on pressure',
    ])
  })
})
