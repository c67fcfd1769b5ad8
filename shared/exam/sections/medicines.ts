import { choice, choices, date, narrative, quantity, text } from '../build'
import { block, part, row, rows, section } from '../layout'
import { any, when, whenAnyEntry } from '../conditions'
import { drugHeatOrNeedlePlanned } from './plan'

/** Clinical content 2.4: answered before any drug, heat or needle item is signed; otherwise as the clinician likes. */
const beforeTreatment = any(drugHeatOrNeedlePlanned, whenAnyEntry('injection'), whenAnyEntry('testInjection'))
const asked = { asks: 'history', required: beforeTreatment, screened: true, fresh: true } as const

const anticoagulant = choice({
  id: 'medicines.anticoagulant',
  label: 'Anticoagulant',
  ...asked,
  fhir: 'MedicationStatement',
  say: '{}',
  options: {
    none: { label: 'none', note: 'no anticoagulant' },
    warfarin: { label: 'warfarin', note: 'takes warfarin' },
    apixaban: { label: 'apixaban', note: 'takes apixaban' },
    rivaroxaban: { label: 'rivaroxaban', note: 'takes rivaroxaban' },
    edoxaban: { label: 'edoxaban', note: 'takes edoxaban' },
    dabigatran: { label: 'dabigatran', note: 'takes dabigatran' },
    heparin: { label: 'heparin', note: 'takes heparin or LMWH' },
    other: { label: 'other', note: 'takes another anticoagulant' },
  },
  source: '2.4, S27',
})
const antiplatelet = choice({
  id: 'medicines.antiplatelet',
  label: 'Antiplatelet',
  ...asked,
  fhir: 'MedicationStatement',
  joins: ', ',
  options: {
    none: { label: 'none', note: 'no antiplatelet' },
    aspirin: { label: 'aspirin', note: 'takes aspirin' },
    clopidogrel: { label: 'clopidogrel', note: 'takes clopidogrel' },
    ticagrelor: { label: 'ticagrelor', note: 'takes ticagrelor' },
    prasugrel: { label: 'prasugrel', note: 'takes prasugrel' },
    dual: { label: 'dual', note: 'takes dual antiplatelets' },
  },
  source: '2.4, S27',
})
const reaction = choices({
  id: 'medicines.anaestheticReaction',
  label: 'Local anaesthetic reaction',
  ...asked,
  fhir: 'AllergyIntolerance',
  say: 'reaction to local anaesthetic: {}',
  options: {
    none: { label: 'none', exclusive: true, alone: 'no reaction to local anaesthetic' },
    amide: 'amide',
    ester: 'ester',
    preservative: 'preservative',
    unsure: { label: 'unsure', note: 'unsure to what' },
  },
  source: '2.4, R31',
})
const otherAllergy = choices({
  id: 'medicines.otherAllergy',
  label: 'Other allergy',
  ...asked,
  fhir: 'AllergyIntolerance',
  say: 'other allergy: {}',
  options: {
    none: { label: 'none', exclusive: true, alone: 'no other allergy' },
    chlorhexidine: 'chlorhexidine',
    iodine: 'iodine',
    latex: 'latex',
    dressing: { label: 'dressing', note: 'dressing adhesive' },
    other: { label: 'other', note: 'other, see text' },
  },
  source: '2.4, R37',
})

export const medicines = section(
  'medicines',
  'Medicines',
  part({
    id: 'medicines',
    title: 'Medicines, allergy, safety',
    screen: 'list',
    fhir: 'QuestionnaireResponse',
    blocks: [
      block(
        row(
          'Anticoagulant',
          anticoagulant,
          quantity({
            id: 'medicines.inr',
            label: 'INR',
            asks: 'measure',
            fresh: true,
            shownWhen: when(anticoagulant, 'warfarin'),
            unit: '{INR}',
            unitText: '',
            range: [0.5, 15],
            refuse: [0.5, 15],
            decimals: 1,
            joins: ', ',
            fhir: 'Observation',
            source: '2.4, R30',
            stateWords: { notExamined: 'not measured' },
          }),
          date({
            id: 'medicines.inrOn',
            label: 'INR of',
            asks: 'history',
            fresh: true,
            shownWhen: when(anticoagulant, 'warfarin'),
            say: 'of {}',
            joins: ' ',
            source: '2.4',
          }),
        ),
        ...rows(antiplatelet),
      ),
      block(
        ...rows(
          choices({
            id: 'medicines.nsaidRisks',
            label: 'NSAID risks',
            ...asked,
            options: {
              none: { label: 'none', exclusive: true, alone: 'no NSAID risks' },
              reaction: { label: 'NSAID reaction', note: 'reaction to an NSAID or aspirin' },
              asthma: 'asthma',
              ulcer: { label: 'ulcer, GI bleed', note: 'ulcer or GI bleed' },
              heartFailure: 'heart failure',
              ischaemic: { label: 'heart disease, stroke', note: 'ischaemic heart disease or stroke' },
              hypertension: { label: 'uncontrolled BP', note: 'uncontrolled hypertension' },
              liver: { label: 'severe liver', note: 'severe liver disease' },
              bowel: { label: 'bowel', note: 'inflammatory bowel disease', key: 'w' },
              alcohol: { label: '3+ drinks a day', note: '3 or more alcoholic drinks a day', key: 'd' },
            },
            source: '2.4, S23, S26',
          }),
          quantity({
            id: 'medicines.egfr',
            label: 'eGFR',
            asks: 'measure',
            unit: 'mL/min/{1.73_m2}',
            unitText: 'mL/min/1.73 m²',
            range: [0, 150],
            refuse: [0, 200],
            fresh: true,
            fhir: 'Observation',
            source: '2.4, S26',
            stateWords: { notExamined: 'not measured' },
          }),
          choices({
            id: 'medicines.interacting',
            label: 'Interacting medicines',
            ...asked,
            fhir: 'MedicationStatement',
            options: {
              none: { label: 'none', exclusive: true, alone: 'no interacting medicines' },
              aceInhibitor: { label: 'ACE inhibitor, ARB', note: 'ACE inhibitor or ARB' },
              diuretic: 'diuretic',
              steroid: 'steroid',
              ssri: { label: 'SSRI, SNRI', note: 'SSRI or SNRI', key: 'r' },
              lithium: 'lithium',
              methotrexate: 'methotrexate',
              nsaid: { label: 'another NSAID', key: 't' },
            },
            source: '2.4, S48',
          }),
          choices({
            id: 'medicines.paracetamolRisks',
            label: 'Paracetamol risks',
            ...asked,
            options: {
              none: { label: 'none', exclusive: true, alone: 'no paracetamol risks' },
              liver: { label: 'liver disease' },
              otherProduct: { label: 'other paracetamol product' },
            },
            source: '2.4, S49',
          }),
        ),
      ),
      block(
        row(
          'Local anaesthetic reaction',
          reaction,
          text({
            id: 'medicines.anaestheticReactionDetail',
            label: 'What happened',
            fresh: true,
            shownWhen: when(reaction, 'amide', 'ester', 'preservative', 'unsure'),
            say: '{}',
            fhir: 'AllergyIntolerance',
            source: '2.4',
          }),
        ),
        ...rows(
          choices({
            id: 'medicines.needleRisks',
            label: 'Steroid and needle risks',
            ...asked,
            options: {
              none: { label: 'none', exclusive: true, alone: 'no steroid or needle risks' },
              diabetes: 'diabetes',
              skinInfection: { label: 'skin infection at site' },
              systemicInfection: { label: 'systemic infection', key: 'y' },
              bleedingDisorder: 'bleeding disorder',
            },
            source: '2.4, S29',
          }),
        ),
        row(
          'Other allergy',
          otherAllergy,
          text({
            id: 'medicines.otherAllergyDetail',
            label: 'Which',
            fresh: true,
            shownWhen: when(otherAllergy, 'other'),
            say: '{}',
            fhir: 'AllergyIntolerance',
          }),
        ),
        ...rows(
          choices({
            id: 'medicines.heatRisks',
            label: 'Heat risks',
            ...asked,
            options: {
              none: { label: 'none', exclusive: true, alone: 'no heat risks' },
              reducedSensation: { label: 'reduced skin sensation' },
              fragileSkin: 'fragile skin',
              poorCirculation: 'poor circulation',
            },
            source: '2.4, R40',
          }),
          choice({
            id: 'medicines.needleFear',
            label: 'Fear of needles',
            ...asked,
            options: {
              none: { label: 'none', note: 'no fear of needles' },
              some: { label: 'some', note: 'some fear of needles' },
              marked: { label: 'marked', note: 'marked fear of needles' },
            },
            source: '2.4, R36',
          }),
        ),
      ),
      block(...rows(narrative('medicines.narrative'))),
    ],
  }),
)
