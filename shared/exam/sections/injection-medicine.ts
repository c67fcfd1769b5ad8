import { choice, date, text } from '../build'
import { all, not, when, whenAnswered } from '../conditions'
import { AGENTS } from './anaesthetic'

/** What was done, with what: the fields of a procedure that others of it depend on. */
export const kind = choice({
  id: 'injection.kind',
  label: 'Done',
  asks: 'record',
  required: true,
  options: {
    injection: { label: 'injection', note: 'injection (soft tissue)' },
    dryNeedling: { label: 'dry needling', note: 'dry needling' },
  },
  source: '2.10',
})
/** Somebody said what was done: only then is there anything to say of it. */
export const done = whenAnswered(kind)
export const injected = when(kind, 'injection')
export const agent = choice({
  id: 'injection.agent',
  prepared: true,
  label: 'Agent',
  asks: 'record',
  required: true,
  shownWhen: injected,
  options: { none: { label: 'none', note: 'no anaesthetic' }, ...AGENTS },
  source: '2.10',
})
export const anaesthetic = all(injected, when(agent, 'lidocaine', 'bupivacaine', 'prilocaine', 'other'))
export const secondAgent = choice({
  id: 'injection.secondAgent',
  prepared: true,
  label: 'Second agent',
  asks: 'record',
  shownWhen: anaesthetic,
  joins: ', ',
  options: AGENTS,
  source: '2.10',
})
export const steroid = choice({
  id: 'injection.steroid',
  prepared: true,
  label: 'Steroid',
  asks: 'record',
  required: true,
  shownWhen: injected,
  joins: ', ',
  options: {
    none: { label: 'none', note: 'no steroid' },
    triamcinolone: 'triamcinolone',
    methylprednisolone: 'methylprednisolone',
    betamethasone: 'betamethasone',
    dexamethasone: 'dexamethasone',
    other: { label: 'other', note: 'other steroid' },
  },
  source: '2.10, (c)',
})
export const adrenaline = {
  plain: { label: 'plain' },
  withAdrenaline: { label: 'with adrenaline' },
} as const
export const medicated = all(injected, not(all(when(agent, 'none'), when(steroid, 'none'))))
export const batch = text({
  id: 'injection.batch',
  offers: 'vials',
  label: 'Batch',
  asks: 'measure',
  unanswered: ['unknown'],
  required: true,
  shownWhen: medicated,
  say: 'batch {}',
  source: '2.10',
})
export const expiresOn = date({
  id: 'injection.expiresOn',
  label: 'Expires',
  asks: 'measure',
  unanswered: ['unknown'],
  required: true,
  shownWhen: medicated,
  when: 'expiry',
  say: 'expires {}',
  joins: ', ',
  source: '2.10',
})
