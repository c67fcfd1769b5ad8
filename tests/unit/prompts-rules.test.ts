import { describe, expect, it } from 'vitest'
import type { FieldId } from '@shared/exam/definition'
import { labelNodules } from '@shared/exam/labels'
import { viewOf } from '@shared/exam/validate'
import { evaluate, type Prompt } from '@shared/prompts/evaluate'
import { factsOf } from '@shared/prompts/facts'
import { RULES } from '@shared/prompts/rule-set'
import { answersOf, vignetteVisit, VIGNETTES, type PlainAnswer, type PlainVisit } from '../fixtures/vignettes'

/** V1, a typical visit that fires R10 alone, with some answers said otherwise. */
interface Said {
  readonly values?: Partial<Record<FieldId, PlainAnswer>>
  readonly nodule?: Partial<Record<FieldId, PlainAnswer>>
  readonly groups?: PlainVisit['groups']
  /** The same nodule at a signed visit before. */
  readonly earlier?: Partial<Record<FieldId, PlainAnswer>>
  readonly bornOn?: string
}
const V1 = vignetteVisit(VIGNETTES.V1)
const NODULE = V1.visit.groups['nodule']?.[0]
if (NODULE === undefined) throw new Error('V1 has a nodule')

const merged = (
  plain: PlainVisit['values'],
  over: Partial<Record<FieldId, PlainAnswer>> = {},
): PlainVisit['values'] => ({ ...plain, ...over })
const visitOf = ({ values, nodule, groups }: Said): PlainVisit => ({
  ...V1.visit,
  values: merged(V1.visit.values, values),
  groups: {
    ...V1.visit.groups,
    ...groups,
    nodule: [{ entryId: NODULE.entryId, values: merged(NODULE.values, nodule) }],
  },
})

const prompts = (said: Said, on: readonly string[] = ['R42']): readonly Prompt[] => {
  const answers = answersOf(visitOf(said))
  const before = said.earlier && answersOf(visitOf({ nodule: said.earlier }))
  const context = {
    ...V1.context,
    patient: { ...V1.context.patient, ...(said.bornOn !== undefined && { bornOn: said.bornOn }) },
    earlier: before
      ? [
          {
            examId: NODULE.entryId,
            visitOn: '2026-01-05',
            answers: before,
            noduleLabels: { [NODULE.entryId]: 'R1' },
          },
        ]
      : [],
  }
  const body = { ...V1.body, answers }
  return evaluate(factsOf(viewOf(body, context), labelNodules(answers, {}), on), [], on)
}
/** "R06 STOP", "R10 NOTE": what fired, in order. */
const fired = (said: Said, on?: readonly string[]): string[] =>
  prompts(said, on).map((prompt) => `${prompt.rule} ${prompt.level}`)

const TYPICAL = ['R10 NOTE']
const daysBefore = (days: number): string =>
  new Date(Date.parse(`${V1.visit.visitOn}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
const NSAID = V1.visit.groups

describe.each<[string, Said, string[]]>([
  ['R01 a symptom, onset and course not said', { values: { 'redFlags.bladder': 'yes' } }, ['R01 STOP']],
  ['R01 a symptom unknown', { values: { 'redFlags.sexual': { is: 'unknown' } } }, ['R01 CHECK']],
  [
    'R01 nearly: not asked is for signing, not for the rule',
    { values: { 'redFlags.sexual': { is: 'notAsked' } } },
    TYPICAL,
  ],
  [
    'R01 old and steady: began 15 days ago, not worsening',
    {
      values: {
        'redFlags.bowel': 'yes',
        'redFlags.caudaOnsetOn': daysBefore(15),
        'redFlags.caudaWorsening': 'no',
      },
    },
    ['R01 CHECK'],
  ],
  [
    'R01 nearly old: 14 days',
    {
      values: {
        'redFlags.bowel': 'yes',
        'redFlags.caudaOnsetOn': daysBefore(14),
        'redFlags.caudaWorsening': 'no',
      },
    },
    ['R01 STOP'],
  ],
  [
    'R01 old but whether it worsens is unknown',
    {
      values: {
        'redFlags.bowel': 'yes',
        'redFlags.caudaOnsetOn': daysBefore(60),
        'redFlags.caudaWorsening': { is: 'unknown' },
      },
    },
    ['R01 STOP'],
  ],
  ['R01 saddle sensation altered alone', { values: { 'neurology.touchSaddle': 'altered' } }, ['R01 STOP']],
  ['R02 major trauma', { values: { 'redFlags.majorTrauma': 'yes' } }, ['R02 CHECK']],
  ['R02 long steroid use unknown', { values: { 'redFlags.longSteroid': { is: 'unknown' } } }, ['R02 CHECK']],
  ['R03 past cancer', { values: { 'redFlags.pastCancer': 'yes' } }, ['R03 CHECK']],
  ['R04 fever alone', { values: { 'redFlags.fever': 'yes' } }, ['R04 CHECK']],
  ['R04 another item alone', { values: { 'redFlags.tuberculosis': 'yes' } }, ['R04 CHECK']],
  [
    'R04 fever and another item',
    { values: { 'redFlags.fever': 'yes', 'redFlags.injectedDrugs': 'yes' } },
    ['R04 STOP'],
  ],
  [
    'R04 fever, another item only unknown',
    { values: { 'redFlags.fever': 'yes', 'redFlags.injectedDrugs': { is: 'unknown' } } },
    ['R04 CHECK'],
  ],
  ['R05 power 3', { values: { 'neurology.greatToeLeft': 3 } }, ['R05 STOP']],
  ['R05 nearly: power 4', { values: { 'neurology.greatToeLeft': 4 } }, TYPICAL],
  ['R05 progressive weakness', { values: { 'redFlags.progressiveWeakness': 'yes' } }, ['R05 STOP']],
  ['R05 power unknown', { values: { 'neurology.kneeExtensionRight': { is: 'unknown' } } }, ['R05 CHECK']],
  [
    'R05 nearly: power not tested',
    { values: { 'neurology.kneeExtensionRight': { is: 'notExamined' } } },
    TYPICAL,
  ],
  ['R06 slow growth', { nodule: { 'nodule.sizeHistory': 'slowGrowth' } }, ['R06 STOP']],
  ['R06 deep to fascia', { nodule: { 'nodule.layer': 'deepToFascia' } }, ['R06 STOP']],
  [
    'R06 nearly: deep subcutaneous, above the fascia',
    { nodule: { 'nodule.layer': 'deepSubcutaneous' } },
    TYPICAL,
  ],
  ['R06 fixed', { nodule: { 'nodule.mobility': 'fixed' } }, ['R06 STOP']],
  ['R06 nearly: partly mobile', { nodule: { 'nodule.mobility': 'partlyMobile' } }, TYPICAL],
  ['R06 hard', { nodule: { 'nodule.consistency': 'hard' } }, ['R06 STOP']],
  ['R06 nearly: firm', { nodule: { 'nodule.consistency': 'firm' } }, TYPICAL],
  ['R06 ulcerated', { nodule: { 'nodule.skin': ['ulcerated'] } }, ['R06 STOP']],
  ['R06 removed here before', { values: { 'contributors.removedBefore': 'yes' } }, ['R06 STOP']],
  ['R06 50 mm', { nodule: { 'nodule.sizePalpated': { longMm: 50, shortMm: 20 } } }, ['R06 STOP']],
  ['R06 nearly: 49 mm', { nodule: { 'nodule.sizePalpated': { longMm: 49, shortMm: 20 } } }, TYPICAL],
  [
    'R06 50 mm, quiet for more than a year: the size alone is exempt, R10 still wants under 50',
    {
      values: { 'complaint.duration': { count: 2, unit: 'a' } },
      nodule: { 'nodule.sizePalpated': { longMm: 50, shortMm: 20 }, 'nodule.sizeHistory': 'stable' },
    },
    [],
  ],
  [
    'R06 50 mm, exactly a year: not yet exempt',
    {
      values: { 'complaint.duration': { count: 1, unit: 'a' } },
      nodule: { 'nodule.sizePalpated': { longMm: 50, shortMm: 20 }, 'nodule.sizeHistory': 'stable' },
    },
    ['R06 STOP'],
  ],
  [
    'R06 50 mm, quiet for years, but fixed: only the size is exempt',
    {
      values: { 'complaint.duration': { count: 2, unit: 'a' } },
      nodule: {
        'nodule.sizePalpated': { longMm: 50, shortMm: 20 },
        'nodule.sizeHistory': 'stable',
        'nodule.mobility': 'fixed',
      },
    },
    ['R06 STOP'],
  ],
  ['R06b layer cannot be told', { nodule: { 'nodule.layer': 'cannotTell' } }, ['R06b CHECK']],
  ['R06b size history unknown', { nodule: { 'nodule.sizeHistory': { is: 'unknown' } } }, ['R06b CHECK']],
  ['R06b unclear margins', { nodule: { 'nodule.margins': 'unclear' } }, ['R06b CHECK']],
  ['R06b irregular', { nodule: { 'nodule.surface': 'irregular' } }, ['R06b CHECK']],
  ['R06b tethered', { nodule: { 'nodule.skin': ['tethered'] } }, ['R06b CHECK']],
  ['R06b less mobile on contraction', { nodule: { 'nodule.lessMobileTensed': 'present' } }, ['R06b CHECK']],
  [
    'R06b previous removal unknown',
    { values: { 'contributors.removedBefore': { is: 'unknown' } } },
    ['R06b CHECK'],
  ],
  [
    'R06b persistent pain without pressure',
    { values: { 'complaint.painWithoutPressure': 'persistent' } },
    ['R06b CHECK'],
  ],
  [
    'R06b nearly: brief pain without pressure',
    { values: { 'complaint.painWithoutPressure': 'brief' } },
    TYPICAL,
  ],
  ['R10 nearly: familiar pain only partly', { nodule: { 'nodule.familiarPain': 'partly' } }, []],
  ['R10 nearly: lobulated', { nodule: { 'nodule.surface': 'lobulated' } }, []],
  ['R10 nearly: in the skin', { nodule: { 'nodule.layer': 'skin' } }, []],
  ['R10 nearly: aged 17', { bornOn: daysBefore(365 * 17 + 4) }, []],
  ['R20 anticoagulant', { values: { 'medicines.anticoagulant': 'apixaban' } }, ['R20 STOP', ...TYPICAL]],
  ['R20 ulcer', { values: { 'medicines.nsaidRisks': ['asthma', 'ulcer'] } }, ['R20 STOP', ...TYPICAL]],
  ['R20 nearly: asthma alone is a caution', { values: { 'medicines.nsaidRisks': ['asthma'] } }, TYPICAL],
  ['R20 eGFR 29', { values: { 'medicines.egfr': 29 } }, ['R20 STOP', ...TYPICAL]],
  ['R20 nearly: eGFR 30', { values: { 'medicines.egfr': 30 } }, TYPICAL],
  [
    'R20 pregnant, 20 weeks',
    { values: { 'contributors.pregnancy': 'pregnant', 'contributors.pregnancyWeeks': 20 } },
    ['R20 STOP', ...TYPICAL],
  ],
  [
    'R20 nearly: pregnant, 19 weeks',
    { values: { 'contributors.pregnancy': 'pregnant', 'contributors.pregnancyWeeks': 19 } },
    TYPICAL,
  ],
  [
    'R20 pregnant, weeks not recorded',
    { values: { 'contributors.pregnancy': 'pregnant' } },
    ['R20 STOP', ...TYPICAL],
  ],
  [
    'R20 nearly: ulcer, no NSAID chosen',
    { values: { 'medicines.nsaidRisks': ['ulcer'] }, groups: { ...NSAID, analgesic: [] } },
    TYPICAL,
  ],
  [
    'no rule fires on pain that comes only with pressure',
    { nodule: { 'nodule.painOnPressure': 10, 'nodule.tenderness': 4 } },
    TYPICAL,
  ],
])('%s', (_name, said, expected) => {
  it(`fires ${expected.join(', ') || 'nothing'}`, () => {
    expect(fired(said)).toEqual(expected)
  })
})

describe('R42, measured growth', () => {
  const now = (longMm: number): Said['nodule'] => ({ 'nodule.sizePalpated': { longMm, shortMm: 12 } })
  const then = (longMm: number, by = 'ruler'): Said['earlier'] => ({
    'nodule.sizePalpated': { longMm, shortMm: 12 },
    'nodule.sizePalpatedBy': by,
  })
  it.each([
    ['5 mm and 20%', 30, 25, ['R06 STOP']],
    ['4 mm and 20%', 24, 20, TYPICAL],
    ['5 mm and 19%', 31, 26, TYPICAL],
  ] as const)('%s', (_name, longNow, longThen, expected) => {
    expect(fired({ nodule: now(longNow), earlier: then(longThen) })).toEqual(expected)
  })
  it('compares like with like', () => {
    expect(fired({ nodule: now(40), earlier: then(20, 'calliper') })).toEqual(TYPICAL)
  })
  it('ships off', () => {
    expect(fired({ nodule: now(40), earlier: then(20) }, [])).toEqual(TYPICAL)
  })
})

describe('the rule set', () => {
  it('says of every rule where it comes from, or that it has no source', () => {
    for (const rule of RULES) expect(rule.sources.length > 0 || rule.remark !== undefined, rule.id).toBe(true)
  })
  it('considers, and never states a diagnosis as fact', () => {
    for (const rule of RULES.filter((one) => one.scope !== 'input'))
      expect(rule.message, rule.id).toMatch(/[Cc]onsider|usually|not routinely|recorded/)
  })
})
