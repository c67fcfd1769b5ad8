import { axes, choice, date, entryRef, outline, point, quantity, text } from '../build'
import { block, row, rows } from '../layout'
import { ZONE_LABELS, ZONE_PHRASES, type Zone } from '../../bodymap'
import { all, any, not, when, whenAnswered, whenFact, whenState } from '../conditions'
import { SIDE_OPTIONS } from './sides'

/**
 * One record per nodule (clinical content 2.5); a nodule keeps its entry id at every visit.
 * Status is what is entered, trend is derived (ruling 8). A nodule that was not found, not examined, excised or
 * has merged into another has neither place nor features today: they are hidden, and not needed to sign.
 */
const status = choice({
  id: 'nodule.status',
  label: 'Today',
  asks: 'sign',
  required: true,
  fresh: true,
  derives: 'lifeEvents',
  shownWhen: whenFact('earlierNodules'),
  unanswered: ['notExamined'],
  options: {
    same: { label: 'same', note: 'the same as before' },
    changed: { label: 'changed', note: 'changed since the last visit' },
    new: { label: 'new', note: 'new at this visit' },
    notFound: { label: 'not found', note: 'looked for and not found', key: 'f' },
    excised: 'excised',
    merged: { label: 'merged', note: 'merged with another nodule' },
  },
  source: '2.5, ruling 8',
})
export const felt = not(any(when(status, 'notFound', 'excised', 'merged'), whenState(status, 'notExamined')))
export const feature = { shownWhen: felt, required: true } as const

/** Codes, names and phrases are those of the map, so that place and answer can be held against each other. */
const named = (code: Zone) => ({ label: ZONE_LABELS[code], note: ZONE_PHRASES[code] })
const zones = {
  psis: named('psis'),
  crestMedial: named('crestMedial'),
  crestMiddle: named('crestMiddle'),
  sacroiliac: named('sacroiliac'),
  lumbosacral: named('lumbosacral'),
  paraspinal: named('paraspinal'),
  upperButtock: named('upperButtock'),
  other: named('other'),
} satisfies Record<Zone, unknown>

const zone = choice({
  id: 'nodule.zone',
  label: 'Zone',
  asks: 'sign',
  ...feature,
  unanswered: [],
  joins: ', ',
  options: zones,
  source: '2.5, S20, S24',
})
const sizePalpated = axes({
  id: 'nodule.sizePalpated',
  label: 'Size',
  asks: 'measure',
  shownWhen: felt,
  summary: { say: '{value}', order: 2 },
  source: '2.5, ruling 7',
})
/** Imaged afresh or not at all: no key of the form says that a picture was taken today. */
const sizeImaged = axes({
  id: 'nodule.sizeImaged',
  label: 'Size, imaged',
  asks: 'measure',
  fresh: true,
  shownWhen: felt,
  summary: { say: '{value}', order: 2 },
  source: '2.5, ruling 7',
})
/** Either slot meets the need (ruling 7): the palpated one is asked for until the imaged one is there. */
const sizePalpatedNeeded = { ...sizePalpated, required: not(whenAnswered(sizeImaged)) }

/** Which nodule, where, how large and how deep. */
export const nodulePlace = block(
  row(
    'Today',
    status,
    entryRef({
      id: 'nodule.mergedWith',
      label: 'With',
      asks: 'record',
      refersTo: 'nodule',
      required: true,
      fresh: true,
      shownWhen: when(status, 'merged'),
      say: 'now part of {}',
      joins: ', ',
      source: 'ruling 8',
    }),
    entryRef({
      id: 'nodule.splitFrom',
      label: 'Split from',
      asks: 'record',
      refersTo: 'nodule',
      scope: 'earlierExams',
      fresh: true,
      shownWhen: when(status, 'new'),
      say: 'split from {}',
      joins: ', ',
      source: '(c)',
    }),
  ),
  row(
    'Side and zone',
    choice({
      id: 'nodule.side',
      label: 'Side',
      asks: 'sign',
      ...feature,
      unanswered: [],
      fresh: true,
      options: SIDE_OPTIONS,
      source: '2.5, ruling 4',
    }),
    zone,
    text({
      id: 'nodule.zoneOther',
      label: 'Where',
      shownWhen: when(zone, 'other'),
      say: '{}',
      joins: ', ',
    }),
    point({
      id: 'nodule.point',
      label: 'Place on the map',
      asks: 'sign',
      ...feature,
      unanswered: [],
      joins: ', ',
      source: '2.5, ruling 4',
    }),
    outline({
      id: 'nodule.outline',
      label: 'Outline',
      asks: 'sign',
      shownWhen: felt,
      unanswered: [],
      say: 'outlined by hand, {}',
      joins: ', ',
      source: '(c)',
    }),
  ),
  row(
    'Size',
    sizePalpatedNeeded,
    choice({
      id: 'nodule.sizePalpatedBy',
      derives: 'sizeChange',
      label: 'Measured by',
      asks: 'record',
      required: true,
      shownWhen: all(felt, whenAnswered(sizePalpated)),
      joins: ' ',
      options: {
        ruler: { label: 'ruler', note: 'by ruler' },
        calliper: { label: 'calliper', note: 'by calliper' },
        estimate: { label: 'estimate', note: 'by estimate' },
      },
      source: '2.5',
    }),
  ),
  row(
    'Size, imaged',
    sizeImaged,
    choice({
      id: 'nodule.sizeImagedBy',
      label: 'Imaged by',
      asks: 'record',
      required: true,
      fresh: true,
      shownWhen: all(felt, whenAnswered(sizeImaged)),
      joins: ' ',
      options: {
        ultrasound: { label: 'ultrasound', note: 'by ultrasound' },
        mri: { label: 'MRI', note: 'by MRI' },
      },
      source: '2.5, ruling 7',
    }),
    date({
      id: 'nodule.sizeImagedOn',
      label: 'Imaged on',
      asks: 'record',
      fresh: true,
      shownWhen: all(felt, whenAnswered(sizeImaged)),
      say: 'on {}',
      joins: ' ',
      source: 'ruling 7',
    }),
  ),
  ...rows(
    choice({
      id: 'nodule.layer',
      label: 'Layer',
      asks: 'sign',
      ...feature,
      options: {
        skin: { label: 'skin', note: 'in the skin', key: 'k' },
        subcutaneous: { label: 'subcutaneous', note: 'subcutaneous' },
        deepSubcutaneous: { label: 'deep, above fascia', note: 'deep subcutaneous, above the fascia' },
        deepToFascia: { label: 'under fascia', note: 'deep to the fascia' },
        cannotTell: { label: 'cannot tell', note: 'layer cannot be told' },
      },
      source: '2.5, S16',
    }),
    quantity({
      id: 'nodule.depthMm',
      label: 'Depth, ultrasound',
      asks: 'measure',
      fresh: true,
      shownWhen: felt,
      unit: 'mm',
      range: [0, 150],
      say: '{} deep by ultrasound',
      source: '2.5',
      stateWords: { notExamined: 'not measured' },
    }),
    quantity({
      id: 'nodule.cluster',
      label: 'Lumps in cluster',
      asks: 'sign',
      ...feature,
      screened: 1,
      unit: '1',
      unitText: '',
      range: [1, 20],
      say: 'lumps in cluster: {}',
      source: '2.5, R11',
    }),
  ),
)
