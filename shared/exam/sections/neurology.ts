import { bothSides, choice, lower, narrative, quantity, scale, sign } from '../build'
import { block, part, row, rows, section, screenedBlock } from '../layout'
import { any, when } from '../conditions'
import { radiation } from './complaint'
import { anyFlagRaised } from './red-flags'

/**
 * Clinical content 2.6. Tests of one kind can be said with one key (ruling 23; (c)): power, reflexes and light touch each
 * by their own, never all at once, never the angle of a leg raise, and never the saddle, which is a red flag.
 */
/** Needed if pain goes below the knee or any red flag is yes or unknown. */
const needed = any(when(radiation, 'belowKnee'), anyFlagRaised)
const tested = {
  asks: 'sign',
  required: needed,
  stateWords: { notExamined: 'not tested' },
} as const

const slr = bothSides('neurology.slr', 'Straight leg raise', (spec) =>
  quantity({
    ...tested,
    ...spec,
    say: 'straight leg raise {}',
    unit: 'deg',
    unitText: '°',
    range: [0, 90],
    refuse: [0, 120],
    source: '2.6',
  }),
)
const slrPain = bothSides('neurology.slrPain', 'Leg pain', (spec) =>
  sign({
    ...spec,
    required: needed,
    screened: true,
    joins: ', ',
    stateWords: { notExamined: 'not tested' },
    notes: ['leg pain', 'no leg pain'],
    source: '2.6, R13',
  }),
)
const power = <const I extends string>(id: I, label: string) =>
  bothSides(id, label, (spec) =>
    scale({
      ...tested,
      ...spec,
      from: 0,
      to: 5,
      screened: 5,
      say: `${lower(label)} power {} of 5`,
      joins: ', ',
      source: '2.6, R05',
    }),
  )
const reflex = <const I extends string>(id: I, label: string) =>
  bothSides(id, label, (spec) =>
    choice({
      ...tested,
      ...spec,
      say: `${lower(label)} {}`,
      joins: ', ',
      screened: 'normal',
      options: { absent: 'absent', reduced: 'reduced', normal: 'normal', brisk: 'brisk' },
      source: '2.6, R13',
    }),
  )
const TOUCH = { normal: 'normal', altered: 'altered' } as const
const touch = <const I extends string>(id: I, level: string) =>
  bothSides(id, `Touch ${level}`, (spec) =>
    choice({
      ...tested,
      ...spec,
      say: `light touch ${level} {}`,
      joins: ', ',
      screened: 'normal',
      options: TOUCH,
      source: '2.6, R13',
    }),
  )

export const neurology = section(
  'neurology',
  'Neurology',
  part({
    id: 'neurology',
    title: 'Neurological screen',
    fhir: 'Observation',
    blocks: [
      screenedBlock('Straight leg raise', 'no leg pain', row('Angle', ...slr), row('Leg pain', ...slrPain)),
      screenedBlock(
        'Power, 0 to 5',
        '5 of 5, both sides',
        row('Hip flexion', ...power('neurology.hipFlexion', 'Hip flexion')),
        row('Knee extension', ...power('neurology.kneeExtension', 'Knee extension')),
        row('Ankle dorsiflexion', ...power('neurology.dorsiflexion', 'Ankle dorsiflexion')),
        row('Great toe', ...power('neurology.greatToe', 'Great toe')),
        row('Plantarflexion', ...power('neurology.plantarflexion', 'Plantarflexion')),
      ),
      screenedBlock(
        'Reflexes',
        'normal, both sides',
        row('Knee', ...reflex('neurology.kneeReflex', 'Knee reflex')),
        row('Ankle', ...reflex('neurology.ankleReflex', 'Ankle reflex')),
      ),
      screenedBlock(
        'Light touch',
        'L2 to S1 normal, both sides',
        row('L2', ...touch('neurology.touchL2', 'L2')),
        row('L3', ...touch('neurology.touchL3', 'L3')),
        row('L4', ...touch('neurology.touchL4', 'L4')),
        row('L5', ...touch('neurology.touchL5', 'L5')),
        row('S1', ...touch('neurology.touchS1', 'S1')),
        ...rows(
          choice({
            ...tested,
            id: 'neurology.touchSaddle',
            label: 'Saddle',
            // A red flag of the cauda equina (R01).
            fresh: true,
            say: 'saddle sensation {}',
            joins: ', ',
            options: TOUCH,
            source: '2.6, R01',
          }),
        ),
      ),
      block(...rows(narrative('neurology.narrative'))),
    ],
  }),
)
