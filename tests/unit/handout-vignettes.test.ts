import { describe, expect, it } from 'vitest'
import { viewOf } from '@shared/exam/validate'
import { factsOf, projectSheet } from '@shared/handout/from-exam'
import { projectNotePage, projectRecoveryPage } from '@shared/handout/note-page'
import { sheetProse } from '@shared/handout/prose'
import { notePage, recoveryPage } from '@shared/handout/sheet'
import { gradeOf } from '../../electron/services/readability'
import { OPEN_GATES, STANDARD_A4, V3_GATES, V5_GATES } from '../fixtures/handout-facts'
import { signedVignette } from '../fixtures/signed'
import { VIGNETTES, vignetteVisit } from '../fixtures/vignettes'

const clock = (at: string) => ({ on: at.slice(0, 10), time: at.slice(11, 16) })

const sheetOf = (name: keyof typeof VIGNETTES, gates = OPEN_GATES, index?: number) => {
  const played = vignetteVisit(VIGNETTES[name], index)
  const view = viewOf(played.body, played.context)
  return projectSheet(signedVignette(played), view, STANDARD_A4, gates, clock)
}
const textOf = (...how: Parameters<typeof sheetOf>): string => sheetProse(sheetOf(...how).sheet).join(' ')

describe('sheets of the vignettes', () => {
  it('V1: heat, two stretches, ibuprofen for five days, nine hours of sitting', () => {
    const text = textOf('V1')
    expect(text).toContain('We think you have a back mouse.')
    expect(text).toContain('right side')
    expect(text).toContain('(18 by 12 mm)')
    expect(text).toContain('Pain medicine: ibuprofen')
    expect(text).toContain('5 days')
    expect(text).toContain('You sit about 9 hours a day.')
    expect(text).toContain('Knee hug')
    expect(text).toContain('Knee rolls')
    expect(text).not.toContain('Back press')
  })

  it('V1 variant: paracetamol alone brings no warning of black stools', () => {
    const text = textOf('V1-variant-paracetamol-alone')
    expect(text).toContain('paracetamol')
    expect(text).not.toMatch(/ibuprofen|stools turn black/)
  })

  it('names the medicine as the clinic’s country does (ruling 13)', () => {
    const played = vignetteVisit(VIGNETTES['V1-variant-paracetamol-alone'])
    const signed = signedVignette(played)
    const there = { ...signed, clinic: { ...signed.clinic, country: 'US' } }
    const facts = factsOf(there, viewOf(played.body, played.context), clock)
    expect(facts.medicines.map((medicine) => medicine.name)).toEqual(['acetaminophen'])
  })

  it('V3: no anti-inflammatory, nothing on the back', () => {
    const text = textOf('V3', V3_GATES)
    expect(text).not.toMatch(/Pain medicine: ibuprofen|Lie on your back/)
    expect(text).toContain('Do not take unless your doctor says so')
  })

  it('V5: the emergency sheet names what was told', () => {
    const { sheet } = sheetOf('V5', V5_GATES)
    expect(sheet.kind).toBe('emergency')
    expect(sheetProse(sheet).join(' ')).toContain('numb skin between your legs')
  })

  it('V6: aftercare on the day of the injection and not later', () => {
    expect(textOf('V6', OPEN_GATES, 0)).toContain('After your shot')
    expect(textOf('V6', OPEN_GATES, 1)).not.toContain('After your shot')
  })

  it.each(Object.keys(VIGNETTES) as (keyof typeof VIGNETTES)[])(
    '%s reads at grade 6.9 and 8.0 at most',
    (name) => {
      const { sheet, names } = sheetOf(name)
      const grade = gradeOf(sheetProse(sheet), names)
      expect(Math.max(grade.fleschKincaid, grade.fleschKincaidWithoutNames)).toBeLessThanOrEqual(6.9)
      expect(Math.max(grade.smog, grade.smogWithoutNames)).toBeLessThanOrEqual(8)
    },
  )
})

describe('the printed note', () => {
  const noteOf = (name: keyof typeof VIGNETTES, on?: string) => {
    const played = vignetteVisit(VIGNETTES[name])
    const signed = signedVignette(played)
    const source = { history: [signed], contextOf: () => played.context, saidTo: () => [] }
    return projectNotePage(signed, source, (at) => ({ on: on ?? at.slice(0, 10), time: '10:42' }))
  }

  it('carries identity, paragraphs and signature of the revision', () => {
    const note = noteOf('V1')
    expect(notePage.safeParse(note).success).toBe(true)
    expect(note.patient).toContain('Zz-Test Aster, female, born 12')
    expect(note.paragraphs.length).toBeGreaterThan(3)
    expect(note.signature).toContain('Dr Zz-Test Linden, GP\nSigned 22 Nov')
    expect(note.title).not.toContain('entered late')
  })

  it('says when a visit was entered late, with both dates (ruling 12)', () => {
    expect(noteOf('V1', '2026-11-24').title).toMatch(/22 .*, entered late on 24 /)
  })

  it('says what an emergency left undone (ruling 22)', () => {
    expect(noteOf('V5').paragraphs[0]).toEqual({
      heading: 'Incomplete: stopped for an emergency',
      text: 'Not done: palpation.',
    })
  })
})

it('the recovery page holds the groups in order', () => {
  const page = projectRecoveryPage({ name: 'Zz-Test Clinic', paper: 'Letter' }, ['AAAA', 'BBBB'])
  expect(recoveryPage.parse(page)).toEqual({
    clinic: 'Zz-Test Clinic',
    groups: ['AAAA', 'BBBB'],
    paper: 'Letter',
  })
})
