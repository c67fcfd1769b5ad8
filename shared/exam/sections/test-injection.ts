import { choice, entryRef, pain, quantity } from '../build'
import { block, part, row, rows } from '../layout'
import { AGENTS, concentration, minutes, volume } from './anaesthetic'

/** Clinical content 2.9: percentages only, no positive or negative label (S7, S10). */
export const testInjectionPart = part({
  id: 'testInjections',
  title: 'Test injection',
  fhir: 'Procedure',
  repeats: { group: 'testInjection', entry: 'test injection', add: 'Add test injection' },
  blocks: [
    block(
      ...rows(
        entryRef({
          id: 'testInjection.nodule',
          label: 'Nodule',
          asks: 'record',
          refersTo: 'nodule',
          required: true,
          say: 'test injection of {}',
          source: '2.9',
        }),
      ),
      row(
        'Anaesthetic',
        choice({
          id: 'testInjection.agent',
          label: 'Agent',
          asks: 'record',
          required: true,
          joins: ', ',
          options: AGENTS,
          source: '2.9',
        }),
        choice({
          id: 'testInjection.adrenaline',
          label: 'Adrenaline',
          asks: 'record',
          joins: ' ',
          options: {
            plain: { label: 'plain', note: 'plain' },
            withAdrenaline: { label: 'with adrenaline', note: 'with adrenaline' },
          },
          source: '2.10, S28',
        }),
        quantity({
          id: 'testInjection.concentration',
          label: 'Concentration',
          asks: 'record',
          required: true,
          ...concentration,
          source: '2.9, range (c)',
        }),
        quantity({
          id: 'testInjection.volume',
          derives: 'testDose',
          label: 'Volume',
          asks: 'record',
          required: true,
          ...volume,
          source: '2.10',
        }),
      ),
      row(
        'Pain before and after',
        pain({ id: 'testInjection.painBefore', label: 'Before', asks: 'sign', say: 'pain {} before' }),
        pain({ id: 'testInjection.painAfter', label: 'After', asks: 'sign', say: '{} after', joins: ', ' }),
        quantity({
          id: 'testInjection.minutes',
          derives: 'testRelief',
          label: 'Minutes after',
          asks: 'record',
          ...minutes,
          say: 'at {}',
          joins: ' ',
          source: '2.9',
        }),
      ),
    ),
  ],
})
