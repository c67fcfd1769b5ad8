import { choice, date, entryRef, narrative, quantity, text, yesNo } from '../build'
import { block, part, row, rows, section } from '../layout'
import { when, whenFact } from '../conditions'

/** Clinical content 2.2: possible contributors; the source article's list holds beliefs, hence the title. */
const trauma = yesNo({
  id: 'contributors.trauma',
  label: 'Injury or crash',
  notes: ['single injury or crash', 'no injury'],
  source: '2.2, S1',
})
const posture = yesNo({
  id: 'contributors.posture',
  label: 'Posture or work set-up',
  notes: ['posture or work set-up is a concern', 'no concern about posture or work set-up'],
  source: '2.2, S1',
})
const lifting = choice({
  id: 'contributors.lifting',
  label: 'Repeated lifting',
  asks: 'history',
  options: {
    none: { label: 'none', note: 'no repeated lifting' },
    weekly: { label: 'weekly', note: 'lifts weekly' },
    daily: { label: 'daily', note: 'lifts daily' },
  },
  source: '2.2, S1',
})
export const pregnancy = choice({
  id: 'contributors.pregnancy',
  label: 'Pregnancy',
  asks: 'history',
  required: true,
  shownWhen: whenFact('couldBePregnant'),
  fresh: true,
  options: {
    notApplicable: { label: 'not applicable', note: 'pregnancy not applicable', key: 'a' },
    no: { label: 'no', note: 'not pregnant' },
    pregnant: { label: 'pregnant', note: 'pregnant' },
    postpartum: { label: 'birth within 12 months', note: 'gave birth within the last 12 months' },
    declined: { label: 'declined', note: 'pregnancy: declined to answer' },
  },
  source: '2.2, S25',
})
const removedBefore = yesNo({
  id: 'contributors.removedBefore',
  label: 'Lump removed here before',
  required: true,
  notes: ['a lump was removed here before', 'no lump removed here before'],
  source: '2.2, R06',
})
const lumpsElsewhere = yesNo({
  id: 'contributors.lumpsElsewhere',
  label: 'Painful fat lumps elsewhere',
  notes: ['painful fat lumps elsewhere', 'no painful fat lumps elsewhere'],
  source: '2.2, S47',
})

export const contributors = section(
  'contributors',
  'Contributors',
  part({
    id: 'contributors',
    title: 'Possible contributors',
    fhir: 'QuestionnaireResponse',
    blocks: [
      block(
        row(
          'Injury or crash',
          trauma,
          date({
            id: 'contributors.traumaOn',
            label: 'Day of injury',
            asks: 'history',
            shownWhen: when(trauma, 'yes'),
            say: 'on {}',
            joins: ' ',
            source: '2.2',
          }),
          choice({
            id: 'contributors.traumaMechanism',
            label: 'How',
            asks: 'history',
            shownWhen: when(trauma, 'yes'),
            joins: ', ',
            options: {
              roadTraffic: { label: 'road traffic', note: 'road traffic crash' },
              fall: 'fall',
              blow: { label: 'blow', note: 'direct blow' },
              strain: { label: 'lifting strain', note: 'lifting strain' },
              other: { label: 'other', note: 'other mechanism' },
            },
            source: '2.2, (c)',
          }),
          text({
            id: 'contributors.traumaDetail',
            label: 'What happened',
            shownWhen: when(trauma, 'yes'),
            say: '{}',
          }),
        ),
        row(
          'Repeated lifting',
          lifting,
          quantity({
            id: 'contributors.liftingKg',
            label: 'Heaviest',
            asks: 'history',
            shownWhen: when(lifting, 'weekly', 'daily'),
            unit: 'kg',
            range: [0, 200],
            confirm: [null, 100],
            decimals: 1,
            say: 'up to {}',
            joins: ', ',
            source: '2.2',
          }),
        ),
        ...rows(
          quantity({
            id: 'contributors.sittingHours',
            label: 'Sitting',
            asks: 'history',
            unit: 'h/d',
            unitText: 'h a day',
            range: [0, 24],
            refuse: [0, 24],
            confirm: [null, 16],
            decimals: 1,
            say: 'sits {}',
            source: '2.2, S1',
          }),
        ),
        row(
          'Posture or work set-up',
          posture,
          text({
            id: 'contributors.postureDetail',
            label: 'Which',
            shownWhen: when(posture, 'yes'),
            say: '{}',
          }),
        ),
      ),
      block(
        row(
          'Pregnancy',
          pregnancy,
          quantity({
            id: 'contributors.pregnancyWeeks',
            label: 'Completed weeks',
            asks: 'history',
            shownWhen: when(pregnancy, 'pregnant'),
            fresh: true,
            unit: 'wk',
            unitText: 'weeks',
            range: [0, 42],
            refuse: [0, 44],
            say: '{} completed',
            joins: ', ',
            fhir: 'Observation',
            source: '2.2, S25',
          }),
        ),
        row(
          'Weight and height',
          quantity({
            id: 'contributors.weightKg',
            label: 'Weight',
            asks: 'measure',
            // Dose ceilings are worked out from it.
            fresh: true,
            unit: 'kg',
            range: [20, 350],
            refuse: [10, 500],
            decimals: 1,
            fhir: 'Observation',
            source: '2.2, R32',
            stateWords: { notExamined: 'not measured' },
          }),
          quantity({
            id: 'contributors.heightCm',
            derives: 'bmi',
            label: 'Height',
            asks: 'measure',
            unit: 'cm',
            range: [100, 230],
            refuse: [50, 260],
            decimals: 1,
            joins: ', ',
            say: 'height {}',
            fhir: 'Observation',
            source: '2.2',
            stateWords: { notExamined: 'not measured' },
          }),
        ),
      ),
      block(
        row(
          'Lump removed here before',
          removedBefore,
          entryRef({
            id: 'contributors.removedNodule',
            label: 'Which nodule',
            asks: 'history',
            refersTo: 'nodule',
            shownWhen: when(removedBefore, 'yes'),
            say: '{}',
            joins: ', ',
            source: '2.2',
          }),
          text({
            id: 'contributors.removedHistology',
            label: 'Histology',
            asks: 'history',
            shownWhen: when(removedBefore, 'yes'),
            source: '2.2',
          }),
        ),
        row(
          'Painful fat lumps elsewhere',
          lumpsElsewhere,
          text({
            id: 'contributors.lumpsElsewhereWhere',
            label: 'Where',
            shownWhen: when(lumpsElsewhere, 'yes'),
            say: '{}',
            joins: ', ',
            source: '2.2',
          }),
        ),
      ),
      block(...rows(narrative('contributors.narrative'))),
    ],
  }),
  part({
    id: 'treatments',
    title: 'Treatments tried',
    fhir: 'QuestionnaireResponse',
    repeats: { group: 'treatment', entry: 'treatment tried', add: 'Add treatment' },
    blocks: [
      block(
        row(
          'Tried',
          choice({
            id: 'treatment.what',
            label: 'Tried',
            asks: 'history',
            required: true,
            say: 'tried {}',
            options: {
              paracetamol: { label: 'paracetamol', names: { US: 'acetaminophen', CA: 'acetaminophen' } },
              nsaid: { label: 'NSAID', note: 'an NSAID' },
              opioid: { label: 'opioid', note: 'an opioid' },
              heat: 'heat',
              exercise: { label: 'exercise', note: 'exercise or stretches' },
              physiotherapy: 'physiotherapy',
              manual: { label: 'manual', note: 'manual therapy or massage' },
              needling: { label: 'needling', note: 'dry needling or acupuncture' },
              injection: { label: 'nodule injection', note: 'an injection of the nodule', key: 'j' },
              surgery: 'surgery',
              other: { label: 'other', note: 'another treatment' },
            },
            source: '2.2, (c)',
          }),
          choice({
            id: 'treatment.effect',
            label: 'Effect',
            asks: 'history',
            joins: ', ',
            options: {
              helped: { label: 'helped', note: 'it helped' },
              noChange: { label: 'no change', note: 'no change' },
              worse: { label: 'worse', note: 'it made things worse' },
            },
            source: '2.2',
          }),
          text({ id: 'treatment.detail', label: 'Detail', say: '{}', joins: ', ' }),
        ),
      ),
    ],
  }),
)
