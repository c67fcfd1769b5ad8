import { describe, expect, it } from 'vitest'
import { DICTIONARY } from '@shared/exam/projections/report'
import { HANDOUT_SLOTS } from '@shared/exam/slots'
import { FIELDS, GROUPS, PLACES, SECTIONS } from '@shared/exam/definition'

const twice = (list: readonly string[]) => list.filter((item, index) => list.indexOf(item) !== index)

describe('the exam definition', () => {
  it('gives every field one dotted id', () => {
    expect(twice(FIELDS.map((field) => field.id))).toEqual([])
    for (const field of FIELDS) expect(field.id).toMatch(/^[a-zA-Z]+\.[a-zA-Z0-9]+$/)
  })

  it('starts the ids of a repeated group, and of no other field, with the id of the group', () => {
    const groups = GROUPS.map(({ group }) => group)
    for (const { field, group } of PLACES) {
      const prefix = field.id.split('.')[0]
      if (group === undefined) expect(groups).not.toContain(prefix)
      else expect(prefix, field.id).toBe(group)
    }
  })

  it('has text for every option, and codes and letters of a field only once', () => {
    for (const field of FIELDS) {
      expect(field.label, field.id).not.toBe('')
      if (field.kind !== 'choice' && field.kind !== 'choices') continue
      const { options } = field
      expect(twice(options.map((option) => option.code)), field.id).toEqual([])
      expect(twice(options.map((option) => option.label)), field.id).toEqual([])
      expect(twice(options.flatMap((option) => option.key ?? [])), field.id).toEqual([])
      for (const option of options) {
        expect(option.code, field.id).toMatch(/^[a-z][A-Za-z_]*$/)
        expect(option.label.trim(), field.id).not.toBe('')
        expect(option.note.trim(), field.id).not.toBe('')
      }
    }
  })

  it('has one narrative in every section', () => {
    for (const section of SECTIONS) {
      const own = PLACES.filter((place) => place.section === section).map((place) => place.field)
      expect(
        own.filter((field) => field.kind === 'text' && field.narrative).map((field) => field.id),
      ).toEqual([`${section.id}.narrative`])
    }
  })

  it('asks 17 red flags one by one', () => {
    expect(PLACES.filter((p) => p.section.id === 'redFlags' && p.field.screened)).toHaveLength(17)
  })

  it('reads, in its conditions, only fields that exist, and never in a circle', () => {
    const ids = new Set(FIELDS.map((field) => field.id))
    const reads = new Map(FIELDS.map((field) => [field.id, field.shownWhen?.reads ?? []]))
    const below = (id: string, path: readonly string[]): readonly string[] => {
      expect(path, `${id} in ${path.join(' > ')}`).not.toContain(id)
      return (reads.get(id) ?? []).flatMap((next) => [next, ...below(next, [...path, id])])
    }
    for (const field of FIELDS) {
      const needed = typeof field.required === 'object' ? field.required.reads : []
      for (const id of [...below(field.id, []), ...needed]) expect(ids).toContain(id)
    }
  })

  it('fills every slot of the handout from a field of its own', () => {
    expect(twice(Object.values(HANDOUT_SLOTS))).toEqual([])
    const slots = DICTIONARY.flatMap(({ handoutSlot }) => handoutSlot ?? [])
    expect([...new Set(slots)].sort()).toEqual(Object.keys(HANDOUT_SLOTS).sort())
  })
})
