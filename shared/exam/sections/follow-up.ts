import { choices, date, entryRef, narrative, quantity, text, yesNo } from '../build'
import { block, part, row, rows, section } from '../layout'
import { whenFact } from '../conditions'
import { COMPLICATIONS } from './anaesthetic'

const { none: _none, ...late } = COMPLICATIONS

/**
 * Clinical content 2.11. Roland-Morris is entered as a total: its item texts do not ship (ruling 24). Late
 * complications are recorded at the later visit against the injection they belong to (ruling 10).
 */
export const followUp = section(
  'followUp',
  'Follow-up',
  part({
    id: 'followUp',
    title: 'Follow-up',
    fhir: 'CarePlan',
    blocks: [
      block(
        ...rows(
          quantity({
            id: 'followUp.rolandMorris',
            label: 'Roland-Morris',
            asks: 'history',
            fresh: true,
            unit: '{score}',
            unitText: 'of 24',
            range: [0, 24],
            refuse: [0, 24],
            fhir: 'QuestionnaireResponse',
            source: '2.11, S32, S34',
          }),
        ),
      ),
      block(
        row(
          'Next visit in',
          quantity({
            id: 'followUp.intervalDays',
            label: 'Next visit in',
            asks: 'record',
            fresh: true,
            unit: 'd',
            unitText: 'days',
            range: [1, 365],
            say: 'next visit in {}',
            source: '2.11',
          }),
          text({
            id: 'followUp.reason',
            label: 'Reason',
            fresh: true,
            say: '{}',
            joins: ', ',
            source: '2.11',
          }),
          text({
            id: 'followUp.who',
            label: 'With',
            fresh: true,
            say: 'with {}',
            joins: ', ',
            source: '2.11',
          }),
        ),
        ...rows(
          yesNo({
            id: 'followUp.safetyNet',
            label: 'Safety-net advice given',
            asks: 'record',
            required: true,
            fresh: true,
            notes: ['safety-net advice given', 'safety-net advice not given'],
            source: '2.11',
          }),
        ),
      ),
      block(...rows(narrative('followUp.narrative'))),
    ],
  }),
  part({
    id: 'lateEffects',
    title: 'After an earlier injection',
    fhir: 'Procedure',
    shownWhen: whenFact('earlierInjections'),
    repeats: { group: 'lateEffect', entry: 'late effect', add: 'Add late effect' },
    blocks: [
      block(
        row(
          'After injection',
          entryRef({
            id: 'lateEffect.injection',
            label: 'After',
            asks: 'record',
            refersTo: 'injection',
            scope: 'earlierExams',
            required: true,
            say: 'after the {}',
            source: 'ruling 10',
          }),
          choices({
            id: 'lateEffect.what',
            label: 'What',
            asks: 'record',
            required: true,
            fresh: true,
            say: '{}',
            joins: ', ',
            options: late,
            source: '2.10, ruling 10',
          }),
          date({
            id: 'lateEffect.noticedOn',
            label: 'Noticed on',
            asks: 'history',
            say: 'noticed on {}',
            joins: ', ',
            source: 'ruling 10',
          }),
        ),
        ...rows(text({ id: 'lateEffect.detail', label: 'Detail', say: '{}', lines: 'many' })),
      ),
    ],
  }),
)
