import {
  bothSides,
  choice,
  narrative,
  block,
  part,
  quantity,
  row,
  rows,
  scale,
  section,
  sign,
  titled,
} from '../build'
import { any, when } from '../conditions'
import { radiation } from './complaint'
import { anyFlagRaised } from './red-flags'

/** Clinical content 2.6: needed if pain goes below the knee or any red flag is yes or unknown. */
const needed = any(when(radiation, 'belowKnee'), anyFlagRaised)
const tested = {
  asks: 'sign',
  required: needed,
  stateWords: { notExamined: 'not tested' },
} as const

const slr = bothSides('neurology.slr', 'Straight leg raise', (id, label) =>
  quantity({
    ...tested,
    id,
    label,
    unit: 'deg',
    unitText: '°',
    range: [0, 90],
    refuse: [0, 120],
    source: '2.6',
  }),
)
const slrPain = bothSides('neurology.slrPain', 'Leg pain', (id, label) =>
  sign({
    id,
    label,
    required: needed,
    joins: ', ',
    stateWords: { notExamined: 'not tested' },
    notes: ['reproduces leg pain', 'no leg pain'],
    source: '2.6, R13',
  }),
)
const power = <const I extends string>(id: I, label: string) =>
  bothSides(id, label, (sideId, sideLabel) =>
    scale({ ...tested, id: sideId, label: sideLabel, from: 0, to: 5, joins: ', ', source: '2.6, R05' }),
  )
const reflex = <const I extends string>(id: I, label: string) =>
  bothSides(id, label, (sideId, sideLabel) =>
    choice({
      ...tested,
      id: sideId,
      label: sideLabel,
      say: `${sideLabel} {}`,
      joins: ', ',
      options: { absent: 'absent', reduced: 'reduced', normal: 'normal', brisk: 'brisk' },
      source: '2.6, R13',
    }),
  )
const TOUCH = { normal: 'normal', altered: 'altered' } as const
const touch = <const I extends string>(id: I, label: string) =>
  bothSides(id, label, (sideId, sideLabel) =>
    choice({
      ...tested,
      id: sideId,
      label: sideLabel,
      say: `${sideLabel} {}`,
      joins: ', ',
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
      titled('Straight leg raise', row('Left', slr[0], slrPain[0]), row('Right', slr[1], slrPain[1])),
      titled(
        'Power, 0 to 5',
        row('Hip flexion', ...power('neurology.hipFlexion', 'Hip flexion')),
        row('Knee extension', ...power('neurology.kneeExtension', 'Knee extension')),
        row('Ankle dorsiflexion', ...power('neurology.dorsiflexion', 'Ankle dorsiflexion')),
        row('Great toe', ...power('neurology.greatToe', 'Great toe')),
        row('Plantarflexion', ...power('neurology.plantarflexion', 'Plantarflexion')),
      ),
      titled(
        'Reflexes',
        row('Knee', ...reflex('neurology.kneeReflex', 'Knee reflex')),
        row('Ankle', ...reflex('neurology.ankleReflex', 'Ankle reflex')),
      ),
      titled(
        'Light touch',
        row('L2', ...touch('neurology.touchL2', 'Touch L2')),
        row('L3', ...touch('neurology.touchL3', 'Touch L3')),
        row('L4', ...touch('neurology.touchL4', 'Touch L4')),
        row('L5', ...touch('neurology.touchL5', 'Touch L5')),
        row('S1', ...touch('neurology.touchS1', 'Touch S1')),
        ...rows(
          choice({
            ...tested,
            id: 'neurology.touchSaddle',
            label: 'Saddle',
            say: 'saddle {}',
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
