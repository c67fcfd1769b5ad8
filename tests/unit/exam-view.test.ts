import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { filled } from '@shared/records/said'
import { answerAllNone, emptyAnswers, withAnswer, withEntry } from '@shared/exam/answers'
import { FIELDS, GROUPS } from '@shared/exam/definition'
import { doseMg, durationClass, reliefPercent, sacroiliacCount, trendOf, bmi } from '@shared/exam/derived'
import { labelNodules } from '@shared/exam/labels'
import { noteOf, noteText } from '@shared/exam/projections/note'
import { reportRows } from '@shared/exam/projections/report'
import { upgraded } from '@shared/exam/upgrades'
import { missingForSigning, validate, viewOf } from '@shared/exam/validate'
import { LINDEN, said, VIGNETTES, vignetteVisit } from '../fixtures/vignettes'

const AT = '2026-11-22T10:41:00.000Z'
const V1 = () => vignetteVisit(VIGNETTES.V1)
const NODULE = '01936b5c-0000-7000-8000-000000000101'
const named = (missing: ReturnType<typeof missingForSigning>) =>
  missing.map((one) => ({ ...one, label: filled(one.label) }))
const empty = () => ({ ...V1().body, answers: emptyAnswers() })

describe('an untouched exam', () => {
  it('says nothing anywhere, and nothing is answered by default', () => {
    const { context } = V1()
    expect(noteOf(empty(), context)).toEqual([])
    expect(Object.values(reportRows(empty(), context)).flat()).toEqual([{}])
    const view = viewOf(empty(), context)
    for (const field of FIELDS)
      if (!GROUPS.some(({ fields }) => fields.includes(field)))
        expect(view.reader().state(field.id)).toBe('empty')
  })
  it('lists what is missing in examination order, each section at a stretch', () => {
    const sections = missingForSigning(empty(), V1().context).map(({ sectionId }) => sectionId)
    expect([...new Set(sections)]).toEqual([
      'complaint',
      'contributors',
      'redFlags',
      'palpation',
      'assessment',
      'followUp',
    ])
    expect(sections).toEqual([...sections].sort((a, b) => sections.indexOf(a) - sections.indexOf(b)))
    expect(sections.filter((id) => id === 'redFlags')).toHaveLength(17)
  })
})

describe('a required field', () => {
  it('is satisfied by unknown and not examined, not by not asked (ruling 1)', () => {
    const { body, context } = V1()
    const missing = (id: string, is: 'unknown' | 'notExamined' | 'notAsked') =>
      missingForSigning({ ...body, answers: withAnswer(body.answers, id, said({ is }, AT)) }, context)
    expect(missing('redFlags.fever', 'unknown').map(({ path }) => path)).not.toContain('redFlags.fever')
    expect(missing('redFlags.fever', 'notAsked').map(({ path }) => path)).toContain('redFlags.fever')
    expect(missing(`nodule.margins@${NODULE}`, 'notExamined')).toEqual([])
  })
  it('names the nodule', () => {
    const { body, context } = V1()
    const answers = withAnswer(body.answers, `nodule.margins@${NODULE}`, undefined)
    expect(named(missingForSigning({ ...body, answers }, context))).toEqual([
      { path: `nodule.margins@${NODULE}`, sectionId: 'palpation', label: 'R1 Margins' },
    ])
  })
  it('is either size of a nodule (ruling 7)', () => {
    const { body, context } = vignetteVisit(VIGNETTES.V6, 0)
    expect(missingForSigning(body, context)).toEqual([])
    const none = withAnswer(body.answers, 'nodule.sizeImaged@01936b5c-0000-7000-8000-000000000601', undefined)
    expect(missingForSigning({ ...body, answers: none }, context).map(({ label }) => filled(label))).toEqual([
      'R1 Size',
    ])
  })
  it('makes medicines needed once a drug, heat or needle item is planned', () => {
    const { body, context } = V1()
    const bare = withAnswer(body.answers, 'medicines.heatRisks', undefined)
    expect(missingForSigning({ ...body, answers: bare }, context).map(({ path }) => path)).toEqual([
      'medicines.heatRisks',
    ])
    const free = withAnswer(bare, 'plan.options', said(['stretches'], AT))
    expect(missingForSigning({ ...body, answers: free }, context)).toEqual([])
  })
  it('makes the neurological screen needed by pain below the knee, or a flag that is yes or unknown', () => {
    const { body, context } = V1()
    const needed = (id: string, plain: Parameters<typeof said>[0]) =>
      missingForSigning({ ...body, answers: withAnswer(body.answers, id, said(plain, AT)) }, context).filter(
        ({ sectionId }) => sectionId === 'neurology',
      ).length
    expect(needed('complaint.radiation', ['thigh'])).toBe(0)
    expect(needed('complaint.radiation', ['belowKnee'])).toBeGreaterThan(20)
    expect(needed('redFlags.fever', 'yes')).toBeGreaterThan(20)
    expect(needed('redFlags.fever', { is: 'unknown' })).toBeGreaterThan(20)
    expect(needed('redFlags.fever', { is: 'notAsked' })).toBe(0)
  })
  it('asks for a card where a nodule was felt', () => {
    const { body, context } = V1()
    const answers = { ...body.answers, groups: {} }
    expect(named(missingForSigning({ ...body, answers }, context))).toContainEqual({
      path: 'palpation.result',
      sectionId: 'palpation',
      label: 'Nodule felt: its card',
    })
  })
})

describe('what does not count', () => {
  it('a hidden answer stays in the draft and reaches no view and no paper', () => {
    const { body, context } = V1()
    const hidden = withAnswer(body.answers, 'contributors.traumaMechanism', said('fall', AT))
    const view = viewOf({ ...body, answers: hidden }, context)
    expect(view.state('contributors.traumaMechanism')).toBe('empty')
    expect(noteText(noteOf({ ...body, answers: hidden }, context))).not.toMatch(/fall/i)
    const shown = withAnswer(hidden, 'contributors.trauma', said('yes', AT))
    expect(viewOf({ ...body, answers: shown }, context).value('contributors.traumaMechanism')).toBe('fall')
  })
  it('a refused text leaves the field empty and blocks', () => {
    const { body, context } = V1()
    const refused = { ...body, refused: { [`nodule.painOnPressure@${NODULE}`]: '77' } }
    expect(viewOf(refused, context).entries('nodule')[0]?.state('nodule.painOnPressure')).toBe('empty')
    expect(validate(refused, context).map(({ message }) => filled(message))).toEqual([
      '0 to 10 only. 77 is kept here and not saved.',
    ])
  })
  it('a remote visit has no palpation', () => {
    const { body, context } = V1()
    const remote = { ...body, answers: withAnswer(body.answers, 'visit.type', said('remote', AT)) }
    expect(viewOf(remote, context).entries('nodule')).toEqual([])
    expect(noteOf(remote, context).map(({ sectionId }) => sectionId)).not.toContain('palpation')
  })
  it.each(['notFound', 'excised'] as const)('a nodule that is %s has no features today', (status) => {
    const { body, context } = vignetteVisit(VIGNETTES.V6, 2)
    const path = 'nodule.status@01936b5c-0000-7000-8000-000000000601'
    const gone = { ...body, answers: withAnswer(body.answers, path, said(status, AT)) }
    const nodule = viewOf(gone, context).entries('nodule')[0]!
    expect(nodule.state('nodule.tenderness')).toBe('empty')
    expect(trendOf(viewOf(gone, context), nodule)).toBe('gone')
    expect(missingForSigning(gone, context)).toEqual([])
  })
  it('a man is not asked about pregnancy', () => {
    expect(viewOf(empty(), vignetteVisit(VIGNETTES.V2).context).shown('contributors.pregnancy')).toBe(false)
    expect(viewOf(empty(), V1().context).shown('contributors.pregnancy')).toBe(true)
  })
})

describe('all asked, none present', () => {
  it('writes every single answer with its time, and leaves what was answered', () => {
    const start = withAnswer(emptyAnswers(), 'redFlags.fever', said('yes', AT))
    const { values } = answerAllNone(start, 'redFlags', AT, LINDEN)
    expect(Object.keys(values)).toHaveLength(17)
    expect(values['redFlags.fever']).toMatchObject({ value: 'yes', via: 'entered' })
    expect(values['redFlags.bowel']).toEqual({ is: 'value', value: 'no', at: AT, by: LINDEN, via: 'allNone' })
  })
  it('answers lists with none', () => {
    const { values } = answerAllNone(emptyAnswers(), 'medicines', AT, LINDEN)
    expect(values['medicines.nsaidRisks']).toMatchObject({ value: ['none'] })
    expect(values['medicines.needleFear']).toMatchObject({ value: 'none' })
    const body = { ...empty(), answers: { ...emptyAnswers(), values } }
    expect(validate(body, V1().context)).toEqual([])
  })
})

describe('all felt for, none found: the card of one nodule', () => {
  const [here, other] = ['01936b5c-0000-7000-8000-00000000000a', '01936b5c-0000-7000-8000-00000000000b']
  it('writes what the same stroke of the hand tells, on that card alone, and nothing that differs from lump to lump', () => {
    const start = withAnswer(
      withEntry(withEntry(emptyAnswers(), 'nodule', here), 'nodule', other),
      `nodule.margins@${here}`,
      said('unclear', AT),
    )
    const [mine, others] = answerAllNone(start, 'nodules', AT, LINDEN, here).groups['nodule']!
    expect(others!.values).toEqual({})
    expect(Object.fromEntries(Object.entries(mine!.values).map(([id, one]) => [id, one]))).toMatchObject({
      'nodule.margins': { value: 'unclear', via: 'entered' },
      'nodule.cluster': { value: 1, via: 'allNone', at: AT, by: LINDEN },
      'nodule.surface': { value: 'smooth', via: 'allNone' },
      'nodule.lessMobileTensed': { value: 'absent', via: 'allNone' },
      'nodule.skin': { value: ['normal'], via: 'allNone' },
    })
    expect(Object.keys(mine!.values)).toHaveLength(5)
  })
})

describe('labels', () => {
  const nodules = (...sides: string[]) =>
    sides.reduce((all, side, index) => {
      const id = `01936b5c-0000-7000-8000-00000000000${index}`
      return withAnswer(withEntry(all, 'nodule', id), `nodule.side@${id}`, said(side, AT))
    }, emptyAnswers())
  it('count by side and follow the side until signed', () => {
    expect(Object.values(labelNodules(nodules('right', 'left', 'right', 'midline'), {}))).toEqual([
      'R1',
      'L1',
      'R2',
      'M1',
    ])
  })
  it('stand for life and are never given twice', () => {
    const earlier = { gone: 'R1', '01936b5c-0000-7000-8000-000000000000': 'R2' }
    expect(Object.values(labelNodules(nodules('left', 'right'), earlier))).toEqual(['R2', 'R3'])
  })
})

describe('derived facts', () => {
  it('are computed from what was said', () => {
    expect(doseMg(1, 3)).toBe(30)
    expect(Math.round(reliefPercent(7, 1) ?? 0)).toBe(86)
    expect(reliefPercent(0, 3)).toBeUndefined()
    expect(bmi(84, 180)).toBe(25.9)
    const { body, context } = vignetteVisit(VIGNETTES.V3)
    expect(sacroiliacCount(viewOf(body, context))).toEqual({ positive: 3, tested: 5, of: 6 })
    expect([41, 42, 84, 85].map((count) => durationClass({ count, unit: 'd' }))).toEqual([
      'under6Weeks',
      '6to12Weeks',
      '6to12Weeks',
      'over12Weeks',
    ])
  })
})

describe('projections', () => {
  const ids = FIELDS.map((field) => field.id)
  const folder = new URL('../../shared/exam/projections/', import.meta.url)
  it.each(readdirSync(folder))('%s names no field and no group', (file) => {
    const source = readFileSync(new URL(file, folder), 'utf8')
    for (const id of ids) expect(source).not.toContain(id)
    for (const { group } of GROUPS) expect(source).not.toMatch(new RegExp(`['"\`]${group}['"\`.]`))
  })

  const sheet = new URL('../../shared/handout/', import.meta.url)
  const files = readdirSync(sheet, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )
  it.each(files)('%s of the sheet names no field and reads answers by slot alone', (file) => {
    const source = readFileSync(new URL(file, sheet), 'utf8')
    for (const id of ids) expect(source).not.toMatch(new RegExp(`['"\`]${id.replace('.', '\\.')}['"\`@]`))
    expect(source).not.toMatch(/exam\/definition|view\.(value|has|state|entries|at)\b/)
  })
})

describe('answers of an older definition', () => {
  it('go up one step at a time, and newer ones are not touched', () => {
    const answers = emptyAnswers()
    expect(upgraded(answers)).toBe(answers)
    const steps = {
      1: (a: typeof answers) => ({ ...a, values: { 'x.y': said('z', AT) } }),
      2: (a: typeof answers) => a,
    }
    expect(upgraded(answers, steps, 3)).toMatchObject({
      definitionVersion: 3,
      values: { 'x.y': { value: 'z' } },
    })
    expect(() => upgraded({ ...answers, definitionVersion: 99 })).toThrow()
    expect(() => upgraded(answers, {}, 2)).toThrow()
  })
})
