import { describe, expect, it } from 'vitest'
import { codecOf, schemaOf } from '@shared/exam/codecs'
import { FIELDS } from '@shared/exam/definition'
import type { Field } from '@shared/exam/field-kinds'
import { GATES, gatesOf } from '@shared/prompts/gates'
import type { Disposition } from '@shared/records/exam'
import { answerTo, bornFor, play, type Said } from '../fixtures/rules/play'
import { LINDEN } from '../fixtures/vignettes'

const gates = (said: Said, answers: readonly Disposition[] = []) => gatesOf(play(said, [], answers).prompts)
const NEEDLE_IN_FIXED: Said = { medicines: [], injections: [{}], nodule: { 'nodule.mobility': 'fixed' } }

describe('G1', () => {
  it.each<[string, Said]>([
    ['R01', { values: { 'redFlags.bladder': 'yes' } }],
    ['R02', { values: { 'redFlags.majorTrauma': 'yes' } }],
    ['R03', { values: { 'redFlags.pastCancer': 'yes' } }],
    ['R04', { values: { 'redFlags.fever': 'yes' } }],
    ['R05', { values: { 'redFlags.progressiveWeakness': 'yes' } }],
    ['R06', { nodule: { 'nodule.mobility': 'fixed' } }],
    ['R06b', { nodule: { 'nodule.margins': 'unclear' } }],
    ['R08', { nodule: { 'nodule.fluctuant': 'present' } }],
    ['R09', { nodule: { 'nodule.pulsatile': 'present' } }],
    ['R44', { bornOn: bornFor(17) }],
  ])('holds “usually not serious” back while %s is open or acted on', (rule, said) => {
    expect(gates(said).usuallyNotSerious).toBe(false)
    expect(gates(said, [answerTo(said, rule, 'acted')]).usuallyNotSerious).toBe(false)
    expect(gates(said, [answerTo(said, rule, 'disagree')]).usuallyNotSerious).toBe(true)
  })

  it.each<[string, Said]>([
    ['R13', { values: { 'neurology.ankleReflexLeft': 'reduced' } }],
    ['R20', { values: { 'medicines.egfr': 20 } }],
    ['R30', { medicines: [], injections: [{}], values: { 'medicines.anticoagulant': 'warfarin' } }],
  ])('is not held by %s', (rule, said) => {
    expect(play(said, []).prompts.map((one) => one.rule)).toContain(rule)
    expect(gates(said).usuallyNotSerious).toBe(true)
  })

  it('says nothing of an injection while R35 is open, and that a scan is arranged while R06 is', () => {
    expect(gates(NEEDLE_IN_FIXED)).toMatchObject({ injectionSection: false, arranging: true })
    const lifted = answerTo(NEEDLE_IN_FIXED, 'R35', 'disagree')
    expect(gates(NEEDLE_IN_FIXED, [lifted])).toMatchObject({ injectionSection: true, arranging: true })
    const benign = answerTo(NEEDLE_IN_FIXED, 'R06', 'notApplicable')
    expect(gates(NEEDLE_IN_FIXED, [benign])).toMatchObject({ injectionSection: true, arranging: false })
  })
})

it('G2 is for R01 at STOP alone (ruling 20)', () => {
  expect(gates({ values: { 'redFlags.bladder': 'yes' } }).emergencySheet).toBe(true)
  expect(gates({ values: { 'redFlags.bladder': { is: 'unknown' } } }).emergencySheet).toBe(false)
  expect(gates({ values: { 'redFlags.progressiveWeakness': 'yes' } }).emergencySheet).toBe(false)
})

it('R20 sends the medicine to the list of what not to take; with a reason the sheet is silent of it (ruling 21)', () => {
  const said: Said = { values: { 'medicines.egfr': 20 } }
  expect(gates({}).nsaidAdvice).toBe('allowed')
  expect(gates(said).nsaidAdvice).toBe('avoid')
  expect(gates(said, [answerTo(said, 'R20', 'acted')]).nsaidAdvice).toBe('avoid')
  expect(gates(said, [answerTo(said, 'R20', 'disagree')]).nsaidAdvice).toBe('withheld')
})

describe('G4', () => {
  /** A value that every field of a kind takes. */
  const SAMPLES: readonly unknown[] = [
    'text',
    1,
    '2026-11-22',
    { count: 5, unit: 'mo' },
    { longMm: 18, shortMm: 12 },
    { xMm: 52, yMm: 6, mapVersion: 1 },
    {
      ring: [
        [40, 0],
        [50, 0],
        [45, 9],
      ],
      mapVersion: 1,
    },
    { strokes: [{ widthMm: 12, line: [[40, 0]] }], zones: [], mapVersion: 1 },
    LINDEN,
  ]
  const sampleOf = (field: Field): unknown =>
    field.kind === 'choice'
      ? field.options[0]?.code
      : field.kind === 'choices'
        ? [field.options[0]?.code]
        : SAMPLES.find((value) => schemaOf(field).safeParse(value).success)

  it('lets no code of a terminology out: every answer travels as text, numbers and units', () => {
    for (const field of FIELDS) {
      const value = codecOf(field).fhir(field, schemaOf(field).parse(sampleOf(field)), {
        country: 'SG',
        entryName: () => 'R1',
      })
      expect(JSON.stringify(value), field.id).not.toMatch(/"coding"|"system"|snomed|loinc|icd/iu)
    }
  })

  it('stands in Settings beside the other gates', () => {
    expect(GATES.map(({ id }) => id)).toEqual(['G1', 'G2', 'G3', 'G4'])
  })
})
