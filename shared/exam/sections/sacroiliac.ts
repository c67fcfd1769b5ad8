import { block, lower, narrative, part, rows, section, sign } from '../build'

/** Clinical content 2.7: six tests, familiar pain yes or no; "not done" never counts as negative. */
const provocation = <const I extends string>(id: I, label: string) =>
  sign({
    id,
    label,
    joins: ', ',
    stateWords: { notExamined: 'not done' },
    notes: [`${lower(label)} positive`, `${lower(label)} negative`],
    source: '2.7, S31',
  })

export const sacroiliac = section(
  'sacroiliac',
  'Sacroiliac',
  part({
    id: 'sacroiliac',
    title: 'Sacroiliac provocation, familiar pain',
    fhir: 'Observation',
    blocks: [
      block(
        ...rows(
          provocation('sacroiliac.distraction', 'Distraction'),
          provocation('sacroiliac.thighThrust', 'Thigh thrust'),
          provocation('sacroiliac.compression', 'Compression'),
          provocation('sacroiliac.sacralThrust', 'Sacral thrust'),
          provocation('sacroiliac.gaenslenLeft', 'Gaenslen left'),
          provocation('sacroiliac.gaenslenRight', 'Gaenslen right'),
        ),
      ),
      block(...rows(narrative('sacroiliac.narrative'))),
    ],
  }),
)
