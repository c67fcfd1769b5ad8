import { choice, choices, date, entryRef, narrative, quantity, sign, text, yesNo } from '../build'
import { block, part, row, rows, section, titled } from '../layout'
import { when } from '../conditions'
import { SIDE_OPTIONS } from './sides'

/** Clinical content 2.8. Findings are typed by people: the app never analyses pixels. */
const modality = choice({
  id: 'image.modality',
  label: 'Picture',
  asks: 'record',
  required: true,
  options: { ultrasound: 'ultrasound', mri: 'MRI', other: { label: 'other', note: 'other picture' } },
  source: '2.8',
})
const source = choice({
  id: 'image.source',
  label: 'Source',
  asks: 'record',
  say: 'source: {}',
  options: {
    ownDevice: 'own device',
    hospital: 'hospital',
    patient: { label: 'patient', note: 'brought by the patient' },
    published: 'published',
  },
  source: '2.8, S13',
})
const us = { asks: 'sign', shownWhen: when(modality, 'ultrasound') } as const
const mri = { shownWhen: when(modality, 'mri') } as const
const axis = <const I extends string>(id: I, label: string) =>
  quantity({
    ...us,
    asks: 'measure',
    id,
    label,
    unit: 'mm',
    range: [1, 300],
    refuse: [1, 300],
    confirm: [null, 100],
    joins: ', ',
    source: '2.8',
  })
const mriSign = <const I extends string>(id: I, label: string, yes: string, no: string) =>
  sign({ ...mri, id, label, notes: [yes, no], joins: ', ', source: '2.8, S13, S19' })

export const images = section(
  'images',
  'Images',
  part({
    id: 'images',
    title: 'Images',
    fhir: 'Media',
    blocks: [block(...rows(narrative('images.narrative')))],
  }),
  part({
    id: 'image',
    title: 'Picture',
    fhir: 'Media',
    repeats: { group: 'image', entry: 'picture', add: 'Imaging without a file' },
    blocks: [
      block(
        row(
          'Picture',
          modality,
          date({
            id: 'image.takenOn',
            label: 'Taken on',
            asks: 'record',
            say: 'of {}',
            joins: ' ',
            source: '2.8',
          }),
        ),
        row(
          'Of',
          entryRef({
            id: 'image.nodule',
            label: 'Nodule',
            asks: 'record',
            refersTo: 'nodule',
            say: '{}',
            joins: ', ',
            source: '2.8',
          }),
          choice({
            id: 'image.side',
            label: 'Side marker',
            asks: 'record',
            fresh: true,
            say: 'side marker {}',
            joins: ', ',
            options: SIDE_OPTIONS,
            source: '2.8',
          }),
        ),
        row('Operator', text({ id: 'image.operator', label: 'Operator', source: '2.8' })),
        row(
          'Source',
          source,
          text({
            id: 'image.licence',
            label: 'Licence',
            required: when(source, 'published'),
            joins: ', ',
            say: 'licence {}',
            source: '2.8',
          }),
          text({
            id: 'image.creditLine',
            label: 'Credit line',
            required: when(source, 'published'),
            joins: ', ',
            say: 'credit {}',
            source: '2.8',
          }),
        ),
        ...rows(
          choices({
            id: 'image.consent',
            label: 'Consent',
            asks: 'record',
            fresh: true,
            say: 'consent for {}',
            options: {
              recordOnly: { label: 'record only', note: 'the record only', exclusive: true },
              teaching: 'teaching',
              handout: { label: 'handout', note: 'the handout' },
            },
            source: '2.8',
          }),
          choices({
            id: 'image.printIn',
            label: 'Print in',
            asks: 'record',
            fresh: true,
            say: 'printed in {}',
            options: {
              note: { label: 'note', note: 'the note' },
              letter: { label: 'letter', note: 'the letter' },
              handout: { label: 'handout', note: 'the handout' },
            },
            source: '(c)',
          }),
          yesNo({
            id: 'image.identifiersRemoved',
            label: 'Identifiers removed',
            asks: 'record',
            required: true,
            notes: ['identifiers removed', 'identifiers not removed'],
            source: '2.8',
          }),
        ),
      ),
      titled(
        'Ultrasound',
        ...rows(
          choice({
            ...us,
            id: 'image.usLayer',
            label: 'Layer on ultrasound',
            say: 'layer on ultrasound: {}',
            options: {
              skin: { label: 'skin', key: 'k' },
              subcutaneous: 'subcutaneous',
              deepSubcutaneous: { label: 'deep, above fascia', note: 'deep subcutaneous, above the fascia' },
              deepToFascia: { label: 'under fascia', note: 'deep to the fascia' },
              cannotTell: 'cannot tell',
            },
            source: '2.8',
          }),
        ),
        row(
          'Axes',
          axis('image.axisLong', 'Long axis'),
          axis('image.axisShort', 'Short axis'),
          axis('image.axisDeep', 'Depth axis'),
        ),
        ...rows(
          choice({
            ...us,
            id: 'image.echogenicity',
            label: 'Echogenicity',
            options: {
              hypo: { label: 'hypo', note: 'hypoechoic to nearby fat' },
              iso: { label: 'iso', note: 'same echogenicity as nearby fat' },
              hyper: { label: 'hyper', note: 'hyperechoic to nearby fat', key: 'r' },
              mixed: { label: 'mixed', note: 'mixed echogenicity' },
            },
            source: '2.8, S13',
          }),
          choice({
            ...us,
            id: 'image.capsule',
            label: 'Capsule',
            joins: ', ',
            options: {
              seen: { label: 'seen', note: 'capsule seen' },
              partial: { label: 'partial', note: 'partial capsule' },
              none: { label: 'none', note: 'no capsule seen' },
            },
            source: '2.8, S19',
          }),
          choice({
            ...us,
            id: 'image.doppler',
            label: 'Doppler',
            joins: ', ',
            options: {
              none: { label: 'none', note: 'no Doppler flow' },
              minimal: { label: 'minimal', note: 'minimal Doppler flow' },
              marked: { label: 'marked', note: 'marked Doppler flow', key: 'k' },
            },
            source: '2.8',
          }),
          sign({
            shownWhen: us.shownWhen,
            id: 'image.fineLines',
            label: 'Fine lines parallel to skin',
            joins: ', ',
            source: '2.8',
          }),
          sign({
            shownWhen: us.shownWhen,
            id: 'image.fascialGap',
            label: 'Fascial gap',
            joins: ', ',
            source: '2.8',
          }),
          sign({
            shownWhen: us.shownWhen,
            id: 'image.mobileOnPressure',
            label: 'Mobile on pressure',
            joins: ', ',
            notes: ['mobile on pressure', 'not mobile on pressure'],
            source: '2.8, S13',
          }),
          sign({
            shownWhen: us.shownWhen,
            id: 'image.shadowing',
            label: 'Shadowing',
            joins: ', ',
            source: '2.8',
          }),
        ),
      ),
      titled(
        'MRI',
        ...rows(
          sign({
            ...mri,
            id: 'image.mriFollowsFat',
            label: 'Follows fat on T1',
            notes: ['follows fat on T1', 'does not follow fat on T1'],
            source: '2.8, S13',
          }),
          mriSign('image.mriSuppresses', 'Suppresses fully', 'suppresses fully', 'does not suppress fully'),
          mriSign('image.mriOedema', 'Oedema', 'oedema', 'no oedema'),
          mriSign(
            'image.mriDiffusion',
            'Diffusion restriction',
            'restricted diffusion',
            'no restricted diffusion',
          ),
          mriSign(
            'image.mriSepta',
            'Thick septa or non-fat nodule',
            'thick septa or a non-fat nodule',
            'no thick septa or non-fat nodule',
          ),
          mriSign('image.mriEnhancement', 'Enhancement', 'enhancement', 'no enhancement'),
          mriSign('image.mriFascialDefect', 'Fascial defect', 'fascial defect', 'no fascial defect'),
        ),
      ),
      block(
        ...rows(
          choice({
            id: 'image.conclusion',
            label: 'Report concludes',
            asks: 'record',
            say: 'report concludes: {}',
            options: {
              subcutaneousLipoma: { label: 'subcutaneous lipoma' },
              otherBenign: { label: 'other benign', note: 'other benign finding' },
              indeterminate: 'indeterminate',
              suspicious: { label: 'suspicious', key: 'u' },
            },
            source: '2.8, R06',
          }),
          text({ id: 'image.report', label: 'Report', lines: 'many', say: 'report: {}', source: '2.8' }),
        ),
      ),
    ],
  }),
)
