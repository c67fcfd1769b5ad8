import { v7 as newId } from 'uuid'
import { fail, ok, type Result } from '../../shared/errors'
import type { OwnProof, Session as SessionFacts } from '../../shared/ipc/contract'
import type { AuditEvent } from '../../shared/records/audit'
import { member, type MemberRecord, type PersonInput } from '../../shared/records/people'
import { pinTrouble } from '../../shared/records/pin'
import { standingOf, type Standing } from '../../shared/records/roles'
import type { Uuid } from '../../shared/records/values'
import type { NewSlot, VaultTransaction } from '../store/types'
import { nowAt, sessionFacts, whileOpen, type Context, type Session } from './context'
import { readAll, readMember } from './stored'

/** The person at the keys, and nobody else, shows again that it is them. */
export const confirmSelf = ({ vault, person }: Session, proof: OwnProof): Promise<Result<true>> =>
  'pin' in proof
    ? vault.keyring.checkPin(person.personId, proof.pin)
    : vault.keyring.checkPassphrase(person.personId, proof.passphrase)

type Named<T> = T & { readonly personId: Uuid }
type Proved<T> = T & { readonly passphrase: string }
type Standed<T> = T & { readonly person: PersonInput } & Standing

const sameName = (a: string, b: string): boolean =>
  a.normalize().toLowerCase() === b.normalize().toLowerCase()

/** Somebody must be able to add people and to hand the clinic on. */
const ownersIn = (people: readonly MemberRecord[]): number =>
  people.filter((one) => one.role === 'owner' && one.suspendedAt === undefined).length

interface Change {
  readonly personId: Uuid
  /** Answers the record as it is to be, or why not. `others` are all the people but this one. */
  readonly next: (now: MemberRecord | undefined, others: readonly MemberRecord[]) => Result<MemberRecord>
  readonly slot?: NewSlot
  readonly suspend?: boolean
  readonly events: (
    now: MemberRecord | undefined,
    next: MemberRecord,
  ) => { what: AuditEvent; detail?: string }[]
}

/** Saves a person, their slot and what is written down of it, all together or not at all. */
const saved = async (tx: VaultTransaction, change: Change): Promise<Result<MemberRecord>> => {
  const { personId, slot } = change
  const stored = await tx.documents.list('person')
  if (!stored.ok) return stored
  const people = readAll(stored.value.documents, readMember).values
  const now = people.find((one) => one.personId === personId)
  const others = people.filter((one) => one.personId !== personId)
  const wanted = change.next(now, others)
  if (!wanted.ok) return wanted
  const next = wanted.value
  if (others.some((one) => sameName(one.name, next.name)))
    return fail('validation', { paths: ['person.name'] })
  if (ownersIn([...others, next]) === 0) return fail('lastOwner')
  const document = stored.value.documents.find((one) => one.docId === personId)
  const put = await tx.documents.put({
    kind: 'person',
    docId: personId,
    patientId: null,
    baseRevision: document?.revision ?? 0,
    body: next,
  })
  if (!put.ok) return put
  const slotPut = slot === undefined ? ok(undefined) : await tx.keyring.put(slot)
  if (!slotPut.ok) return slotPut
  const renamed = await tx.keyring.rename({ people: [{ personId, name: next.name }] })
  if (!renamed.ok) return renamed
  const events = change.events(now, next)
  // A passphrase from somebody else, or none at all, must not leave a PIN behind that still opens.
  if (change.suspend === true || (slot?.kind === 'passphrase' && next.passphraseBy !== undefined)) {
    const removed = await tx.keyring.removePin(personId)
    if (!removed.ok) return removed
    if (removed.value)
      events.push({ what: 'person.pinRemoved', detail: change.suspend === true ? 'suspended' : 'reset' })
  }
  const suspended = change.suspend === true ? await tx.keyring.suspend(personId) : ok(undefined)
  if (!suspended.ok) return suspended
  for (const event of events) {
    const noted = await tx.audit.append({ ...event, docId: personId })
    if (!noted.ok) return noted
  }
  return ok(next)
}

const kept = (now: MemberRecord | undefined): Result<MemberRecord> => (now ? ok(now) : fail('notFound'))

/**
 * The people of the clinic. What changes who may do what asks for the owner's own passphrase: an unlocked laptop that
 * somebody left must not make its next visitor an owner.
 */
export const peopleService = (context: Context) => {
  const open = whileOpen(context)

  /** Proves who asks, stretches the new slot if there is one, and saves. */
  const change = async (
    session: Session,
    proof: { readonly passphrase: string },
    make: () => Promise<Result<Change>>,
  ): Promise<Result<MemberRecord>> => {
    const self = await confirmSelf(session, proof)
    if (!self.ok) return self
    const made = await make()
    if (!made.ok) return made
    const done = await session.vault.transaction((tx) => saved(tx, made.value))
    // Whoever changed their own standing goes on with the new one.
    if (done.ok && done.value.personId === session.person.personId) session.person = member.parse(done.value)
    return done
  }

  const withSlot = async (
    session: Session,
    personId: Uuid,
    name: string,
    passphrase: string,
    rest: Omit<Change, 'personId' | 'slot'>,
  ): Promise<Result<Change>> => {
    const slot = await session.vault.keyring.newPassphrase(personId, name, passphrase)
    return slot.ok ? ok({ personId, slot: slot.value, ...rest }) : slot
  }

  /** A new first passphrase for somebody who is there already. */
  const handOver = async (
    session: Session,
    input: Named<Proved<{ firstPassphrase: string }>>,
    allowed: (now: MemberRecord) => Result<unknown>,
    what: AuditEvent,
  ): Promise<Result<MemberRecord>> => {
    const { personId, firstPassphrase } = input
    const { personId: me } = session.person
    // One's own is changed by changePassphrase, which asks for the old one.
    if (personId === me) return fail('conflict')
    return change(session, input, () =>
      // The slot takes its name from the record when it is put.
      withSlot(session, personId, '', firstPassphrase, {
        next: (now) => {
          const known = kept(now)
          if (!known.ok) return known
          const may = allowed(known.value)
          if (!may.ok) return may
          const { suspendedAt: _gone, ...record } = known.value
          return ok({ ...record, passphraseBy: me })
        },
        events: () => [{ what }],
      }),
    )
  }

  return {
    list: open(async (session) => {
      const found = await session.vault.documents.list('person')
      if (!found.ok) return found
      const people = readAll(found.value.documents, readMember).values
      return ok({ people: people.sort((a, b) => a.name.localeCompare(b.name)) })
    }),

    add: open((session, input: Proved<Standed<{ firstPassphrase: string }>>) => {
      const personId = newId()
      const { person, role, signs, firstPassphrase } = input
      return change(session, input, () =>
        withSlot(session, personId, person.name, firstPassphrase, {
          next: () =>
            ok({ ...person, personId, ...standingOf(role, signs), passphraseBy: session.person.personId }),
          events: () => [{ what: 'person.added', detail: role }],
        }),
      )
    }),

    update: open((session, input: Named<Proved<Standed<object>>>) => {
      const { personId, person, role, signs } = input
      return change(session, input, () =>
        Promise.resolve(
          ok({
            personId,
            next: (now: MemberRecord | undefined) => {
              const known = kept(now)
              return known.ok ? ok({ ...known.value, ...person, ...standingOf(role, signs) }) : known
            },
            events: (now: MemberRecord | undefined, next: MemberRecord) => {
              const roleChanged = now?.role !== next.role || now.signs !== next.signs
              const words = (one: Standing): string => `${one.role}${one.signs ? '+signs' : ''}`
              return roleChanged && now
                ? [{ what: 'person.roleChanged' as const, detail: `${words(now)}>${words(next)}` }]
                : [{ what: 'person.updated' as const }]
            },
          }),
        ),
      )
    }),

    /** Their key is destroyed: from now on their passphrase opens nothing here. */
    suspend: open((session, input: Named<Proved<object>>) => {
      const { personId } = input
      if (personId === session.person.personId) return Promise.resolve(fail('conflict'))
      return change(session, input, () =>
        Promise.resolve(
          ok({
            personId,
            suspend: true,
            next: (now: MemberRecord | undefined) => {
              const known = kept(now)
              return known.ok ? ok({ ...known.value, suspendedAt: nowAt(context) }) : known
            },
            events: () => [{ what: 'person.suspended' as const }],
          }),
        ),
      )
    }),

    reactivate: open((session, input: Named<Proved<{ firstPassphrase: string }>>) =>
      handOver(
        session,
        input,
        (now) => (now.suspendedAt === undefined ? fail('conflict') : ok(now)),
        'person.reactivated',
      ),
    ),

    resetPassphrase: open((session, input: Named<Proved<{ firstPassphrase: string }>>) =>
      handOver(
        session,
        input,
        (now) => (now.suspendedAt === undefined ? ok(now) : fail('suspended')),
        'person.passphraseReset',
      ),
    ),

    /** One's own, for everybody. What somebody else chose must be replaced by something else. */
    changePassphrase: open(
      async (session, input: Proved<{ newPassphrase: string }>): Promise<Result<SessionFacts>> => {
        const { personId, name } = session.person
        if (input.newPassphrase.normalize('NFKC') === input.passphrase.normalize('NFKC'))
          return fail('validation', { paths: ['newPassphrase'] })
        const done = await change(session, input, () =>
          withSlot(session, personId, name, input.newPassphrase, {
            next: (now) => {
              const known = kept(now)
              if (!known.ok) return known
              const { passphraseBy: _theirs, ...record } = known.value
              return ok(record)
            },
            events: () => [{ what: 'person.passphraseChanged' }],
          }),
        )
        if (!done.ok) return done
        session.ownPassphraseFirst = false
        return ok(sessionFacts(session))
      },
    ),

    me: open(async (session) => ok({ pinPossible: await session.vault.keyring.pinPossible() })),

    setPin: open(async (session, input: Proved<{ pin: string }>) => {
      if (pinTrouble(input.pin) !== '') return fail('validation', { paths: ['pin'] })
      const self = await confirmSelf(session, { passphrase: input.passphrase })
      if (!self.ok) return self
      const { personId } = session.person
      const slot = await session.vault.keyring.newPin(personId, input.pin)
      if (!slot.ok) return slot
      return session.vault.transaction(async (tx) => {
        const put = await tx.keyring.put(slot.value)
        if (!put.ok) return put
        const noted = await tx.audit.append({ what: 'person.pinSet', docId: personId })
        return noted.ok ? ok({ done: true as const }) : noted
      })
    }),

    removePin: open((session) =>
      session.vault.transaction(async (tx) => {
        const { personId } = session.person
        const removed = await tx.keyring.removePin(personId)
        if (!removed.ok) return removed
        const noted = removed.value
          ? await tx.audit.append({ what: 'person.pinRemoved', docId: personId, detail: 'self' })
          : ok(undefined)
        return noted.ok ? ok({ done: true as const }) : noted
      }),
    ),
  }
}
