import { choice, choices, narrative, text } from '../build'
import { block, part, rows, section } from '../layout'
import { whenFact } from '../conditions'
import { testInjectionPart } from './test-injection'

/** Clinical content 2.9 and the differential of section 1. */
export const assessment = section(
  'assessment',
  'Assessment',
  part({
    id: 'assessment',
    title: 'Assessment',
    caption: 'clinicalDiagnosis',
    fhir: 'Condition',
    blocks: [
      block(
        ...rows(
          choice({
            id: 'assessment.impression',
            label: 'Back mouse',
            asks: 'record',
            required: true,
            options: {
              likely: { label: 'likely', note: 'likely back mouse (episacral lipoma)' },
              possible: { label: 'possible', note: 'possible back mouse (episacral lipoma)' },
              unlikely: { label: 'unlikely', note: 'back mouse (episacral lipoma) unlikely' },
              other: { label: 'other', note: 'another cause is more likely' },
            },
            source: '2.9, S1',
          }),
          choices({
            id: 'assessment.differential',
            label: 'Differential',
            asks: 'record',
            say: 'differential: {}',
            options: {
              triggerPoint: 'myofascial trigger point',
              cluneal: 'superior or middle cluneal nerve entrapment',
              sacroiliacJoint: 'sacroiliac joint pain',
              radiculopathy: 'lumbar radiculopathy',
              facet: 'facet pain',
              trochanteric: 'greater trochanteric pain',
              lipoma: 'simple lipoma',
              dercum: {
                label: 'painful multiple lipomas',
                note: 'painful multiple lipomas (Dercum, adiposis dolorosa)',
              },
              epidermoidCyst: 'epidermoid cyst',
              abscess: 'abscess',
              haematoma: 'haematoma',
              lumbarHernia: 'lumbar hernia',
              skinMetastasis: 'skin metastasis',
              sarcoma: 'atypical lipomatous tumour or sarcoma',
              spinal: 'spinal fracture, infection or malignancy',
              caudaEquina: 'cauda equina syndrome',
              visceral: 'visceral referral',
            },
            source: '1, S2, S20, S47',
          }),
          text({ id: 'assessment.differentialOther', label: 'Also considered', say: 'also considered: {}' }),
        ),
      ),
      block(...rows(narrative('assessment.narrative'))),
    ],
  }),
  { ...testInjectionPart, shownWhen: whenFact('procedures') },
)
