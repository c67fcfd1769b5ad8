import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findPlace } from '@shared/exam/definition'
import { KINDS } from '@shared/exam/field-kinds'
import { faultsIn } from '../replay/faults'
import { shapeOf } from '../replay/format'
import { replay } from '../replay/judge'
import { replayText } from '../replay/replay'
import { EXPECTED } from '../fixtures/vignettes'
import { root } from '../root'

const VIGNETTES = ['V1', 'V1-variant-paracetamol-alone', 'V2', 'V3', 'V4', 'V5', 'V6']
/** The expectations as they were handed over, on a machine that has them. */
const GIVEN = join(root, '../shared/data/vignettes-expected.json')
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8')
type Outcome = ReturnType<typeof replay>

describe('what comes of the vignettes', () => {
  it.each(VIGNETTES)('%s', async (name) => {
    const text = replayText(textOf(`tests/fixtures/vignettes/${name}.json`))
    await expect(text).toMatchFileSnapshot(`replay/${name}.json`)
  })
})

/** Which visit of which file, and what is said to a prompt of it. */
const PLAYED: Readonly<
  Record<keyof typeof EXPECTED, readonly [file: string, visit: number, answers?: object[]]>
> = {
  V1: ['V1', 0],
  'V1-variant-paracetamol-alone': ['V1-variant-paracetamol-alone', 0],
  'V2-open': ['V2', 0],
  'V2-answered-not-applicable': [
    'V2',
    0,
    [
      {
        rule: 'R02',
        what: 'notApplicable',
        reason: 'assessed, no bony tenderness, fracture unlikely',
      },
    ],
  ],
  V3: ['V3', 0],
  V4: ['V4', 1],
  V5: ['V5', 1],
  'V6-visit0': ['V6', 0],
  'V6-week2': ['V6', 1],
  'V6-week6': ['V6', 2],
  'V6-week12': ['V6', 3],
}
describe('what comes of the vignettes is what was expected of them', () => {
  it.each(Object.keys(EXPECTED) as (keyof typeof EXPECTED)[])('%s', (key) => {
    const { fires, mustNot, gates = [], levels = {}, first } = EXPECTED[key]
    const [name, at, answers] = PLAYED[key]
    const file = JSON.parse(textOf(`tests/fixtures/vignettes/${name}.json`)) as { visits: object[] }
    const visits = file.visits.map((visit, index) =>
      index === at && answers !== undefined ? { ...visit, answers } : visit,
    )
    const visit = (JSON.parse(replayText(JSON.stringify({ ...file, visits }))) as Outcome).visits[at]
    const prompts = visit?.prompts ?? []
    const rules = prompts.map(({ rule }) => rule)
    // Each once, and no other.
    expect(rules.toSorted()).toEqual(fires.toSorted())
    for (const rule of mustNot) expect(rules).not.toContain(rule)
    for (const [rule, level] of Object.entries(levels))
      expect(prompts.find((one) => one.rule === rule)?.level, rule).toBe(level)
    if (first !== undefined) expect(rules[0]).toBe(first)
    const { G1, G2 } = visit!.gates
    expect(Object.entries({ G1, G2 }).flatMap(([gate, state]) => (state === 'closed' ? [gate] : []))).toEqual(
      gates,
    )
  })

  it.skipIf(!existsSync(GIVEN))('as they were given, where they lie beside', () => {
    expect(EXPECTED).toEqual(JSON.parse(readFileSync(GIVEN, 'utf8')))
  })
})

describe('the README', () => {
  const readme = textOf('tests/replay/README.md')
  const example = /```json\n([^`]+)```/u.exec(readme)?.[1] ?? ''
  const outcome = JSON.parse(replayText(example)) as Outcome
  const [visit] = outcome.visits

  it('shows a file that runs, and what it says comes of it', () => {
    expect(visit?.refusals.map(({ path }) => path)).toEqual(['complaint.painWorst', 'injection.side@shot'])
    expect(visit?.sides).toEqual([
      {
        nodule: 'R1',
        said: ['the map: right', 'the outline: right', 'the nodule: right', 'procedure: left'],
        apart: true,
      },
    ])
    expect(visit?.nodules).toEqual({ lump: 'R1' })
    expect(visit?.prompts.find(({ rule }) => rule === 'R06')).toMatchObject({ open: false })
    expect(visit?.canSign).toBe(false)
  })

  it('holds an example of every kind of field, and names each', () => {
    const file = JSON.parse(example) as {
      values: Record<string, unknown>
      groups: Record<string, { values: Record<string, unknown> }[]>
    }
    const ids = [
      ...Object.entries(file.values),
      ...Object.values(file.groups).flatMap((entries) =>
        entries.flatMap(({ values }) => Object.entries(values)),
      ),
    ].flatMap(([id, said]) => (typeof said === 'object' && said !== null && 'typed' in said ? [] : [id]))
    expect(new Set(ids.map((id) => findPlace(id)?.field.kind))).toEqual(new Set(KINDS))
    for (const kind of KINDS) expect(readme).toContain(`| ${kind} |`)
  })
})

describe('a file that does not fit', () => {
  const base = { patient: { bornOn: '1980-03-12', sex: 'female' }, visitOn: '2026-11-22', values: {} }
  const faults = (file: object): string[] => {
    const read = shapeOf({ ...base, ...file })
    return ('faults' in read ? read.faults : faultsIn(read.file)).map(({ path, says }) => `${path}: ${says}`)
  }

  it.each([
    [
      'a field that is not known',
      { values: { 'complaint.painNau': 4 } },
      /^values\.complaint\.painNau: No such field\. Near it: complaint\.painNow/,
    ],
    [
      'a code that is not one',
      { values: { 'visit.type': 'second' } },
      /^values\.visit\.type: "second" is not taken: one of "first", "followUp", "procedure", "remote"/,
    ],
    [
      'a number with its unit',
      { values: { 'contributors.weightKg': '84 kg' } },
      /"84 kg" is not taken: a number, in kg and without its unit/,
    ],
    [
      'a unit of time that is not one',
      { values: { 'complaint.duration': { count: 5, unit: 'months' } } },
      /with a unit of d, wk, mo, a/,
    ],
    [
      'a state that the field does not offer',
      { values: { 'redFlags.fever': { is: 'notExamined' } } },
      /“notExamined” is no answer here: one of "yes", "no", or \{ "is": "unknown" \}/,
    ],
    [
      'a field of a nodule beside the visit',
      { values: { 'nodule.side': 'left' } },
      /nodule\.side belongs to each nodule: it stands in "groups"/,
    ],
    [
      'an entry that is not there',
      { groups: { injection: [{ entryId: 'a', values: { 'injection.nodule': 'R9' } }] } },
      /^groups\.injection\.0\.values\.injection\.nodule: "R9" names no entry/,
    ],
    [
      'a group that is not known',
      { groups: { nodules: [] } },
      /^groups\.nodules: No such group\. There are .*nodule/,
    ],
    [
      'a rule that is not known',
      { answers: [{ rule: 'R99', what: 'acted' }] },
      /^answers\.0\.rule: No such rule/,
    ],
    ['a day that is none', { visitOn: '22.11.2026' }, /^visitOn: /],
    ['a word that the format does not have', { visitDate: '2026-11-22' }, /visitDate/],
    [
      'visits out of order',
      {
        visits: [
          { visitOn: '2026-11-22', values: {} },
          { visitOn: '2026-10-01', values: {} },
        ],
      },
      /visits|visitOn/,
    ],
  ] as const)('%s', (_name, file, says) => {
    expect(faults(file).join('\n')).toMatch(says)
  })

  it('is judged by nobody: the fault says where and what would be right', () => {
    expect(() => replayText('{')).toThrow(/This is no JSON/)
    expect(() => replayText(JSON.stringify({ ...base, values: { nothing: 1 } }))).toThrow(
      /1 thing to put right; nothing was judged\.\n {2}values\.nothing: No such field/,
    )
  })
})

it('gives the same answer twice, and changes nothing it was given', () => {
  const text = textOf('tests/fixtures/vignettes/V6.json')
  expect(replayText(text)).toBe(replayText(text))
})

it('writes out phrases in what is typed, with what is said today, and refuses a stop that stays open', () => {
  const outcome = (typed: string, phrase: string) =>
    JSON.parse(
      replayText(
        JSON.stringify({
          patient: { bornOn: '1980-03-12', sex: 'female' },
          visitOn: '2026-11-22',
          phrases: { sitting: phrase },
          values: { 'contributors.sittingHours': 9, 'complaint.narrative': { typed } },
        }),
      ),
    ) as Outcome
  const [said] = outcome(
    'Worse lately. .sitting',
    'Sits [[=contributors.sittingHours]] a day[[ since?]].',
  ).visits
  expect(JSON.stringify(said?.note)).toContain('Worse lately. Sits 9 h a day')
  const [open] = outcome('.sitting', 'Sits [[at a desk|in a car]].').visits
  expect(open?.refusals).toEqual([
    expect.objectContaining({
      path: 'complaint.narrative',
      message: expect.stringMatching(/Still to fill/u) as string,
    }),
  ])
  const [unknown] = outcome('.standing', 'Sits.').visits
  expect(JSON.stringify(unknown?.note)).toContain('.standing')
})

it('judges by the rules that are switched on, and takes answers to prompts', () => {
  const v4 = JSON.parse(textOf('tests/fixtures/vignettes/V4.json')) as { visits: object[] }
  const off = JSON.parse(replayText(JSON.stringify({ ...v4, clinic: { rulesOn: [] } }))) as Outcome
  expect(JSON.stringify(off.visits.at(-1)?.prompts)).not.toContain('grown 22 mm')
  const v2 = JSON.parse(textOf('tests/fixtures/vignettes/V2.json')) as { visits: object[] }
  const answers = [{ rule: 'R02', what: 'notApplicable', reason: 'no bony tenderness' }]
  const lifted = JSON.parse(
    replayText(JSON.stringify({ ...v2, visits: v2.visits.map((visit) => ({ ...visit, answers })) })),
  ) as Outcome
  expect(lifted.visits[0]?.prompts.map(({ rule }) => rule)).toEqual(['R02', 'R10'])
  expect(lifted.visits[0]?.gates.G1).toBe('open')
})
