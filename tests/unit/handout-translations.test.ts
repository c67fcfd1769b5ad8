import { describe, expect, it } from 'vitest'
import { projectFacts } from '@shared/handout/project'
import { sheetProse } from '@shared/handout/prose'
import { LEAVABLE, type HandoutOptions } from '@shared/handout/sheet'
import { openBook } from '@shared/handout/text/book'
import { EN, type UnitId } from '@shared/handout/text/en'
import { SHIPPED, signaturesOf, worstOf, type ReviewAct, type Texts } from '@shared/handout/text/review'
import { LANGUAGES } from '@shared/records/people'
import { FULL, OPEN_GATES, STANDARD_A4, V1, V5, V5_GATES } from '../fixtures/handout-facts'

const TRANSLATED = LANGUAGES.filter((language) => language !== 'en')
const REVIEWED: Texts = { ...SHIPPED, stateOf: () => 'reviewed' }
const sheetIn = (options: Partial<HandoutOptions>, texts: Texts = SHIPPED, facts = V1, gates = OPEN_GATES) =>
  projectFacts(facts, { ...STANDARD_A4, ...options }, gates, texts)
const helpOf = ({ sheet }: ReturnType<typeof sheetIn>) =>
  sheet.sections.flatMap(({ blocks }) => blocks).find((block) => block.is === 'help')

describe.each(TRANSLATED)('a sheet in %s', (language) => {
  it('is a draft as shipped: banner in both languages, English help beside its own, English copy', () => {
    const draft = sheetIn({ language })
    expect(draft.text.state).toBe('draft')
    expect(draft.sheet.banner).toEqual([
      { language, text: openBook(language).plain('banner.draft') },
      { language: 'en', text: EN['banner.draft'] },
    ])
    expect(helpOf(draft)?.english?.title).toBe('Get help now')
    expect(draft.copy?.language).toBe('en')
    expect(draft.copy?.footer.sheet).toContain('English copy')
    expect(draft.copy?.banner).toBeUndefined()
  })

  it('carries none of these once every unit is reviewed', () => {
    const reviewed = sheetIn({ language }, REVIEWED)
    expect(reviewed.text.state).toBe('reviewed')
    expect(reviewed.sheet.banner).toBeUndefined()
    expect(reviewed.copy).toBeUndefined()
    expect(helpOf(reviewed)?.english).toBeUndefined()
  })

  it('is a draft when one unit of it is, and its help box stands alone where that is reviewed', () => {
    const stateOf: Texts['stateOf'] = (_language, id) => (id === 'heat.put' ? 'draft' : 'reviewed')
    const nearly = sheetIn({ language }, { ...SHIPPED, stateOf })
    expect(nearly.text.counts.draft).toBe(1)
    expect(nearly.sheet.banner).toHaveLength(2)
    expect(helpOf(nearly)?.english).toBeUndefined()
    const without = sheetIn({ language }, { ...SHIPPED, stateOf }, { ...V1, heat: undefined })
    expect(without.sheet.banner).toBeUndefined()
  })

  it('says of a machine translation that it is one', () => {
    const { sheet } = sheetIn({ language }, { ...SHIPPED, stateOf: () => 'machine' })
    expect(sheet.banner?.at(-1)?.text).toBe(EN['banner.machine'])
  })

  it('marks a missing unit where it stands, and counts as not reviewed', () => {
    const unitsOf: Texts['unitsOf'] = (of) => {
      const { edition, units } = SHIPPED.unitsOf(of)
      return { edition, units: of === language ? { ...units, 'heat.put': undefined } : units }
    }
    const stateOf: Texts['stateOf'] = (of, id) =>
      unitsOf(of).units[id] === undefined ? 'missing' : 'reviewed'
    const { sheet, text, copy } = sheetIn({ language }, { unitsOf, stateOf })
    expect(sheetProse(sheet).join('\n')).toContain(`[English: ${EN['heat.put']}]`)
    expect(text.state).toBe('missing')
    expect(sheet.banner).toHaveLength(2)
    expect(copy).toBeDefined()
  })

  it('stands beside English section for section, and then needs no copy', () => {
    const { sheet, copy } = sheetIn({ language, beside: true }, SHIPPED, FULL)
    expect(copy).toBeUndefined()
    expect(sheet.banner).toHaveLength(2)
    const shape = (sections: typeof sheet.sections) =>
      sections.map(({ id, blocks }) => [id, blocks.map(({ is }) => is)])
    expect(shape(sheet.beside!.sections)).toEqual(shape(sheet.sections))
    expect(sheet.beside!.title).not.toBe(sheet.title)
  })

  it('holds for the emergency sheet too', () => {
    const { sheet, copy } = sheetIn({ language }, SHIPPED, V5, V5_GATES)
    expect(sheet.kind).toBe('emergency')
    expect(sheet.banner).toHaveLength(2)
    expect(sheet.sections.flatMap(({ blocks }) => blocks).find(({ is }) => is === 'help')).toHaveProperty(
      'english.title',
      'What to do',
    )
    expect(copy?.kind).toBe('emergency')
  })
})

it('English prints without a banner, whatever it is worth (ruling 28)', () => {
  const { sheet, copy, text } = sheetIn({ beside: true })
  expect([sheet.banner, sheet.beside, copy]).toEqual([undefined, undefined, undefined])
  expect(text.state).toBe('draft')
})

it('leaves out what was asked to be left out, and never what keeps a patient safe', () => {
  const all = sheetIn({}, SHIPPED, FULL)
  const less = sheetIn({ leftOut: [...LEAVABLE] }, SHIPPED, FULL)
  const ids = ({ sheet }: typeof all) => sheet.sections.map(({ id }) => id)
  expect(ids(less)).toEqual(ids(all).filter((id) => !(LEAVABLE as readonly string[]).includes(id)))
  for (const id of ['main', 'do', 'help', 'soon', 'medicine', 'after', 'next', 'advice'])
    expect(ids(less)).toContain(id)
  expect(less.parts.every(({ leftOut }) => leftOut)).toBe(true)
})

describe('signatures', () => {
  const ID: UnitId = 'heat.put'
  const unit = { id: ID, hash: 'as it reads' }
  const by = (name: string) => ({
    personId: '01936b5c-0000-7000-8000-000000000001',
    name,
    profession: 'generalPractitioner' as const,
    registration: '',
  })
  const base = { actId: '01936b5c-0000-7000-8000-0000000000a1', language: 'ta', units: [unit] } as const
  const act = (name: string, more: object = { is: 'signed' }): ReviewAct =>
    ({ ...base, units: [unit], at: '2026-11-22T02:00:00.000Z', by: by(name), ...more }) as ReviewAct
  const names = (acts: readonly ReviewAct[]) => signaturesOf(acts, unit).map(({ name }) => name)

  it('counts a name once', () => {
    expect(names([act('Dr Zz-Test Linden'), act('dr zz-test  linden'), act('Zz-Test Hazel')])).toEqual([
      'Dr Zz-Test Linden',
      'Zz-Test Hazel',
    ])
  })

  it('counts whoever read it beside the person who signs, and says so', () => {
    const acts = [
      act('Dr Zz-Test Linden', { is: 'signed', with: { name: 'Zz-Test Rowan', what: 'interpreter' } }),
    ]
    expect(signaturesOf(acts, unit).map(({ name, outside }) => [name, outside])).toEqual([
      ['Dr Zz-Test Linden', false],
      ['Zz-Test Rowan', true],
    ])
  })

  it('counts nothing of other words, nor what was taken back', () => {
    expect(
      names([act('Dr Zz-Test Linden', { is: 'signed', units: [{ id: ID, hash: 'as it was' }] })]),
    ).toEqual([])
    const withdrawn = act('Zz-Test Hazel', { is: 'withdrawn', text: 'wrong dose' })
    expect(names([act('Dr Zz-Test Linden'), withdrawn])).toEqual([])
    expect(names([act('Dr Zz-Test Linden'), withdrawn, act('Zz-Test Hazel')])).toEqual(['Zz-Test Hazel'])
  })

  it('is not touched by a comment', () => {
    expect(names([act('Dr Zz-Test Linden'), act('Zz-Test Hazel', { is: 'comment', text: 'zz' })])).toEqual([
      'Dr Zz-Test Linden',
    ])
  })

  it('takes the worst of what a sheet says', () => {
    expect(worstOf([])).toBe('reviewed')
    expect(worstOf(['reviewed', 'machine', 'draft'])).toBe('machine')
  })
})
