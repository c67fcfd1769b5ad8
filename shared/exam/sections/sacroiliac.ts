import { lower, narrative, sign } from '../build'
import { block, part, rows, section } from '../layout'

/** Clinical content 2.7: six tests, familiar pain yes or no; "not done" never counts as negative. */
const provocation = <const I extends string>(id: I, label: string, phrase = lower(label), last = false) =>
  sign({
    id,
    label,
    ...(last && { derives: 'sacroiliacCount' }),
    joins: ', ',
    stateWords: { notExamined: 'not done' },
    notes: [`${phrase} positive`, `${phrase} negative`],
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
          provocation('sacroiliac.gaenslenLeft', 'Gaenslen left', 'Gaenslen left'),
          provocation('sacroiliac.gaenslenRight', 'Gaenslen right', 'Gaenslen right', true),
        ),
      ),
      block(...rows(narrative('sacroiliac.narrative'))),
    ],
  }),
)
