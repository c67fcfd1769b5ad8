import { describe, expect, it } from 'vitest'
import { filled } from '@shared/records/said'
import { withAnswer } from '@shared/exam/answers'
import { FIELDS, findPlace, type FieldId } from '@shared/exam/definition'
import type { FieldValue } from '@shared/exam/answer'
import { validate, viewOf, confirmedChecks, blocksSigning } from '@shared/exam/validate'
import { said, LINDEN, VIGNETTES, vignetteVisit, type PlainVignette } from '../fixtures/vignettes'

const AT = '2026-11-22T10:41:00.000Z'
const ENTRIES: Record<string, string> = {
  nodule: '01936b5c-0000-7000-8000-000000000601',
  injection: '01936b5c-0000-7000-8000-000000000602',
}
type Answers = Partial<Record<FieldId, FieldValue>>

/** V6 at its first visit (or another vignette) with some answers changed; what is said about one of them. */
function judged(changes: Answers, vignette: PlainVignette = VIGNETTES.V6, index = 0) {
  const start = vignetteVisit(vignette, index)
  const entry = (group: string) => start.body.answers.groups[group]?.[0]?.entryId ?? ENTRIES[group]
  const paths = Object.keys(changes).map((id) => {
    const group = findPlace(id)?.group
    return group === undefined ? id : `${id}@${entry(group) ?? ''}`
  })
  const answers = Object.values(changes).reduce(
    (all, value, position) => withAnswer(all, paths[position] ?? '', said(value, AT)),
    start.body.answers,
  )
  const body = { ...start.body, answers }
  return { body, context: start.context, paths, findings: validate(body, start.context) }
}
const levelOf = (changes: Answers, vignette?: PlainVignette, index?: number) => {
  const { findings } = judged(changes, vignette, index)
  return findings.some(({ level }) => level === 'refuse') ? 'E' : findings.length > 0 ? 'W' : 'ok'
}

/** Every E and W row of clinical content 2 with limits: the last value that is taken, and the first that is not. */
const LIMITS: readonly [FieldId, [FieldValue, 'ok' | 'W' | 'E'][]][] = [
  [
    'complaint.painNow',
    [
      [0, 'ok'],
      [8, 'ok'],
      [-1, 'E'],
      [11, 'E'],
      [3.5, 'E'],
    ],
  ],
  [
    'complaint.painWorst',
    [
      [10, 'ok'],
      [11, 'E'],
    ],
  ],
  [
    'contributors.sittingHours',
    [
      [0, 'ok'],
      [16, 'ok'],
      [16.5, 'W'],
      [24, 'W'],
      [24.1, 'E'],
      [-1, 'E'],
    ],
  ],
  [
    'contributors.weightKg',
    [
      [20, 'ok'],
      [350, 'ok'],
      [19.9, 'W'],
      [10, 'W'],
      [9.9, 'E'],
      [350.1, 'W'],
      [500, 'W'],
      [500.1, 'E'],
    ],
  ],
  [
    'contributors.heightCm',
    [
      [100, 'ok'],
      [230, 'ok'],
      [99.9, 'W'],
      [50, 'W'],
      [49.9, 'E'],
      [230.1, 'W'],
      [260, 'W'],
      [260.1, 'E'],
    ],
  ],
  [
    'medicines.egfr',
    [
      [0, 'ok'],
      [150, 'ok'],
      [151, 'W'],
      [200, 'W'],
      [201, 'E'],
      [-1, 'E'],
    ],
  ],
  [
    'nodule.sizeImaged',
    [
      [{ longMm: 1, shortMm: 1 }, 'ok'],
      [{ longMm: 100, shortMm: 16 }, 'ok'],
      [{ longMm: 101, shortMm: 16 }, 'W'],
      [{ longMm: 300, shortMm: 16 }, 'W'],
      [{ longMm: 301, shortMm: 16 }, 'E'],
      [{ longMm: 24, shortMm: 0 }, 'E'],
      [{ longMm: 24.5, shortMm: 16 }, 'E'],
      [{ longMm: 16, shortMm: 24 }, 'W'],
    ],
  ],
  [
    'nodule.depthMm',
    [
      [0, 'ok'],
      [150, 'ok'],
      [151, 'W'],
      [-1, 'E'],
    ],
  ],
  [
    'nodule.cluster',
    [
      [1, 'ok'],
      [20, 'ok'],
      [21, 'W'],
      [0, 'E'],
      [1.5, 'E'],
    ],
  ],
  [
    'nodule.tenderness',
    [
      [0, 'W'],
      [4, 'ok'],
      [5, 'E'],
      [-1, 'E'],
    ],
  ],
  [
    'nodule.painOnPressure',
    [
      [10, 'ok'],
      [0, 'W'],
      [11, 'E'],
    ],
  ],
  [
    'nodule.skin',
    [
      [['normal'], 'ok'],
      [['normal', 'red'], 'W'],
      [['red', 'warm'], 'ok'],
    ],
  ],
  [
    'complaint.radiation',
    [
      [['none'], 'ok'],
      [['none', 'hip'], 'W'],
      [['hip', 'thigh'], 'ok'],
    ],
  ],
  [
    'medicines.nsaidRisks',
    [
      [['none', 'asthma'], 'W'],
      [['asthma'], 'ok'],
    ],
  ],
  [
    'neurology.slrLeft',
    [
      [0, 'ok'],
      [90, 'ok'],
      [91, 'W'],
      [120, 'W'],
      [121, 'E'],
    ],
  ],
  [
    'neurology.hipFlexionLeft',
    [
      [0, 'ok'],
      [5, 'ok'],
      [6, 'E'],
      [3.5, 'E'],
      [-1, 'E'],
    ],
  ],
  [
    'injection.volume',
    [
      [0.1, 'ok'],
      [20, 'ok'],
      [20.1, 'W'],
      [30, 'W'],
      [30.1, 'E'],
      [0, 'E'],
    ],
  ],
  [
    'injection.gauge',
    [
      [18, 'ok'],
      [30, 'ok'],
      [17, 'W'],
      [31, 'W'],
      [0, 'E'],
    ],
  ],
  [
    'injection.length',
    [
      [10, 'ok'],
      [120, 'ok'],
      [9, 'W'],
      [121, 'W'],
      [0, 'E'],
    ],
  ],
  [
    'injection.minutes',
    [
      [1, 'ok'],
      [120, 'ok'],
      [121, 'W'],
      [0, 'E'],
      [1.5, 'E'],
    ],
  ],
  [
    'injection.expiresOn',
    [
      ['2026-08-30', 'ok'],
      ['2026-08-29', 'E'],
    ],
  ],
  [
    'nodule.sizeImagedOn',
    [
      ['2026-08-30', 'ok'],
      ['2026-08-31', 'E'],
      ['1974-07-02', 'E'],
      ['1974-07-03', 'ok'],
    ],
  ],
  [
    'followUp.rolandMorris',
    [
      [0, 'ok'],
      [24, 'ok'],
      [25, 'E'],
      [-1, 'E'],
      [1.5, 'E'],
    ],
  ],
  [
    'followUp.intervalDays',
    [
      [1, 'ok'],
      [365, 'ok'],
      [366, 'W'],
      [0, 'E'],
    ],
  ],
  [
    'complaint.duration',
    [
      [{ count: 52, unit: 'a' }, 'ok'],
      [{ count: 53, unit: 'a' }, 'E'],
      [{ count: 0, unit: 'd' }, 'E'],
    ],
  ],
  [
    'nodule.side',
    [
      ['right', 'ok'],
      ['midline', 'W'],
      ['left', 'E'],
    ],
  ],
  [
    'nodule.zone',
    [
      ['psis', 'ok'],
      ['sacroiliac', 'W'],
    ],
  ],
  [
    'nodule.point',
    [
      [{ xMm: 52, yMm: 6, mapVersion: 1 }, 'ok'],
      [{ xMm: 169, yMm: 6, mapVersion: 1 }, 'E'],
      [{ xMm: -52, yMm: 6, mapVersion: 1 }, 'E'],
    ],
  ],
  [
    'injection.side',
    [
      ['right', 'ok'],
      ['midline', 'W'],
      ['left', 'E'],
    ],
  ],
]

/** Rows that need another answer beside them. */
const TOGETHER: readonly [string, Answers, 'ok' | 'W' | 'E'][] = [
  ['worst below now', { 'complaint.painWorst': 6, 'complaint.painNow': 7, 'complaint.painAverage': 5 }, 'W'],
  ['worst as now', { 'complaint.painWorst': 7, 'complaint.painNow': 7, 'complaint.painAverage': 5 }, 'ok'],
  [
    'worst below average',
    { 'complaint.painWorst': 6, 'complaint.painNow': 5, 'complaint.painAverage': 7 },
    'W',
  ],
  ['persistent pain without the flag', { 'complaint.painWithoutPressure': 'persistent' }, 'W'],
  ['the flag without persistent pain', { 'redFlags.nightPain': 'yes' }, 'W'],
  [
    'persistent pain with the flag',
    { 'complaint.painWithoutPressure': 'persistent', 'redFlags.nightPain': 'yes' },
    'ok',
  ],
  ['lifting 100 kg', { 'contributors.lifting': 'daily', 'contributors.liftingKg': 100 }, 'ok'],
  ['lifting 101 kg', { 'contributors.lifting': 'daily', 'contributors.liftingKg': 101 }, 'W'],
  ['INR 0.5', { 'medicines.anticoagulant': 'warfarin', 'medicines.inr': 0.5 }, 'ok'],
  ['INR 0.4', { 'medicines.anticoagulant': 'warfarin', 'medicines.inr': 0.4 }, 'E'],
  ['INR 15', { 'medicines.anticoagulant': 'warfarin', 'medicines.inr': 15 }, 'ok'],
  ['INR 15.1', { 'medicines.anticoagulant': 'warfarin', 'medicines.inr': 15.1 }, 'E'],
  [
    'injury on the day of the visit',
    { 'contributors.trauma': 'yes', 'contributors.traumaOn': '2026-08-30' },
    'ok',
  ],
  ['injury after the visit', { 'contributors.trauma': 'yes', 'contributors.traumaOn': '2026-08-31' }, 'E'],
  ['injury before birth', { 'contributors.trauma': 'yes', 'contributors.traumaOn': '1974-07-02' }, 'E'],
  ['tenderness 0 with pain 3', { 'nodule.tenderness': 0, 'nodule.painOnPressure': 3 }, 'ok'],
  ['tenderness 0 with pain 4', { 'nodule.tenderness': 0, 'nodule.painOnPressure': 4 }, 'W'],
  ['tenderness 2 with pain 0', { 'nodule.tenderness': 2, 'nodule.painOnPressure': 0 }, 'ok'],
  ['tenderness 3 with pain 0', { 'nodule.tenderness': 3, 'nodule.painOnPressure': 0 }, 'W'],
  ['needle 0.12 mm', { 'injection.kind': 'dryNeedling', 'injection.diameter': 0.12 }, 'ok'],
  ['needle 0.11 mm', { 'injection.kind': 'dryNeedling', 'injection.diameter': 0.11 }, 'W'],
  ['needle 0.41 mm', { 'injection.kind': 'dryNeedling', 'injection.diameter': 0.41 }, 'W'],
  ['none felt, with a felt nodule', { 'palpation.result': 'noneFelt' }, 'E'],
]

describe('every E and W row', () => {
  const cases = LIMITS.flatMap(([id, rows]) =>
    rows.map(([value, level]) => [id, JSON.stringify(value), level, value] as const),
  )
  it.each(cases)('%s = %s: %s', (id, _shown, level, value) => {
    const { findings } = judged({ [id]: value })
    expect(levelOf({ [id]: value }), JSON.stringify(findings)).toBe(level)
  })
  it.each(TOGETHER)('%s', (_name, changes, level) => {
    expect(levelOf(changes)).toBe(level)
  })

  it('every field with limits refuses what lies beyond them and keeps it out of the view', () => {
    for (const field of FIELDS) {
      if (field.kind !== 'quantity') continue
      const { refuse } = field.limits
      const beyond =
        refuse.above === undefined ? (refuse.atOrBelow ?? (refuse.below ?? 0) - 1) : refuse.above + 1
      const place = findPlace(field.id)
      if (place?.group !== undefined || field.shownWhen) continue
      const { body, context } = judged({ [field.id]: beyond })
      expect(
        validate(body, context).map(({ path, level }) => [path, level]),
        field.id,
      ).toContainEqual([field.id, 'refuse'])
      expect(viewOf(body, context).at(place!).state, field.id).toBe('empty')
    }
  })

  it('weeks of pregnancy: 42 taken, 43 and 44 to confirm, 45 refused', () => {
    const weeks = (count: number) => levelOf({ 'contributors.pregnancyWeeks': count }, VIGNETTES.V3)
    expect([0, 42, 43, 44, 45, -1].map(weeks)).toEqual(['ok', 'ok', 'W', 'W', 'E', 'E'])
  })

  it('weight: more than 15% against the last visit asks to confirm', () => {
    const weight = (kg: number) => levelOf({ 'contributors.weightKg': kg }, VIGNETTES.V6, 1)
    expect([96.6, 96.7, 71.4, 71.3].map(weight)).toEqual(['ok', 'W', 'ok', 'W'])
  })

  it('status “same” against a changed size asks to confirm, in words', () => {
    const { findings } = judged({ 'nodule.status': 'same' }, VIGNETTES.V6, 3)
    expect(findings.map(({ message }) => filled(message))).toEqual([
      '3 mm longer than on 11 Oct 2026. Keep “same”? Say why.',
    ])
  })

  it('the visit date is refused after today, before birth, and past an age of 120', () => {
    const { body, context } = vignetteVisit(VIGNETTES.V1)
    const on = (today: string, bornOn: string) =>
      validate(body, { ...context, today, patient: { ...context.patient, bornOn } }).map(({ message }) =>
        filled(message),
      )
    expect(on('2026-11-22', '1980-03-12')).toEqual([])
    expect(on('2026-11-21', '1980-03-12')).toEqual(['The visit date is after today.'])
    expect(on('2026-11-22', '1905-11-23')).toEqual([])
    expect(on('2026-11-22', '1905-11-22')).toHaveLength(1)
    expect(on('2026-11-22', '2026-11-23')[0]).toBe('Birth date is after the visit.')
  })

  it('offers to swap the axes', () => {
    const { findings } = judged({ 'nodule.sizeImaged': { longMm: 16, shortMm: 24 } })
    const offer = findings[0]?.offer
    expect(offer && filled(offer.label)).toBe('Swap to 24 × 16')
    expect(offer?.value).toEqual({ longMm: 24, shortMm: 16 })
  })
})

describe('a confirmation', () => {
  it('with its reason lets the exam be signed, until the answer changes', () => {
    const { body, context, paths, findings } = judged({ 'nodule.zone': 'sacroiliac' })
    const path = paths[0] ?? ''
    expect(blocksSigning(body, context).map(({ why }) => why)).toEqual(['toConfirm'])
    const confirmation = { check: confirmedChecks(findings, path), reason: 'felt there', at: AT, by: LINDEN }
    const confirmed = { ...body, confirmed: { [path]: confirmation } }
    expect(blocksSigning(confirmed, context)).toEqual([])
    const answers = withAnswer(body.answers, path, said('lumbosacral', '2026-11-22T10:42:00.000Z'))
    expect(blocksSigning({ ...confirmed, answers }, context)).toHaveLength(1)
  })
  it('does not help a refusal', () => {
    const { body, context, paths } = judged({ 'nodule.side': 'left' })
    const path = paths[0] ?? ''
    const confirmation = { check: 'nodule.sideAgainstMap', reason: 'because', at: AT, by: LINDEN }
    expect(blocksSigning({ ...body, confirmed: { [path]: confirmation } }, context)[0]?.why).toBe('refused')
  })
})
