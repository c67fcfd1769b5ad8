import { vi } from 'vitest'
import { standingOf } from '@shared/records/roles'
import { fail, ok, type Result } from '@shared/errors'
import type { ChannelName, EventName } from '@shared/ipc/channels'
import type { CallInput, CallOutput, PatientRow, Session } from '@shared/ipc/contract'

type Handlers = { [N in ChannelName]?: (input: CallInput<N>) => Result<CallOutput<N>> }

const id = (n: number): string => `01940000-0000-7000-8000-${String(n).padStart(12, '0')}`
export const LINDEN = id(1)
export const ALDER = id(2)
export const RIGHT = 'tall heron eats pebbles'
const AT = '2026-11-22T10:41:00.000Z'

export const CAN_UNLOCK = { suspended: false, pin: false, retryAfterMs: 0 }

export const sessionOf = (personId: string): Session => ({
  person: {
    personId,
    name: 'Dr Zz-Test Linden',
    profession: 'painSpecialist',
    registration: '',
    ...standingOf('owner', true),
  },
  clinic: {
    name: 'Zz-Test Clinic',
    address: '',
    phone: '',
    country: 'SG',
    emergencyNumber: '995',
    paper: 'A4',
    settings: {
      idleMinutes: 10,
      rulesOn: [],
      procedures: true,
      assistantsSee: { findings: true, pictures: true },
    },
    revision: 1,
  },
  ownPassphraseFirst: false,
})
export const ASTER: PatientRow = {
  patientId: id(100),
  given: 'Zz-Test Aster',
  family: '',
  preferred: '',
  otherScript: '',
  bornOn: '1980-03-12',
  sex: 'female',
  clinicNumber: '00417',
  phone: '5550 0188',
  seenAt: AT,
  nodules: [{ label: 'R1', tenderness: 3 }],
}
export const FENNEL: PatientRow = {
  ...ASTER,
  patientId: id(101),
  given: 'Zz-Test Fennel',
  clinicNumber: '00388',
}

/** A main process in miniature for component tests: answers by the contract, remembers calls, can send events. */
export const fakePalpa = (more: Handlers = {}) => {
  const listeners = new Map<EventName, Set<(payload: unknown) => void>>()
  const calls: { name: string; input: unknown }[] = []
  let open: Session | undefined
  let tries = 0

  const unlock = (personId: string): Result<Session> => {
    open = sessionOf(personId)
    return ok(open)
  }
  const send = (name: EventName): void => listeners.get(name)?.forEach((listener) => listener({}))
  const handlers: Handlers = {
    'vault.status': () =>
      ok({
        state: open ? 'open' : 'locked',
        unfinished: false,
        clinicName: 'Zz-Test Clinic',
        people: [
          { personId: LINDEN, name: 'Dr Zz-Test Linden', ...CAN_UNLOCK },
          { personId: ALDER, name: 'Zz-Test Alder', ...CAN_UNLOCK },
        ],
        retryAfterMs: 0,
        place: { is: 'local' },
        ...(open ? { session: open } : {}),
      }),
    'vault.unlock': ({ personId, passphrase }) =>
      passphrase === RIGHT ? unlock(personId) : fail('wrongSecret', { retryAfterMs: 4000 * (tries += 1) }),
    'vault.lock': () => {
      send('vault.locking')
      open = undefined
      send('vault.locked')
      return ok({ done: true })
    },
    'vault.touch': () => ok({ done: true }),
    'patients.search': ({ text }) => {
      const rows = [ASTER, FENNEL].filter((row) => row.given.toLowerCase().includes(text.toLowerCase()))
      return ok({ rows, damaged: 0, total: 2, indexing: false })
    },
    'patients.similar': () => ok({ rows: [ASTER] }),
    'patients.visits': () => ok({ rows: [], damaged: 0 }),
    'exams.drafts': () => ok({ rows: [], damaged: 0 }),
    ...more,
  }
  const answer = (name: ChannelName, input: unknown): Result<unknown> => {
    calls.push({ name, input: structuredClone(input) })
    const handler = handlers[name] as ((input: unknown) => Result<unknown>) | undefined
    return handler?.(input) ?? fail('notFound')
  }
  const on = (name: EventName, listener: (payload: unknown) => void): (() => void) => {
    const set = listeners.get(name) ?? new Set()
    listeners.set(name, set.add(listener))
    return () => set.delete(listener)
  }
  vi.stubGlobal(
    'palpa',
    new Proxy(
      { on },
      {
        get: (target, name: ChannelName | 'on') =>
          name === 'on' ? target.on : (input: unknown) => Promise.resolve(answer(name, input)),
      },
    ),
  )
  return { calls, send, lockNow: () => answer('vault.lock', {}) }
}
