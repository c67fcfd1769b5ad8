import { choice, choices, narrative, quantity } from '../build'
import { block, part, rows, section } from '../layout'
import { not, when } from '../conditions'
import { visitType } from './complaint'
import { noduleBlocks } from './nodule'

/** A remote visit hides palpation (clinical content 2.1). */
const atTheClinic = not(when(visitType, 'remote'))

/** "Palpated, none felt" is an answer of its own (ruling 3). */
const result = choice({
  id: 'palpation.result',
  label: 'Palpation',
  asks: 'sign',
  required: true,
  fresh: true,
  options: {
    felt: { label: 'nodule felt', note: 'nodule felt' },
    noneFelt: { label: 'palpated, none felt', note: 'palpated, no nodule felt', key: 'p' },
  },
  source: '2.5, ruling 3',
})

export const palpation = section(
  'palpation',
  'Palpation',
  part({
    id: 'inspection',
    title: 'Inspection',
    fhir: 'Observation',
    shownWhen: atTheClinic,
    blocks: [
      block(
        ...rows(
          choices({
            id: 'inspection.position',
            label: 'Examined',
            asks: 'record',
            say: 'examined {}',
            options: {
              standingBent: { label: 'standing, bent', note: 'standing slightly bent forward' },
              prone: 'prone',
              sideLying: { label: 'side-lying', note: 'side-lying', key: 'l' },
            },
            source: '2.5, S3',
          }),
          choices({
            id: 'inspection.seen',
            label: 'Seen',
            asks: 'sign',
            say: 'seen: {}',
            options: {
              nothing: { label: 'nothing', exclusive: true, alone: 'nothing abnormal seen' },
              lump: { label: 'lump', note: 'visible lump' },
              scar: 'scar',
              bruise: 'bruise',
              redness: 'redness',
            },
            source: '2.5',
          }),
          choice({
            id: 'inspection.posture',
            label: 'Posture',
            asks: 'sign',
            options: {
              usual: { label: 'usual', note: 'posture usual' },
              altered: { label: 'altered', note: 'posture altered' },
            },
            source: '2.5',
          }),
          choice({
            id: 'inspection.gait',
            label: 'Gait',
            asks: 'sign',
            joins: ', ',
            options: {
              usual: { label: 'usual', note: 'gait usual' },
              altered: { label: 'altered', note: 'gait altered' },
            },
            source: '2.5',
          }),
        ),
      ),
      block(
        ...rows(
          result,
          quantity({
            id: 'palpation.psisDistance',
            label: 'Between the dimples',
            asks: 'measure',
            unit: 'mm',
            range: [50, 150],
            say: '{} between the PSIS, measured',
            source: 'ruling 4, range (c)',
            stateWords: { notExamined: 'not measured' },
          }),
        ),
      ),
      block(...rows(narrative('palpation.narrative'))),
    ],
  }),
  part({
    id: 'nodules',
    title: 'Nodules',
    fhir: 'BodyStructure',
    repeats: { group: 'nodule', entry: 'nodule', add: 'New nodule', lasting: true },
    shownWhen: atTheClinic,
    screen: 'list',
    blocks: noduleBlocks,
  }),
)
