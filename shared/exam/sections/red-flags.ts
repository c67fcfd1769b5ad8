import { date, narrative, yesNo } from '../build'
import { block, part, rows, section, titled } from '../layout'
import { any, when, whenState } from '../conditions'

const CAUDA = '2.3, S21'
/**
 * Clinical content 2.3, S21 and S22. All are answered before signing; good accuracy evidence is lacking for
 * most of them, so they prompt reasoning, not diagnosis (S22).
 */
const flag = <const I extends string>(id: I, label: string, phrase: string, source = '2.3, S22') =>
  yesNo({
    id,
    label,
    required: true,
    screened: true,
    fresh: true,
    notes: [phrase, `no ${phrase}`],
    source,
  })

const bladder = flag('redFlags.bladder', 'New bladder change', 'new bladder change', CAUDA)
const bowel = flag('redFlags.bowel', 'Bowel change', 'bowel change', CAUDA)
const saddle = flag('redFlags.saddleNumbness', 'Saddle numbness', 'saddle numbness', CAUDA)
const bothLegs = flag(
  'redFlags.bothLegs',
  'Both legs: pain or weakness',
  'pain or weakness in both legs',
  CAUDA,
)
const sexual = flag('redFlags.sexual', 'Sexual dysfunction', 'sexual dysfunction', CAUDA)
const cauda = [bladder, bowel, saddle, bothLegs, sexual] as const
const anyCauda = any(...cauda.map((field) => when(field, 'yes')))

const majorTrauma = flag('redFlags.majorTrauma', 'Major trauma', 'major trauma')
const minorTrauma = flag(
  'redFlags.minorTrauma',
  'Minor trauma with osteoporosis, or aged 65 or over',
  'minor trauma with osteoporosis or age 65 or over',
)
const longSteroid = flag('redFlags.longSteroid', 'Long steroid use', 'long steroid use')
const pastCancer = flag('redFlags.pastCancer', 'Past cancer', 'past cancer')
const weightLoss = flag('redFlags.weightLoss', 'Unexplained weight loss', 'unexplained weight loss')
const nightPain = flag(
  'redFlags.nightPain',
  'Unremitting night or rest pain',
  'unremitting night or rest pain',
)
const fever = flag('redFlags.fever', 'Fever or chills', 'fever or chills')
const immune = flag('redFlags.immunosuppression', 'Immunosuppression', 'immunosuppression')
const drugs = flag('redFlags.injectedDrugs', 'Injected drugs', 'injected drugs')
const infection = flag(
  'redFlags.recentInfection',
  'Recent infection or spinal procedure',
  'recent infection or spinal procedure',
)
const tb = flag('redFlags.tuberculosis', 'TB in the past', 'past TB')
const weakness = flag('redFlags.progressiveWeakness', 'Progressive weakness', 'progressive weakness')

const flags = [
  ...cauda,
  majorTrauma,
  minorTrauma,
  longSteroid,
  pastCancer,
  weightLoss,
  nightPain,
  fever,
  immune,
  drugs,
  infection,
  tb,
  weakness,
] as const

/** A red flag that is yes or unknown makes the neurological screen required (clinical content 2.6). */
export const anyFlagRaised = any(
  ...flags.flatMap((field) => [when(field, 'yes'), whenState(field, 'unknown')]),
)

export const redFlags = section(
  'redFlags',
  'Red flags',
  part({
    id: 'redFlags',
    title: 'Red flags',
    screen: 'count',
    fhir: 'QuestionnaireResponse',
    blocks: [
      titled(
        'Cauda equina',
        ...rows(...cauda),
        ...rows(
          date({
            id: 'redFlags.caudaOnsetOn',
            label: 'Newest began on',
            asks: 'history',
            required: true,
            fresh: true,
            shownWhen: anyCauda,
            say: 'newest of these began on {}',
            source: '2.3, R01',
          }),
          yesNo({
            id: 'redFlags.caudaWorsening',
            label: 'Getting worse',
            required: true,
            fresh: true,
            shownWhen: anyCauda,
            joins: ', ',
            notes: ['getting worse', 'not getting worse'],
            source: '2.3, R01',
          }),
        ),
      ),
      titled('Fracture', ...rows(majorTrauma, minorTrauma, longSteroid)),
      titled('Malignancy', ...rows(pastCancer, weightLoss, nightPain)),
      titled('Infection', ...rows(fever, immune, drugs, infection, tb)),
      titled('Neurology', ...rows(weakness)),
      block(...rows(narrative('redFlags.narrative'))),
    ],
  }),
)
