import { choice, choices, duration, narrative, pain, shading, text, yesNo } from '../build'
import { block, part, row, rows, section } from '../layout'
import { not, whenFact } from '../conditions'

/** Clinical content 2.1. Birth date, sex and the clinician's role are context, not answers (ruling 2). */
export const visitType = choice({
  id: 'visit.type',
  label: 'Visit',
  asks: 'record',
  required: true,
  fresh: true,
  say: '{}',
  summary: { say: '{value}', order: 1 },
  options: {
    first: { label: 'first', note: 'first visit' },
    followUp: { label: 'follow-up', note: 'follow-up' },
    procedure: { label: 'procedure', note: 'procedure visit' },
    remote: { label: 'remote', note: 'remote visit, not palpated' },
  },
  source: '2.1',
})

export const lumpCourse = choice({
  id: 'complaint.lumpCourse',
  label: 'The lump',
  asks: 'history',
  required: true,
  options: {
    alwaysThere: { label: 'always there', note: 'the lump is always there' },
    comesAndGoes: { label: 'comes and goes', note: 'the lump comes and goes' },
    goneNow: { label: 'gone now', note: 'the lump is gone now' },
    noneNoticed: { label: 'none noticed', note: 'no lump noticed by the patient' },
  },
  source: '2.1, S1',
})

/** Where pain goes; the same places on pressure (2.5). Below the knee opens the neurological screen. */
export const RADIATION = {
  none: { label: 'none', exclusive: true, alone: 'does not radiate' },
  lowBack: { label: 'low back', note: 'the low back' },
  hip: { label: 'hip', note: 'the hip' },
  buttock: { label: 'buttock', note: 'the buttock' },
  thigh: { label: 'thigh', note: 'the thigh' },
  groin: { label: 'groin', note: 'the groin' },
  abdomen: { label: 'abdomen', note: 'the abdomen' },
  belowKnee: { label: 'below knee', note: 'below the knee' },
} as const

export const radiation = choices({
  id: 'complaint.radiation',
  label: 'Radiates to',
  asks: 'history',
  required: true,
  say: 'radiates to {}',
  joins: ', ',
  options: RADIATION,
  source: '2.1, S5',
})

export const complaint = section(
  'complaint',
  'Complaint',
  part({
    id: 'complaint',
    title: 'Complaint',
    fhir: 'QuestionnaireResponse',
    blocks: [
      block(
        ...rows(visitType, lumpCourse),
        row(
          'Noticed for',
          duration({
            id: 'complaint.duration',
            label: 'Noticed for',
            asks: 'history',
            // "5 months" said weeks ago is not 5 months today; when it began stands in the visit that said it.
            required: not(whenFact('onsetKnown')),
            fresh: true,
            say: 'noticed {} ago',
            joins: ', ',
            source: '2.1, R06',
          }),
        ),
      ),
      block(
        row(
          'Pain is',
          yesNo({
            id: 'complaint.localised',
            label: 'Localised',
            required: true,
            notes: ['pain is localised', 'pain is not localised'],
            source: '2.1',
          }),
          yesNo({
            id: 'complaint.worseOnPressure',
            label: 'Worse on pressure',
            required: true,
            joins: ', ',
            notes: ['worse on pressure', 'not worse on pressure'],
            source: '2.1',
          }),
        ),
        ...rows(
          choice({
            id: 'complaint.painWithoutPressure',
            label: 'Without pressure',
            asks: 'history',
            required: true,
            joins: ', ',
            options: {
              none: { label: 'none', note: 'no pain without pressure' },
              brief: { label: 'brief', note: 'brief pain without pressure' },
              persistent: { label: 'persistent, rest or night', note: 'persistent pain at rest or at night' },
            },
            source: '2.1, R06b, S18',
          }),
          radiation,
        ),
      ),
      block(
        ...rows(
          shading({
            id: 'complaint.painArea',
            derives: 'shadedAlone',
            label: 'Where it hurts',
            asks: 'history',
            say: 'where it hurts, as the patient shows it: {}',
            source: '(c)',
          }),
        ),
      ),
      block(
        ...rows(
          pain({
            id: 'complaint.painNow',
            label: 'Pain now',
            asks: 'history',
            required: true,
            fresh: true,
            say: 'pain {} of 10 now',
            fhir: 'Observation',
            source: '2.1, S32',
          }),
          pain({
            id: 'complaint.painAverage',
            label: 'Average, 7 days',
            asks: 'history',
            required: true,
            fresh: true,
            say: '{} on average over 7 days',
            joins: ', ',
            summary: { say: 'pain {value}', order: 3 },
            fhir: 'Observation',
            source: '2.1, S32',
          }),
          pain({
            id: 'complaint.painWorst',
            label: 'Worst, 7 days',
            asks: 'history',
            required: true,
            fresh: true,
            say: '{} at worst',
            joins: ', ',
            fhir: 'Observation',
            source: '2.1, S32',
          }),
        ),
      ),
      block(
        row(
          'Made worse by',
          choices({
            id: 'complaint.aggravating',
            label: 'Made worse by',
            asks: 'history',
            say: 'made worse by {}',
            options: {
              nothing: { label: 'nothing', exclusive: true },
              sitting: 'sitting',
              standing: 'standing',
              walking: 'walking',
              bending: 'bending',
              lifting: 'lifting',
              lyingOnBack: 'lying on the back',
              belt: { label: 'belt', note: 'a belt or waistband' },
            },
            source: '2.1, (c)',
          }),
          text({
            id: 'complaint.aggravatingOther',
            label: 'Also made worse by',
            say: 'also made worse by {}',
          }),
        ),
        row(
          'Eased by',
          choices({
            id: 'complaint.relieving',
            label: 'Eased by',
            asks: 'history',
            say: 'eased by {}',
            options: {
              nothing: { label: 'nothing', exclusive: true },
              rest: 'rest',
              moving: 'moving',
              heat: 'heat',
              cold: 'cold',
              massage: 'massage',
              medicine: 'medicine',
            },
            source: '2.1, (c)',
          }),
          text({ id: 'complaint.relievingOther', label: 'Also eased by', say: 'also eased by {}' }),
        ),
      ),
      block(...rows(narrative('complaint.narrative'))),
    ],
  }),
)
