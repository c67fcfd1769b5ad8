import { choice, choices, narrative, quantity, text } from '../build'
import { block, part, row, rows, section } from '../layout'
import { when, whenFact } from '../conditions'
import { injectionPart } from './injection'

/** Clinical content 2.10. Injections and needling appear only where the clinic has them in scope. */
export const planOptions = choices({
  id: 'plan.options',
  label: 'Plan',
  asks: 'record',
  // Decided at every visit; only the details of what is chosen again can be as they were.
  fresh: true,
  say: 'planned: {}',
  options: {
    none: { label: 'no treatment', exclusive: true, alone: 'no treatment planned' },
    analgesia: { label: 'pain relief', note: 'over-the-counter pain relief' },
    heat: 'heat',
    stretches: 'stretches',
    advice: { label: 'advice', note: 'posture and work advice' },
    physiotherapy: { label: 'physio', note: 'physiotherapy', key: 'y' },
    injection: { label: 'injection', note: 'injection of the nodule (soft tissue)' },
    dryNeedling: { label: 'dry needling' },
    surgicalOpinion: { label: 'surgical opinion', key: 'u' },
    imaging: { label: 'imaging', key: 'g' },
    referral: 'referral',
  },
  source: '2.10, S24',
})

/** Drug, heat or needle item chosen: the medicines section is then needed to sign (R43). */
export const drugHeatOrNeedlePlanned = when(planOptions, 'analgesia', 'heat', 'injection', 'dryNeedling')

/** Paracetamol and acetaminophen are one drug; the clinic's country names it (ruling 13). */
const drug = choice({
  id: 'analgesic.drug',
  label: 'Medicine',
  asks: 'record',
  required: true,
  options: {
    ibuprofen: 'ibuprofen',
    naproxen: 'naproxen',
    diclofenac: 'diclofenac',
    aspirin: 'aspirin',
    paracetamol: { label: 'paracetamol', names: { US: 'acetaminophen', CA: 'acetaminophen' } },
    other: { label: 'other', note: 'other medicine' },
  },
  source: '2.10, S1, S23',
})

/** What each analgesic is, for the prompt rules: completeness is checked by the compiler. */
export const ANALGESIC_CLASS: Readonly<
  Record<(typeof drug)['options'][number]['code'], 'nsaid' | 'paracetamol' | 'other'>
> = {
  ibuprofen: 'nsaid',
  naproxen: 'nsaid',
  diclofenac: 'nsaid',
  aspirin: 'nsaid',
  paracetamol: 'paracetamol',
  other: 'other',
}

const analgesics = part({
  id: 'analgesics',
  title: 'Pain relief',
  planned: true,
  fhir: 'CarePlan',
  shownWhen: when(planOptions, 'analgesia'),
  repeats: { group: 'analgesic', entry: 'medicine', add: 'Add medicine' },
  blocks: [
    block(
      row(
        'Medicine',
        drug,
        text({
          id: 'analgesic.drugOther',
          label: 'Which',
          shownWhen: when(drug, 'other'),
          say: '{}',
          joins: ' ',
        }),
      ),
      row(
        'Dose',
        quantity({
          id: 'analgesic.doseMg',
          label: 'Dose',
          asks: 'record',
          unit: 'mg',
          range: [1, 4000],
          decimals: 1,
          say: '{}',
          joins: ' ',
          source: '2.10, range (c)',
        }),
        quantity({
          id: 'analgesic.timesPerDay',
          label: 'Times a day',
          asks: 'record',
          unit: '/d',
          unitText: 'times a day',
          range: [1, 6],
          say: '{}',
          joins: ', ',
          source: '2.10, range (c)',
        }),
        quantity({
          id: 'analgesic.days',
          label: 'Days',
          asks: 'record',
          unit: 'd',
          unitText: 'days',
          range: [1, 30],
          say: 'for {}',
          joins: ' ',
          source: '2.10, range (c)',
        }),
      ),
    ),
  ],
})

export const plan = section(
  'plan',
  'Plan',
  part({
    id: 'plan',
    title: 'Plan',
    planned: true,
    fhir: 'CarePlan',
    blocks: [
      block(...rows(planOptions)),
      block(
        row(
          'Heat',
          quantity({
            id: 'plan.heatMinutes',
            label: 'Heat',
            asks: 'record',
            shownWhen: when(planOptions, 'heat'),
            unit: 'min',
            unitText: 'minutes',
            range: [5, 30],
            say: 'heat {}',
            source: '2.10, 5.4, S40, range (c)',
          }),
          quantity({
            id: 'plan.heatTimesPerDay',
            label: 'Times a day',
            asks: 'record',
            shownWhen: when(planOptions, 'heat'),
            unit: '/d',
            unitText: 'times a day',
            range: [1, 6],
            say: '{}',
            joins: ', ',
            source: '2.10, range (c)',
          }),
        ),
        ...rows(
          choices({
            id: 'plan.stretches',
            label: 'Stretches',
            asks: 'record',
            shownWhen: when(planOptions, 'stretches'),
            say: '{}',
            options: {
              kneeHug: 'knee hug',
              kneeRolls: { label: 'knee rolls', key: 'r' },
              pelvicTilt: 'pelvic tilt',
              heelsSitBack: { label: 'sit-back', note: 'heels sit-back' },
              figureFour: 'figure-four',
              hipFront: { label: 'hip front', note: 'standing hip-front stretch' },
            },
            source: '5.4, S41',
          }),
          choices({
            id: 'plan.advice',
            label: 'Advice',
            asks: 'record',
            shownWhen: when(planOptions, 'advice'),
            options: {
              changePosition: { label: 'change position', note: 'change position every 30 minutes' },
              support: { label: 'sit supported', note: 'sit with feet flat and low back supported' },
              liftClose: { label: 'lift close', note: 'lift close with bent knees' },
              avoidBelts: { label: 'avoid belts', note: 'avoid belts that press on the lump' },
            },
            source: '5.4',
          }),
        ),
        row(
          'Imaging',
          choices({
            id: 'plan.imagingOf',
            label: 'Imaging by',
            asks: 'record',
            fresh: true,
            shownWhen: when(planOptions, 'imaging'),
            say: 'imaging by {}',
            options: {
              ultrasound: 'ultrasound',
              mri: 'MRI',
              other: { label: 'other', note: 'another method' },
            },
            source: '2.10',
          }),
        ),
        row(
          'Referral',
          choice({
            id: 'plan.referralUrgency',
            label: 'Referral',
            asks: 'record',
            fresh: true,
            shownWhen: when(planOptions, 'referral', 'surgicalOpinion'),
            fhir: 'ServiceRequest',
            options: {
              immediate: { label: 'immediate', note: 'immediate referral' },
              sameDay: { label: 'same day', note: 'same-day referral' },
              urgent: { label: 'urgent', note: 'urgent referral' },
              routine: { label: 'routine', note: 'routine referral' },
            },
            source: '2.10',
          }),
          text({
            id: 'plan.referralTo',
            label: 'To',
            fresh: true,
            shownWhen: when(planOptions, 'referral', 'surgicalOpinion'),
            say: 'to {}',
            joins: ' ',
            fhir: 'ServiceRequest',
            source: '2.10',
          }),
        ),
      ),
      block(...rows(narrative('plan.narrative'))),
    ],
  }),
  analgesics,
  { ...injectionPart, shownWhen: whenFact('procedures') },
)
