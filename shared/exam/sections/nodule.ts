import { choice, choices, pain, scale, sign, text } from '../build'
import { block, row, rows } from '../layout'
import { RADIATION } from './complaint'
import { feature, felt, nodulePlace } from './nodule-place'

/**
 * The card of a nodule: place and size, feel, tenderness, skin and behaviour (clinical content 2.5). What the same
 * stroke of the hand tells of a lump without any warning sign is screened, as red flags are: one deliberate key writes
 * each single answer (ruling 23; which ones: (c)). Never among them: what differs from one back mouse to the next
 * (layer, consistency, mobility, tenderness, pain, its course), and tests of their own (cough impulse, reducible).
 */
export const noduleBlocks = [
  nodulePlace,
  block(
    ...rows(
      choice({
        id: 'nodule.consistency',
        label: 'Consistency',
        asks: 'sign',
        ...feature,
        options: { soft: 'soft', rubbery: 'rubbery', firm: 'firm', hard: 'hard' },
        source: '2.5, S1',
      }),
      choice({
        id: 'nodule.surface',
        label: 'Surface',
        asks: 'sign',
        ...feature,
        screened: 'smooth',
        joins: ', ',
        options: { smooth: 'smooth', lobulated: 'lobulated', irregular: 'irregular' },
        source: '2.5',
      }),
      choice({
        id: 'nodule.margins',
        label: 'Margins',
        asks: 'sign',
        ...feature,
        screened: 'clear',
        joins: ', ',
        options: {
          clear: { label: 'clear', note: 'clear margins' },
          unclear: { label: 'unclear', note: 'unclear margins' },
        },
        source: '2.5',
      }),
    ),
    row(
      'Mobility',
      choice({
        id: 'nodule.mobility',
        label: 'Mobility',
        asks: 'sign',
        ...feature,
        joins: ', ',
        options: {
          free: { label: 'free', note: 'freely mobile' },
          partlyMobile: { label: 'partly mobile', note: 'partly mobile' },
          fixed: { label: 'fixed', note: 'fixed', key: 'x' },
        },
        source: '2.5, S17',
      }),
      sign({
        id: 'nodule.lessMobileTensed',
        label: 'Less when tensed',
        ...feature,
        screened: true,
        joins: ', ',
        notes: ['less mobile when the muscle is tensed', 'as mobile when the muscle is tensed'],
        source: '2.5, S17',
      }),
    ),
  ),
  block(
    ...rows(
      scale({
        id: 'nodule.tenderness',
        label: 'Tenderness',
        asks: 'sign',
        ...feature,
        from: 0,
        to: 4,
        words: ['none', 'tender', 'grimace', 'withdraws', 'light touch'],
        say: 'tenderness {}',
        source: '2.5, S30',
      }),
      pain({
        id: 'nodule.painOnPressure',
        label: 'Pain on pressure',
        asks: 'sign',
        ...feature,
        say: 'pain on pressure {} of 10',
        source: '2.5',
      }),
      choice({
        id: 'nodule.familiarPain',
        derives: 'besideShading',
        label: 'Familiar pain',
        asks: 'sign',
        ...feature,
        joins: ', ',
        options: {
          yes: { label: 'yes', note: 'reproduces the familiar pain' },
          partly: { label: 'partly', note: 'partly reproduces the familiar pain' },
          no: { label: 'no', note: 'does not reproduce the familiar pain' },
        },
        source: '2.5',
      }),
      choices({
        id: 'nodule.radiation',
        label: 'Radiates to',
        asks: 'sign',
        shownWhen: felt,
        say: 'radiates to {}',
        joins: ', ',
        options: RADIATION,
        source: '2.5, S5',
      }),
    ),
  ),
  block(
    ...rows(
      choices({
        id: 'nodule.skin',
        label: 'Skin',
        asks: 'sign',
        ...feature,
        screened: 'normal',
        say: 'skin {}',
        options: {
          normal: { label: 'normal', exclusive: true },
          red: 'red',
          warm: 'warm',
          bruised: 'bruised',
          tethered: 'tethered',
          punctum: { label: 'punctum', note: 'with a punctum' },
          scar: { label: 'scar', note: 'scarred' },
          ulcerated: 'ulcerated',
        },
        source: '2.5, R06, R08',
      }),
      choice({
        id: 'nodule.sizeHistory',
        label: 'Size over time',
        asks: 'history',
        ...feature,
        options: {
          stable: { label: 'stable', note: 'size stable' },
          fluctuates: { label: 'fluctuates', note: 'size fluctuates' },
          slowGrowth: { label: 'slow growth', note: 'slow growth', key: 'g' },
          rapidGrowth: { label: 'fast growth', note: 'rapid growth over weeks to months', key: 'r' },
          shrinking: { label: 'shrinking', note: 'shrinking', key: 'h' },
        },
        source: '2.5, S17',
      }),
    ),
    row(
      'Cough impulse',
      sign({ id: 'nodule.coughImpulse', label: 'Cough impulse', shownWhen: felt, source: '2.5, R09' }),
      sign({
        id: 'nodule.pulsatile',
        label: 'Pulsatile',
        shownWhen: felt,
        joins: ', ',
        notes: ['pulsatile', 'not pulsatile'],
        source: '2.5, R09',
      }),
      sign({
        id: 'nodule.fluctuant',
        label: 'Fluctuant',
        shownWhen: felt,
        joins: ', ',
        notes: ['fluctuant', 'not fluctuant'],
        source: '2.5, R08',
      }),
    ),
    ...rows(
      sign({
        id: 'nodule.reducible',
        label: 'Reducible',
        shownWhen: felt,
        joins: ', ',
        notes: ['reducible', 'not reducible'],
        source: '2.5, R09',
      }),
      text({ id: 'nodule.remark', label: 'Remark', say: '{}', lines: 'many' }),
    ),
  ),
] as const
